import type { Fault } from '../simulator';
import { read, useWorld } from './support';

const world = useWorld();
const operations = {
	POST: () => world.create({ additionalFields: { linkReference: 'Ticket 7' } }),
	PUT: () => world.update({ linkTitle: 'New' }),
	GET: () => world.recording(),
};
type Method = keyof typeof operations;
const every = Object.keys(operations) as Method[];
const MAX_TRIES = 5;

/** Lets requests meet a fault, `times` of them or all, and runs the operation that sends them. */
async function meet(method: Method, fault: Fault, times?: number) {
	world.simulator.faults.add({ match: { method }, times, fault });
	const result = await world.runWaiting(operations[method]());
	return { ...result, tries: world.sent(method).length };
}

const status = (code: number, headers?: Record<string, string>): Fault => ({
	kind: 'status',
	status: code,
	headers,
});

describe.each(every)('%s', (method) => {
	it.each([429, 503])('is sent again after %i until it passes', async (code) => {
		const result = await meet(method, status(code), 3);
		expect(result).toMatchObject({ status: 'success', tries: 4 });
		// 0.5 to 1 s, then 1 to 2, then 2 to 4
		expect(result.elapsedMs).toBeGreaterThanOrEqual(3_500);
		expect(result.elapsedMs).toBeLessThanOrEqual(7_000);
		expect(world.newLinks()).toHaveLength(method === 'POST' ? 1 : 0);
	});

	it.each([429, 503])('waits after %i for as long as Retry-After asks', async (code) => {
		const result = await meet(method, status(code, { 'Retry-After': '77' }), 1);
		expect(result).toMatchObject({ status: 'success', tries: 2, elapsedMs: 77_000 });
	});

	it.each([429, 503])(
		'waits after %i until the date that Retry-After names, by the clock of the service',
		async (code) => {
			for (const skew of [-3_600_000, 3_600_000]) {
				const at = (ms: number) => new Date(Date.now() + skew + ms).toUTCString();
				const result = await meet(method, status(code, { Date: at(0), 'Retry-After': at(40_000) }), 1);
				expect(result.status).toBe('success');
				expect(Math.abs(result.elapsedMs - 40_000)).toBeLessThan(10);
			}
		},
	);

	it('has all its tries left after refusals by the rate limit', async () => {
		world.simulator.faults.add({ match: { method }, times: 4, fault: status(429) });
		const result = await meet(method, status(503), MAX_TRIES - 1);
		expect(result).toMatchObject({ status: 'success', tries: 4 + MAX_TRIES });
	});

	it(`is given up after ${MAX_TRIES} times 503`, async () => {
		const result = await meet(method, status(503));
		expect(result).toMatchObject({ status: 'error', tries: MAX_TRIES });
		expect(read(result)).toContain('SERVICE_UNAVAILABLE, HTTP 503');
	});

	it('waits for a 429 that asks for five minutes, and for none that asks for more', async () => {
		const longest = await meet(method, status(429, { 'Retry-After': '300' }), 1);
		expect(longest).toMatchObject({ status: 'success', elapsedMs: 300_000 });
		world.simulator.clearRequests();
		const tooLong = await meet(method, status(429, { 'Retry-After': '301' }), 1);
		expect(tooLong).toMatchObject({ status: 'error', tries: 1, elapsedMs: 0 });
		expect(read(tooLong)).toMatch(/^Userplane asks for a pause of 301 seconds, which is too long to wait/);
	});

	it('does not wait for a 503 that asks for more than five minutes', async () => {
		const result = await meet(method, status(503, { 'Retry-After': '301' }));
		expect(result).toMatchObject({ status: 'error', tries: 1, elapsedMs: 0 });
	});

	it('is given up when 429 lets nothing pass for well over a window', async () => {
		const result = await meet(method, status(429));
		expect(result.status).toBe('error');
		expect(read(result)).toMatch(/daily limit.*RATE_LIMITED, HTTP 429/);
		expect(result.elapsedMs).toBeGreaterThan(120_000);
		expect(result.elapsedMs).toBeLessThan(240_000);
		expect(result.tries).toBeLessThan(40);
	});
});

describe('a POST whose answer was lost', () => {
	it.each([
		['cut after the work', { kind: 'reset', when: 'after' }, /ECONNRESET/],
		['a 500', { kind: 'status', status: 500 }, /INTERNAL_SERVER_ERROR, HTTP 500/],
		['a 502 page', { kind: 'html', status: 502 }, /HTTP 502/],
	] as Array<[string, Fault, RegExp]>)('says how to look: %s', async (_, fault, reason) => {
		const result = await meet('POST', fault);
		expect(read(result)).toMatch(/link may have been created/);
		expect(read(result)).toContain(
			'Look for it with Link > Get Many or in the Userplane dashboard, by its reference "Ticket 7", before you run this item again',
		);
		expect(read(result)).toMatch(reason);
	});

	it('says the same when the workflow goes on', async () => {
		world.simulator.faults.add({ match: {}, fault: { kind: 'reset', when: 'after' } });
		const { items } = await world.run(operations.POST(), { onError: 'continueRegularOutput' });
		expect(items[0]?.json.error).toMatch(/may have been created/);
		expect(items[0]?.json.message).toMatch(/Look for it[\s\S]*Ticket 7/);
		expect(world.newLinks()).toHaveLength(1);
	});
});

describe('tries that met different things', () => {
	const first = (method: Method, fault: Fault) =>
		void world.simulator.faults.add({ match: { method }, times: 1, fault });
	const created: Fault = { kind: 'status', status: 500, code: 'LINK_CREATE_FAILED' };

	it('leave nothing open when each was refused for sure', async () => {
		first('POST', status(503));
		expect(read(await meet('POST', created))).toMatch(
			/^Userplane could not create the link \(LINK_CREATE_FAILED/,
		);
	});

	it.each([
		['POST', status(503), { kind: 'reset', when: 'after' }, 'The link may have been created (ECONNRESET)'],
		[
			'PUT',
			{ kind: 'reset', when: 'after' },
			status(503),
			'The link lnk_000001 may have been changed (SERVICE_UNAVAILABLE',
		],
		[
			'PUT',
			{ kind: 'html', status: 502, when: 'after' },
			status(403),
			'The link lnk_000001 may have been changed (API_KEY_DISABLED',
		],
		[
			'PUT',
			{ kind: 'reset', when: 'after' },
			status(429),
			'The link lnk_000001 may have been changed (ECONNRESET)',
		],
	] as Array<[Method, Fault, Fault, string]>)(
		'leave open what one of them leaves open: %s',
		async (method, one, then, told) => {
			first(method, one);
			expect(read(await meet(method, then))).toContain(told);
		},
	);
});

it('says that nothing was sent when the service is down', async () => {
	await world.simulator.stop();
	const results = [];
	for (const method of every) results.push(await world.runWaiting(operations[method]()));
	await world.simulator.restart();
	for (const result of results) {
		expect(read(result)).toMatch(/reached \(ECONNREFUSED\)[\s\S]*The request was not sent[\s\S]*base URL/);
		expect(result.elapsedMs).toBeGreaterThan(7_000);
	}
});

it.each([
	['GET', /^Userplane asks for a pause of 301 seconds/],
	['PUT', /^The link lnk_\d+ may have been changed/],
] as const)(
	'a %s that is lost, and then refused for long, may have been done if it writes',
	async (method, said) => {
		const lost: Fault = { kind: 'status', status: 502, body: '', when: 'after' };
		world.simulator.faults.add({ match: { method }, times: 1, fault: lost });
		const result = await meet(method, status(429, { 'Retry-After': '301' }));
		expect(result).toMatchObject({ status: 'error', tries: 2 });
		expect(read(result)).toMatch(said);
	},
);
