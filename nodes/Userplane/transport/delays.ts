import type { UserplaneError } from '../shared/errors';

/** What a run has waited for, and how long: the time in which at least one of its requests waited for a place, in ms. */
export class Delays {
	private underWay = 0;

	private since = 0;

	private total = 0;

	/** How often the service refused a request for the rate limit. */
	refusals = 0;

	/** What the last try met that is tried again: a refusal, a network fault, a 5xx. */
	lastTrouble?: UserplaneError;

	/** Whether the last request that was sent has no answer yet. */
	hasSent = false;

	begin(now: number): void {
		if (this.underWay++ === 0) this.since = now;
	}

	end(now: number): void {
		if (--this.underWay === 0) this.total += now - this.since;
	}

	get totalMs(): number {
		return this.total;
	}
}
