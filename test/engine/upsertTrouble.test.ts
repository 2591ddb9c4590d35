import type { INodeParameters } from 'n8n-workflow';

import { withSimulatedClock } from '../harness';
import type { Fault } from '../simulator';
import type { Run } from './support';
import { byId, items, read, readItem, useWorld } from './support';

const world = useWorld();
const asked = () => world.simulator.requests.map(({ operationId }) => operationId);
const titled = (parameters: INodeParameters = {}) =>
	world.upsert({ additionalFields: { linkTitle: 'T' }, ...parameters });

function meet(method: string, fault: Fault, times?: number) {
	return world.simulator.faults.add({ match: { method }, times, fault });
}

const answered = (status: number, body: object): Fault => ({ kind: 'status', status, body });

describe('a look that fails is an error, and nothing is created', () => {
	const faults: Array<[string, Fault, RegExp]> = [
		['a 500', { kind: 'status', status: 500 }, /HTTP 500/],
		['a 503', { kind: 'status', status: 503 }, /HTTP 503/],
		['a 403', { kind: 'status', status: 403, code: 'NOT_A_MEMBER' }, /NOT_A_MEMBER, HTTP 403/],
		[
			'a workspace that was deleted',
			{ kind: 'status', status: 410, code: 'WORKSPACE_GONE' },
			/WORKSPACE_GONE/,
		],
		[
			'a workspace that is not there',
			{ kind: 'status', status: 404, code: 'WORKSPACE_NOT_FOUND' },
			/HTTP 404/,
		],
		["a gateway's 404", { kind: 'html', status: 404 }, /HTTP 404/],
		["a gateway's 410", { kind: 'html', status: 410 }, /HTTP 410/],
		["a gateway's 410 in JSON", { kind: 'status', status: 410, body: { error: 'Gone' } }, /HTTP 410/],
		["a gateway's 410 with a code", answered(410, { code: 'SESSION_GONE' }), /SESSION_GONE, HTTP 410/],
		['our code with another status', answered(403, { code: 'LINK_NOT_FOUND' }), /HTTP 403/],
		['our code, of another status', answered(404, { code: 'LINK_NOT_FOUND', status: 502 }), /HTTP 404/],
		['an answer that names nothing', answered(200, { data: {} }), /^Userplane sent an unexp/],
		['a cut connection', { kind: 'reset' }, /ECONNRESET/],
	];

	it.each(faults)('of the list: %s', async (_, fault, reason) => {
		meet('GET', fault);
		expect(read(await world.runWaiting(titled()))).toMatch(reason);
		expect(new Set(asked())).toEqual(new Set(['links.list']));
		expect(world.newLinks()).toEqual([]);
	});

	it.each(faults)('at a link that is known: %s', async (_, fault, reason) => {
		await world.run(titled());
		world.simulator.clearRequests();
		meet('GET', fault);
		expect(read(await world.runWaiting(titled()))).toMatch(reason);
		expect(new Set(asked())).toEqual(new Set(['links.getById']));
		expect(world.newLinks()).toHaveLength(1);
	});
});

describe('a creation', () => {
	it.each([
		['cut', { kind: 'reset', when: 'after' }],
		['a 500', { kind: 'status', status: 500, when: 'after' }],
		["a gateway's page", { kind: 'html', status: 502, when: 'after' }],
		['a success that cannot be read', { kind: 'html', status: 200, when: 'after' }],
	] as Array<[string, Fault]>)(
		'whose answer was lost after the work is the one link: %s',
		async (_, fault) => {
			meet('POST', fault, 1);
			const result = await world.run(world.upsert());
			expect(read(result)).toBe('');
			expect(asked().slice(0, 3)).toEqual(['links.list', 'links.create', 'links.list']);
			expect(world.sent('POST')).toHaveLength(1);
			const [{ linkId }, ...more] = world.alive();
			expect(more).toEqual([]);
			expect(result.items[0].json).toEqual({ ...world.shown(linkId), isNew: true });
		},
	);

	it('that was lost before the work is done again, with the same mark', async () => {
		meet('POST', { kind: 'reset', when: 'before' }, 1);
		const result = await world.runWaiting(world.upsert());
		expect(read(result)).toBe('');
		const [first, second, ...more] = world.bodies('POST');
		expect(more).toEqual([]);
		expect(second).toEqual(first);
		expect(world.alive()).toHaveLength(1);
		expect(result.items[0].json).toEqual({ ...world.shown(world.alive()[0].linkId), isNew: true });
		expect(result.elapsedMs).toBeGreaterThan(15_000);
		expect(result.elapsedMs).toBeLessThan(20_000);
	});

	it('that is lost again and again is given up, and says how to go on', async () => {
		meet('POST', { kind: 'reset', when: 'before' });
		const text = read(await world.runWaiting(world.upsert()));
		expect(text).toMatch(
			/^The link may have been created: .*ECONNRESET\) \[item 0\]\nRun this item again to find the link$/,
		);
		expect(world.sent('POST')).toHaveLength(3);
		world.simulator.faults.clear();
		// On the simulated clock too, which has gone on
		expect((await world.runWaiting(world.upsert())).items[0].json.isNew).toBe(true);
		expect(world.alive()).toHaveLength(1);
	});

	it.each([
		[
			'a domain that cannot carry links',
			{ domainId: 'dom_000002' },
			/^Userplane refused it: Domain is not verified/,
		],
		['a domain that is not there', { domainId: 'dom_none' }, /^Userplane refused it: Domain not found/],
	])('that is refused is told at once: %s', async (_, parameters, reason) => {
		expect(read(await world.run(world.upsert(parameters)))).toMatch(reason);
		expect(asked()).toEqual(['links.list', 'links.create']);
	});

	it('whose own link is never listed names it', async () => {
		// A list that stays as it was before
		const body = {
			message: 'OK',
			data: { links: [], pagination: { page: 1, perPage: 20, total: 0, totalPages: 0, hasMore: false } },
		};
		world.simulator.faults.add({
			match: { operationId: 'links.list' },
			fault: { kind: 'status', status: 200, body },
		});
		const result = await world.runWaiting(world.upsert());
		const [linkId] = world.newLinks();
		expect(read(result)).toMatch(
			new RegExp(
				`^The link ${linkId} was created, but may not be the only one: Userplane does not list the link yet`,
			),
		);
		expect(result.elapsedMs).toBeGreaterThan(60_000);
		expect(world.sent('POST')).toHaveLength(1);
	});
});

describe('an update that fails after the creation', () => {
	const faults: Array<[string, Fault, RegExp]> = [
		['status', { kind: 'status', status: 403, code: 'NOT_A_MEMBER' }, /NOT_A_MEMBER/],
		['cut', { kind: 'reset' }, /ECONNRESET/],
		['failure', { kind: 'status', status: 500, code: 'LINK_UPDATE_FAILED' }, /LINK_UPDATE_FAILED/],
		['page', { kind: 'html', status: 502 }, /HTTP 502/],
	];

	it.each(faults)(
		'names the link and says to run again, which takes the same link: %s',
		async (kind, fault, reason) => {
			const mend = meet('PUT', fault);
			const stopped = await world.runWaiting(titled());
			const regular = await world.runWaiting(titled(), { onError: 'continueRegularOutput' });
			const branched = await world.runWaiting(titled(), { onError: 'continueErrorOutput' });
			const [{ linkId }, ...more] = world.alive();
			expect(more).toEqual([]);
			for (const text of [read(stopped), readItem(regular.items[0]), readItem(branched.outputs[1][0])]) {
				expect(text).toMatch(
					new RegExp(`^The link ${linkId} exists, but linkTitle (may|could) not be set: `),
				);
				expect(text.includes('could not be set')).toBe(['status', 'failure'].includes(kind));
				expect(text).toContain('Run this item again. It uses the same link');
				expect(text.match(/run this/gi)).toHaveLength(1);
				expect(text).toMatch(reason);
			}
			mend();
			// None of those that failed has told anybody of the link
			for (const isNew of [true, false]) {
				const again = await world.run(titled());
				expect(again.items[0].json).toMatchObject({ linkId, linkTitle: 'T', isNew });
			}
		},
	);

	it('makes no second link with Retry On Fail', async () => {
		meet('PUT', { kind: 'status', status: 403 }, 1);
		const result = await world.runWaiting(titled(), { retryOnFail: true, maxTries: 3 });
		expect(result).toMatchObject({ status: 'success', executions: 2 });
		expect(world.alive()).toHaveLength(1);
		expect(world.alive()[0].linkTitle).toBe('T');
	});

	it('that follows others in Stop mode says that running again takes the links that were made', async () => {
		const { domainId } = world.simulator.seed;
		const parameters = world.upsert({
			linkReference: '={{ "R" + $json.n }}',
			domainId: byId(`={{ $json.n < 2 ? "${domainId}" : "dom_none" }}`),
		});
		const text = read(await world.run(parameters, { items: items(3) }));
		const [first, second] = world.newLinks();
		expect(text).toMatch(
			new RegExp(
				`Done before it stopped: item 0 \\(${first}\\), item 1 \\(${second}\\)\\. Running the workflow again uses the same links$`,
			),
		);
	});
});

describe('Stop', () => {
	/** Presses Stop after so many simulated ms. */
	async function stopAt(ms: number, more: Run = {}) {
		const stop = new AbortController();
		const { result, elapsedMs } = await withSimulatedClock(async () => {
			setTimeout(() => stop.abort(), ms);
			return await world.run(titled(), { ...more, abortSignal: stop.signal });
		});
		expect(result.status).toBe('canceled');
		expect(elapsedMs).toBe(ms);
		return read(result);
	}

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'between the creation and the look names the link, which the next run takes (%s)',
		async (onError) => {
			world.simulator.setLatency(({ method }) =>
				method === 'GET' && world.sent('POST').length > 0 ? 60_000 : 0,
			);
			const text = await stopAt(500, { onError });
			const [{ linkId }] = world.alive();
			expect(text).toContain(
				`Running the workflow again completes these: item 0 (The link ${linkId} was created, but may not be the only one`,
			);
			world.simulator.setLatency(0);
			const again = await world.run(titled());
			expect(again.items[0].json).toMatchObject({ linkId, linkTitle: 'T', isNew: true });
			expect(world.alive()).toHaveLength(1);
		},
	);

	it('while the creation is under way says that there may be one', async () => {
		world.simulator.setLatency(({ method }) => (method === 'POST' ? 60_000 : 0));
		expect(await stopAt(500)).toContain('item 0 (The link may have been created');
	});

	it('before the creation leaves nothing behind, and names nothing', async () => {
		world.simulator.setLatency(({ method }) => (method === 'GET' ? 60_000 : 0));
		expect(await stopAt(500)).toBe('The execution was canceled\nIt was stopped before all items were done');
		expect(world.newLinks()).toEqual([]);
	});
});
