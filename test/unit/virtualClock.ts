import type { Clock } from '../../nodes/Userplane/transport/clock';

interface Timer {
	at: number;
	wake: () => void;
}

/** A clock that a test moves. Times in ms from 0. */
export class VirtualClock implements Clock {
	private time = 0;

	private timers: Timer[] = [];

	now(): number {
		return this.time;
	}

	/** How many timers are set. */
	get pending(): number {
		return this.timers.length;
	}

	async sleep(ms: number): Promise<void> {
		await new Promise<void>((wake) => this.timers.push({ at: this.time + ms, wake }));
	}

	/** Lets everything happen that needs no time. */
	async settle(): Promise<void> {
		await new Promise(setImmediate);
	}

	/** Moves on by `ms`, stopping at each timer on the way. */
	async advance(ms: number): Promise<void> {
		await this.runTo(this.time + ms);
	}

	/** Moves on from timer to timer until `over`. @throws when nothing is left to wait for */
	async runUntil(over: () => boolean): Promise<void> {
		await this.settle();
		while (!over()) {
			const next = this.nextAt();
			if (next === undefined) throw new Error('Nothing is left to wait for');
			await this.runTo(next);
		}
	}

	private async runTo(end: number): Promise<void> {
		await this.settle();
		for (let next = this.nextAt(); next !== undefined && next <= end; next = this.nextAt()) {
			this.time = next;
			const due = this.timers.filter(({ at }) => at <= next);
			this.timers = this.timers.filter(({ at }) => at > next);
			for (const { wake } of due) wake();
			await this.settle();
		}
		this.time = end;
	}

	private nextAt(): number | undefined {
		return this.timers.length === 0 ? undefined : Math.min(...this.timers.map(({ at }) => at));
	}
}
