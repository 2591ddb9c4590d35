/** Finds the order of long lists without holding anybody up. */

/** How many places are dealt with at once. */
const AT_ONCE = 2_000;

/**
 * In which order things stand that have these places, by their numbers in the list; what is equal keeps its order. Merges ever
 * longer runs, in the room of two lists.
 * @param pause is called often, and lets others come in between
 */
export async function orderOf(places: ArrayLike<number>, pause: () => Promise<void>): Promise<Uint32Array> {
	const { length } = places;
	let order = new Uint32Array(length).map((_, number) => number);
	let next = new Uint32Array(length);
	for (let run = 1; run < length; run *= 2) {
		for (let at = 0, left = 0, right = 0; at < length; at++) {
			if (at % AT_ONCE === 0) await pause();
			const start = at - (at % (2 * run));
			if (at === start) [left, right] = [start, start + run];
			const isRight = right < Math.min(start + 2 * run, length) && places[order[right]] < places[order[left]];
			next[at] = order[isRight || left === start + run ? right++ : left++];
		}
		[order, next] = [next, order];
	}
	return order;
}
