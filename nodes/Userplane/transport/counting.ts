/**
 * Ways in which a service may count requests, each as far as a client can know it. All times are ms of one clock.
 * `underWay` are requests without an answer yet: each will take a place. A request takes its place when its answer is
 * there: the service counted it before that, so whatever comes back one window later is surely free.
 */
export interface Counting {
	/** When the next request fits: now or earlier when it fits at once, Infinity when an answer has to come first. */
	freeAt(now: number, underWay: number): number;
	/** A request was counted by the service, at the latest at `now`. */
	passed(now: number): void;
}

/** No more than `limit` in any window: suits every way of counting, since each of the others allows at least that. */
export class AnyWindow implements Counting {
	/** @param times when requests passed, oldest first */
	constructor(
		public limit: number,
		public windowMs: number,
		private readonly times: number[] = [],
	) {}

	freeAt(now: number, underWay: number): number {
		const held = this.held(now);
		if (held.length + underWay < this.limit) return now;
		return held.length === 0
			? Infinity
			: held[Math.max(0, held.length + underWay - this.limit)] + this.windowMs;
	}

	passed(now: number): void {
		this.times.push(now);
	}

	/** When the requests passed that still hold their places, oldest first. */
	held(now: number): readonly number[] {
		const first = this.times.findIndex((time) => time + this.windowMs > now);
		this.times.splice(0, first < 0 ? this.times.length : first);
		return this.times;
	}
}

/** The count starts anew at fixed times: at `start` or up to `doubtMs` earlier, and each window after. */
export class FixedWindow implements Counting {
	/** Passed so late in the window that they may count for the next one. */
	private late = 0;

	constructor(
		private readonly limit: number,
		private readonly windowMs: number,
		private start: number,
		private taken: number,
		public doubtMs: number,
	) {}

	freeAt(now: number, underWay: number): number {
		this.turn(now);
		return this.taken + underWay < this.limit ? now : this.start + this.windowMs;
	}

	passed(now: number): void {
		this.turn(now);
		this.taken++;
		if (now > this.start + this.windowMs - this.doubtMs) this.late++;
	}

	/** The service's window turned out to begin before `now`: in the earlier half of the doubt, as it was probed. */
	restart(now: number): void {
		this.begin(now);
		this.doubtMs /= 2;
	}

	private turn(now: number): void {
		const windows = Math.floor((now - this.start) / this.windowMs);
		if (windows === 1) this.begin(this.start + this.windowMs);
		else if (windows > 1) this.begin(this.start + windows * this.windowMs, 0);
	}

	private begin(start: number, taken = this.late): void {
		this.start = start;
		this.taken = taken;
		this.late = 0;
	}
}

/** Places come back one by one, `perMs` of them in a millisecond up to `most`; `level` are free at `at`. */
export class TokenBucket implements Counting {
	constructor(
		public perMs: number,
		private readonly most: number,
		private level: number,
		private at: number,
	) {}

	freeAt(now: number, underWay: number): number {
		const missing = 1 + underWay - this.levelAt(now);
		return missing <= 0 ? now : now + missing / this.perMs;
	}

	passed(now: number): void {
		this.level = this.levelAt(now) - 1;
	}

	/** Nothing is free. */
	empty(now: number): void {
		this.level = 0;
		this.at = now;
	}

	/** How many places are free; negative when more passed than this way of counting allows. */
	levelAt(now: number): number {
		this.level = Math.min(this.most, this.level + (now - this.at) * this.perMs);
		this.at = now;
		return this.level;
	}
}
