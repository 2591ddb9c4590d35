import { createHash } from 'node:crypto';

import type { UserplaneError } from '../shared/errors';
import { DEFAULT_REQUESTS_PER_MINUTE } from '../shared/rateLimit';
import type { Clock } from './clock';
import { systemClock } from './clock';
import { Pace, WINDOW_MS } from './pace';

/** When nothing has gone through for this long (ms), the daily limit is the likely cause and waiting is no use. */
export const GIVE_UP_AFTER_MS = 2.5 * WINDOW_MS;

/** For how long (ms) nobody is sent to see whether the quota is free again, once it was given up. */
const GIVEN_UP_FOR_MS = 30_000;

/** Permission to send one request. Its outcome is reported exactly once. */
export interface Ticket {
	/** The service took the request, or may have. */
	passed(): void;
	/** The service refused it for the rate limit. */
	refused(retryAfterMs?: number): void;
}

/** What came of waiting: a ticket, the reason why waiting is no use, or nothing when it was ended. */
export type Admission = Ticket | UserplaneError | undefined;

type Waiter = (admission: Admission) => void;

/**
 * Paces all requests that one process sends with one key; the pace itself is decided in pace.ts. Those who wait are
 * admitted run by run in turn, so that a long run does not hold up a short one. Waiting costs no CPU.
 */
export class Gate {
	private pace = new Pace(Infinity);

	/** Who waits, by run; the run whose turn it is comes first. */
	private readonly lines = new Map<object, Waiter[]>();

	private wakeAt = Infinity;

	private givenUp?: { error: UserplaneError; until: number };

	constructor(private readonly clock: Clock = systemClock) {}

	/** Sets how many requests may be sent in a minute; 0 = no pacing, refusals are waited out all the same. */
	setLimit(limit: number): void {
		const requests = limit === 0 ? Infinity : limit;
		if (requests === this.pace.limit) return;
		// A limit of the user's own below the service's is meant: nobody looks for more
		const probes = requests >= DEFAULT_REQUESTS_PER_MINUTE;
		this.pace = new Pace(requests, { probes, history: this.pace.history(this.clock.now()) });
	}

	/** For how long nothing has gone through, in ms; 0 while requests pass. */
	get blockedForMs(): number {
		return this.pace.blockedForMs(this.clock.now());
	}

	/**
	 * Waits for a place.
	 * @param run what the request belongs to: runs take turns
	 * @param signal ends the wait
	 */
	async enter(run: object, signal?: AbortSignal): Promise<Admission> {
		if (signal?.aborted) return undefined;
		if (this.givenUp && this.clock.now() < this.givenUp.until) return this.givenUp.error;
		return await new Promise((resolve) => {
			const waiter: Waiter = (admission) => {
				signal?.removeEventListener('abort', leave);
				resolve(admission);
			};
			const leave = () => {
				this.remove(run, waiter);
				resolve(undefined);
			};
			signal?.addEventListener('abort', leave, { once: true });
			this.lines.set(run, [...(this.lines.get(run) ?? []), waiter]);
			this.advance();
		});
	}

	/** Waiting is no use: tells everybody who waits, and those who come soon. */
	giveUp(error: UserplaneError): void {
		this.givenUp = { error, until: this.clock.now() + GIVEN_UP_FOR_MS };
		const waiting = [...this.lines.values()].flat();
		this.lines.clear();
		for (const waiter of waiting) waiter(error);
	}

	/** Admits the waiting as far as there are places, and sees to it that it is called again in time. */
	private advance(): void {
		while (this.lines.size > 0) {
			const waitMs = this.pace.waitMs(this.clock.now());
			if (waitMs > 0) {
				this.wakeIn(waitMs);
				return;
			}
			this.nextInTurn()?.(this.ticket());
		}
	}

	/** Takes the first of the run whose turn it is, and lets the run stand behind the others. */
	private nextInTurn(): Waiter | undefined {
		for (const [run, [first, ...rest]] of this.lines) {
			this.lines.delete(run);
			if (rest.length > 0) this.lines.set(run, rest);
			return first;
		}
		return undefined;
	}

	private remove(run: object, waiter: Waiter): void {
		const rest = (this.lines.get(run) ?? []).filter((other) => other !== waiter);
		if (rest.length > 0) this.lines.set(run, rest);
		else this.lines.delete(run);
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

	private ticket(): Ticket {
		const { pace } = this;
		const trip = pace.send(this.clock.now());
		return {
			passed: () => {
				this.givenUp = undefined;
				pace.passed(trip, this.clock.now());
				this.advance();
			},
			refused: (retryAfterMs) => {
				pace.refused(trip, this.clock.now(), retryAfterMs);
				this.advance();
			},
		};
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
