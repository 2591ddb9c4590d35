import { DEFAULT_REQUESTS_PER_MINUTE } from '../shared/rateLimit';
import { backoffMs, LONGEST_RETRY_AFTER_MS } from './retryPolicy';

/** The length of the service's counting window, in ms (docs, rate limits). */
export const WINDOW_MS = 60_000;

/** The longest pause (ms) of our own choice: shorter than a person waits for a list. */
const LONGEST_PAUSE_MS = 8_000;

/** So few are under way at once until two windows without a refusal are over: all of them may be refused together. */
const FEW = 3;

/** A request under way, with the number of refusals before it was sent. */
export interface Trip {
	refusals: number;
}

/**
 * Decides when the next request may be sent.
 * One rule: no more than `limit` in any window, each counted when it is answered. The service counted it before that, so
 * whatever its way of counting, it refuses nothing of a run that is alone.
 * One reaction: a refusal says that somebody else uses the quota. Everybody pauses, no more is `allowed` than passed in
 * the last window, and each calm window doubles that.
 * No I/O and no clock of its own: every call is told the time, in ms of a clock that only goes forward.
 */
export class Pace {
	/** Requests per window: by the credential, and since a refusal; Infinity for any number. */
	private limit = Infinity;
	private allowed = Infinity;
	private raiseAt = Infinity;

	/** When the requests of the last window were answered, oldest first; and how many have no answer yet. */
	private answered: number[] = [];
	private underWay = 0;

	/** How often everybody was told to pause; and how often since something passed, the first time at `blockedSince`. */
	private refusals = 0;
	private inARow = 0;
	private blockedSince = 0;
	private pausedUntil = -Infinity;
	private fewUntil = -Infinity;

	/** @param random from 0 to 1, for the jitter of the pauses */
	constructor(private readonly random: () => number = Math.random) {}

	/** Sets the credential's number. What was answered, was refused and is under way stays known. */
	setLimit(limit: number): void {
		this.limit = limit;
	}

	/** For how long (ms) nothing has passed although somebody tried; 0 while requests pass. */
	blockedForMs(now: number): number {
		return this.inARow === 0 ? 0 : now - this.blockedSince;
	}

	/** Nobody waits, and if nobody is under way either: the refusals so far tell nothing of the next one. */
	forgetBlock(): void {
		if (this.underWay === 0) this.inARow = 0;
	}

	/** How long (ms) the next request has to wait; undefined when an answer has to come first. */
	waitMs(now: number): number | undefined {
		if (now < this.pausedUntil) return this.pausedUntil - now;
		const few = this.inARow > 0 ? 1 : now < this.fewUntil ? FEW : Infinity;
		if (this.underWay >= few) return undefined;
		for (; now >= this.raiseAt; this.raiseAt += WINDOW_MS) this.allowed *= 2;
		const answered = this.inWindow(now);
		const tooMany = answered.length + this.underWay - Math.min(this.limit, this.allowed);
		if (tooMany < 0) return 0;
		if (tooMany >= answered.length) return undefined;
		return Math.min(answered[tooMany] + WINDOW_MS, this.raiseAt) - now;
	}

	/** Sends one, which `waitMs` allowed. Its outcome is reported exactly once. */
	send(): Trip {
		this.underWay++;
		return { refusals: this.refusals };
	}

	/** The service took it, or may have. */
	passed(trip: Trip, now: number): void {
		this.underWay--;
		this.answered.push(now);
		if (trip.refusals === this.refusals) this.inARow = 0;
		// Sent before the last refusal: it belongs to what passed until then
		else this.allowed = Math.max(this.allowed, this.inWindow(now).length);
	}

	/** The service refused it for the rate limit. @param retryAfterMs the pause that it asks for, if it does */
	refused(trip: Trip, now: number, retryAfterMs?: number): void {
		this.underWay--;
		// What was sent before a refusal was known is refused for the same reason
		const ownMs = trip.refusals === this.refusals ? this.slowDown(now) : 0;
		// However short a pause the service asks for, nobody hammers it
		const askedMs = retryAfterMs === undefined ? ownMs : Math.max(retryAfterMs, Math.min(ownMs, 1_000));
		const pauseMs = Math.min(askedMs, LONGEST_RETRY_AFTER_MS);
		this.pausedUntil = Math.max(this.pausedUntil, now + pauseMs);
	}

	/** A quarter stays allowed: what passed says little when little was sent. @returns the pause (ms), which does the rest */
	private slowDown(now: number): number {
		const quarter = Math.ceil(Math.min(this.limit, DEFAULT_REQUESTS_PER_MINUTE) / 4);
		this.allowed = Math.max(quarter, this.inWindow(now).length);
		if (this.inARow++ === 0) this.blockedSince = now;
		this.refusals++;
		this.raiseAt = now + WINDOW_MS;
		this.fewUntil = now + 2 * WINDOW_MS;
		return Math.min(LONGEST_PAUSE_MS, backoffMs(this.inARow, this.random()));
	}

	private inWindow(now: number): readonly number[] {
		const first = this.answered.findIndex((at) => at + WINDOW_MS > now);
		this.answered.splice(0, first < 0 ? this.answered.length : first);
		return this.answered;
	}
}
