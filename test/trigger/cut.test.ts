import { OVERLAP_MS } from '../../nodes/Userplane/trigger/state';
import { Listing, rowsOf } from './listing';
import { MINUTE_MS } from './support';

const noon = Date.UTC(2031, 4, 1, 12);
const names = (count: number) => rowsOf('new', count, 0, 0).map(([id]) => id);

/** A trigger that was switched on, and then so many rows that are new. */
function backlog(count: number, stepMs: number, counts = true) {
	const list = new Listing();
	list.counts = counts;
	list.add(...rowsOf('old', 30, noon - 60 * MINUTE_MS, 1_000));
	const state = list.start();
	list.add(...rowsOf('new', count, noon, stepMs));
	return { list, state };
}

/** Polls that read so many pages each. @returns what each told */
function pollOften(
	list: Listing,
	begun: ReturnType<Listing['start']>,
	pages: number,
	polls: number,
): string[][] {
	let state = begun;
	return Array.from({ length: polls }, () => {
		const { ids, ...rest } = list.poll(state, Infinity, pages);
		state = rest.state;
		return ids;
	});
}

describe.each([
	['far apart', MINUTE_MS],
	['within minutes', 1_000],
])('rows that came %s, read by polls that are cut short', (_, stepMs) => {
	it.each([3, 4, 10])('are told oldest first, by %i pages in a poll', (pages) => {
		const { list, state } = backlog(310, stepMs);
		const told = pollOften(list, state, pages, 40);
		expect(told.flat()).toEqual(names(310));
		// The first page and the one where it goes on are read in each poll, and once one more to be sure
		expect(told.filter((ids) => ids.length > 0).length).toBeLessThanOrEqual(Math.ceil(16 / (pages - 2)) + 1);
	});

	it('are told in any order where the service does not count, and none is left out', () => {
		const { list, state } = backlog(310, stepMs, false);
		const told = pollOften(list, state, 3, 20).flat();
		expect([...told].sort()).toEqual([...names(310)].sort());
	});
});

it('finds a late row deep below although each poll is cut short, and without a full read', () => {
	const { list, state } = backlog(200, 1_000);
	let next = state;
	for (let poll = 0; poll < 12; poll++) next = list.poll(next).state;
	expect(next.total).toBe(230);
	list.add(['late', noon + 1]);
	// 10 pages down, 3 further with each poll
	const told = pollOften(list, { ...next, quiet: 0, shallow: 0 }, 5, 4);
	expect(told.flat()).toEqual(['late']);
});

describe('a reading that goes on in the next poll', () => {
	const cutShort = () => {
		const { list, state } = backlog(100, 1_000, false);
		const { state: next } = list.poll(state, Infinity, 3);
		expect(next.resume?.page).toBe(4);
		return { list, next };
	};

	it('reads one page again: what stood there may have moved up', () => {
		const { list, next } = cutShort();
		list.remove('new90', 'new80');
		expect(list.poll(next).ids).toEqual(names(40));
	});

	it('settles only what was there when it began', () => {
		const { list, next } = cutShort();
		list.add(['newer', noon + 90 * MINUTE_MS]);
		const { state } = list.poll(next);
		expect(state.resume).toBeNull();
		expect(state.nextFloor).toBe(noon + 99_000 - OVERLAP_MS);
	});
});

it('looks at once for a row that an arrival pushes to a page which was read', () => {
	const { list, state } = backlog(100, MINUTE_MS);
	list.before[3] = () => list.add(['newer', noon + 200 * MINUTE_MS]);
	const { ids, ...first } = list.poll(state);
	expect(ids).toHaveLength(99);
	expect([...ids, ...list.poll(first.state).ids].sort()).toEqual(['newer', ...names(100)].sort());
});

it('keeps the order of the list where rows have the same time', () => {
	const { list, state } = backlog(100, 0);
	expect(list.poll(state).ids).toEqual(names(100).reverse());
});

it('settles nothing that was left in a reading that was cut short', () => {
	const { list, state } = backlog(100, 30 * MINUTE_MS, false);
	let next = state;
	const told: string[] = [];
	for (let poll = 0; poll < 60; poll++) {
		const { ids, ...rest } = list.poll(next, 7, 3);
		told.push(...ids);
		next = rest.state;
	}
	expect([...told].sort()).toEqual([...names(100)].sort());
});

it('loses nothing that a deletion moves up while a reading is carried on', () => {
	const { list, state } = backlog(200, MINUTE_MS, false);
	const told: string[] = [];
	let next = state;
	const gone: string[] = [];
	for (let poll = 0; poll < 40; poll++) {
		if (poll > 0 && poll < 8) gone.push(list.rows[poll][0]);
		list.remove(...gone);
		const { ids, ...rest } = list.poll(next, Infinity, 4);
		told.push(...ids);
		next = rest.state;
	}
	const there = names(200).filter((id) => !gone.includes(id));
	expect(there.filter((id) => !told.includes(id))).toEqual([]);
	expect(new Set(told).size).toBe(told.length);
});

describe('an empty page ends a reading although more is promised', () => {
	/** 30 rows, and what is said of them; then one more. */
	const promising = (claims: Listing['claims']) => {
		const list = new Listing();
		Object.assign(list, { claims, counts: claims.total !== undefined });
		list.add(...rowsOf('old', 30, noon, 1_000));
		return list;
	};

	it.each<[string, Listing['claims'], number[]]>([
		['more, without a count', { hasMore: true }, [1, 2, 3]],
		['more, with a count that stays', { hasMore: true, total: 5_000 }, [1]],
	])('when it is %s', (_, claims, pages) => {
		const list = promising(claims);
		const state = list.start();
		expect(list.pages).toEqual([1, 2, 3]);
		list.add(['new', noon + 60 * MINUTE_MS]);
		list.pages = [];
		const first = list.poll({ ...state, total: claims.total ? claims.total - 1 : null });
		expect(first.ids).toEqual(['new']);
		expect(list.pages).toEqual(pages);
	});

	it('when the list itself is empty', () => {
		const list = new Listing();
		list.claims = { hasMore: true, total: 5_000 };
		list.poll(list.start());
		expect(list.pages).toEqual([1, 1]);
	});

	it.each([
		['at the place where the oldest should be', 4_990, [1, 250, 2, 3, 4]],
		['below all that is new', 4_970, [1, 249, 2, 3, 4]],
	])('when the count is false, %s: then it is looked for from the top', (_, expected, pages) => {
		const list = promising({ hasMore: true, total: 5_000 });
		const state = { ...list.start(), total: 5_000 - expected };
		list.add(...rowsOf('new', 25, noon + 60 * MINUTE_MS, 1_000));
		list.pages = [];
		const { ids, ...first } = list.poll(state);
		expect(ids).toEqual(names(25));
		expect(list.pages).toEqual(pages);
		list.pages = [];
		list.poll(first.state);
		expect(list.pages).toEqual([1]);
	});

	it('and what a page had to show that was empty by mistake is found later', () => {
		const { list, state } = backlog(60, 1_000);
		const { rows } = list;
		list.before[3] = () => (list.rows = rows.slice(0, 20));
		list.claims = { hasMore: true, total: 90 };
		const first = list.poll(state);
		expect(first.ids).toHaveLength(20);
		list.rows = rows;
		expect(pollOften(list, first.state, 200, 4).flat()).toEqual(names(40));
	});
});
