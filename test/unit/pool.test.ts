import { CONCURRENCY, runPool } from '../../nodes/Userplane/runtime/pool';

/** Work that the test ends. */
class Bench {
	begun: number[] = [];

	private ends = new Map<number, () => void>();

	work = async (index: number): Promise<void> => {
		this.begun.push(index);
		await new Promise<void>((end) => this.ends.set(index, end));
	};

	async end(...indexes: number[]): Promise<void> {
		for (const index of indexes) this.ends.get(index)?.();
		await new Promise(setImmediate);
	}
}

const never = () => false;
const free = () => undefined;
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

it('begins in order, and no more than its bound at once', async () => {
	const bench = new Bench();
	const run = runPool(CONCURRENCY + 3, free, bench.work, never);
	await bench.end();
	expect(bench.begun).toEqual(range(0, CONCURRENCY));
	await bench.end(5);
	expect(bench.begun).toEqual(range(0, CONCURRENCY + 1));
	await bench.end(...range(0, CONCURRENCY + 1));
	await bench.end(CONCURRENCY + 1, CONCURRENCY + 2);
	await run;
	expect(bench.begun).toEqual(range(0, CONCURRENCY + 3));
});

it('lets work with the same key follow each other, beside other work', async () => {
	const bench = new Bench();
	const keys = ['a', 'a', 'b', undefined, 'a', 'b'];
	const run = runPool(keys.length, (index) => keys[index], bench.work, never);
	await bench.end();
	expect(bench.begun).toEqual([0, 2, 3]);
	await bench.end(2);
	expect(bench.begun).toEqual([0, 2, 3, 5]);
	await bench.end(0);
	expect(bench.begun).toEqual([0, 2, 3, 5, 1]);
	await bench.end(1, 3, 5);
	expect(bench.begun).toEqual([0, 2, 3, 5, 1, 4]);
	await bench.end(4);
	await run;
});

it('ends also when everything has the same key', async () => {
	const done: number[] = [];
	const work = async (index: number) => {
		await new Promise(setImmediate);
		done.push(index);
	};
	await runPool(100, () => 'same', work, never);
	expect(done).toEqual(range(0, 100));
});

it('begins nothing more once it is stopped, and waits for what is under way', async () => {
	const bench = new Bench();
	let stopped = false;
	let over = false;
	const keys = (index: number) => (index < 2 ? 'same' : undefined);
	const run = runPool(100, keys, bench.work, () => stopped).then(() => (over = true));
	await bench.end();
	stopped = true;
	const underWay = [0, ...range(2, CONCURRENCY)];
	expect(bench.begun).toEqual(underWay);
	await bench.end(0, 2, 3);
	expect(over).toBe(false);
	await bench.end(...underWay);
	await run;
	expect(bench.begun).toEqual(underWay);
});

it('has nothing to do without items', async () => {
	const bench = new Bench();
	await runPool(0, free, bench.work, never);
	expect(bench.begun).toEqual([]);
});
