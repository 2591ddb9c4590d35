import { inParallel } from '../shared/parallel';

/** How many items of one run are under way at once. */
export const CONCURRENCY = 16;

/**
 * Works through `count` items in order, several at a time. Items with the same key follow each other.
 * @param work never rejects
 * @param stopped once true, no further item is begun
 */
export async function runPool(
	count: number,
	keyOf: (index: number) => string | undefined,
	work: (index: number) => Promise<void>,
	stopped: () => boolean,
): Promise<void> {
	const last = new Map<string | undefined, Promise<void>>();
	await inParallel(count, CONCURRENCY, async (index) => {
		const key = keyOf(index);
		const before = last.get(key);
		const done = (async () => {
			await before;
			if (!stopped()) await work(index);
		})();
		if (key !== undefined) last.set(key, done);
		await done;
	});
}
