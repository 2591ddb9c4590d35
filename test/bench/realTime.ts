import type { LimitOptions } from '../simulator';
import type { Arena, Tally } from './arena';
import type { Contestant } from './contestants';
import { bareAxios, helperLoop, ours } from './contestants';
import { median, type Demand, type Scenario } from './results';

/** What takes seconds: on the real clock, all contestants in turn in each round. */

const ROUNDS = 5;

interface Load {
	count: number;
	limit: LimitOptions;
	latencyMs: number;
	requestsPerMinute: number;
}

/** Runs the contestants in turn. @returns the medians, in the contestants' order */
async function compete(arena: Arena, contestants: Contestant[], load: Load) {
	const seconds = contestants.map((): number[] => []);
	const tallies = contestants.map((): Tally[] => []);
	// Round 0 warms up with a few items and is not counted
	for (let round = 0; round <= ROUNDS; round += 1) {
		for (const [index, contestant] of contestants.entries()) {
			const apiKey = arena.reset();
			const { simulator } = arena;
			simulator.setLimit(load.limit);
			simulator.setLatency(load.latencyMs);
			const { requestsPerMinute, count } = load;
			const started = performance.now();
			await contestant.run({ simulator, apiKey, requestsPerMinute }, round === 0 ? 10 : count);
			if (round === 0) continue;
			seconds[index].push((performance.now() - started) / 1_000);
			tallies[index].push(arena.tally(load.count));
		}
	}
	return contestants.map(({ name }, index) => ({
		contestant: name,
		seconds: median(seconds[index]),
		tally: tallies[index].reduce((worst, tally) =>
			tally.lost + tally.doubled > worst.lost + worst.doubled ? tally : worst,
		),
	}));
}

/** All of one kind's lines with their ratio to the first contestant's time. */
async function scenario(
	arena: Arena,
	name: string,
	contestants: Contestant[],
	load: Load,
	demand: (ours: number, others: number[]) => Demand[],
): Promise<Scenario> {
	const results = await compete(arena, contestants, load);
	const [first, ...others] = results.map(({ seconds }) => seconds);
	const { lost, doubled } = results[0].tally;
	return {
		name,
		how: `real clock, median of ${ROUNDS}`,
		ratioTo: "time to our node's",
		lines: results.map((result) => ({ ...result, ratio: result.seconds / first })),
		demands: [
			...demand(first, others),
			{ name: 'lost or doubled', value: lost + doubled, unit: '', bound: { max: 0 } },
		],
	};
}

/** Cancels a run that waits for the limit. @returns how long (ms) it took to end */
async function cancelLatencyMs(arena: Arena): Promise<number> {
	const apiKey = arena.reset();
	const controller = new AbortController();
	const run = ours.run(
		{ simulator: arena.simulator, apiKey, requestsPerMinute: 5, signal: controller.signal },
		50,
	);
	while (arena.simulator.requests.filter(({ status }) => status === 200).length < 5) {
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	const pressed = performance.now();
	controller.abort();
	await run;
	return performance.now() - pressed;
}

/**
 * Latencies of the runs without pacing. Without any, the processor is what counts: n8n opens a connection for each request and
 * works out each item's expressions, which bare axios does not have to, and each try of ours has a bound and an end of its own.
 */
const LIFTED = [
	{ latencyMs: 0, bare: undefined, helper: { min: 0.75 } },
	{ latencyMs: 100, bare: { min: 0.75 }, helper: { min: 0.9 } },
];

type Bounds = Record<'bare' | 'helper', Demand['bound']>;

async function pacingLifted(arena: Arena, latencyMs: number, bounds: Bounds): Promise<Scenario> {
	return await scenario(
		arena,
		`1,000 items without limit, pacing lifted, ${latencyMs} ms latency`,
		[ours, bareAxios(), helperLoop],
		{ count: 1_000, limit: { kind: 'none' }, latencyMs, requestsPerMinute: 0 },
		(own, [axios, helper]) => [
			{ name: 'rate to bare axios', value: axios / own, unit: '', bound: bounds.bare },
			{ name: "rate to n8n's request helper", value: helper / own, unit: '', bound: bounds.helper },
		],
	);
}

/** What the node itself costs: 1,000 items as fast as they go. */
export async function pacingOff(arena: Arena): Promise<Scenario[]> {
	const scenarios: Scenario[] = [];
	for (const { latencyMs, ...bounds } of LIFTED) scenarios.push(await pacingLifted(arena, latencyMs, bounds));
	return scenarios;
}

export async function realTime(
	arena: Arena,
	peers: Contestant[],
	log: (line: string) => void,
): Promise<Scenario[]> {
	const none: LimitOptions = { kind: 'none' };
	const documented: LimitOptions = { kind: 'sliding', requests: 120 };
	const [bare, oneByOne] = [bareAxios(), bareAxios(1)];
	log('burst of 100');
	const burst = await scenario(
		arena,
		'Burst of 100 items, 120 a minute',
		[ours, bare, ...peers],
		{ count: 100, limit: documented, latencyMs: 0, requestsPerMinute: 120 },
		() => [],
	);
	log('1,000 items without limit');
	const lifted = await pacingOff(arena);
	log('100 items at 50 ms');
	const latency = await scenario(
		arena,
		'100 items at 50 ms latency',
		[ours, bare, oneByOne],
		{ count: 100, limit: none, latencyMs: 50, requestsPerMinute: 120 },
		(own, others) => [
			{ name: 'times faster than one by one', value: others[1] / own, unit: '', bound: { min: 8 } },
		],
	);
	log('cancelling');
	const cancels: number[] = [];
	for (let round = 0; round < ROUNDS; round += 1) cancels.push(await cancelLatencyMs(arena));
	const ended = { name: 'time until the run has ended', value: Math.max(...cancels), unit: ' ms' };
	const cancelling: Scenario = {
		name: 'Cancelling a run that waits for the limit',
		how: `real clock, the longest of ${ROUNDS}`,
		...{ ratioTo: '', lines: [], demands: [{ ...ended, bound: { max: 250 } }] },
	};
	return [burst, ...lifted, latency, cancelling];
}
