import { runInThisContext } from 'node:vm';

import { withSimulatedClock } from '../harness';
import type { LimitOptions } from '../simulator';
import { items, read, useWorld } from './support';

const world = useWorld();
const paced = { requestsPerMinute: 120 };
const WINDOW_MS = 60_000;
const numbered = () => world.create({ additionalFields: { linkReference: '={{ $json.n }}' } });

/** Node's own process: jest gives tests a copy, which hears of no warning. */
const node = runInThisContext('process') as NodeJS.Process;

/** How many answers had this status. */
const answered = (status: number) =>
	world.simulator.requests.filter((request) => request.status === status).length;

/** Each of `count` items has made its link, and none has made two. */
function expectOneLinkEach(count: number): void {
	const { store } = world.simulator;
	const references = world.newLinks().map((linkId) => Number(store.links.get(linkId)?.linkProviderReference));
	expect(references.sort((a, b) => a - b)).toEqual(items(count).map(({ json }) => json.n));
}

describe('300 items against 120 a minute', () => {
	const kinds: LimitOptions['kind'][] = ['sliding', 'fixed', 'bucket'];

	it.each(kinds)('all go through, once each, and none is refused (%s)', async (kind) => {
		world.simulator.setLimit({ kind, requests: 120 });
		const result = await world.runWaiting(numbered(), { items: items(300), credential: paced });
		expect(read(result)).toBe('');
		expect(result.items).toHaveLength(300);
		expectOneLinkEach(300);
		expect([answered(200), answered(429)]).toEqual([300, 0]);
		expect(result.elapsedMs).toBeGreaterThanOrEqual(2 * WINDOW_MS);
		expect(result.elapsedMs).toBeLessThan(2 * WINDOW_MS + 5_000);
	});

	it('wait for nothing while they fit', async () => {
		world.simulator.setLimit({ kind: 'sliding', requests: 120 });
		const result = await world.runWaiting(numbered(), { items: items(120), credential: paced });
		expect(result).toMatchObject({ status: 'success', elapsedMs: 0 });
	});

	it('wait without a warning from Node', async () => {
		const warnings: Error[] = [];
		const hear = (warning: Error) => warnings.push(warning);
		node.on('warning', hear);
		const result = await world.runWaiting(world.recording(), {
			items: items(40),
			credential: { requestsPerMinute: 5 },
			abortSignal: new AbortController().signal,
		});
		await new Promise(setImmediate);
		node.off('warning', hear);
		expect(read(result)).toBe('');
		expect(warnings.map(({ name }) => name)).toEqual([]);
	});

	it('all go through although another process uses the same quota, and few are refused', async () => {
		world.simulator.setLimit({ kind: 'sliding', requests: 120 });
		const { result } = await withSimulatedClock(async () => {
			world.simulator.consumeQuota(90);
			return await world.run(numbered(), { items: items(300), credential: paced });
		});
		expect(read(result)).toBe('');
		expectOneLinkEach(300);
		expect(answered(429)).toBeGreaterThan(0);
		expect(answered(429)).toBeLessThan(40);
	});

	it('all go through without pacing of ours', async () => {
		world.simulator.setLimit({ kind: 'sliding', requests: 120, retryAfterHeader: true });
		const result = await world.runWaiting(numbered(), {
			items: items(300),
			credential: { requestsPerMinute: 0 },
		});
		expect(read(result)).toBe('');
		expectOneLinkEach(300);
		expect(answered(429)).toBeGreaterThan(0);
	});
});

describe('the limit in the credential', () => {
	it.each([
		[0, 0],
		[300, 0],
		[100, 2 * WINDOW_MS],
		['100', 2 * WINDOW_MS],
		['', 2 * WINDOW_MS],
		[-5, 2 * WINDOW_MS],
		[0.5, 299 * WINDOW_MS],
		[100.9, 2 * WINDOW_MS],
	])('of %j makes 300 items take %i ms', async (requestsPerMinute, elapsedMs) => {
		const credential = { requestsPerMinute };
		const result = await world.runWaiting(world.recording(), { items: items(300), credential });
		expect(read(result)).toBe('');
		expect(result.elapsedMs - elapsedMs).toBeGreaterThanOrEqual(0);
		expect(result.elapsedMs - elapsedMs).toBeLessThan(5_000);
	});
});

describe('executions at the same time', () => {
	const both = async (credentials: [object, object]) =>
		await withSimulatedClock(
			async () =>
				await Promise.all(
					credentials.map(
						async (credential, n) =>
							await world.run(world.recording(), {
								...{ items: items(90), credential: { ...paced, ...credential } },
								...{ executionId: `${n}`, workflowId: `workflow-${n}` },
							}),
					),
				),
		);

	it('share the pace of their key', async () => {
		world.simulator.setLimit({ kind: 'sliding', requests: 120 });
		const { result, elapsedMs } = await both([{}, {}]);
		expect(result.map(read)).toEqual(['', '']);
		expect([answered(200), answered(429)]).toEqual([180, 0]);
		expect(elapsedMs).toBeGreaterThanOrEqual(WINDOW_MS);
	});

	it('keep to it when their credentials have different numbers', async () => {
		world.simulator.setLimit({ kind: 'sliding', requests: 120 });
		const { result } = await both([{ requestsPerMinute: 60 }, {}]);
		expect(result.map(read)).toEqual(['', '']);
		expect([answered(200), answered(429)]).toEqual([180, 0]);
	});

	it('do not wait for another key', async () => {
		const { result, elapsedMs } = await both([{}, { apiKey: world.newKey() }]);
		expect(result.map(read)).toEqual(['', '']);
		expect(elapsedMs).toBe(0);
	});
});

describe('a short run beside a long one', () => {
	it('is served at the next occasion, not at the end', async () => {
		world.simulator.setLimit({ kind: 'sliding', requests: 120 });
		const timed = async (count: number, startMs: number) => {
			await new Promise((resolve) => setTimeout(resolve, startMs));
			const from = Date.now();
			const result = await world.run(world.recording(), {
				...{ items: items(count), credential: paced },
				...{ executionId: `${count}`, workflowId: `workflow-${count}` },
			});
			return { result, tookMs: Date.now() - from };
		};
		const { result } = await withSimulatedClock(
			async () => await Promise.all([timed(500, 0), timed(40, 10_000)]),
		);
		const [long, short] = result;
		expect([read(long.result), read(short.result)]).toEqual(['', '']);
		expect(short.tookMs).toBeLessThanOrEqual(WINDOW_MS);
		expect(long.tookMs).toBeGreaterThanOrEqual(4 * WINDOW_MS);
		expect(long.tookMs).toBeLessThan(5 * WINDOW_MS);
	});
});

describe("the machine's date", () => {
	it.each([-5, 5])('can be set by %i hours in the middle of a run: nothing changes', async (hours) => {
		const { result, elapsedMs } = await withSimulatedClock(async () => {
			const usual = Date.now.bind(Date);
			let byMs = 0;
			Date.now = () => usual() + byMs;
			setTimeout(() => (byMs = hours * 3_600_000), WINDOW_MS / 2);
			return await world.run(numbered(), { items: items(300), credential: paced });
		});
		expect(read(result)).toBe('');
		expectOneLinkEach(300);
		expect(elapsedMs).toBeGreaterThanOrEqual(2 * WINDOW_MS);
		expect(elapsedMs).toBeLessThan(2 * WINDOW_MS + 5_000);
	});
});

describe('a single refusal', () => {
	it('minutes after a run that was stopped while it waited is waited out, and not told as a daily limit', async () => {
		const refuse = { kind: 'status', status: 429 } as const;
		const { result } = await withSimulatedClock(async () => {
			const stop = world.simulator.faults.add({ match: {}, fault: refuse });
			const controller = new AbortController();
			setTimeout(() => controller.abort(), 2 * WINDOW_MS);
			const stopped = await world.run(world.recording(), { abortSignal: controller.signal });
			stop();
			await new Promise((resolve) => setTimeout(resolve, 3 * WINDOW_MS));
			world.simulator.faults.add({ match: {}, fault: refuse, times: 1 });
			return [stopped, await world.run(world.recording())];
		});
		expect(result.map(({ status }) => status)).toEqual(['canceled', 'success']);
	});
});
