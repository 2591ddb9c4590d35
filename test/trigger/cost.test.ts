import { MINUTE_MS, service, times, useService } from './support';

const { world, arrive, remove, trigger } = useService();
const created = { event: 'recordingCreated' };
const rows = { ...created, options: { listRowOnly: true } };
/** The first page, then from the oldest up. */
const pagesOf = (count: number) => [1, ...Array.from({ length: count - 1 }, (_, index) => count - index)];

it('takes one request for an idle poll', async () => {
	const polls = trigger(created);
	const told = await polls.polls(8);
	expect(told.map(({ pages, details }) => [pages, details])).toEqual(told.map(() => [[1], 0]));
});

describe.each([1, 20, 25, 40, 100])('%i new recordings', (count) => {
	it.each([0, 1, 2, 3, 5])(
		'take a list page for 20 and one detail each, after %i idle polls',
		async (idle) => {
			const polls = trigger(created);
			await polls.polls(1 + idle);
			const ids = times(count, () => arrive());
			expect(await polls.poll()).toMatchObject({
				ids,
				pages: pagesOf(Math.ceil(count / 20)),
				details: count,
			});
			const quiet = await polls.polls(2);
			expect(quiet).toMatchObject([
				{ ids: [], pages: [1], details: 0 },
				{ ids: [], pages: [1], details: 0 },
			]);
		},
	);
});

it('takes no more when burst follows burst', async () => {
	const polls = trigger(rows);
	await polls.poll();
	for (const count of [100, 40, 60, 20]) {
		service.now += MINUTE_MS;
		const ids = times(count, () => arrive());
		expect(await polls.poll()).toMatchObject({ ids, pages: pagesOf(count / 20) });
		expect((await polls.poll()).pages).toEqual([1]);
	}
});

it('reads all of a burst again more and more seldom', async () => {
	const polls = trigger(rows);
	await polls.poll();
	times(100, () => arrive());
	await polls.poll();
	const told = await polls.polls(200);
	const sweeps = told.flatMap(({ pages }, index) => (pages.length > 1 ? [index + 1] : []));
	expect(sweeps).toEqual([3, 8, 17, 34, 67, 132, 197]);
	expect(told.filter(({ pages }) => pages.length === 1)).toHaveLength(193);
});

it('forgets a burst once newer ones have come, and page one is enough again', async () => {
	const polls = trigger(rows);
	await polls.poll();
	times(100, () => arrive());
	await polls.poll();
	const told: number[] = [];
	for (let n = 0; n < 40; n++) {
		service.now += 3 * MINUTE_MS;
		arrive();
		told.push((await polls.poll()).pages.length);
	}
	expect(told.slice(-10)).toEqual(told.slice(-10).map(() => 1));
	expect(polls.stateBytes).toBeLessThan(1_000);
});

it('finds a late one below the first page although a deletion makes up for it in the count', async () => {
	const polls = trigger(rows);
	await polls.poll();
	const [oldest] = times(60, () => arrive());
	await polls.polls(2);
	remove(oldest);
	const late = arrive({ lateMs: 9 * MINUTE_MS });
	expect((await polls.polls(3)).flatMap(({ ids }) => ids)).toEqual([late]);
});

it('carries a backlog over several polls, oldest first', async () => {
	const polls = trigger(rows);
	await polls.poll();
	const ids = times(1_300, () => {
		service.now += MINUTE_MS;
		return arrive();
	});
	const told = await polls.polls(4);
	expect(told.map((poll) => poll.ids.length)).toEqual([1_000, 300, 0, 0]);
	expect(told.flatMap((poll) => poll.ids)).toEqual(ids);
	// 65 pages, and in each poll the first one, and what was told last once more
	expect(told.flatMap(({ pages }) => pages).length).toBeLessThanOrEqual(65 + 4 + 2);
});

it('goes on with a backlog while new ones come and old ones go', async () => {
	const old = times(400, () => arrive({ lateMs: 8 * 3_600_000 }));
	const polls = trigger(rows);
	await polls.poll();
	service.now += 60 * MINUTE_MS;
	const ids = times(500, () => {
		service.now += 10_000;
		return arrive();
	});
	const told: string[] = [];
	for (let n = 0; n < 12; n++) {
		for (const id of old.splice(0, 60)) remove(id);
		if (n < 5) ids.push(arrive());
		service.now += MINUTE_MS;
		told.push(...(await polls.poll()).ids);
	}
	expect([...told].sort()).toEqual([...ids].sort());
	expect(world.simulator.contractBreaches).toEqual([]);
});
