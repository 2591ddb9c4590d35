import { DAY_MS } from '../../nodes/Userplane/shared/time';
import { passOver } from '../../nodes/Userplane/trigger/pause';
import { recordLogs, withSimulatedClock } from '../harness';
import { Listing, rowsOf } from './listing';
import { MINUTE_MS, SECOND_MS, service, times, useService } from './support';

const { world, arrive, trigger } = useService();
const noon = Date.UTC(2031, 4, 1, 12);

/** 500 rows that are too old after a pause, then 75 that are not. */
function afterPause(counts: boolean) {
	const list = new Listing();
	list.counts = counts;
	list.add(...rowsOf('old', 30, noon, MINUTE_MS));
	const state = list.start();
	list.add(
		...rowsOf('missed', 500, noon + DAY_MS, MINUTE_MS),
		...rowsOf('new', 75, noon + 90 * DAY_MS, MINUTE_MS),
	);
	return { list, state, ids: rowsOf('new', 75, 0, 0).map(([id]) => id) };
}

describe.each([true, false])('with a count: %j', (counts) => {
	it('passes over and goes on, and not where a reading was cut short before', async () => {
		const { list, state, ids } = afterPause(counts);
		const getPage = async (number: number) => await Promise.resolve(list.page(number));
		const before = { ...state, resume: { page: 40, since: noon, counted: null } };
		const passed = await passOver(before, list.page(1), noon + 89 * DAY_MS, getPage);
		expect(passed).toMatchObject({ count: counts ? 500 : 0, isCut: false, isMore: false });
		expect(list.poll(passed.state).ids).toEqual(ids);
	});
});

it('passes over by reading, and does not say how many, when there is no time to look', async () => {
	const { list, state, ids } = afterPause(true);
	const passed = await passOver(
		state,
		list.page(1),
		noon + 89 * DAY_MS,
		async () => await Promise.resolve(undefined),
	);
	expect(passed).toMatchObject({ isCut: false, isMore: true });
	expect(list.poll(passed.state).ids).toEqual(ids);
});

describe('finding the place to go on from', () => {
	/** Ten rows that are known, then `count` that came since, one each minute. */
	const scene = (count: number, counts = true) => {
		const list = new Listing();
		list.counts = counts;
		list.add(...rowsOf('old', 10, noon - 60 * MINUTE_MS, 1_000));
		const state = list.start();
		list.add(...rowsOf('new', count, noon, MINUTE_MS));
		const asked: number[] = [];
		/** @param pages how many pages there is time for */
		const pass = async (from: number, pages = 100) =>
			await passOver(state, list.page(1), from, async (number) => {
				await Promise.resolve();
				return asked.push(number) > pages ? undefined : list.page(number);
			});
		return { list, asked, pass };
	};

	it('asks for no page where the first shows it, and counts a row of just that time as newer', async () => {
		const { asked, pass } = scene(45);
		const { state, ...passed } = await pass(noon + 35 * MINUTE_MS);
		expect(passed).toEqual({ count: 35, isCut: false, isMore: false });
		expect(state).toMatchObject({ total: 45, floor: noon + 35 * MINUTE_MS, seen: [], resume: null });
		expect(asked).toEqual([]);
	});

	it('keeps of what is known what is as new', async () => {
		const { state } = await scene(0).pass(noon - 60 * MINUTE_MS + 4_000);
		expect(state.seen).toHaveLength(6);
	});

	it.each([
		[false, false, null],
		[true, false, null],
		[false, true, 15],
	])('counts nothing where the service does not: before %j, now %j', async (before, now, total) => {
		const { list, pass } = scene(15, before);
		list.counts = now;
		const { state, ...passed } = await pass(noon + 5 * MINUTE_MS);
		expect(passed).toEqual({ count: 0, isCut: false, isMore: false });
		expect(state.total).toBe(total);
	});

	it('is cut when there is no time, and says how far it has come', async () => {
		const { asked, pass } = scene(200);
		const cut = await pass(noon + 170 * MINUTE_MS, 1);
		// Of eleven pages the sixth has none: what is on the first five may be newer
		expect([asked, cut.count, cut.isCut, cut.isMore, cut.state.total]).toEqual([
			[6, 3],
			100,
			true,
			false,
			110,
		]);
		const at = scene(200);
		const once = await at.pass(noon + 170 * MINUTE_MS, 0);
		expect([at.asked, once.count, once.isCut, once.isMore, once.state.total]).toEqual([
			[6],
			0,
			false,
			true,
			10,
		]);
	});
});

it('says in the log that some were passed over when there was no time to count them', async () => {
	const polls = trigger({ event: 'recordingCreated', options: { listRowOnly: true } });
	await polls.poll();
	times(100, () => arrive());
	service.now += 8 * DAY_MS;
	const ids = times(30, () => arrive());
	world.simulator.setLatency(5 * SECOND_MS);
	const logs = recordLogs();
	const { result } = await withSimulatedClock(async () => await polls.poll({ budgetMs: 10 * SECOND_MS }));
	logs.stop();
	world.simulator.setLatency(0);
	expect(result).toMatchObject({ ids: [], error: undefined });
	expect(logs.entries.map(({ message }) => message)).toEqual([
		'Userplane Trigger: an unknown number of items were skipped after a pause of 8 days, because they are older than Catch Up (Days)',
	]);
	expect((await polls.polls(3)).flatMap((told) => told.ids)).toEqual(ids);
});
