import type { State } from '../../nodes/Userplane/trigger/state';
import { firstState, readState, storeState } from '../../nodes/Userplane/trigger/state';
import { DAY_MS } from '../../nodes/Userplane/shared/time';
import { Listing, namesOf, rowsOf } from './listing';
import { MINUTE_MS, service, times, useService } from './support';

const noon = Date.UTC(2031, 4, 1, 12);
const { world, arrive, fail, trigger } = useService();
const rows = { event: 'recordingCreated', options: { listRowOnly: true } };
const nothing = { message: 'OK', data: { recordings: [], pagination: { total: 0, hasMore: false } } };

/** A list of 100 pages that is known. */
async function longList(): Promise<{ list: Listing; state: State }> {
	const list = new Listing();
	list.add(...rowsOf('old', 2_000, noon - 2_000 * MINUTE_MS, MINUTE_MS));
	const { state } = await list.poll(await list.start());
	return { list, state };
}

/** This machine's clock is right. */
function ownClockIsRight(): void {
	jest.spyOn(Date, 'now').mockImplementation(() => Math.floor(service.now));
}

it('nor does it when a poll has no time to find the end of the list', async () => {
	const { list, state } = await longList();
	list.time = 3;
	list.add(['new', noon + MINUTE_MS]);
	const { told } = await list.polls({ ...state, total: 20 }, 60);
	expect(told.flat()).toEqual(['new']);
});

it.each([3, 60])(
	'a count of %i, where there are 2,000, does not send the trigger to the first page',
	async (total) => {
		const { list, state } = await longList();
		list.claims = { total };
		const wrong = await list.poll({ ...state, shorts: 7 });
		list.claims = {};
		// A poll has no time for the whole list
		list.time = 20;
		list.add(...rowsOf('new', 3, noon + MINUTE_MS, 1_000));
		const first = await list.poll(wrong.state);
		const { told } = await list.polls(first.state, 9);
		expect([...first.ids, ...told.flat()]).toEqual(namesOf('new', 3));
		expect(list.pages.length).toBeLessThan(3);
	},
);

it('a list that is empty once does not either', async () => {
	const { list, state } = await longList();
	list.claims = { rows: [], hasMore: false, total: 0 };
	const page = list.page.bind(list);
	let asked = 0;
	jest.spyOn(list, 'page').mockImplementation((number) => {
		const answer = page(number);
		list.claims = {};
		asked++;
		return answer;
	});
	await list.poll(state);
	expect(asked).toBeLessThan(12);
});

it('a list that has become empty takes one request, also where it was long', async () => {
	const { list, state } = await longList();
	list.rows = [];
	await list.polls(state, 2);
	expect(list.pages).toEqual([1]);
});

it('a service that does not count is not read from its first page to switch on', async () => {
	const { list } = await longList();
	list.counts = false;
	const pages = jest.spyOn(list, 'page');
	await list.start();
	expect(pages.mock.calls.length).toBeLessThan(20);
});

it('old ones that go between two polls of a long backlog do not hide a new one', async () => {
	const list = new Listing();
	list.add(...rowsOf('old', 41, noon, 1_000));
	const { state } = await list.poll(await list.start());
	list.add(...rowsOf('new', 6_000, noon + MINUTE_MS, MINUTE_MS));
	const first = await list.poll(state, 1_000);
	list.remove('old1', 'old2');
	const { told } = await list.polls(first.state, 10, 1_000);
	expect([...first.ids, ...told.flat()]).toEqual(namesOf('new', 6_000));
});

it('nor do known ones of the same time behind one that is new, where a reading goes on', async () => {
	const list = new Listing();
	list.add(...rowsOf('old', 30, noon, 1_000));
	const { state } = await list.poll(await list.start());
	list.add(...rowsOf('new', 60, noon + MINUTE_MS, 0));
	const { state: next } = await list.poll(state);
	list.rows.splice(45, 0, ['late', noon + MINUTE_MS]);
	const { ids } = await list.poll({ ...next, full: { page: 2, time: noon + MINUTE_MS } });
	expect(ids).toEqual(['late']);
});

it('a row of the year 9999 does not damage the state', () => {
	const page = { number: 1, rows: [], hasMore: false };
	const state: State = {
		...firstState('key', page, { service: 0, own: 0 }),
		seen: [['abcdefgh', Date.UTC(9999, 1)]],
	};
	expect(readState(storeState(state), 'key')).toMatchObject({ seen: [['abcdefgh', 36 ** 9 - 1]] });
});

it('an empty list when it is switched on does not make everything new', async () => {
	ownClockIsRight();
	times(45, () => arrive());
	service.now += 20 * MINUTE_MS;
	const polls = trigger(rows);
	fail({ path: '/recordings$', times: 1, fault: { kind: 'rewrite', body: () => nothing } });
	expect((await polls.poll()).error).toBeUndefined();
	const id = arrive({ lateMs: 10 * MINUTE_MS });
	expect((await polls.polls(3)).flatMap(({ ids }) => ids)).toEqual([id]);
});

it('nor does one empty page then', async () => {
	const counted = trigger(rows);
	await counted.poll();
	const { total } = counted.staticData.cursor as { total: number };
	// What is new is alone on the last page
	times(40 - (total % 20), () => arrive());
	service.now += 20 * MINUTE_MS;
	times(3, () => arrive());
	let lists = 0;
	// The newest, the last page, the one before, and then the last one again
	const body = (real: { data: object }) =>
		++lists === 4 ? { ...real, data: { ...real.data, recordings: [] } } : real;
	fail({ path: '/recordings$', fault: { kind: 'rewrite', body } });
	const polls = trigger(rows);
	expect((await polls.polls(3)).flatMap(({ ids }) => ids)).toEqual([]);
	expect(lists).toBeGreaterThan(4);
});

it('nor does one when it is asked for its newest after a pause', async () => {
	ownClockIsRight();
	const polls = trigger(rows);
	await polls.polls(12);
	const ids = times(30, () => {
		service.now += 3 * DAY_MS;
		return arrive();
	});
	let lists = 0;
	const body = (real: object) => (++lists === 2 ? nothing : real);
	const mend = fail({ path: '/recordings$', fault: { kind: 'rewrite', body } });
	const told = (await polls.polls(12)).flatMap((poll) => poll.ids);
	mend();
	expect(told).toEqual(ids.slice(-3));
});

it('one dated 30 days ahead does not silence a trigger that catches up nothing', async () => {
	const polls = trigger({ ...rows, options: { listRowOnly: true, catchUpDays: 0 } });
	await polls.polls(12);
	arrive({ lateMs: -30 * DAY_MS });
	await polls.polls(2);
	service.now += 3 * DAY_MS;
	arrive();
	expect((await polls.polls(1)).flatMap((poll) => poll.ids)).toEqual([]);
	const ids = times(5, () => {
		service.now += MINUTE_MS;
		return arrive();
	});
	expect((await polls.polls(3)).flatMap((poll) => poll.ids)).toEqual(ids);
});

it.each([0, 2])('nor does it where the service says no date, after %i polls', async (before) => {
	ownClockIsRight();
	const mend = fail({ path: '/recordings$', fault: { kind: 'rewrite', headers: { Date: 'today' } } });
	const polls = trigger(rows);
	await polls.polls(before);
	arrive({ lateMs: -30 * DAY_MS });
	await polls.polls(20);
	const ids = times(5, () => {
		service.now += MINUTE_MS;
		return arrive();
	});
	const told = (await polls.polls(3)).flatMap((poll) => poll.ids);
	mend();
	expect(world.simulator.requests.at(-1)?.status).toBe(200);
	expect(told).toEqual(ids);
});
