import type { State } from '../../nodes/Userplane/trigger/state';
import { OVERLAP_MS } from '../../nodes/Userplane/trigger/state';
import { namesOf, rowsOf, scene } from './listing';
import { MINUTE_MS } from './support';

const noon = Date.UTC(2031, 4, 1, 12);
const fullDue = (state: State): State => ({ ...state, shorts: 7 });

describe('1. Each row is dealt with as it is read, and the next poll goes on where one ended.', () => {
	it.each([
		['rows', 7, Infinity],
		['pages', Infinity, 3],
	])('by polls that have no room for more %s', async (_, most, time) => {
		const { list, state } = await scene(100);
		list.time = time;
		const { told } = await list.polls(state, 60, most);
		expect(told.flat()).toEqual(namesOf('new', 100));
	});

	it('and by a full reading that is cut short, which gets to the end', async () => {
		const { list, state } = await scene(100);
		list.time = 2;
		const { told, state: last } = await list.polls(fullDue(state), 8);
		expect(told.flat()).toEqual(namesOf('new', 100));
		expect([last.full, last.total]).toEqual([null, 130]);
	});

	it('and stays a short one when it is cut short', async () => {
		const { list, state } = await scene(100);
		list.time = 3;
		const { ids, isWhole, state: next } = await list.poll(state);
		expect(ids).toEqual(namesOf('new', ids.length));
		expect([isWhole, next.full, next.total, next.shorts]).toEqual([
			false,
			null,
			30 + ids.length,
			state.shorts,
		]);
	});

	it('in the order of the list where rows have the same time', async () => {
		const { list, state } = await scene(100, 0);
		list.time = 2;
		expect((await list.polls(state, 12)).told.flat()).toEqual(namesOf('new', 100));
	});
});

describe('2. A short reading begins at the end’s page, and is all when the service’s count adds up.', () => {
	it('is one request when nothing is new, and one for each page of what is', async () => {
		const { list, state } = await scene(0);
		expect((await list.poll(state)).ids).toEqual([]);
		expect(list.pages).toEqual([2]);
		list.add(...rowsOf('new', 45, noon + MINUTE_MS, 1_000));
		expect((await list.poll(state)).ids).toEqual(namesOf('new', 45));
		expect(list.pages).toEqual([2, 3, 4]);
	});

	it('ends with an empty page although more is promised', async () => {
		const { list, state } = await scene(3);
		list.claims = { hasMore: true };
		expect(await list.poll(state)).toMatchObject({ ids: namesOf('new', 3), isWhole: true });
		expect(list.pages).toEqual([2, 3]);
	});
});

describe('3. A full reading begins at the floor: every eighth poll, and when the count does not add up or there is none.', () => {
	it('every eighth poll', async () => {
		const { list, state } = await scene(0);
		const pages: number[][] = [];
		let next = fullDue(state);
		for (let n = 0; n < 17; n++) {
			({ state: next } = await list.poll(next));
			pages.push(list.pages);
		}
		expect(pages.flatMap((read, n) => (read.includes(1) ? [n + 1] : []))).toEqual([1, 9, 17]);
	});

	it('and where one was cut short', async () => {
		const { list, state } = await scene(0);
		expect(await list.poll(state)).not.toHaveProperty('below');
		expect(await list.poll({ ...state, full: { page: 1, time: state.floor } })).toHaveProperty('below', 0);
	});

	it('when a late row is before the end’s page', async () => {
		const { list, state } = await scene(30);
		const { state: next } = await list.poll(state);
		list.add(['late', noon + 5]);
		expect((await list.poll(next)).ids).toEqual(['late']);
	});

	it('when a row was deleted, and only then once', async () => {
		const { list, state } = await scene(0);
		list.remove('old3');
		const { state: next } = await list.poll(state);
		expect(list.pages).toEqual([2, 1, 2]);
		await list.poll(next);
		expect(list.pages).toEqual([2]);
	});

	it('each time where the service does not count', async () => {
		const { list, state } = await scene(0);
		list.counts = false;
		const { state: next } = await list.poll(state);
		// Two pages, as far as it knows
		expect(next.total).toBe(40);
		list.add(['late', noon + 5]);
		expect((await list.poll(next)).ids).toEqual(['late']);
		expect(list.pages).toContain(1);
	});
});

it('a reading that does not add up takes nothing off what one poll takes on', async () => {
	const { list, state } = await scene(60);
	const { state: next } = await list.poll(state);
	list.add(...rowsOf('newer', 30, noon + 90 * MINUTE_MS, 1_000), ['late', noon + 5]);
	expect((await list.poll(next, 31)).ids).toEqual(['late', ...namesOf('newer', 30)]);
});

describe('4. Only a full reading that gets to the end moves the floor, to where the one before had got to, less the overlap.', () => {
	it('and so in the second one after', async () => {
		const { list, state } = await scene(0);
		list.add(['later', noon + 60 * MINUTE_MS]);
		const short = await list.poll(state);
		expect(short.state.floor).toBe(state.floor);
		const once = await list.poll(fullDue(short.state));
		expect([once.state.floor, once.state.next]).toEqual([noon + 29_000 - OVERLAP_MS, noon + 49 * MINUTE_MS]);
		const twice = await list.poll(fullDue(once.state));
		expect(twice.state.floor).toBe(noon + 49 * MINUTE_MS);
		expect(twice.state.seen).toHaveLength(1);
	});

	it.each([
		['pages', 2, Infinity],
		['rows', Infinity, 10],
	])('and not one that is cut short by %s', async (_, time, most) => {
		const { list, state } = await scene(60);
		const { state: read } = await list.poll(fullDue(state));
		expect(read.next).toBeGreaterThan(read.floor);
		list.add(...rowsOf('newer', 60, noon + 90 * MINUTE_MS, 1));
		list.time = time;
		const { state: cut, isWhole } = await list.poll(fullDue(read), most);
		expect(cut.full).not.toBeNull();
		expect([isWhole, cut.floor, cut.next]).toEqual([false, read.floor, read.next]);
	});
});

describe('5. So a row is in two full readings before it is settled.', () => {
	it('a deletion moves a row to a page that was read, and a late row makes up for it in the count', async () => {
		const { list, state } = await scene(30);
		list.before[3] = () => {
			list.remove('old3');
			list.add(['last', noon + 90 * MINUTE_MS]);
		};
		const first = await list.poll(fullDue(state));
		expect(first.ids).not.toContain('new10');
		expect((await list.poll(fullDue(first.state))).ids).toEqual(['new10']);
	});

	it('takes a late row up to the overlap, and none that is older', async () => {
		const { list, state } = await scene(0);
		const { state: next } = await list.poll(fullDue(state));
		const newest = noon + 29_000;
		list.add(['late', newest - OVERLAP_MS], ['too late', newest - OVERLAP_MS - 1]);
		expect((await list.poll(next)).ids).toEqual(['late']);
	});
});

describe('6. The floor stays below the newest row and the service’s clock.', () => {
	it.each([
		['a clock that is ahead', 0, 30 * 24 * 60 * MINUTE_MS],
		['a row that is ahead', 30 * 24 * 60 * MINUTE_MS, 0],
	])('with %s', async (_, row, clock) => {
		const { list, state } = await scene(0);
		if (row > 0) list.add(['ahead', noon + row]);
		let next = state;
		for (let n = 0; n < 3; n++) ({ state: next } = await list.poll(fullDue(next), Infinity, noon + clock));
		expect(next.floor).toBeLessThanOrEqual(noon + 29_000 - OVERLAP_MS);
		expect(next.next).toBeLessThanOrEqual(noon + 29_000 - OVERLAP_MS);
	});
});

describe('7. When the count falls behind a page, that page is read once more: rows have moved up.', () => {
	it('one row, or more than a page of them', async () => {
		for (const gone of [1, 25]) {
			const { list, state } = await scene(60);
			list.before[4] = () => list.remove(...namesOf('old', gone));
			expect((await list.poll(state)).ids).toEqual(namesOf('new', 60));
		}
	});

	it('and not for ever where the count is never the same', async () => {
		const { list, state } = await scene(60);
		let total = 1_000;
		Object.defineProperty(list.claims, 'total', { enumerable: true, get: () => total-- });
		await list.poll(fullDue(state));
		expect(list.pages.length).toBeLessThan(16);
	});
});
