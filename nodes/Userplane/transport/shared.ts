import { AnyWindow, TokenBucket } from './counting';
import type { Manner, Trip } from './manner';
import { enoughUnderWay, PRECISION_MS, WINDOW_MS } from './manner';
import { backoffMs } from './retryPolicy';

/** What a refusal takes off the rate of tokens, and what a ms without one adds to it: that doubles with each calm window. */
const RATE = { onRefusal: 0.8, growthPerMs: 0.000_004, mostDoublings: 8 };

/** So many in a row tell that places came back together, and not one by one. */
const ENOUGH_IN_A_ROW = 4;

/** For this part of a window nobody asks for more after having been refused. */
const NO_PROBE_FOR = 0.75;

/** Rounds are as far apart as this, of a window, or else there are none: places come back all the time. */
const ROUNDS_APART = 0.25;

/** A time of refusals: what had passed in the window before it and since when, when it began, what has passed in it. */
interface Blockade {
	before: number;
	roundStart: number;
	since: number;
	passed: number;
}

/**
 * Paces requests when one that fitted was refused, so others use the quota, or it is smaller than documented. One at a
 * time tries again, further and further apart, until several passed in a row: they came back together, so what passed in
 * the window is the limit, and a single one now and then asks for more. Where they come back one by one, `tokens` is their
 * rate; it grows slowly, the faster the longer nothing is refused. `recovered` says when the documented limit is reached.
 */
export class Shared implements Manner {
	private readonly window: AnyWindow;

	private tokens?: TokenBucket;

	private blockade?: Blockade;

	private noProbeUntil = -Infinity;

	/** How many that fitted were refused since something passed. */
	private refusedInARow = 0;

	/** Whether the length of the window was measured. */
	private measured = false;

	private lastPass: number;

	/**
	 * @param limit the limit without others
	 * @param history when the requests of the last window passed, oldest first
	 * @param random from 0 to 1, for the backoff
	 */
	constructor(
		private readonly limit: number,
		history: readonly number[],
		now: number,
		private readonly random: () => number,
	) {
		this.window = new AnyWindow(limit, WINDOW_MS, [...history]);
		this.lastPass = now;
	}

	/** Places are known to come back one by one: the rate is lowered at once. */
	useTokens(perMs: number, now: number): void {
		this.blockade = undefined;
		this.tokens = new TokenBucket(perMs, Math.max(1, perMs * PRECISION_MS), 0, now);
	}

	get byTokens(): boolean {
		return this.tokens !== undefined;
	}

	/** Whether as much passes as without others. */
	get recovered(): boolean {
		if (this.blockade) return false;
		return (this.tokens ? this.tokens.perMs * WINDOW_MS : this.window.limit) >= this.limit;
	}

	freeAt(now: number, underWay: number): number {
		return this.blockade ? now : (this.tokens ?? this.window).freeAt(now, underWay);
	}

	probeAt(now: number, freeAt: number): number {
		if (this.tokens) return Infinity;
		// Right after the last place of a round was taken: else it may get one of the next round, which tells nothing
		const isRecent = now - this.lastPass < PRECISION_MS;
		const { windowMs } = this.window;
		const isFull = freeAt - now > windowMs * ROUNDS_APART || now > this.noProbeUntil + windowMs;
		return isRecent && isFull && now >= this.noProbeUntil ? now : Infinity;
	}

	mostUnderWay(latencyMs: number): { fitting: number; probing: number } {
		const perMs = this.tokens?.perMs ?? this.window.limit / this.window.windowMs;
		const few = Math.max(ENOUGH_IN_A_ROW, enoughUnderWay(perMs, latencyMs));
		return { fitting: this.blockade ? 1 : few, probing: 1 };
	}

	/**
	 * @param calmMs for how long nothing was refused
	 * @param isNews whether it was sent after the last refusal
	 */
	passed(trip: Trip, now: number, calmMs: number, isNews: boolean): void {
		if (isNews) this.refusedInARow = 0;
		if (this.blockade) this.passedInBlockade(this.blockade, now, isNews);
		else if (this.tokens) {
			const growth = RATE.growthPerMs * 2 ** Math.min(RATE.mostDoublings, calmMs / WINDOW_MS);
			this.tokens.perMs *= 1 + (now - this.lastPass) * growth;
		} else if (trip.reason === 'probe') this.window.limit++;
		this.tokens?.passed(now);
		this.window.passed(now);
		this.lastPass = now;
	}

	probeRefused(_trip: Trip, now: number): void {
		this.noProbeUntil = now + NO_PROBE_FOR * this.window.windowMs;
	}

	/**
	 * A request that fitted was refused.
	 * @returns for how long (ms) nothing is to be sent
	 */
	refused(now: number): number {
		const inARow = ++this.refusedInARow;
		if (this.tokens && inARow === 1) {
			this.tokens.perMs *= RATE.onRefusal;
			this.tokens.empty(now);
			return 0;
		}
		if (this.blockade && this.blockade.passed > 0) {
			this.useTokens(this.blockade.passed / (now - this.blockade.since), now);
			return 0;
		}
		const held = this.window.held(now);
		this.tokens = undefined;
		this.blockade ??= { before: held.length, roundStart: held[0] ?? now, since: now, passed: 0 };
		const pauseMs = backoffMs(inARow, this.random());
		// Once the window is known, there is no use in trying before the oldest place should be free
		return this.measured && inARow === 1 && held.length > 0
			? Math.max(pauseMs, held[0] + this.window.windowMs - now)
			: pauseMs;
	}

	private passedInBlockade(blockade: Blockade, now: number, isNews: boolean): void {
		if (!isNews) {
			blockade.before++;
			return;
		}
		if (blockade.passed++ === 0) this.measure(blockade, now);
		if (blockade.passed >= ENOUGH_IN_A_ROW) this.blockade = undefined;
	}

	/** Something passed again: that tells the window and what it takes. */
	private measure({ before, roundStart }: Blockade, now: number): void {
		const { window, measured } = this;
		const lastedMs = Math.min(WINDOW_MS, Math.max(PRECISION_MS / 2, now - roundStart));
		window.windowMs = measured ? Math.max(window.windowMs, lastedMs) : lastedMs;
		window.limit = Math.max(1, before, measured ? Math.ceil(window.limit / 2) : 1);
		this.measured = true;
	}
}
