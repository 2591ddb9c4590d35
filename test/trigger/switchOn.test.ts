import { withSimulatedClock } from '../harness';
import { MINUTE_MS, SECOND_MS, service, times, useService } from './support';

const { world, arrive, remove, trigger } = useService();
const budgetMs = 36 * SECOND_MS;

describe('9. What is there when it is switched on is noted, until a reading finds no more.', () => {
	it('knows what is there although it takes several pages and was late', async () => {
		times(45, (n) => arrive({ lateMs: n * 10_000 }));
		const polls = trigger({});
		const [{ pages }] = await polls.polls(4);
		// The newest, back to the floor, and forward twice
		expect(pages).toEqual([1, 3, 2, 1, 2, 3, 1, 2, 3]);
		const late = arrive({ lateMs: 10 * MINUTE_MS });
		expect((await polls.polls(4)).flatMap(({ ids }) => ids)).toEqual([late]);
	});

	it('does not take a row for new that moved to a page it had read already', async () => {
		const ids = times(60, () => arrive());
		const polls = trigger({});
		// The newest goes between the first and the second page, in each of the first two readings
		const gone = [ids[59], ids[58]];
		const pages: number[] = [];
		world.simulator.setLatency(() => {
			const page = Number(new URLSearchParams(world.simulator.requests.at(-1)?.query).get('page'));
			if (page === 2 && gone.length > 0) remove(gone.shift() ?? '');
			if (page === 1 && pages.length > 0) arrive();
			pages.push(page);
			return 0;
		});
		await polls.poll();
		world.simulator.setLatency(0);
		expect(gone).toEqual([]);
		const told = (await polls.polls(5)).flatMap((poll) => poll.ids);
		expect(told.filter((id) => ids.includes(id))).toEqual([]);
	});

	it('does not take a row for new that moved although the count is what it was on the first page', async () => {
		const ids = times(60, () => arrive());
		const polls = trigger({});
		// In each of the first two readings one arrives before the second page, and the newest goes before the third
		const gone: string[] = [];
		world.simulator.setLatency(() => {
			const page = Number(new URLSearchParams(world.simulator.requests.at(-1)?.query).get('page'));
			const isOver = gone.length === 2;
			if (page === 2 && !isOver) arrive();
			if (page === 3 && !isOver) gone.push(ids[59 - gone.length]);
			if (page === 3 && !isOver) remove(gone.at(-1) ?? '');
			return 0;
		});
		await polls.poll();
		world.simulator.setLatency(0);
		const told = (await polls.polls(5)).flatMap((poll) => poll.ids);
		expect(told.filter((id) => ids.includes(id))).toEqual([]);
	});

	it('does not read for ever what changes all the time', async () => {
		times(60, () => arrive());
		const newest = times(40, () => arrive());
		world.simulator.setLatency(() => {
			const page = Number(new URLSearchParams(world.simulator.requests.at(-1)?.query).get('page'));
			if (page === 2 && newest.length > 0) remove(newest.pop() ?? '');
			return 0;
		});
		const { pages } = await trigger({}).poll();
		world.simulator.setLatency(0);
		expect(pages.length).toBeLessThan(45);
	});

	it('or the trigger is not on, and says so, when there is no time for it', async () => {
		times(300, (n) => arrive({ lateMs: (300 - n) * SECOND_MS }));
		const polls = trigger({});
		world.simulator.setLatency(5 * SECOND_MS);
		const { result } = await withSimulatedClock(async () => await polls.poll({ budgetMs }));
		expect(result.error).toMatchObject({
			message: 'The poll ran out of time before it had read what is there',
			description: expect.stringContaining('Try again in a few minutes') as unknown,
		});
		expect(polls.staticData).toEqual({});
		world.simulator.setLatency(0);
		world.key = world.newKey();
		await polls.poll();
		const next = arrive();
		expect((await polls.polls(12)).flatMap(({ ids }) => ids)).toEqual([next]);
	});

	it('also what was there in the second in which it is switched on: the service tells seconds only', async () => {
		service.now += MINUTE_MS - (service.now % SECOND_MS) + 700;
		times(200, () => arrive());
		const polls = trigger({});
		await polls.poll();
		service.now += MINUTE_MS;
		const id = arrive();
		expect((await polls.polls(12)).flatMap(({ ids }) => ids)).toEqual([id]);
	});

	it('of a service that does not count as well', async () => {
		const ids = times(60, (n) => arrive({ lateMs: (60 - n) * SECOND_MS }));
		const uncounted = ({ data }: { data: { pagination: object } }) => {
			const { hasMore } = data.pagination as { hasMore: boolean };
			return { message: 'OK', data: { ...data, pagination: { hasMore } } };
		};
		const match = { operationId: 'recordings.list' };
		world.simulator.faults.add({ match, fault: { kind: 'rewrite', body: uncounted } });
		const polls = trigger({});
		await polls.poll();
		ids.push(arrive(), arrive({ lateMs: 9 * MINUTE_MS }));
		const told = (await polls.polls(3)).flatMap((poll) => poll.ids);
		expect([...told].sort()).toEqual(ids.slice(-2).sort());
	});
});

it('says so when the service does not keep the order that was asked for', async () => {
	times(3, (n) => arrive({ lateMs: n * MINUTE_MS }));
	const polls = trigger({});
	const reversed = ({ data }: { data: { recordings: object[] } }) => ({
		message: 'OK',
		data: { ...data, recordings: [...data.recordings].reverse() },
	});
	for (const isOn of [false, true]) {
		if (isOn) await polls.poll();
		world.simulator.faults.add({ match: {}, fault: { kind: 'rewrite', body: reversed } });
		const { error } = await polls.poll();
		world.simulator.faults.clear();
		expect(error?.message).toContain('Userplane did not keep the order that was asked for');
		expect(error).toMatchObject({ description: expect.stringContaining('Update this package') as unknown });
	}
});

it.each([0, -1, Number.NaN, '7'])('takes its usual time where n8n gives it %j', async (time) => {
	const polls = trigger({});
	await polls.poll();
	const id = arrive();
	expect(await polls.poll({ budgetMs: time as number })).toMatchObject({ ids: [id], error: undefined });
});
