import { inParallel } from '../../nodes/Userplane/shared/parallel';

/** Jobs that the test ends, in the order that it likes. */
class Jobs {
	begun: number[] = [];

	private ends = new Map<number, (error?: Error) => void>();

	job = async (index: number): Promise<string> => {
		this.begun.push(index);
		await new Promise<void>((resolve, reject) => {
			this.ends.set(index, (error) => (error ? reject(error) : resolve()));
		});
		return `done ${index}`;
	};

	async end(index: number, error?: Error): Promise<void> {
		this.ends.get(index)?.(error);
		await new Promise(setImmediate);
	}
}

it('gives the results in order, whichever job ends first', async () => {
	const jobs = new Jobs();
	const run = inParallel(3, 3, jobs.job);
	for (const index of [2, 0, 1]) await jobs.end(index);
	expect(await run).toEqual(['done 0', 'done 1', 'done 2']);
});

it('begins in order, and no more than its bound at once', async () => {
	const jobs = new Jobs();
	const run = inParallel(4, 2, jobs.job);
	await jobs.end(-1);
	expect(jobs.begun).toEqual([0, 1]);
	await jobs.end(1);
	expect(jobs.begun).toEqual([0, 1, 2]);
	for (const index of [0, 2, 3]) await jobs.end(index);
	expect(await run).toHaveLength(4);
});

it.each([0, -1])('does nothing for %i jobs', async (count) => {
	const jobs = new Jobs();
	expect(await inParallel(count, 8, jobs.job)).toEqual([]);
	expect(jobs.begun).toEqual([]);
});

describe('after a failure', () => {
	it('begins nothing more, and ends once what is under way has ended', async () => {
		const jobs = new Jobs();
		let ended = false;
		const run = inParallel(9, 3, jobs.job).finally(() => (ended = true));
		const failure = run.catch((error: unknown) => (error as Error).message);
		await jobs.end(1, new Error('first'));
		await jobs.end(0);
		expect(ended).toBe(false);
		await jobs.end(2, new Error('second'));
		expect(await failure).toBe('first');
		expect(jobs.begun).toEqual([0, 1, 2]);
	});

	it('throws what failed, also when it is falsy', async () => {
		const nothing = async () => await Promise.reject(undefined as unknown as Error);
		await expect(inParallel(1, 1, nothing)).rejects.toBeUndefined();
	});
});
