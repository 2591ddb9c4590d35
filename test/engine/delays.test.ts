import type { IDataObject } from 'n8n-workflow';

import { withSimulatedClock } from '../harness';
import { items, read, useWorld } from './support';

const world = useWorld();
const paced = { requestsPerMinute: 120 };
const WINDOW_MS = 60_000;
const numbered = () => world.create({ additionalFields: { linkReference: '={{ $json.n }}' } });

/** How many answers had this status. */
const answered = (status: number) =>
	world.simulator.requests.filter((request) => request.status === status).length;

describe('what the output panel tells', () => {
	const hintsOf = async (count: number, credential: IDataObject = paced) => {
		const result = await world.runWaiting(world.recording(), { items: items(count), credential });
		expect(read(result)).toBe('');
		expect(result.hints.filter(({ location }) => location !== 'outputPane')).toEqual([]);
		return result.hints.map(({ message }) => message);
	};

	it('is nothing when nothing waited', async () => {
		world.simulator.setLimit({ kind: 'sliding', requests: 120 });
		expect(await hintsOf(120)).toEqual([]);
	});

	it('is how long the run waited', async () => {
		world.simulator.setLimit({ kind: 'sliding', requests: 120 });
		expect(await hintsOf(121)).toEqual(["This run waited 60 seconds for Userplane's rate limit"]);
	});

	it.each([' 120 ', 120.9, ' ', -1, 'many'])(
		'is the same with %j requests per minute: as a text, or as the usual ones',
		async (requestsPerMinute) => {
			world.simulator.setLimit({ kind: 'sliding', requests: 120 });
			expect(await hintsOf(121, { requestsPerMinute })).toEqual([
				"This run waited 60 seconds for Userplane's rate limit",
			]);
			expect(answered(429)).toBe(0);
		},
	);

	it('is not less than one a minute', async () => {
		expect(await hintsOf(2, { requestsPerMinute: 0.4 })).toEqual([
			"This run waited 60 seconds for Userplane's rate limit",
		]);
	});

	it.each([
		[2, /^This run waited \d+ seconds for Userplane's rate limit$/],
		[3, /rate limit\. Userplane refused 3 requests, and they were sent again\. Something else may/],
	])('is of %i refusals what they may mean', async (times, said) => {
		const headers = { 'Retry-After': '5' };
		world.simulator.faults.add({ match: {}, times, fault: { kind: 'status', status: 429, headers } });
		expect(await hintsOf(1)).toEqual([expect.stringMatching(said)]);
	});

	it('is also that something else may use the quota, when requests were refused', async () => {
		world.simulator.setLimit({ kind: 'sliding', requests: 60 });
		const [hint] = await hintsOf(130);
		const [, seconds, refusals] =
			/waited (\d+) seconds .*refused (\d+) requests.*Something else may use/.exec(hint) ?? [];
		expect(Number(seconds)).toBeGreaterThanOrEqual(120);
		expect(Number(refusals)).toBe(answered(429));
	});
});

describe('a request that alone is refused for the rate limit', () => {
	it('is given up after ten minutes, although others pass, and the others go on', async () => {
		const refuse = { kind: 'status', status: 429 } as const;
		world.simulator.faults.add({ match: { method: 'POST' }, fault: refuse });
		const { result, elapsedMs } = await withSimulatedClock(async () => {
			const run = { isOver: false };
			const refused = world.run(numbered()).finally(() => (run.isOver = true));
			const others: string[] = [];
			while (!run.isOver) {
				others.push((await world.run(world.recording())).status);
				await new Promise((resolve) => setTimeout(resolve, WINDOW_MS));
			}
			return { refused: await refused, others };
		});
		expect(read(result.refused)).toMatch(/^Userplane has refused this request .* while others passed/);
		expect(result.others.filter((status) => status !== 'success')).toEqual([]);
		expect(elapsedMs).toBeLessThan(15 * WINDOW_MS);
	});
});

describe('a used up daily limit', () => {
	it('ends the run with a message of its own, naming what was done', async () => {
		// Its day begins now: the next one must not begin while the run waits
		world.simulator.setLimit({ kind: 'none', dailyLimit: 10, phaseMs: Date.now() % 86_400_000 });
		const result = await world.runWaiting(numbered(), { items: items(30), credential: paced });
		expect(read(result)).toMatch(/daily limit[\s\S]*RATE_LIMITED, HTTP 429/);
		expect(world.newLinks()).toHaveLength(10);
		for (const linkId of world.newLinks()) expect(read(result)).toContain(linkId);
		expect(result.elapsedMs).toBeGreaterThan(2 * WINDOW_MS);
		expect(result.elapsedMs).toBeLessThan(15 * WINDOW_MS);
	});
});

describe('cancelling ends the wait', () => {
	/** Runs and presses Stop after 10 s. */
	const stopAfter10s = async (requestsPerMinute: number) =>
		await withSimulatedClock(async () => {
			const controller = new AbortController();
			setTimeout(() => controller.abort(), 10_000);
			const { signal: abortSignal } = controller;
			const credential = { requestsPerMinute };
			return await world.run(world.recording(), { items: items(20), credential, abortSignal });
		});

	it('for the limit', async () => {
		const { result, elapsedMs } = await stopAfter10s(5);
		expect(result.status).toBe('canceled');
		expect(elapsedMs).toBe(10_000);
		expect(world.simulator.requests).toHaveLength(5);
	});

	it.each([429, 503])('for a new try after %i', async (status) => {
		const headers = { 'Retry-After': '60' };
		world.simulator.faults.add({ match: {}, fault: { kind: 'status', status, headers } });
		const { result, elapsedMs } = await stopAfter10s(0);
		expect(result.status).toBe('canceled');
		expect(elapsedMs).toBe(10_000);
		expect(world.simulator.requests).toHaveLength(16);
	});

	it('for an answer', async () => {
		world.simulator.setLatency(60_000);
		const { result, elapsedMs } = await stopAfter10s(0);
		expect(result.status).toBe('canceled');
		expect(elapsedMs).toBe(10_000);
	});
});
