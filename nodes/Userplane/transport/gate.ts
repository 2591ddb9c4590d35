import { createHash } from 'node:crypto';

import type { UserplaneError } from '../shared/errors';
import { type Clock, systemClock } from './clock';
import { Pace, type Trip, WINDOW_MS } from './pace';
import { onAbort } from './signals';

/** When somebody has tried for so long (ms) and nothing went through, the daily limit is the likely cause. */
export const GIVE_UP_AFTER_MS = 2.5 * WINDOW_MS;

/** For how long (ms) nobody is sent to see whether the quota is free again, once it was given up. */
const GIVEN_UP_FOR_MS = 30_000;

/** When nobody has waited or been under way for so long (ms), nobody is trying. */
const IDLE_MS = 1_000;

/** What came of waiting: leave to send one request, the reason why waiting is no use, or nothing when it was ended. */
export type Admission = Trip | UserplaneError | undefined;

interface Waiter {
	run: object;
	round: number;
	letIn: (admission: Admission) => void;
}

/**
 * Where all requests that one process sends with one key wait for their turn; pace.ts says when the next may go.
 * In each round every run that waits has one turn, so that a long run does not hold up a short one. Waiting costs no CPU.
 */
export class Gate {
	private readonly pace = new Pace();
	/** Who waits, in the order of their turns. */
	private queue: Waiter[] = [];
	private round = 0;
	private wakeAt = Infinity;
	private lastActive = 0;
	private givenUp?: { error: UserplaneError; until: number };

	constructor(private readonly clock: Clock = systemClock) {}

	/** Sets how many requests may be sent in a minute; 0 = no pacing, refusals are waited out all the same. */
	setLimit(limit: number): void {
		this.pace.setLimit(limit === 0 ? Infinity : limit);
		this.advance();
	}

	/** For how long (ms) nothing has passed although somebody tried; 0 while requests pass. */
	get blockedForMs(): number {
		return this.pace.blockedForMs(this.clock.now());
	}

	/**
	 * Waits for a place.
	 * @param run what the request belongs to: runs take turns
	 * @param signal ends the wait
	 * @param isUrgent whether a person waits for the answer: then it goes before all runs
	 */
	async enter(run: object, signal?: AbortSignal, isUrgent = false): Promise<Admission> {
		const now = this.clock.now();
		if (signal?.aborted) return undefined;
		if (this.givenUp && now < this.givenUp.until) return this.givenUp.error;
		if (this.queue.length === 0 && now - this.lastActive > IDLE_MS) this.pace.forgetBlock();
		return await new Promise((resolve) => {
			const leave = () => {
				this.queue = this.queue.filter((other) => other !== waiter);
				letIn(undefined);
			};
			const letIn = (admission: Admission) => {
				this.lastActive = this.clock.now();
				stopListening();
				resolve(admission);
			};
			const stopListening = onAbort(signal, leave);
			const own = this.queue.filter((waiter) => waiter.run === run).map(({ round }) => round + 1);
			const waiter = { run, round: isUrgent ? -Infinity : Math.max(this.round, ...own), letIn };
			const behind = this.queue.findIndex(({ round }) => round > waiter.round);
			this.queue.splice(behind < 0 ? this.queue.length : behind, 0, waiter);
			this.advance();
		});
	}

	/** The service took a request, or may have. */
	passed(trip: Trip): void {
		this.givenUp = undefined;
		this.pace.passed(trip, this.clock.now());
		this.advance();
	}

	/** The service refused a request for the rate limit. @param retryAfterMs the pause that it asks for, if it does */
	refused(trip: Trip, retryAfterMs?: number): void {
		this.lastActive = this.clock.now();
		this.pace.refused(trip, this.clock.now(), retryAfterMs);
		this.advance();
	}

	/** Waiting is no use: tells everybody who waits, and those who come soon. */
	giveUp(error: UserplaneError): void {
		this.givenUp = { error, until: this.clock.now() + GIVEN_UP_FOR_MS };
		for (const { letIn } of this.queue.splice(0)) letIn(error);
	}

	/** Lets in as many as may go now, and sees to it that it is called again in time. */
	private advance(): void {
		while (this.queue.length > 0) {
			const waitMs = this.pace.waitMs(this.clock.now());
			if (waitMs !== 0) {
				if (waitMs !== undefined) this.wakeIn(Math.ceil(waitMs));
				return;
			}
			const [{ round, letIn }] = this.queue.splice(0, 1);
			this.round = Math.max(this.round, round);
			letIn(this.pace.send());
		}
	}

	private wakeIn(ms: number): void {
		const at = this.clock.now() + ms;
		if (at >= this.wakeAt) return;
		this.wakeAt = at;
		void this.clock.sleep(ms).then(() => {
			if (this.wakeAt === at) this.wakeAt = Infinity;
			this.advance();
		});
	}
}

const gates = new Map<string, Gate>();

/** The one gate of this process for a key at a base URL. The key itself is not kept. */
export function gateFor(baseUrl: string, apiKey: string): Gate {
	const name = createHash('sha256').update(`${baseUrl}\n${apiKey}`).digest('hex');
	const gate = gates.get(name) ?? new Gate();
	gates.set(name, gate);
	return gate;
}
