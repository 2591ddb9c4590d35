import { ApiError } from './errors';
import type { LimitOptions } from './options';

const DAY_MS = 86_400_000;

/** Counts one user's requests; times in ms. */
interface Counter {
	/** How long until one more request is allowed; 0 = now */
	waitMs(now: number): number;
	/** Takes up to `count` requests and returns how many there were; `overdraw` takes them all, free or not */
	take(count: number, now: number, overdraw?: boolean): number;
}

function fixedWindow(limit: number, windowMs: number, phaseMs: number): Counter {
	let window = Number.NaN;
	let used = 0;
	const free = (now: number): number => {
		const current = Math.floor((now - phaseMs) / windowMs);
		if (current !== window) [window, used] = [current, 0];
		return limit - used;
	};
	return {
		waitMs: (now) => (free(now) > 0 ? 0 : (window + 1) * windowMs + phaseMs - now),
		take(count, now, overdraw) {
			const left = Math.max(0, free(now));
			const taken = overdraw ? count : Math.min(count, left);
			used += taken;
			return taken;
		},
	};
}

function slidingWindow(limit: number, windowMs: number): Counter {
	let times: number[] = [];
	const free = (now: number): number => {
		times = times.filter((time) => time > now - windowMs);
		return limit - times.length;
	};
	return {
		waitMs: (now) => (free(now) > 0 ? 0 : (times[times.length - limit] ?? now) + windowMs - now),
		take(count, now, overdraw) {
			const left = Math.max(0, free(now));
			const taken = overdraw ? count : Math.min(count, left);
			for (let i = 0; i < taken; i++) times.push(now);
			return taken;
		},
	};
}

function tokenBucket(limit: number, windowMs: number): Counter {
	let tokens = limit;
	let filledAt = Number.NaN;
	const refill = (now: number): number => {
		const elapsed = Number.isNaN(filledAt) ? 0 : Math.max(0, now - filledAt);
		tokens = Math.min(limit, tokens + (elapsed * limit) / windowMs);
		filledAt = now;
		return tokens;
	};
	return {
		waitMs: (now) => (refill(now) >= 1 ? 0 : ((1 - tokens) * windowMs) / limit),
		take(count, now, overdraw) {
			const whole = Math.floor(refill(now));
			const taken = overdraw ? count : Math.min(count, Math.max(0, whole));
			tokens -= taken;
			return taken;
		},
	};
}

function countersFor(options: LimitOptions): Counter[] {
	const { kind, requests = 120, windowMs = 60_000, phaseMs = 0, dailyLimit } = options;
	const counters: Counter[] = [];
	if (kind === 'fixed') counters.push(fixedWindow(requests, windowMs, phaseMs));
	if (kind === 'sliding') counters.push(slidingWindow(requests, windowMs));
	if (kind === 'bucket') counters.push(tokenBucket(requests, windowMs));
	if (dailyLimit !== undefined) counters.push(fixedWindow(dailyLimit, DAY_MS, phaseMs));
	return counters;
}

/** The service's request limits: documented as 120 a minute and 10 000 a day per user, over all keys and workspaces. */
export class RateLimiter {
	private users = new Map<string, Counter[]>();

	constructor(
		private options: LimitOptions,
		private readonly now: () => number,
	) {}

	/** Changes the rule; everybody starts with a full quota. */
	configure(options: LimitOptions): void {
		this.options = options;
		this.users = new Map();
	}

	/** Counts one request. @throws ApiError RATE_LIMITED when the quota is used up */
	admit(userId: string): void {
		const now = this.now();
		const counters = this.countersOf(userId);
		const waitMs = Math.max(0, ...counters.map((counter) => counter.waitMs(now)));
		if (waitMs === 0 || this.options.countRefused) for (const counter of counters) counter.take(1, now, true);
		if (waitMs === 0) return;
		const retryAfter = { 'Retry-After': String(Math.ceil(waitMs / 1000)) };
		throw new ApiError('RATE_LIMITED', { headers: this.options.retryAfterHeader ? retryAfter : {} });
	}

	/** Takes up to `count` requests of a user's quota, as another consumer would; returns how many there were. */
	consume(userId: string, count: number): number {
		const now = this.now();
		const taken = this.countersOf(userId).map((counter) => counter.take(count, now));
		return Math.min(count, ...taken);
	}

	private countersOf(userId: string): Counter[] {
		const known = this.users.get(userId) ?? countersFor(this.options);
		this.users.set(userId, known);
		return known;
	}
}
