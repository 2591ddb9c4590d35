import { withSimulatedClock } from '../harness';
import type { LimitOptions } from '../simulator';
import type { Arena, Tally } from './arena';
import type { Contestant } from './contestants';
import { ours } from './contestants';
import { median, type Demand, type Line, type Scenario } from './results';

/** Runs against the documented limit, which take minutes: on a simulated clock, for all contestants alike. */

const COUNT = 1_000;
const LIMIT = 120;
const WINDOW_MS = 60_000;
const LATENCY_MS = 50;
const ROUNDS = 5;

type Kind = 'sliding' | 'fixed' | 'bucket';

const KINDS: Array<[Kind, string]> = [
	['sliding', 'a sliding window'],
	['fixed', 'fixed windows'],
	['bucket', 'a token bucket'],
];

/** A fixed window begins so long (ms) after a run, another time in each round. */
const phaseOf = (round: number) => (WINDOW_MS * (round + 0.5)) / ROUNDS;

/** The least time (ms) in which `COUNT` requests can pass when `share` of the quota is left. */
function floorMs(kind: Kind, share: number, phaseMs: number): number {
	const windows = Math.ceil(COUNT / (LIMIT * share));
	if (kind === 'sliding') return (windows - 1) * WINDOW_MS;
	if (kind === 'fixed') return phaseMs + (windows - 2) * WINDOW_MS;
	return ((COUNT - LIMIT) / (LIMIT * share)) * WINDOW_MS;
}

/** How often (ms) somebody else looks for what it is still owed. */
const OTHERS_LOOK_MS = 250;

/** Somebody else, who takes half of the quota and does not let go: of a bucket one by one, of a window all at once. */
function takeHalf({ simulator }: Arena, kind: Kind): () => void {
	const [count, everyMs] = kind === 'bucket' ? [1, 1_000] : [LIMIT / 2, WINDOW_MS];
	let owed = 0;
	const look = () => (owed -= simulator.consumeQuota(owed));
	const earn = () => {
		owed += count;
		look();
	};
	earn();
	const timers = [setInterval(earn, everyMs), setInterval(look, OTHERS_LOOK_MS)];
	return () => timers.forEach(clearInterval);
}

/** One run of one contestant. */
async function runOnce(arena: Arena, contestant: Contestant, kind: Kind, half: boolean, round: number) {
	const { simulator } = arena;
	const phaseMs = phaseOf(round);
	const { result: tookMs } = await withSimulatedClock(async () => {
		const apiKey = arena.reset();
		const limit: LimitOptions = { kind, requests: LIMIT, windowMs: WINDOW_MS };
		simulator.setLimit({ ...limit, phaseMs: (Date.now() + phaseMs) % WINDOW_MS });
		simulator.setLatency(LATENCY_MS);
		const stopOthers = half ? takeHalfOnTime(arena, kind, phaseMs) : () => undefined;
		const started = Date.now();
		await contestant.run({ simulator, apiKey, requestsPerMinute: LIMIT }, COUNT);
		stopOthers();
		return Date.now() - started;
	});
	const floor = floorMs(kind, half ? 0.5 : 1, phaseMs);
	return { ratio: tookMs / floor, seconds: tookMs / 1_000, tally: arena.tally(COUNT) };
}

/** Others take theirs when a window begins: that of `fixed` now and again after `phaseMs`. */
function takeHalfOnTime(arena: Arena, kind: Kind, phaseMs: number): () => void {
	if (kind !== 'fixed') return takeHalf(arena, kind);
	arena.simulator.consumeQuota(LIMIT / 2);
	let stop: () => void = () => undefined;
	const timer = setTimeout(() => {
		stop = takeHalf(arena, kind);
	}, phaseMs);
	return () => {
		clearTimeout(timer);
		stop();
	};
}

/** A contestant's line, and the longest of its runs by ratio. */
interface Measured {
	line: Line;
	worst: number;
}

/** The run in the middle, by time, of several; what is lost, doubled or refused is the worst of all. */
async function measure(arena: Arena, contestant: Contestant, kind: Kind, half: boolean): Promise<Measured> {
	// What keeps no state and draws no lots does the same each time; the phase makes the rounds of `fixed` differ
	const rounds = contestant === ours || kind === 'fixed' ? ROUNDS : 1;
	const runs: Array<Awaited<ReturnType<typeof runOnce>>> = [];
	for (let round = 0; round < rounds; round += 1)
		runs.push(await runOnce(arena, contestant, kind, half, round));
	const worst = (figure: keyof Tally) => Math.max(...runs.map(({ tally }) => tally[figure]));
	const ratios = runs.map(({ ratio }) => ratio);
	const line: Line = {
		contestant: contestant.name,
		ratio: median(ratios),
		seconds: median(runs.map(({ seconds }) => seconds)),
		tally: {
			...{ links: worst('links'), lost: worst('lost'), doubled: worst('doubled') },
			...{ refused: worst('refused'), requests: worst('requests') },
		},
	};
	return { line, worst: Math.max(...ratios) };
}

/** Alone, nothing is to be refused; else 5% of the items, and what was under way at the first refusal. */
const BOUNDS = { alone: { ratio: 1.13, refused: 0 }, half: { ratio: 1.15, refused: COUNT * 0.05 + 16 } };

/** What is demanded of our node, held against the peers that lose nothing. */
function demandsOn({ line, worst }: Measured, peers: Line[], half: boolean): Demand[] {
	const { lost = COUNT, doubled = COUNT, refused = COUNT } = line.tally ?? {};
	const through = peers.filter(({ tally }) => tally?.lost === 0 && tally.doubled === 0);
	const fastest = Math.min(...through.map(({ ratio }) => ratio));
	const bounds = half ? BOUNDS.half : BOUNDS.alone;
	const toPeer = { name: 'time to the best peer that loses nothing', value: line.ratio / fastest, unit: '' };
	return [
		{ name: 'time to floor, the longest run', value: worst, unit: '', bound: { max: bounds.ratio } },
		{
			name: 'refused requests, the most of all runs',
			value: refused,
			unit: '',
			bound: { max: bounds.refused },
		},
		{ name: 'lost or doubled', value: lost + doubled, unit: '', bound: { max: 0 } },
		...(Number.isFinite(fastest) ? [{ ...toPeer, bound: { max: 1 } }] : []),
	];
}

/** 1,000 items under each kind of limit, alone and with half of the quota taken: our node and its peers. */
export async function limited(
	arena: Arena,
	peers: Contestant[],
	log: (line: string) => void,
): Promise<Scenario[]> {
	const scenarios: Scenario[] = [];
	for (const half of [false, true]) {
		for (const [kind, words] of KINDS) {
			const name = `${COUNT} items, ${LIMIT} a minute by ${words}${half ? ', half of it taken by somebody else' : ', alone'}`;
			log(name);
			const all: Measured[] = [];
			for (const contestant of [ours, ...peers]) {
				const measured = await measure(arena, contestant, kind, half);
				all.push(measured);
				log(
					`  ${contestant.name}: ${measured.line.ratio.toFixed(3)}, refused ${measured.line.tally?.refused}`,
				);
			}
			const lines = all.map(({ line }) => line);
			const phases =
				kind === 'fixed'
					? `; windows begin ${Array.from({ length: ROUNDS }, (_, i) => phaseOf(i) / 1_000).join(', ')} s after the start`
					: '';
			scenarios.push({
				name,
				how: `simulated clock, ${LATENCY_MS} ms latency, median of ${ROUNDS}${phases}`,
				ratioTo: 'time to the least time in which all can pass',
				lines,
				demands: demandsOn(all[0], lines.slice(1), half),
			});
		}
	}
	return scenarios;
}
