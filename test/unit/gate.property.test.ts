import fc from 'fast-check';

import { UserplaneError } from '../../nodes/Userplane/shared/errors';
import { Gate } from '../../nodes/Userplane/transport/gate';
import { Pace, WINDOW_MS } from '../../nodes/Userplane/transport/pace';
import { VirtualClock } from './virtualClock';

const HOUR_MS = 3_600_000;
/** `GATE_RUNS=10000 npx jest --selectProjects unit gate.property` runs more of them. */
const RUNS = Number(process.env.GATE_RUNS ?? 300);

/** What happens in a history, one after the other, each `afterMs` after the one before. */
type Step = { afterMs: number } & (
	| { kind: 'run'; requests: number; atOnce: number; cancelAfterMs: number | null; isUrgent: boolean }
	| { kind: 'limit'; limit: number }
	/** From now on answers take so long, in turn. */
	| { kind: 'latency'; ms: number[] }
	/** From now on these are refused, in turn, with Retry-After or without. */
	| { kind: 'service'; refuses: Array<boolean | number> }
	/** Somebody sets the machine's date. */
	| { kind: 'date'; byMs: number }
);

const afterMs = fc.oneof(
	fc.nat(5_000),
	fc.nat(2 * WINDOW_MS),
	fc.integer({ min: WINDOW_MS, max: 5 * HOUR_MS }),
);
const latency = fc.oneof(fc.nat(500), fc.nat(20_000), fc.integer({ min: WINDOW_MS, max: 4 * WINDOW_MS }));
const verdict = fc.oneof(fc.boolean(), fc.constant(false), fc.nat(90_000));
const step: fc.Arbitrary<Step> = fc.oneof(
	fc.record({
		...{ kind: fc.constant('run' as const), afterMs, requests: fc.integer({ min: 1, max: 60 }) },
		...{ atOnce: fc.integer({ min: 1, max: 16 }), isUrgent: fc.boolean() },
		cancelAfterMs: fc.option(fc.nat(3 * WINDOW_MS)),
	}),
	fc.record({ kind: fc.constant('limit' as const), afterMs, limit: fc.nat(40) }),
	fc.record({
		kind: fc.constant('latency' as const),
		afterMs,
		ms: fc.array(latency, { minLength: 1, maxLength: 5 }),
	}),
	fc.record({
		...{ kind: fc.constant('service' as const), afterMs },
		refuses: fc.array(verdict, { minLength: 1, maxLength: 8 }),
	}),
	fc.record({
		...{ kind: fc.constant('date' as const), afterMs },
		byMs: fc.integer({ min: -5 * HOUR_MS, max: 5 * HOUR_MS }),
	}),
);

/** A gate with everybody who uses it, and what must hold at each moment. */
class World {
	readonly clock = new VirtualClock();
	readonly gate = new Gate(this.clock);
	private limit = 20;
	private latencies = [50];
	private verdicts: Array<boolean | number> = [false];
	private turn = 0;
	private answered: number[] = [];
	private underWay = 0;
	private waiting = 0;
	/** Since when somebody has waited or been under way, with no break of more than a second; when the last break began. */
	private tryingSince = 0;
	private idleSince = 0;
	private open = 0;
	private readonly failures: unknown[] = [];

	constructor() {
		this.gate.setLimit(this.limit);
	}

	async play(steps: Step[]): Promise<void> {
		for (const next of steps) {
			await this.clock.advance(next.afterMs);
			this.take(next);
		}
		// Whatever was before: once the service takes everything, everybody gets through
		this.verdicts = [false];
		this.latencies = [50];
		const bound = this.clock.now() + 4 * HOUR_MS;
		await this.clock.runUntil(() => this.open === 0 || this.failures.length > 0);
		if (this.failures.length > 0) throw this.failures[0];
		if (this.clock.now() >= bound) throw new Error('Somebody waited for hours although nothing was refused');
	}

	private take(next: Step): void {
		if (next.kind === 'run') this.begin(next);
		else if (next.kind === 'latency') this.latencies = next.ms;
		else if (next.kind === 'service') this.verdicts = next.refuses;
		else if (next.kind === 'date') dateOffset += next.byMs;
		else this.gate.setLimit((this.limit = next.limit));
	}

	private begin({ requests, atOnce, cancelAfterMs, isUrgent }: Extract<Step, { kind: 'run' }>): void {
		const controller = new AbortController();
		if (cancelAfterMs !== null) void this.clock.sleep(cancelAfterMs).then(() => controller.abort());
		const run = {};
		let left = requests;
		const worker = async () => {
			this.open += 1;
			while (left > 0 && !controller.signal.aborted) {
				left -= 1;
				// One for each, as in runItems: Node warns of more than ten listeners on a signal
				await this.request(run, AbortSignal.any([controller.signal]), isUrgent);
			}
			this.open -= 1;
		};
		for (let i = 0; i < atOnce; i += 1) worker().catch((error: unknown) => this.failures.push(error));
	}

	/** One request until it passes or is cancelled. */
	private async request(run: object, signal: AbortSignal, isUrgent: boolean): Promise<void> {
		for (let done = false; !done;) {
			const isIdle = this.waiting + this.underWay === 0;
			if (isIdle && this.clock.now() - this.idleSince > 1_000) this.tryingSince = this.clock.now();
			this.waiting += 1;
			const trip = await this.gate.enter(run, signal, isUrgent);
			this.waiting -= 1;
			this.idleSince = this.clock.now();
			if (trip instanceof UserplaneError) throw trip;
			if (!trip) break;
			this.mayGo();
			this.underWay += 1;
			const at = this.turn++;
			await this.clock.sleep(this.latencies[at % this.latencies.length]);
			this.underWay -= 1;
			this.idleSince = this.clock.now();
			const refusal = this.verdicts[at % this.verdicts.length];
			done = refusal === false;
			if (done) {
				this.answered.push(this.clock.now());
				this.gate.passed(trip);
			} else {
				this.gate.refused(trip, typeof refusal === 'number' ? refusal : undefined);
				this.mayNotBeBlockedForLong();
			}
		}
	}

	/** Never more than the limit in any window, as the client counts. */
	private mayGo(): void {
		const now = this.clock.now();
		const inWindow = this.answered.filter((at) => at + WINDOW_MS > now).length;
		if (this.limit > 0 && inWindow + this.underWay >= this.limit) throw new Error('More than the limit');
	}

	/** Only time in which somebody tried counts: a refusal after a time without tries is the first of its kind. */
	private mayNotBeBlockedForLong(): void {
		const triedForMs = this.clock.now() - this.tryingSince;
		if (this.gate.blockedForMs > triedForMs) throw new Error(`Blocked for ${this.gate.blockedForMs} ms`);
	}
}

let dateOffset = 0;
const machineDate = Date.now.bind(Date);

beforeEach(() => {
	dateOffset = 0;
	jest.spyOn(Date, 'now').mockImplementation(() => machineDate() + dateOffset);
});

afterEach(() => {
	jest.restoreAllMocks();
});

it('whatever happens: the limit holds, a wait is a finite time or until an answer comes, and nobody waits for ever', async () => {
	const waits = jest.spyOn(Pace.prototype, 'waitMs');
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
			waits.mockClear();
			await new World().play(steps);
			for (const { value } of waits.mock.results) {
				const isFine = value === undefined || (Number.isFinite(value) && Number(value) >= 0);
				if (!isFine || Number(value) > 300_000) throw new Error(`Told to wait for ${value}`);
			}
		}),
		{ numRuns: RUNS, seed: process.env.GATE_RUNS === undefined ? 20_261_125 : undefined },
	);
}, 1_800_000);
