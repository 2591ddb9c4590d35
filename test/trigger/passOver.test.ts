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

it('says in the log how many at least', async () => {
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
		'Userplane Trigger: at least 0 items were passed over after a pause of 8 days: they are older than Catch Up (Days) allows',
	]);
	expect((await polls.polls(3)).flatMap((told) => told.ids)).toEqual(ids);
});
