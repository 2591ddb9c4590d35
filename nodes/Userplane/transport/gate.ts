import { createHash } from 'node:crypto';

import type { Clock } from './clock';
import { systemClock } from './clock';
import { backoffMs, LONGEST_RETRY_AFTER_MS } from './retryPolicy';

/** The length of the service's counting window, in ms (docs, rate limits). */
const WINDOW_MS = 60_000;

/** When nothing has gone through for this long (ms), the daily limit is the likely cause and waiting is no use. */
export const GIVE_UP_AFTER_MS = 2.5 * WINDOW_MS;

/** Permission to send one request. Its outcome is reported exactly once. */
export interface Ticket {
	/** The service took the request, or may have: it holds its place for a window from now. */
	passed(): void;
	/** The service refused it for the rate limit: everybody waits. */
	refused(retryAfterMs?: number): void;
}

/** A request's place in the window: taken when sent, free after `until` (Infinity while under way). Times in ms. */
interface Place {
	takenAt: number;
	until: number;
}

/**
 * Paces all requests that one process sends with one key. Within the limit they go at full speed; above it they wait in
 * order. A place is free again one window after its answer arrived, which suits every way in which a service may count.
 */
export class Gate {
	/** How many requests may be sent in a window. 0 = no pacing; refusals are waited out all the same. */
	limit = 0;

	private places: Place[] = [];

	private queue: Array<(ticket: Ticket) => void> = [];

	private wakeAt = Infinity;

	private pausedUntil = 0;

	/** Refusals since the last request that passed; the first of them came at `blockedSince`. */
	private refusals = 0;

	private blockedSince = 0;

	constructor(private readonly clock: Clock = systemClock) {}

	/** For how long nothing has gone through, in ms; 0 while requests pass. */
	get blockedForMs(): number {
		return this.refusals === 0 ? 0 : this.clock.now() - this.blockedSince;
	}

	/** Waits for a place. Undefined when `signal` ended the wait. */
	async enter(signal?: AbortSignal): Promise<Ticket | undefined> {
		if (signal?.aborted) return undefined;
		return await new Promise((resolve) => {
			const admit = (ticket: Ticket) => {
				signal?.removeEventListener('abort', leave);
				resolve(ticket);
			};
			const leave = () => {
				this.queue = this.queue.filter((waiting) => waiting !== admit);
				resolve(undefined);
			};
			signal?.addEventListener('abort', leave, { once: true });
			this.queue.push(admit);
			this.advance();
		});
	}

	/** Admits the waiting in order, as far as there are places, and sees to it that it is called again in time. */
	private advance(): void {
		while (this.queue.length > 0) {
			const waitMs = this.waitMs();
			if (waitMs > 0) return this.wakeIn(waitMs);
			this.queue.shift()?.(this.take());
		}
	}

	private wakeIn(ms: number): void {
		const at = this.clock.now() + ms;
		if (at === Infinity || at >= this.wakeAt) return;
		this.wakeAt = at;
		void this.clock.sleep(ms).then(() => {
			if (this.wakeAt === at) this.wakeAt = Infinity;
			this.advance();
		});
	}

	/** How long the next request has to wait, in ms; Infinity when only an answer can make room. */
	private waitMs(): number {
		const now = this.clock.now();
		this.places = this.places.filter(({ until }) => until > now);
		if (now < this.pausedUntil) return this.pausedUntil - now;
		const underWay = this.places.some(({ until }) => until === Infinity);
		// While the service refuses, one request at a time tries again
		if (this.refusals > 0 && underWay) return Infinity;
		if (this.limit === 0 || this.places.length < this.limit) return 0;
		return Math.min(...this.places.map(({ until }) => until)) - now;
	}

	private take(): Ticket {
		const place: Place = { takenAt: this.clock.now(), until: Infinity };
		this.places.push(place);
		return {
			passed: () => {
				place.until = this.clock.now() + WINDOW_MS;
				this.refusals = 0;
				this.advance();
			},
			refused: (retryAfterMs) => {
				place.until = 0;
				this.pause(place.takenAt, retryAfterMs);
				this.advance();
			},
		};
	}

	/** Makes everybody wait. Requests that were under way together are refused together and count as one refusal. */
	private pause(takenAt: number, retryAfterMs?: number): void {
		const now = this.clock.now();
		if (this.refusals === 0) this.blockedSince = now;
		if (this.refusals === 0 || takenAt >= this.pausedUntil) this.refusals++;
		const pauseMs = retryAfterMs ?? backoffMs(this.refusals, Math.random());
		// Bounded, or one odd Retry-After would stop this key until n8n starts anew
		this.pausedUntil = Math.max(this.pausedUntil, now + Math.min(pauseMs, LONGEST_RETRY_AFTER_MS));
	}
}

const gates = new Map<string, Gate>();

/** The one gate of this process for a key at an address. The key itself is not kept. */
export function gateFor(baseUrl: string, apiKey: string): Gate {
	const name = createHash('sha256').update(`${baseUrl}\n${apiKey}`).digest('hex');
	const gate = gates.get(name) ?? new Gate();
	gates.set(name, gate);
	return gate;
}
