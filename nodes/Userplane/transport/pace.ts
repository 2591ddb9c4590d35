import { Alone } from './alone';
import type { Manner, Trip } from './manner';
import { WINDOW_MS } from './manner';
import { LONGEST_RETRY_AFTER_MS } from './retryPolicy';
import { Shared } from './shared';

export type { Reason, Trip } from './manner';
export { WINDOW_MS } from './manner';

/** A refusal so long ago (ms), longer than any pause, tells nothing of the next: nobody has tried in between. */
const FORGOTTEN_AFTER_MS = 2 * LONGEST_RETRY_AFTER_MS;

/** How a pace differs from the usual one. */
export interface PaceOptions {
	/** Whether to find out how the service counts, at the price of single refusals. Default: yes */
	probes?: boolean;
	/** When requests passed before, oldest first. */
	history?: readonly number[];
	/** From 0 to 1, for the jitter of backoff. Default: Math.random */
	random?: () => number;
}

/**
 * Decides when the next request may be sent. No I/O and no clock of its own: every call is told the time, in ms.
 * Alone and within the limit it never waits. Above it nothing is refused for three windows; then at most one in a window.
 * When others use the quota, it finds out what is left, and when it is free again.
 */
export class Pace {
	private readonly alone: Alone;

	/** There while others use the quota. */
	private shared?: Shared;

	private underWay = 0;

	private latencyMs = 0;

	private pausedUntil = -Infinity;

	private refusedAt = -Infinity;

	/** Refusals since something passed; the first came at `blockedSince`. */
	private refusals = 0;

	private blockedSince = 0;

	private readonly random: () => number;

	/** @param limit requests in a window; Infinity for no pacing */
	constructor(
		readonly limit: number,
		{ probes = true, history = [], random = Math.random }: PaceOptions = {},
	) {
		this.alone = new Alone(limit, probes, history);
		this.random = random;
	}

	/** When the requests of the last window passed, oldest first. */
	history(now: number): readonly number[] {
		return this.alone.history(now);
	}

	/** For how long (ms) nothing has gone through; 0 while requests pass. */
	blockedForMs(now: number): number {
		return this.refusals === 0 ? 0 : now - this.blockedSince;
	}

	/** How long (ms) the next request has to wait; Infinity when an answer has to come first. */
	waitMs(now: number): number {
		if (now < this.pausedUntil) return this.pausedUntil - now;
		const { manner, underWay } = this;
		const most = manner.mostUnderWay(this.latencyMs);
		if (underWay >= most.fitting) return Infinity;
		const freeAt = manner.freeAt(now, underWay);
		if (freeAt <= now) return 0;
		const probeAt = manner.probeAt(now, freeAt);
		if (probeAt <= now && underWay < most.probing) return 0;
		return (probeAt <= now ? freeAt : Math.min(freeAt, probeAt)) - now;
	}

	/** Sends one, which `waitMs` allowed. */
	send(now: number): Trip {
		if (this.underWay === 0) this.alone.resume(now);
		const fits = this.manner.freeAt(now, this.underWay) <= now;
		this.underWay++;
		return { reason: fits ? 'fits' : 'probe', sentAt: now };
	}

	/** The service counted it, or may have. */
	passed(trip: Trip, now: number): void {
		const isNews = trip.sentAt >= this.refusedAt;
		this.underWay--;
		this.latencyMs = now - trip.sentAt;
		if (isNews) this.refusals = 0;
		this.shared?.passed(trip, now, now - this.refusedAt, isNews);
		this.alone.passed(this.shared ? { ...trip, reason: 'fits' } : trip, now);
		if (this.shared?.recovered) this.recover(this.shared, now);
	}

	/** The service refused it for the rate limit. What was sent before that was known was refused for the same reason. */
	refused(trip: Trip, now: number, retryAfterMs?: number): void {
		this.underWay--;
		const asked = retryAfterMs === undefined ? 0 : Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS);
		this.pause(asked, now);
		if (trip.sentAt < this.refusedAt) return;
		if (now - this.refusedAt > FORGOTTEN_AFTER_MS) this.refusals = 0;
		if (this.refusals++ === 0) this.blockedSince = now;
		this.refusedAt = now;
		if (trip.reason === 'probe') (this.shared ?? this.alone).probeRefused(trip, now);
		else if (this.shared || !this.alone.explains(now)) {
			const pauseMs = this.share(now);
			if (retryAfterMs === undefined) this.pause(pauseMs, now);
		}
	}

	private get manner(): Manner {
		return this.shared ?? this.alone;
	}

	private pause(ms: number, now: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, now + ms);
	}

	/** What fitted was refused. @returns for how long (ms) nothing is to be sent */
	private share(now: number): number {
		const { alone, limit } = this;
		if (!this.shared) {
			this.shared = new Shared(limit, alone.history(now), now, this.random);
			if (alone.byTokens) this.shared.useTokens(limit / WINDOW_MS, now);
		}
		return this.shared.refused(now);
	}

	/** The quota is free again. That places come back one by one is not forgotten. */
	private recover({ byTokens }: Shared, now: number): void {
		this.shared = undefined;
		if (byTokens) this.alone.useBucket(now);
		else this.alone.forget(now);
	}
}
