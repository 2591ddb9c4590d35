/** Finds the order of long lists without holding anybody up. */

/** How many places are dealt with at once. */
const AT_ONCE = 2_000;

/**
 * In which order things stand that have these places, by their numbers in the list; what is equal keeps its order.
 * @param pause is called often, and lets others come in between
 */
export async function orderOf(places: number[], pause: () => Promise<void>): Promise<number[]> {
	const compare = (a: number, b: number) => places[a] - places[b];
	let runs: number[][] = [];
	for (let start = 0; start < places.length; start += AT_ONCE) {
		const run = Array.from({ length: Math.min(AT_ONCE, places.length - start) }, (_, n) => start + n).sort(
			compare,
		);
		const before = runs.at(-1);
		// Logs are mostly written in order
		if (before && places[before[before.length - 1]] <= places[run[0]])
			for (const one of run) before.push(one);
		else runs.push(run);
		await pause();
	}
	while (runs.length > 1) {
		const merged: number[][] = [];
		for (let n = 0; n < runs.length; n += 2)
			merged.push(await merge(runs[n], runs[n + 1] ?? [], compare, pause));
		runs = merged;
	}
	return runs.at(0) ?? [];
}

async function merge(
	a: number[],
	b: number[],
	compare: (a: number, b: number) => number,
	pause: () => Promise<void>,
): Promise<number[]> {
	const all: number[] = [];
	for (let i = 0, j = 0; i < a.length || j < b.length;) {
		const isFirst = j >= b.length || (i < a.length && !(compare(a[i], b[j]) > 0));
		all.push(isFirst ? a[i++] : b[j++]);
		if (all.length % AT_ONCE === 0) await pause();
	}
	return all;
}
