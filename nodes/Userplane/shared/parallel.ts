/**
 * Runs `count` jobs in order, at most `concurrency` at a time. The first failure ends it: no further job is begun, and what
 * is under way is brought to its end, so that nothing goes on behind the caller's back.
 * @param count a number, or asked for before each job, when jobs show how many there are to be
 * @returns the jobs' results, in order
 * @throws what the first job to fail throws
 */
export async function inParallel<T>(
	count: number | (() => number),
	concurrency: number,
	job: (index: number) => Promise<T>,
): Promise<T[]> {
	const results: T[] = [];
	const failures: unknown[] = [];
	const total = typeof count === 'number' ? () => count : count;
	let next = 0;
	const worker = async () => {
		while (next < total() && failures.length === 0) {
			const index = next++;
			try {
				results[index] = await job(index);
			} catch (error) {
				failures.push(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.max(0, Math.min(concurrency, total())) }, worker));
	if (failures.length > 0) throw failures[0];
	return results;
}
