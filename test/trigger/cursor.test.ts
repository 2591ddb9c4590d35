import type { State } from '../../nodes/Userplane/trigger/state';
import {
	GAP,
	keyOf,
	MOST_SEEN,
	OVERLAP_MS,
	readState,
	shortId,
	storeState,
} from '../../nodes/Userplane/trigger/state';
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

describe('a backlog', () => {
	const backlog = (count: number) => {
		const list = new Listing();
		list.add(...rowsOf('old', 30, noon, 1_000));
		const state = list.start();
		list.add(...rowsOf('new', count, noon + MINUTE_MS, MINUTE_MS));
		list.pages = [];
		return { list, state };
	};

	it('begins with the oldest and reads no more than it needs', () => {
		const { list, state } = backlog(1_300);
		const { ids } = list.poll(state);
		expect(ids).toEqual(rowsOf('new', 1_000, 0, 0).map(([id]) => id));
		expect(list.pages).toEqual([1, 65, 66, ...Array.from({ length: 50 }, (_, n) => 64 - n)]);
	});

	it('loses nothing that a new row pushes to a page which was read', () => {
		const { list, state } = backlog(1_000);
		let told = 0;
		let next = state;
		for (let poll = 0; poll < 12; poll++) {
			const page = 45 - 10 * poll;
			if (page > 1) list.before[page] = () => list.add([`newer${poll}`, noon + 2_000 * MINUTE_MS + poll]);
			const { ids, ...rest } = list.poll(next);
			told += ids.length;
			next = sweepDue(rest.state);
		}
		expect(told).toBe(list.rows.length - 30);
	});

	it('is not believed in for ever when the count is wrong', () => {
		const { list, state } = backlog(1);
		const wrong = { ...state, total: -1_000 };
		const { ids, ...first } = list.poll(wrong);
		expect(ids).toEqual(['new0']);
		expect(list.pages.length).toBeLessThan(5);
		list.pages = [];
		list.poll(first.state);
		expect(list.pages).toEqual([1]);
	});
});

describe('the stored state', () => {
	const list = new Listing();
	list.add(...rowsOf('old', 5, noon, 1_000));
	const state: State = {
		...list.start(),
		waiting: [
			{ id: 'rec_1', checks: 3, due: 2 },
			{ id: 'rec_2', checks: 0, due: 0 },
		],
	};
	const stored = () => JSON.parse(JSON.stringify(storeState(state))) as Record<string, unknown>;

	it('is read as it was, through JSON', () => {
		expect(readState(stored(), 'key')).toEqual(state);
	});

	it.each([
		['nothing', undefined],
		['null', null],
		['a text', 'cursor'],
		['another key', { ...stored(), key: 'other' }],
		['no floor', { ...stored(), floor: undefined }],
		['rows that are no list', { ...stored(), seen: {} }],
		['waiting ones that are no list', { ...stored(), waiting: null }],
	])('is not used when it is %s', (_, other) => {
		expect(readState(other, 'key')).toBeUndefined();
	});

	it('is the same whatever the order of filters and their values', () => {
		const key = (query: object) => keyOf({ workspaceId: 'ws', event: 'a', query });
		expect(key({ a: ['1', '2'], b: ['3'] })).toBe(key({ b: ['3', '3'], a: ['2', '1', '2'] }));
		expect(key({ a: ['1', '2'] })).not.toBe(key({ a: ['1'] }));
		expect(key({ a: ['1'] })).not.toBe(key({ b: ['1'] }));
	});

	it('names IDs briefly and apart, however long they are', () => {
		const ids = rowsOf('x'.repeat(254), 5_000, 0, 0).map(([id]) => shortId(id));
		expect(new Set(ids).size).toBe(5_000);
		expect(new Set(ids.map((id) => id.length))).toEqual(new Set([8]));
		const watched = { workspaceId: 'ws', event: 'a', query: {} };
		expect(keyOf(watched)).not.toBe(keyOf({ ...watched, event: 'b' }));
	});

	it('keeps the newest rows when there are too many, and says how many it forgot', () => {
		const many = new Listing();
		many.add(...rowsOf('row', MOST_SEEN, noon, 1));
		const full = many.start();
		expect(full.seen).toHaveLength(MOST_SEEN);
		many.add(...rowsOf('new', 3, noon + MOST_SEEN, 1));
		const { state: bounded, forgotten } = many.poll(full);
		expect([bounded.seen.length, forgotten, bounded.floor]).toEqual([MOST_SEEN, 3, noon + 3]);
		expect(many.poll(bounded).ids).toEqual([]);
	});
});
