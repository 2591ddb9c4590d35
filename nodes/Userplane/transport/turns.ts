import { orAborted } from './signals';

/** Lets those who use one thing wait for each other, in the order in which they came. */
export class Turns {
	private readonly last = new Map<string, Promise<unknown>>();

	/** How many things are in use. */
	get size(): number {
		return this.last.size;
	}

	/** Whether a thing is in use. */
	has(key: string): boolean {
		return this.last.has(key);
	}

	/**
	 * Does the work when everybody who came before for the same key is done.
	 * @param signal ends the wait
	 * @throws CancelledError when the wait was ended, else what the work throws
	 */
	async take<T>(key: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
		const before = this.last.get(key);
		const mine = (async () => {
			await orAborted(before, signal);
			return await work();
		})();
		const turn = Promise.allSettled([before, mine]).then(() => {
			if (this.last.get(key) === turn) this.last.delete(key);
		});
		this.last.set(key, turn);
		return await mine;
	}
}
