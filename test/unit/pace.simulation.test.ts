import { Pace } from '../../nodes/Userplane/transport/pace';
import { seededRandom } from '../simulator/faults';
import type { LimitOptions } from '../simulator/options';
import type { Consumer, Course } from './paceSimulation';
import { floorMs, simulate } from './paceSimulation';
import { median } from '../bench/results';

/** The bounds of the load's requirements, on a simulated service: no time passes. */
const WINDOW_MS = 60_000;
const SEEDS = [1, 2, 3, 4, 5];
const LATENCIES_MS = [5, 50, 300];

const kinds: Array<[string, LimitOptions]> = [
	['a sliding window', { kind: 'sliding' }],
	...[5_000, 25_000, 59_000].map((phaseMs): [string, LimitOptions] => [
		`fixed windows from ${phaseMs} ms on`,
		{ kind: 'fixed', phaseMs },
	]),
	['a bucket', { kind: 'bucket' }],
];

/** Each case at each latency. */
const everywhere = kinds.flatMap(([name, limit]) =>
	LATENCIES_MS.map((latencyMs): [string, number, LimitOptions] => [name, latencyMs, limit]),
);

const newPace = (seed: number, limit = 120) => new Pace(limit, { random: seededRandom(seed * 977) });

const share = ({ refused, passed }: Course) => refused / (refused + passed);

interface Load {
	limit: LimitOptions;
	latencyMs: number;
	others?: Consumer;
}

/** Sends 1,000 requests once for each seed. @returns the medians of time to floor and of the share of refused requests */
function medians(load: Load, floor: number) {
	const courses = SEEDS.map((seed) => simulate({ ...load, paces: [newPace(seed)], count: 1_000, seed })[0]);
	expect(courses.map(({ passed }) => passed)).toEqual(SEEDS.map(() => 1_000));
	return {
		ratio: median(courses.map(({ elapsedMs }) => elapsedMs / floor)),
		refused: median(courses.map(share)),
	};
}

describe('1,000 requests, alone', () => {
	it.each(everywhere)('%s, %i ms', (_, latencyMs, limit) => {
		const { ratio, refused } = medians({ limit, latencyMs }, floorMs({ limit }, 1_000));
		expect(ratio).toBeGreaterThanOrEqual(1);
		expect(ratio).toBeLessThanOrEqual(1.05);
		expect(refused).toBeLessThanOrEqual(0.01);
	});
});

describe('1,000 requests with half the quota taken', () => {
	const everySecond: Consumer = { count: 1, everyMs: 1_000 };

	it.each(everywhere)('%s, %i ms', (_, latencyMs, limit) => {
		// Of a window, half is a smaller window. Of a bucket, it is what it holds and then one token in a second
		const isBucket = limit.kind === 'bucket';
		const half = { ...limit, requests: 60 };
		const floor = isBucket ? (1_000 - 120) * 1_000 : floorMs({ limit: half }, 1_000);
		const load = isBucket ? { limit, others: everySecond, latencyMs } : { limit: half, latencyMs };
		const { ratio, refused } = medians(load, floor);
		expect(ratio).toBeLessThanOrEqual(1.25);
		expect(refused).toBeLessThanOrEqual(0.08);
	});

	it.each(everywhere)('by one request a second: %s, %i ms', (_, latencyMs, limit) => {
		const floor = floorMs({ limit: { ...limit, requests: 60 } }, 1_000);
		const { ratio, refused } = medians({ limit, others: everySecond, latencyMs }, floor);
		expect(ratio).toBeLessThanOrEqual(1.25);
		expect(refused).toBeLessThanOrEqual(0.08);
	});

	it.each(everywhere)('by 60 requests at once in every minute: %s, %i ms', (_, latencyMs, limit) => {
		const floor = floorMs({ limit: { ...limit, requests: 60 } }, 1_000);
		const others = { count: 60, everyMs: WINDOW_MS };
		const { ratio, refused } = medians({ limit, others, latencyMs }, floor);
		expect(ratio).toBeLessThanOrEqual(1.25);
		expect(refused).toBeLessThanOrEqual(0.08);
	});
});

describe('two processes with 500 requests each', () => {
	it.each(everywhere)('%s, %i ms', (_, latencyMs, limit) => {
		const runs = SEEDS.map((seed) =>
			simulate({ limit, latencyMs, paces: [newPace(seed), newPace(seed + 100)], count: 500, seed }),
		);
		const floor = floorMs({ limit }, 1_000);
		const lasted = runs.map((courses) => Math.max(...courses.map(({ elapsedMs }) => elapsedMs)));
		expect(runs.flat().every(({ passed }) => passed === 500)).toBe(true);
		expect(median(lasted) / floor).toBeLessThanOrEqual(1.25);
		expect(median(runs.flat().map(share))).toBeLessThanOrEqual(0.1);
	});
});

describe('when the quota is free again', () => {
	it.each(everywhere)('all of it is used: %s, %i ms', (_, latencyMs, limit) => {
		const count = 1_500;
		const half = { ...limit, requests: 60 };
		const scenario = { limit: half, later: { atMs: 5 * WINDOW_MS, limit }, latencyMs };
		const lasted = SEEDS.map(
			(seed) => simulate({ ...scenario, paces: [newPace(seed)], count, seed })[0].elapsedMs,
		);
		// Five minutes at half the rate, the rest at the full one, and two minutes to find that out
		const passedAtHalf = 5 * 60;
		expect(median(lasted)).toBeLessThan(((count - passedAtHalf) / 120 + 5 + 2) * WINDOW_MS);
	});
});

describe('a service with a quarter of the documented limit', () => {
	it.each(everywhere)('%s, %i ms', (_, latencyMs, kind) => {
		const limit = { ...kind, requests: 30 };
		const lasted = SEEDS.map(
			(seed) => simulate({ limit, latencyMs, paces: [newPace(seed)], count: 300, seed })[0].elapsedMs,
		);
		expect(median(lasted) / floorMs({ limit }, 300)).toBeLessThanOrEqual(1.1);
	});
});

describe('without pacing', () => {
	it.each(everywhere)('1,000 requests get through all the same: %s, %i ms', (_, latencyMs, limit) => {
		const runs = SEEDS.map(
			(seed) => simulate({ limit, latencyMs, paces: [newPace(seed, Infinity)], count: 1_000, seed })[0],
		);
		const floor = floorMs({ limit }, 1_000);
		expect(median(runs.map(({ elapsedMs }) => elapsedMs)) / floor).toBeLessThanOrEqual(1.25);
		expect(median(runs.map(share))).toBeLessThanOrEqual(0.08);
	});
});
