import { hold } from '../../nodes/Userplane/trigger/cursor';
import { MOST_SEEN, OVERLAP_MS } from '../../nodes/Userplane/trigger/state';
import { namesOf, rowsOf, scene } from './listing';
import { MINUTE_MS } from './support';

const noon = Date.UTC(2031, 4, 1, 12);

describe('10. What cannot be remembered is not told again.', () => {
	it('of 5,000 rows, a millisecond apart, each is told once', async () => {
		const { list, state } = await scene(5_000, 1);
		const { told, state: last } = await list.polls(state, 30, 1_000);
		expect(told.flat()).toEqual(namesOf('new', 5_000));
		expect(last.seen.length).toBeLessThanOrEqual(MOST_SEEN);
	});

	it('nor are those of the same time, however many they are', async () => {
		const { list, state } = await scene(MOST_SEEN + 1_000, 0);
		const { told, state: last } = await list.polls(state, 30, 1_000);
		expect(told.flat()).toEqual(namesOf('new', MOST_SEEN + 1_000));
		expect(last.floor).toBe(noon + MINUTE_MS + 1);
	});

	it('the oldest are forgotten first, whatever the order in which they were found', async () => {
		const { state } = await scene(0);
		const seen = rowsOf('x', MOST_SEEN + 1, noon, 1).reverse();
		const { state: held, forgotten } = hold({ ...state, seen, next: noon - 1 }, noon + OVERLAP_MS);
		expect([held.floor, held.next, forgotten]).toEqual([noon + 1, noon + 1, 1]);
		expect(held.seen.map(([, time]) => time)).toEqual(
			seen
				.map(([, time]) => time)
				.slice(0, -1)
				.reverse(),
		);
		expect(hold({ ...state, seen, next: noon + 9 }, noon + OVERLAP_MS + 1)).toMatchObject({
			state: { next: noon + 9 },
			forgotten: 0,
		});
		const same = rowsOf('x', MOST_SEEN + 1, noon, 0);
		expect(hold({ ...state, seen: same }).state).toMatchObject({ floor: noon + 1, seen: [] });
		expect(hold(state)).toEqual({ state, forgotten: 0 });
	});

	it('and says how many late ones may still come among', async () => {
		const { list, state } = await scene(MOST_SEEN, 1);
		const now = await list.poll(state, Infinity, noon + 2 * MINUTE_MS);
		expect(now.forgotten).toBe(30);
		const longAgo = await list.poll(state, Infinity, noon + 60 * MINUTE_MS);
		expect(longAgo.forgotten).toBe(0);
	});
});
