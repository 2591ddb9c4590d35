import { withSimulatedClock } from '../harness';
import type { Arena } from './arena';
import { type Course, ours } from './contestants';
import type { Demand, Scenario } from './results';

/** What several runs, or several processes, are to each other: on a simulated clock, under a sliding window. */

const LIMIT = 120;
const LATENCY_MS = 50;
const WINDOW_MS = 60_000;
const AT_ONCE = 16;

/** Runs that begin at the same time, each with so many items. Times in ms. */
interface Start {
	count: number;
	/** Another spelling of the base URL has a gate of its own, as another process has. */
	elsewhere?: boolean;
	afterMs?: number;
}

/** Each start on the same key. @returns how long (ms) each took, and what came of all their items */
async function runAll(arena: Arena, starts: Start[]) {
	const { result } = await withSimulatedClock(async () => {
		const apiKey = arena.reset();
		const { simulator } = arena;
		simulator.setLimit({ kind: 'sliding', requests: LIMIT });
		simulator.setLatency(LATENCY_MS);
		const other = { ...simulator, baseUrl: simulator.baseUrl.replace('127.0.0.1', 'localhost') };
		let first = 0;
		return await Promise.all(
			starts.map(async ({ count, elsewhere, afterMs = 0 }) => {
				const course: Course = {
					simulator: elsewhere ? other : simulator,
					apiKey,
					requestsPerMinute: LIMIT,
					first,
				};
				first += count;
				await new Promise((resolve) => setTimeout(resolve, afterMs));
				const from = performance.now();
				await ours.run(course, count);
				return performance.now() - from;
			}),
		);
	});
	return { tookMs: result, tally: arena.tally(starts.reduce((sum, { count }) => sum + count, 0)) };
}

/** What is demanded, from how long (ms) each run took. */
type Demands = (tookMs: number[], refused: number) => Demand[];

async function scenario(
	arena: Arena,
	{ name, starts, floorMs, demands }: { name: string; starts: Start[]; floorMs: number; demands: Demands },
): Promise<Scenario> {
	const { tookMs, tally } = await runAll(arena, starts);
	const lastMs = Math.max(...tookMs);
	const lost = { name: 'lost or doubled', value: tally.lost + tally.doubled, unit: '', bound: { max: 0 } };
	return {
		name,
		how: `simulated clock, a sliding window of ${LIMIT} a minute, ${LATENCY_MS} ms latency`,
		ratioTo: 'time to the least time in which all can pass',
		lines: [{ contestant: ours.name, ratio: lastMs / floorMs, seconds: lastMs / 1_000, tally }],
		demands: [...demands(tookMs, tally.refused), lost],
	};
}

/** A burst, two runs beside each other, two processes beside each other. */
export async function together(arena: Arena, log: (line: string) => void): Promise<Scenario[]> {
	log('a burst, two runs, two processes');
	const burstMs = Math.ceil(LIMIT / AT_ONCE) * LATENCY_MS;
	const seconds = (name: string, ms: number, max: number): Demand => ({
		...{ name, value: ms / 1_000, unit: ' s', bound: { max } },
	});
	return [
		await scenario(arena, {
			name: `Burst of ${LIMIT} items, ${LIMIT} a minute`,
			starts: [{ count: LIMIT }],
			floorMs: burstMs,
			demands: ([tookMs], refused) => [
				seconds('waited for the limit', tookMs - burstMs, 0.05),
				{ name: 'refused requests', value: refused, unit: '', bound: { max: 0 } },
			],
		}),
		await scenario(arena, {
			name: 'Two runs with one key: 500 items, and 40 that begin ten seconds later',
			starts: [{ count: 500 }, { count: 40, afterMs: 10_000 }],
			floorMs: 4 * WINDOW_MS,
			demands: ([longMs, shortMs], refused) => [
				seconds('the short run took', shortMs, 60),
				seconds('the long run took', longMs, 300),
				{ name: 'refused requests', value: refused, unit: '', bound: { max: 0 } },
			],
		}),
		await scenario(arena, {
			name: 'Two processes with one key, 500 items each',
			starts: [{ count: 500 }, { count: 500, elsewhere: true }],
			floorMs: 8 * WINDOW_MS,
			demands: (tookMs) => [
				{
					name: 'time to floor',
					value: Math.max(...tookMs) / (8 * WINDOW_MS),
					unit: '',
					bound: { max: 1.2 },
				},
			],
		}),
	];
}
