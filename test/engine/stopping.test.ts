import type { INodeParameters } from 'n8n-workflow';

import { withSimulatedClock } from '../harness';
import { videoContent } from '../simulator';
import { download, replaceFile } from './files';
import { fillLinks, getMany } from './lists';
import type { Run } from './support';
import { byId, items, read, useWorld } from './support';

const world = useWorld();
const titled = () => world.create({ additionalFields: { linkTitle: 'T', linkReference: 'Ticket 7' } });
const modes = ['stopWorkflow', 'continueRegularOutput'] as const;

/** Runs and presses Stop after so many simulated ms. */
async function stopAt(ms: number, parameters: INodeParameters, more: Run = {}) {
	const stop = new AbortController();
	const { result, elapsedMs } = await withSimulatedClock(async () => {
		setTimeout(() => stop.abort(), ms);
		return await world.run(parameters, { ...more, abortSignal: stop.signal });
	});
	expect(result.status).toBe('canceled');
	expect(elapsedMs).toBe(ms);
	const text = read(result);
	expect(text).toMatch(/^The execution was canceled\n/);
	expect(text).not.toMatch(/run it again when/i);
	return text;
}

/** How long the service takes for each method, in ms. */
function setLatency(of: Record<string, number>): void {
	world.simulator.setLatency(({ method }) => of[method] ?? 0);
}

describe.each(modes)('Stop (%s)', (onError) => {
	it('names the links that were made', async () => {
		world.simulator.setLatency(1_000);
		const text = await stopAt(2_500, world.create(), { items: items(100), onError });
		const named = [...text.matchAll(/item \d+ \((lnk_\d+)\)/g)].map(([, id]) => id);
		expect(named).toHaveLength(20);
		expect(text).toMatch(/Done before it stopped: item 0 .* and 12 more\. Running .* repeats them/);
		expect(world.newLinks()).toEqual(expect.arrayContaining(named));
	});

	it('names the link whose update was under way, and what may not be set', async () => {
		setLatency({ PUT: 1_000 });
		const text = await stopAt(500, titled(), { onError });
		const [linkId] = world.newLinks();
		expect(text).toContain(`Check these before you run it again: item 0 (The link ${linkId} was created`);
		expect(text).toContain('linkTitle may not be set');
	});

	it('names the link whose update was not sent, and what is not set', async () => {
		const text = await stopAt(10_000, titled(), { onError, credential: { requestsPerMinute: 1 } });
		const [linkId] = world.newLinks();
		expect(text).toContain(`item 0 (The link ${linkId} was created, but linkTitle could not be set`);
		expect(world.sent('PUT')).toEqual([]);
	});

	it('says which links may have been made', async () => {
		setLatency({ POST: 1_000 });
		const text = await stopAt(500, titled(), { items: items(2), onError });
		expect(text).toMatch(/item 0 \(The link may have been created.*item 1 \(The link may have been created/);
	});

	it.each([
		['update', 'changed'],
		['delete', 'deleted'],
	])('says what may have been done: %s', async (operation, done) => {
		world.simulator.setLatency(1_000);
		const parameters = { ...world.update({ linkTitle: 'T' }), operation };
		const text = await stopAt(500, parameters, { onError });
		expect(text).toContain(`item 0 (The link ${world.simulator.seed.linkId} may have been ${done}`);
	});

	it('says that a delete may have been done when it waits to be sent again', async () => {
		const { recordingId } = world.simulator.seed;
		const fault = { kind: 'status', status: 502, body: '', when: 'after' } as const;
		world.simulator.faults.add({ match: {}, times: 1, fault });
		const parameters = world.recording({ operation: 'delete' });
		const text = await stopAt(100, parameters, { onError });
		expect(text).toContain(`item 0 (The recording ${recordingId} may have been deleted`);
	});

	it('names nothing when nothing can have changed', async () => {
		const retryLater = { kind: 'status', status: 503, headers: { 'Retry-After': '60' } } as const;
		world.simulator.faults.add({ match: { method: 'DELETE' }, fault: retryLater });
		setLatency({ GET: 1_000 });
		for (const operation of ['get', 'delete']) {
			const text = await stopAt(500, world.recording({ operation }), { items: items(3), onError });
			expect(text).toBe('The execution was canceled\nIt was stopped before all items were done');
		}
	});
});

describe('the first failure in Stop mode', () => {
	/** The first item works in the seeded workspace, the second in one that does not exist, whose answer takes `ms`. */
	const failing = (parameters: INodeParameters, ms: number) => {
		world.simulator.setLatency(({ path }) => (path.includes('ws_none') ? ms : 1_000));
		const workspaceId = byId(`={{ $json.n ? "ws_none" : "${world.simulator.seed.workspaceId}" }}`);
		return { ...parameters, workspaceId };
	};
	const ofFirst = () => world.simulator.requests.filter(({ path }) => !path.includes('ws_none'));

	it('ends the reading of a list', async () => {
		fillLinks(world.simulator, 1_000);
		const parameters = failing(getMany(world.simulator, 'link', { returnAll: true }), 1_500);
		const result = await world.runWaiting(parameters, { items: items(2) });
		expect(read(result)).toContain('[item 1]');
		// The first page and those that were under way when the other item failed
		expect(ofFirst()).toHaveLength(17);
		expect(result.elapsedMs).toBe(2_000);
	});

	it('ends the reading of logs', async () => {
		const parameters = failing(
			world.recording({ operation: 'getLogs', logs: ['actions', 'consoleLog'] }),
			500,
		);
		const result = await world.runWaiting(parameters, { items: items(2) });
		expect(read(result)).toContain('[item 1]');
		expect(ofFirst()).toHaveLength(1);
		expect(world.simulator.fileRequests).toEqual([]);
	});

	it('ends the pause before a read is sent again', async () => {
		const fault = { kind: 'status', status: 503, headers: { 'Retry-After': '200' } } as const;
		world.simulator.faults.add({ match: { path: /ws_000001/ }, fault });
		const result = await world.runWaiting(failing(world.recording(), 3_000), { items: items(2) });
		expect(read(result)).toContain('[item 1]');
		expect(result.elapsedMs).toBe(3_000);
	});

	it('ends a download that is under way', async () => {
		const fault = { kind: 'delay', ms: 60_000 } as const;
		world.simulator.faults.add({ match: { operationId: 'files.get' }, fault });
		const parameters = failing(download(world.simulator, { resources: ['thumbnail'] }), 5_000);
		const result = await world.runWaiting(parameters, { items: items(2) });
		expect(read(result)).toContain('[item 1]');
		expect(result.elapsedMs).toBe(5_000);
	});

	it('ends a transfer in its middle, which is no failure of its own', async () => {
		replaceFile(world.simulator, 'video', videoContent(400_000_000));
		// The second item's recording is asked for once the first item's file is on its way
		world.simulator.setLatency(({ path }) => (path.includes('none') ? 500 : 0));
		const recordingId = byId(`={{ $json.n ? "none" : "${world.simulator.seed.recordingId}" }}`);
		const parameters = download(world.simulator, { resources: ['video'], recordingId });
		const result = await world.run(parameters, { items: items(2) });
		expect(world.simulator.fileRequests).toHaveLength(1);
		expect(read(result)).toMatch(/RECORDING_NOT_FOUND, HTTP 404\) \[item 1\]/);
	});

	it('brings a link to its end, also when its update must be sent again', async () => {
		world.simulator.faults.add({
			match: { method: 'PUT' },
			times: 2,
			fault: { kind: 'status', status: 503 },
		});
		const result = await world.runWaiting(failing(titled(), 1_500), { items: items(2) });
		const [linkId] = world.newLinks();
		expect(read(result)).toMatch(
			new RegExp(`\\[item 1\\]\\n[^]*Done before it stopped: item 0 \\(${linkId}\\)`),
		);
		expect(world.simulator.store.links.get(linkId)?.linkTitle).toBe('T');
	});

	it('names links of other items that have no title now', async () => {
		world.simulator.faults.add({ match: { method: 'PUT' }, fault: { kind: 'status', status: 403 } });
		const result = await world.runWaiting(titled(), { items: items(3) });
		for (const linkId of world.newLinks()) expect(read(result)).toContain(`The link ${linkId} was created`);
		expect(world.newLinks()).toHaveLength(3);
		expect(read(result).match(/The link lnk_\d+ was created/g)).toHaveLength(3);
	});

	it('names other items whose link may have been made, and none that was refused', async () => {
		world.simulator.setLatency(1_000);
		const { faults } = world.simulator;
		faults.add({ match: { method: 'POST' }, times: 1, fault: { kind: 'status', status: 403 } });
		faults.add({ match: { method: 'POST' }, times: 1, fault: { kind: 'reset', when: 'after' } });
		faults.add({ match: { method: 'POST' }, times: 1, fault: { kind: 'html', status: 504 } });
		faults.add({ match: { method: 'POST' }, times: 1, fault: { kind: 'status', status: 400 } });
		const text = read(await world.runWaiting(titled(), { items: items(4) }));
		expect(text.match(/The link may have been created/g)).toHaveLength(2);
		expect(text).not.toMatch(/item \d \((?!The link may)/);
	});
});
