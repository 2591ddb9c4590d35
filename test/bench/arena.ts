import { startSimulator } from '../simulator';
import type { Simulator } from '../simulator';

/** What became of a contestant's items, counted in the simulator's store and not by the contestant. */
export interface Tally {
	links: number;
	/** Items without a link. */
	lost: number;
	/** Links beyond an item's first. */
	doubled: number;
	/** Requests that the rate limit refused. */
	refused: number;
	requests: number;
}

/** The simulator that all contestants of a benchmark meet, each with a key of its own. */
export class Arena {
	private keys = 0;

	private constructor(readonly simulator: Simulator) {}

	static async open(): Promise<Arena> {
		return new Arena(await startSimulator());
	}

	/** Back to the seed. @returns a new key of the default user: no gate has seen it */
	reset(): string {
		const { simulator } = this;
		simulator.reset();
		this.keys += 1;
		const key = `uspl_bench_key_${this.keys}`;
		const { userId } = simulator.seed;
		simulator.store.apiKeys.set(key, { key, userId, expiresAt: null, disabled: false });
		return key;
	}

	/** Counts what `count` items, each with its number as the link's reference, have come to. */
	tally(count: number): Tally {
		const { store, requests } = this.simulator;
		const made = new Map<string, number>();
		for (const { linkProviderReference } of store.links.values()) {
			if (linkProviderReference === null || !/^\d+$/.test(linkProviderReference)) continue;
			made.set(linkProviderReference, (made.get(linkProviderReference) ?? 0) + 1);
		}
		const links = [...made.values()].reduce((sum, each) => sum + each, 0);
		return {
			links,
			lost: count - made.size,
			doubled: links - made.size,
			refused: requests.filter(({ status }) => status === 429).length,
			requests: requests.length,
		};
	}
}
