import type { IDataObject } from 'n8n-workflow';

import { DAY_MS } from '../../nodes/Userplane/shared/time';
import type { Row } from '../../nodes/Userplane/trigger/pages';
import type { State } from '../../nodes/Userplane/trigger/state';
import {
	firstState,
	keyOf,
	MOST_SEEN,
	OVERLAP_MS,
	readState,
	shortId,
	storeState,
} from '../../nodes/Userplane/trigger/state';
import { recordLogs } from '../harness';
import { DAMAGES } from './damage';
import { Listing, rowsOf } from './listing';
import { useService } from './support';

const noon = Date.UTC(2031, 4, 1, 12);
const { arrive, trigger } = useService();

async function stateWith(count: number): Promise<State> {
	const list = new Listing();
	list.add(...rowsOf('old', count, noon, 1));
	return {
		...(await list.start()),
		full: { page: 3, time: noon },
		pending: [
			['rec_1', 3, -2],
			['rec_2', 0, 0],
		],
	};
}

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it('is read as it was, through JSON', async () => {
	for (const count of [0, 5, MOST_SEEN]) {
		const state = await stateWith(count);
		for (const full of [state.full, null])
			expect(readState(throughJson(storeState({ ...state, full })), 'key')).toEqual({ ...state, full });
	}
});

it('is read as it was with rows of any time, but that no time is after the year 5188', async () => {
	const seen = [0, noon, 8.64e15].map((time, n): Row => [`row-000${n}`, time]);
	const state = { ...(await stateWith(0)), seen };
	const read = readState(throughJson(storeState(state)), 'key') as State;
	expect(read.seen.map(([, time]) => time)).toEqual([0, noon, 36 ** 9 - 1]);
});

it('begins with nothing seen and nothing pending, a floor below the newest row and the clock', () => {
	const page = { number: 1, rows: [['n', noon] as const], hasMore: true, total: 95 };
	const clocks = { service: noon - 5, own: 7 };
	expect(firstState('key', page, clocks)).toEqual({
		...{ version: 1, key: 'key', polledAt: clocks, usual: 15.5 * DAY_MS },
		...{ floor: noon - 5 - OVERLAP_MS, next: noon - 5 - OVERLAP_MS, full: null, total: 95, shorts: 0 },
		...{ seen: [], pending: [] },
	});
	const floorOf = (own: number, service: number | null, rows = page.rows) =>
		firstState('key', { ...page, rows }, { service, own }).floor + OVERLAP_MS;
	expect(floorOf(noon - 9, null)).toBe(noon - 9);
	expect(floorOf(noon + 9, null)).toBe(noon);
	// An answer without rows may be wrong
	expect([floorOf(noon - 9, noon - 5, []), floorOf(noon + 9, noon - 5, [])]).toEqual([noon - 9, noon - 5]);
	expect(floorOf(noon, null, [])).toBe(OVERLAP_MS);
	expect(firstState('key', { ...page, total: undefined }, clocks).total).toBe(0);
});

it('is none where nothing is stored, or the state of another key', async () => {
	expect(readState(undefined, 'key')).toBeUndefined();
	expect(readState(storeState(await stateWith(5)), 'other')).toBeUndefined();
});

it.each(Object.keys(DAMAGES).filter((name) => name !== 'key is a text'))(
	'is not read when it is damaged: %s',
	async (name) => {
		const damaged = throughJson(DAMAGES[name](storeState(await stateWith(5)) as never));
		expect(readState(damaged, 'key')).toBe('damaged');
	},
);

it('that is damaged is as none, and the log says so once', async () => {
	const polls = trigger({ event: 'recordingCreated' });
	await polls.poll();
	polls.staticData = { cursor: { ...(polls.staticData.cursor as object), total: null } };
	arrive();
	const logs = recordLogs();
	const told = await polls.polls(2);
	const id = arrive();
	told.push(await polls.poll());
	logs.stop();
	expect(told.map(({ ids }) => ids)).toEqual([[], [], [id]]);
	expect(logs.entries.map(({ level, message }) => [level, message])).toEqual([
		[
			'warn',
			'Userplane Trigger: the state that n8n stored could not be read, so the trigger starts from now and skips what it had not told yet',
		],
	]);
});

it('has a key that is the same whatever the order of filters and their values', () => {
	const key = (query: IDataObject) => keyOf({ workspaceId: 'ws', event: 'a', query });
	expect(key({ a: ['1', '2'], b: ['3'] })).toBe(key({ b: ['3', '3'], a: ['2', '1', '2'] }));
	expect(key({ a: ['1', '2'] })).not.toBe(key({ a: ['1'] }));
	expect(key({ a: ['1'] })).not.toBe(key({ b: ['1'] }));
	const watched = { workspaceId: 'ws', event: 'a', query: {} };
	expect(keyOf(watched)).not.toBe(keyOf({ ...watched, event: 'b' }));
	expect(keyOf(watched)).toHaveLength(32);
});

it('names IDs briefly and apart, however long they are', () => {
	const ids = rowsOf('x'.repeat(254), 5_000, 0, 0).map(([id]) => shortId(id));
	expect(new Set(ids).size).toBe(5_000);
	expect(new Set(ids.map((id) => id.length))).toEqual(new Set([8]));
});
