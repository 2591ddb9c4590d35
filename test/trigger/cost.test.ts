import { MINUTE_MS, service, times, useService } from './support';

const { arrive, remove, trigger } = useService();
const created = { event: 'recordingCreated' };
const rows = { ...created, options: { listRowOnly: true } };
const pagesOf = (first: number, last: number) =>
	Array.from({ length: last - first + 1 }, (_, n) => first + n);

it('takes one request for an idle poll', async () => {
	const polls = trigger(created);
	const told = await polls.polls(20);
	expect(told.map(({ pages, details }) => [pages, details])).toEqual(told.map(() => [[1], 0]));
});

describe.each([1, 20, 25, 40, 100])('%i new recordings', (count) => {
	it.each([0, 1, 2, 3, 4])(
		'take a list page for 20 and one detail each, after %i idle polls',
		async (idle) => {
			const polls = trigger(created);
			await polls.polls(1 + idle);
			const ids = times(count, () => arrive());
			// The seed has 5 recordings on the first page
			const last = Math.ceil((5 + count) / 20);
			expect(await polls.poll()).toMatchObject({ ids, pages: pagesOf(1, last), details: count });
			const quiet = await polls.polls(2);
			expect(quiet.map((poll) => [poll.ids, poll.pages, poll.details])).toEqual([
				[[], [last], 0],
				[[], [last], 0],
			]);
		},
	);
});

it('takes no more when burst follows burst', async () => {
	const polls = trigger(rows);
	await polls.poll();
	let there = 5;
	for (const count of [100, 40, 60, 20]) {
		service.now += MINUTE_MS;
		const ids = times(count, () => arrive());
		const first = Math.ceil(there / 20);
		there += count;
		expect(await polls.poll()).toMatchObject({ ids, pages: pagesOf(first, Math.ceil(there / 20)) });
		expect((await polls.poll()).pages.length).toBeLessThanOrEqual(Math.ceil(there / 20));
	}
});

it('reads all of a burst again in every eighth poll', async () => {
	const polls = trigger(rows);
	await polls.poll();
	times(100, () => arrive());
	await polls.poll();
	const told = await polls.polls(40);
	const full = told.flatMap(({ pages }, index) => (pages.length > 1 ? [index] : []));
	expect(full.map((at, index) => at - full[Math.max(0, index - 1)])).toEqual([0, 8, 8, 8, 8]);
});

it('forgets a burst once newer ones have come, and one page is enough again', async () => {
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
	expect(Math.max(...told.slice(-10))).toBeLessThanOrEqual(2);
	expect(polls.stateBytes).toBeLessThan(1_000);
});

it('finds a late one below the end’s page although a deletion makes up for it in the count', async () => {
	const polls = trigger(rows);
	await polls.poll();
	const [oldest] = times(60, () => arrive());
	await polls.polls(2);
	remove(oldest);
	const late = arrive({ lateMs: 9 * MINUTE_MS });
	expect((await polls.polls(8)).flatMap(({ ids }) => ids)).toEqual([late]);
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
	// 66 pages, what was told last once more, and the end's page in each poll that is quiet
	expect(told.flatMap(({ pages }) => pages).length).toBeLessThanOrEqual(66 + 1 + 2);
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
});
