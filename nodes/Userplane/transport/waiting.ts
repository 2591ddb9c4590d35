/** How long a run has waited: the time in which at least one of its requests waited, in ms. */
export class Waiting {
	private waiting = 0;

	private since = 0;

	private total = 0;

	/** How often the service refused a request for the rate limit. */
	refusals = 0;

	begin(now: number): void {
		if (this.waiting++ === 0) this.since = now;
	}

	end(now: number): void {
		if (--this.waiting === 0) this.total += now - this.since;
	}

	get totalMs(): number {
		return this.total;
	}
}
