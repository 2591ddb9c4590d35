import type { State } from '../../nodes/Userplane/trigger/state';
import { GAP, OVERLAP_MS } from '../../nodes/Userplane/trigger/state';
import { Listing, rowsOf } from './listing';
import { MINUTE_MS } from './support';

const noon = Date.UTC(2031, 4, 1, 12);
const sweepDue = (state: State): State => ({ ...state, quiet: GAP.most, shallow: GAP.busy });

/** 30 rows that are known, then 30 new ones a minute apart: `new10` comes first on the second page. */
function twoPagesOfNews(counts: boolean) {
	const list = new Listing();
	list.counts = counts;
	list.add(...rowsOf('old', 30, noon, 1_000));
	const state = list.start();
	list.add(...rowsOf('new', 30, noon + MINUTE_MS, MINUTE_MS));
	expect(list.rows[20][0]).toBe('new9');
	return { list, state };
}

describe('a row that a deletion moves to a page which was read', () => {
	it('is found by the second reading although the first was thought full', () => {
		const { list, state } = twoPagesOfNews(false);
		list.before[2] = () => list.remove('new25');
		const first = list.poll(state);
		expect(first.ids).toHaveLength(29);
		expect(first.ids).not.toContain('new9');
		expect(first.state.nextFloor).toBeGreaterThan(noon + 10 * MINUTE_MS);
		expect(list.poll(first.state).ids).toEqual(['new9']);
	});

	it('is found by the second reading although a late one made up for the deletion in the count', () => {
		const { list, state } = twoPagesOfNews(true);
		list.before[2] = () => {
			list.remove('new25');
			list.add(['late', noon + 3 * MINUTE_MS + 1]);
		};
		const first = list.poll(sweepDue(state));
		expect(first.ids).not.toContain('new9');
		expect(first.ids).toContain('late');
		expect(list.poll(sweepDue(first.state)).ids).toEqual(['new9']);
	});

	it('is found however often that happens, since the count tells', () => {
		const { list, state } = twoPagesOfNews(true);
		list.before[2] = () => list.remove('new25');
		const first = list.poll(sweepDue(state));
		list.add(['newer', noon + 60 * MINUTE_MS]);
		list.before[2] = () => list.remove('new24');
		const second = list.poll(sweepDue(first.state));
		expect([...first.ids, ...second.ids]).not.toContain('new9');
		expect(second.state.floor).toBe(state.floor);
		expect(list.poll(sweepDue(second.state)).ids).toEqual(['new9']);
	});
});

it('settles a row in the second full reading after it is older than the overlap', () => {
	const list = new Listing();
	list.add(['first', noon]);
	const begun = list.start();
	expect(begun.floor).toBe(noon - OVERLAP_MS);
	list.add(['second', noon + OVERLAP_MS + 1]);
	const once = list.poll(begun).state;
	const twice = list.poll(sweepDue(once)).state;
	const thrice = list.poll(sweepDue(twice)).state;
	expect([once, twice, thrice].map(({ seen }) => seen.length)).toEqual([2, 1, 1]);
	expect(thrice.floor).toBe(noon + 1);
});

it('takes a late row up to the overlap, and none that is older', () => {
	const list = new Listing();
	list.add(['first', noon]);
	let { state } = list.poll(list.start());
	state = list.poll(sweepDue(state)).state;
	list.add(['late', noon - OVERLAP_MS], ['too late', noon - OVERLAP_MS - 1]);
	expect(list.poll(state).ids).toEqual(['late']);
});

it('reads no further than to the floor', () => {
	const list = new Listing();
	list.add(...rowsOf('old', 100, noon, MINUTE_MS));
	const state = list.start();
	list.pages = [];
	list.poll(sweepDue(state));
	expect(list.pages).toEqual([1]);
});

it('never settles what is left to deal with, wherever it lies', () => {
	const list = new Listing();
	list.add(['first', noon]);
	const begun = list.start();
	list.add(...rowsOf('new', 50, noon + 1, 30 * MINUTE_MS));
	// The count is short by a whole page: only the newest are found, and the older ones by the next full reading
	const told = list.poll({ ...begun, total: 31 });
	expect(told.ids[0]).toBe('new30');
	const part = list.poll(sweepDue(told.state), 10);
	expect(part.ids).toEqual(rowsOf('new', 10, 0, 0).map(([id]) => id));
	const more = list.poll(sweepDue(part.state), 10);
	expect(list.poll(sweepDue(more.state)).ids).toEqual(
		rowsOf('new', 30, 0, 0)
			.map(([id]) => id)
			.slice(20),
	);
});

describe('how far apart full reads are', () => {
	const scene = () => {
		const list = new Listing();
		list.add(...rowsOf('old', 30, noon, 1_000));
		const counters = ({ state: { shallow, quiet, gap } }: { state: State }) => [shallow, quiet, gap];
		return { list, state: list.start(), counters };
	};

	it('twice as many quiet polls each time, up to 64', () => {
		const { list, state, counters } = scene();
		const polls = [{ state }];
		for (let n = 0; n < 250; n++) polls.push(list.poll(polls[n].state));
		expect(polls.slice(0, 6).map(counters)).toEqual([
			...[0, 1, 2].map((quiet) => [quiet, quiet, GAP.first]),
			...[0, 1, 2].map((quiet) => [quiet, quiet, 4]),
		]);
		const full = polls.flatMap((poll, n) => (n > 0 && poll.state.quiet === 0 ? [n] : []));
		expect(full.map((n, index) => n - (full[index - 1] ?? 0))).toEqual([3, 5, 9, 17, 33, 65, 65]);
	});

	it('8 polls while there is news', () => {
		const { list, counters, ...begun } = scene();
		let { state } = begun;
		const full: number[] = [];
		for (let n = 1; n <= 20; n++) {
			list.add([`news${n}`, noon + n * 2_000 + MINUTE_MS]);
			({ state } = list.poll(state));
			expect(counters({ state }).slice(1)).toEqual([0, GAP.first]);
			if (state.shallow === 0) full.push(n);
		}
		expect(full).toEqual([9, 18]);
	});

	it('as few as at first after a deletion, and after one that an arrival made up for', () => {
		const { list, counters, ...begun } = scene();
		const state = { ...begun.state, gap: 16, quiet: 3 };
		list.remove('old3');
		expect(counters(list.poll(state))).toEqual([0, 0, GAP.first]);
		list.add(['new', noon + MINUTE_MS]);
		expect(counters(list.poll(state))).toEqual([0, 0, GAP.first]);
	});

	it('as many more as ever after a poll that was cut short, which notes no place in a list that it has not gone down', () => {
		const { list, counters, state } = scene();
		list.add(...rowsOf('new', 1_300, noon + MINUTE_MS, MINUTE_MS));
		for (const pages of [1, 3]) {
			const cut = list.poll({ ...state, shallow: 5 }, Infinity, pages);
			expect([counters(cut)[0], cut.state.resume]).toEqual([0, null]);
		}
	});

	it('of a service that does not count, each time', () => {
		const { list } = scene();
		list.counts = false;
		const state = list.start();
		list.pages = [];
		const first = list.poll(state);
		expect([state.total, first.state.total]).toEqual([null, null]);
		list.poll(first.state);
		expect(list.pages).toEqual([1, 2, 1, 2]);
	});
});
