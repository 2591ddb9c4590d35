import { Pace } from '../../nodes/Userplane/transport/pace';
import { median } from '../bench/results';
import { seededRandom } from '../simulator/faults';
import type { LimitOptions } from '../simulator/options';
import type { Course, Scenario } from './paceSimulation';
import { floorMs, simulate } from './paceSimulation';

/** The bounds that the benchmarks demand too, at more latencies, on a simulated service: no time passes. */
const WINDOW_MS = 60_000;
const COUNT = 1_000;
const SEEDS = [1, 2, 3, 4, 5];
const LATENCIES_MS = [5, 50, 300];
const HALF = { requests: 60 };

const kinds: Array<[string, LimitOptions]> = [
	['a sliding window', { kind: 'sliding' }],
	...[5_000, 25_000, 59_000].map((phaseMs): [string, LimitOptions] => [
		`fixed windows from ${phaseMs} ms on`,
		{ kind: 'fixed', phaseMs },
	]),
	['a bucket', { kind: 'bucket' }],
];

/** Each way of counting at each latency. */
const everywhere = kinds.flatMap(([name, limit]) =>
	LATENCIES_MS.map((latencyMs): [string, number, LimitOptions] => [name, latencyMs, limit]),
);

function newPace(seed: number, limit = 120): Pace {
	const pace = new Pace(seededRandom(seed * 977));
	pace.setLimit(limit);
	return pace;
}

/** One course for each seed. */
function courses(load: Omit<Scenario, 'paces' | 'seed' | 'count'>, count = COUNT, limit = 120): Course[] {
	return SEEDS.map((seed) => simulate({ ...load, paces: [newPace(seed, limit)], count, seed })[0]);
}

const lasted = (runs: Course[]) => median(runs.map(({ elapsedMs }) => elapsedMs));
const mostRefused = (runs: Course[]) => Math.max(...runs.map(({ refused }) => refused));

describe.each(everywhere)('%s, %i ms', (_, latencyMs, limit) => {
	it('alone: nothing is refused', () => {
		const runs = courses({ limit, latencyMs });
		expect(mostRefused(runs)).toBe(0);
		expect(lasted(runs) / floorMs({ limit }, COUNT)).toBeLessThanOrEqual(1.14);
	});

	it('half of the quota taken: at most 5% and what was under way at the first refusal are refused', () => {
		const half = { ...limit, ...HALF };
		const runs = courses({ limit: half, latencyMs });
		expect(mostRefused(runs)).toBeLessThanOrEqual(COUNT * 0.05 + 16);
		expect(lasted(runs) / floorMs({ limit: half }, COUNT)).toBeLessThanOrEqual(1.15);
	});

	it.each([
		[1, 1_000],
		[60, WINDOW_MS],
	])('somebody else takes %i every %i ms', (count, everyMs) => {
		const runs = courses({ limit, latencyMs, others: { count, everyMs } });
		expect(mostRefused(runs)).toBeLessThanOrEqual(COUNT * 0.05 + 16);
		expect(lasted(runs) / floorMs({ limit: { ...limit, ...HALF } }, COUNT)).toBeLessThanOrEqual(1.15);
	});

	it('two processes share it', () => {
		const runs = SEEDS.map((seed) =>
			simulate({ limit, latencyMs, paces: [newPace(seed), newPace(seed + 100)], count: COUNT / 2, seed }),
		);
		const ends = runs.map((both) => Math.max(...both.map(({ elapsedMs }) => elapsedMs)));
		expect(median(ends) / floorMs({ limit }, COUNT)).toBeLessThanOrEqual(1.2);
	});

	it('all of it is used when it is free again', () => {
		const load = { limit: { ...limit, ...HALF }, later: { atMs: 5 * WINDOW_MS, limit }, latencyMs };
		// Five minutes at half the rate, the rest at the full one, and two minutes to find that out
		const bound = ((1_500 - 5 * 60) / 120 + 5 + 2) * WINDOW_MS;
		expect(lasted(courses(load, 1_500))).toBeLessThan(bound);
	});

	it('without pacing of ours everything gets through all the same', () => {
		const runs = courses({ limit, latencyMs }, COUNT, Infinity);
		expect(mostRefused(runs)).toBeLessThanOrEqual(COUNT * 0.05 + 16);
		expect(lasted(runs) / floorMs({ limit }, COUNT)).toBeLessThanOrEqual(1.15);
	});
});
