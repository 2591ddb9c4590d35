import { nextBatch, startRead } from '../../nodes/Userplane/trigger/read';
import type { State } from '../../nodes/Userplane/trigger/state';
import { GAP } from '../../nodes/Userplane/trigger/state';
import { Listing, rowsOf } from './listing';
import { MINUTE_MS } from './support';

const noon = Date.UTC(2031, 4, 1, 12);
const sweepDue = (state: State): State => ({ ...state, quiet: GAP.most, shallow: GAP.busy });

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

	it('of up to 200 rows is begun at its last page, and of more one page further down', () => {
		const upwards = (from: number) => Array.from({ length: from - 1 }, (_, n) => from - n);
		for (const [count, pages] of [
			[200, [1, ...upwards(10)]],
			[220, [1, 11, 12, ...upwards(10)]],
		] as const) {
			const { list, state } = backlog(count);
			expect(list.poll(state).ids).toHaveLength(count);
			expect(list.pages).toEqual(pages);
		}
	});

	it('of which one poll takes a part settles nothing', () => {
		const list = new Listing();
		list.add(...rowsOf('old', 10, noon, 1_000));
		const state = list.start();
		list.add(...rowsOf('new', 1_300, noon + MINUTE_MS, MINUTE_MS));
		const told = list.poll(state);
		expect(told.ids).toHaveLength(1_000);
		expect([told.state.floor, told.state.nextFloor]).toEqual([state.floor, state.nextFloor]);
	});

	it('is dealt with oldest first, in whatever order it is listed', () => {
		const rows = [['b', 2] as const, ['c', 3] as const, ['a', 1] as const];
		const read = { ...startRead(true), fresh: new Map(rows.map((row) => [row[0], row])) };
		expect(nextBatch(read)).toEqual([rows[2], rows[0], rows[1]]);
	});

	it('is all that there is: an empty page after it is no reason to begin anew', () => {
		const list = new Listing();
		const state = list.start();
		list.add(...rowsOf('new', 220, noon, MINUTE_MS));
		list.claims = { hasMore: true };
		list.pages = [];
		expect(list.poll(state).ids).toHaveLength(220);
		expect(list.pages).toEqual([1, 11, 12, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
	});

	it('counts as still to be found as far as it was not read', () => {
		const { list, state } = backlog(1_300);
		// The 64 pages above the one that was read
		expect(list.poll(state, Infinity, 2).state.total).toBe(1_330 - 64 * 20);
		const few = backlog(8);
		few.list.add(['late1', noon + 1], ['late2', noon + 2]);
		// 10 are new by the count, and 8 of them on the first page
		expect(few.list.poll(few.state, Infinity, 1).state.total).toBe(40 - 2);
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
