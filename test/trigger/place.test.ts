import type { State } from '../../nodes/Userplane/trigger/state';
import { Listing, namesOf, rowsOf, scene } from './listing';
import { MINUTE_MS } from './support';

const noon = Date.UTC(2031, 4, 1, 12);
const fullDue = (state: State): State => ({ ...state, shorts: 7 });

describe('8. A reading begins at a page whose first row was dealt with, which is found by halving when it has moved.', () => {
	it.each([true, false])('by thousands of deletions, where the service counts: %j', async (counts) => {
		const list = new Listing();
		list.counts = counts;
		list.add(...rowsOf('old', 4_000, noon - 4_000 * MINUTE_MS, MINUTE_MS));
		const { state } = await list.poll(await list.start());
		list.remove(...namesOf('old', 3_000));
		list.add(['new', noon]);
		expect((await list.poll(state)).ids).toEqual(['new']);
		expect(list.pages.length).toBeLessThan(18);
		list.add(['late', noon - 9 * MINUTE_MS]);
		expect((await list.poll(fullDue(state))).ids).toEqual(['late', 'new']);
	});

	it.each([
		['', MINUTE_MS, 28, [3, 2, 3, 4, 5, 6]],
		[', where all rows have the same time and an unknown one begins a page', 0, 25, [3, 2, 3, 4, 5, 6]],
	])('by deletions between two polls of a full reading%s', async (_, stepMs, gone, pages) => {
		const { list, state } = await scene(100, stepMs);
		list.time = 3;
		const first = await list.poll(fullDue(state));
		list.remove(...namesOf('old', gone));
		list.time = 30;
		const second = await list.poll(first.state);
		expect([...first.ids, ...second.ids]).toEqual(namesOf('new', 100));
		// Back to a page that begins with a row that was dealt with, and on to the end
		expect(list.pages).toEqual(pages);
	});

	it('over several polls where one has no time for it', async () => {
		const list = new Listing();
		list.add(...rowsOf('old', 4_000, noon - 4_000 * MINUTE_MS, MINUTE_MS));
		const { state } = await list.poll(await list.start());
		list.remove(...namesOf('old', 3_900));
		list.add(['new', noon]);
		list.counts = false;
		list.time = 3;
		const first = await list.poll(fullDue(state));
		expect([first.ids, first.isWhole, first.below]).toEqual([[], false, undefined]);
		expect(first.state).toEqual({ ...fullDue(state), full: { page: 193, time: state.floor } });
		expect((await list.polls(first.state, 40)).told.flat()).toEqual(['new']);
	});

	it('and says how many rows are below the floor, where that is looked for from the end on', async () => {
		const { list, state } = await scene(60);
		list.add(...rowsOf('older', 45, state.floor - 44, 1));
		expect((await list.poll({ ...state, full: { page: 7, time: state.floor } })).below).toBe(44);
	});
});
