import type { State } from '../../nodes/Userplane/trigger/state';
import { keyOf, MOST_SEEN, readState, shortId, storeState } from '../../nodes/Userplane/trigger/state';
import { Listing, rowsOf } from './listing';

const noon = Date.UTC(2031, 4, 1, 12);

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
		expect(bounded.nextFloor).toBe(noon + 3);
		expect(many.poll(bounded).ids).toEqual([]);
	});
});
