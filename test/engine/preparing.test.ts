import { byId, read, useWorld } from './support';

const world = useWorld();
const COUNT = 5_000;

/** Items that note how far the node has read them. */
class ReadItems {
	/** The last one that was read. */
	at = -1;

	/** Where the reading stood each time that something else could run. */
	readonly stops = new Set<number>();

	readonly items = Array.from({ length: COUNT }, (_, n) => {
		const note = () => {
			this.at = Math.max(this.at, n);
			return n;
		};
		return {
			json: {
				get n() {
					return note();
				},
			},
		};
	});

	/** Watches from beside, as the rest of the process does, until `work` ends. */
	async during<T>(work: () => Promise<T>, onTurn: () => void = () => undefined): Promise<T> {
		let over = false;
		const turn = () => {
			this.stops.add(this.at);
			onTurn();
			if (!over) setImmediate(turn);
		};
		turn();
		return await work().finally(() => (over = true));
	}
}

/** The last item's recording is missing, so that nothing is ever sent. */
const parameters = () =>
	world.recording({ recordingId: byId(`={{ $json.n < ${COUNT - 1} ? "rec_1" : "" }}`) });

it('lets others run while many items are read, and checks them all before the first request', async () => {
	const read5000 = new ReadItems();
	const result = await read5000.during(async () => await world.run(parameters(), { items: read5000.items }));
	expect(read(result)).toMatch(new RegExp(`^Recording is empty \\[item ${COUNT - 1}\\]`));
	expect(world.simulator.requests).toEqual([]);
	const stops = [...read5000.stops].sort((a, b) => a - b);
	expect(stops.length).toBeGreaterThan(10);
	const longest = Math.max(...stops.slice(1).map((stop, index) => stop - stops[index]));
	expect(longest).toBeLessThan(COUNT / 4);
});

it('ends while items are read when the execution is cancelled', async () => {
	const started = new ReadItems();
	const stop = new AbortController();
	const run = async () => await world.run(parameters(), { items: started.items, abortSignal: stop.signal });
	const result = await started.during(run, () => {
		if (started.at >= 100) stop.abort();
	});
	expect(result.status).toBe('canceled');
	expect(read(result)).toBe('The execution was canceled\nIt was stopped before all items were done');
	expect(started.at).toBeLessThan(COUNT / 2);
	expect(world.simulator.requests).toEqual([]);
});
