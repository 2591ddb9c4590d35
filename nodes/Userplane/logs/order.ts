/** Finds the order of long lists without holding anybody up. */

/** How many places are dealt with at once. */
const AT_ONCE = 2_000;

/**
 * In which order things stand that have these places, by their numbers in the list; what is equal keeps its order.
 * @param pause is called often, and lets others come in between
 */
export async function orderOf(
	places: number[],
	pause: () => Promise<void>,
	start = 0,
	end = places.length,
): Promise<number[]> {
	await pause();
	if (end - start <= AT_ONCE)
		return Array.from({ length: end - start }, (_, n) => start + n).sort((a, b) => places[a] - places[b]);
	const middle = Math.floor((start + end) / 2);
	const a = await orderOf(places, pause, start, middle);
	const b = await orderOf(places, pause, middle, end);
	// Logs are mostly written in order
	if (places[a[a.length - 1]] <= places[b[0]]) return a.concat(b);
	const all: number[] = [];
	for (let i = 0, j = 0; i < a.length || j < b.length;) {
		const isFirst = j === b.length || (i < a.length && places[a[i]] <= places[b[j]]);
		all.push(isFirst ? a[i++] : b[j++]);
		if (all.length % AT_ONCE === 0) await pause();
	}
	return all;
}
