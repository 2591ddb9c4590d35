import type { Counting } from './counting';
import { AnyWindow, FixedWindow, TokenBucket } from './counting';
import type { Manner, Trip } from './manner';
import { enoughUnderWay, PRECISION_MS, WINDOW_MS } from './manner';

/** How many full windows a run lasts before it is worth a refusal to find out how the service counts. */
const WINDOWS_BEFORE_PROBES = 3;

/**
 * What is known of how the service counts.
 * - `any`: nothing, so requests keep to what suits every way. A single early one in each window finds out more: it bisects
 *   the time at which a fixed window may begin, counted from the oldest place. It is known not to be before `notBeforeMs`.
 * - `early`: an early request passed, so the service counts by fixed windows or by tokens. What suits both is sent, few at
 *   a time, and then more: a refused one tells of tokens, `slack` too many tell of a fixed window.
 * - `fixed`: believed, and sure once a window's whole limit has `passed`; few at a time until then. When it begins is
 *   still looked for, as above.
 * - `bucket`: known.
 */
type Knowledge =
	| { kind: 'any'; notBeforeMs: number }
	| { kind: 'early'; start: number; taken: number; doubtMs: number; bucket: TokenBucket; slack: number }
	| { kind: 'fixed'; window: FixedWindow; passed: number }
	| { kind: 'bucket'; bucket: TokenBucket };

/**
 * Paces requests while nobody else uses the quota: at first so that no way of counting refuses any, and in a long run
 * as fast as the service turns out to count, at the price of at most one refused request in a window.
 */
export class Alone implements Manner {
	private readonly window: AnyWindow;

	private knowledge: Knowledge = { kind: 'any', notBeforeMs: 0 };

	/** A probe that was sent before tells nothing: it was sent for another reason. */
	private learnedAt = -Infinity;

	private noProbeUntil = -Infinity;

	/** How many requests passed with no pause between them but for a full window's. */
	private passedInARow = 0;

	private lastPass = -Infinity;

	/**
	 * @param limit requests in a window; Infinity for no pacing
	 * @param probes whether to find out how the service counts
	 * @param history when requests passed before, oldest first
	 */
	constructor(
		private readonly limit: number,
		private readonly probes: boolean,
		history: readonly number[],
	) {
		this.window = new AnyWindow(limit, WINDOW_MS, [...history]);
	}

	/** Whether places are known to come back one by one. */
	get byTokens(): boolean {
		return this.knowledge.kind === 'bucket';
	}

	/** When the requests of the last window passed, oldest first. */
	history(now: number): readonly number[] {
		return this.window.held(now);
	}

	freeAt(now: number, underWay: number): number {
		return this.counting.freeAt(now, underWay);
	}

	probeAt(now: number, freeAt: number): number {
		const { knowledge } = this;
		if (knowledge.kind === 'early') return now;
		if (knowledge.kind === 'bucket' || !this.probes || freeAt - now < PRECISION_MS) return Infinity;
		if (this.passedInARow < WINDOWS_BEFORE_PROBES * this.limit) return Infinity;
		return Math.max(this.noProbeUntil, this.halfOfDoubt(now, freeAt, knowledge));
	}

	mostUnderWay(latencyMs: number): { fitting: number; probing: number } {
		if (!this.isUnsure) return { fitting: Infinity, probing: 1 };
		const few = enoughUnderWay(this.limit / WINDOW_MS, latencyMs);
		return { fitting: few, probing: this.knowledge.kind === 'early' ? few : 1 };
	}

	/** A request is about to be sent with none under way: was there a pause? */
	resume(now: number): void {
		if (now - this.lastPass > WINDOW_MS + PRECISION_MS) this.passedInARow = 0;
	}

	passed(trip: Trip, now: number): void {
		if (trip.reason === 'probe' && trip.sentAt >= this.learnedAt) this.learnFromPass(now);
		else if (this.knowledge.kind === 'early') this.knowledge.taken++;
		else if (this.knowledge.kind === 'fixed') this.knowledge.passed++;
		if (this.counting !== this.window) this.counting.passed(now);
		this.window.passed(now);
		this.passedInARow++;
		this.lastPass = now;
	}

	probeRefused(trip: Trip, now: number): void {
		const { knowledge } = this;
		if (trip.sentAt < this.learnedAt) return;
		this.noProbeUntil = this.counting.freeAt(now, 0);
		if (knowledge.kind === 'early') this.useBucket(now);
		else if (knowledge.kind === 'fixed') knowledge.window.doubtMs /= 2;
		else if (knowledge.kind === 'any') {
			knowledge.notBeforeMs = trip.sentAt - this.window.held(trip.sentAt)[0];
		}
	}

	/**
	 * A request that fitted was refused.
	 * @returns whether a mistake of ours explains that: then it begins anew. Else somebody else uses the quota.
	 */
	explains(now: number): boolean {
		// The early one may have passed for another reason: a fixed window began while the places before it were taken
		if (!this.isUnsure) return false;
		this.forget(now);
		return true;
	}

	/** Back to the start: what suits every way of counting. */
	forget(now: number): void {
		this.know(now, { kind: 'any', notBeforeMs: 0 });
		this.passedInARow = 0;
	}

	/** Places come back one by one, and none is free. */
	useBucket(now: number): void {
		this.know(now, { kind: 'bucket', bucket: new TokenBucket(this.limit / WINDOW_MS, this.limit, 0, now) });
	}

	private get isUnsure(): boolean {
		const { knowledge } = this;
		return knowledge.kind === 'early' || (knowledge.kind === 'fixed' && knowledge.passed < this.limit);
	}

	private get counting(): Counting {
		const { knowledge } = this;
		if (knowledge.kind === 'any') return this.window;
		return knowledge.kind === 'fixed' ? knowledge.window : knowledge.bucket;
	}

	/** The middle of the time in which a fixed window may begin. */
	private halfOfDoubt(
		now: number,
		freeAt: number,
		knowledge: Extract<Knowledge, { kind: 'any' | 'fixed' }>,
	): number {
		if (knowledge.kind === 'fixed') {
			const { doubtMs } = knowledge.window;
			return doubtMs < PRECISION_MS ? Infinity : freeAt - doubtMs / 2;
		}
		const doubtMs = WINDOW_MS - knowledge.notBeforeMs;
		const held = this.window.held(now);
		return held.length === 0 || doubtMs < PRECISION_MS
			? Infinity
			: held[0] + knowledge.notBeforeMs + doubtMs / 2;
	}

	private learnFromPass(now: number): void {
		const { knowledge } = this;
		if (knowledge.kind === 'any') this.learnEarly(now, knowledge.notBeforeMs);
		else if (knowledge.kind === 'fixed') knowledge.window.restart(now);
		else if (knowledge.kind === 'early') {
			if (knowledge.bucket.levelAt(now) < -knowledge.slack) this.useFixed(now, knowledge);
			else knowledge.taken++;
		}
	}

	/** An early request passed. Once one was refused, tokens are out of the question: some would have come back by then. */
	private learnEarly(now: number, notBeforeMs: number): void {
		const held = this.window.held(now);
		const doubtMs = now - held[0] - notBeforeMs;
		if (notBeforeMs > 0) {
			this.useFixed(now, { start: now, taken: 0, doubtMs });
			return;
		}
		const perMs = this.limit / WINDOW_MS;
		const last = held[held.length - 1];
		const bucket = new TokenBucket(perMs, this.limit, (now - last) * perMs, now);
		// Tokens that came back while the first were being taken are not known of: so many may pass in any case
		const slack = 2 + (last - held[0]) * perMs;
		this.know(now, { kind: 'early', start: now, taken: 1, doubtMs, bucket, slack });
	}

	private useFixed(
		now: number,
		{ start, taken, doubtMs }: { start: number; taken: number; doubtMs: number },
	): void {
		const window = new FixedWindow(this.limit, WINDOW_MS, start, taken, doubtMs);
		this.know(now, { kind: 'fixed', window, passed: taken });
	}

	private know(now: number, knowledge: Knowledge): void {
		this.knowledge = knowledge;
		this.learnedAt = now;
	}
}
