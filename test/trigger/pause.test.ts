import { DAY_MS } from '../../nodes/Userplane/shared/time';
import { isPause, notePoll, passOver, sinceLastPoll } from '../../nodes/Userplane/trigger/catchUp';
import type { State } from '../../nodes/Userplane/trigger/state';
import { firstState } from '../../nodes/Userplane/trigger/state';
import { MINUTE_MS } from './support';

const HOUR_MS = 60 * MINUTE_MS;
const noon = Date.UTC(2031, 4, 1, 12);
const empty = { number: 1, rows: [], hasMore: false };

describe('1. A pause is believed when two clocks agree, the service’s and this machine’s.', () => {
	const state = firstState('key', empty, { service: noon, own: 5_000 });

	it.each([
		['both', 8 * DAY_MS, 9 * DAY_MS, 8 * DAY_MS],
		['the service alone', 8 * DAY_MS, MINUTE_MS, MINUTE_MS],
		['this machine alone', MINUTE_MS, 8 * DAY_MS, MINUTE_MS],
		['a clock that went back', -DAY_MS, 8 * DAY_MS, 0],
	])('%s', (_, service_, own, gapMs) => {
		expect(sinceLastPoll(state, { service: noon + service_, own: 5_000 + own })).toBe(gapMs);
	});

	it('nobody, when the service said no time, now or at the last poll', () => {
		expect(sinceLastPoll(state, { service: null, own: 5_000 + 8 * DAY_MS })).toBe(0);
		const unsaid = firstState('key', empty, { service: null, own: 5_000 });
		expect(sinceLastPoll(unsaid, { service: noon, own: 8 * DAY_MS })).toBe(0);
	});
});

describe('what is usual', () => {
	it.each([
		['an hour', HOUR_MS, 0, 0],
		['more than an hour', HOUR_MS + 1, 0, HOUR_MS + 1],
		['as long as Catch Up', 3 * HOUR_MS, 3 * HOUR_MS, 0],
	])('learns of polls that are %s apart', (_, gapMs, catchUpMs, usual) => {
		const polledAt = { service: 5, own: 6 };
		const state = { ...firstState('key', empty, { service: 0, own: 0 }), usual: 2_001 };
		const noted = notePoll(state, gapMs, polledAt, catchUpMs);
		expect(noted).toEqual({ ...state, polledAt, usual: Math.max(1_000, usual) });
	});

	it('but a pause of days soon is one again, after polls that were a minute apart', () => {
		let state: State = firstState('key', empty, { service: 0, own: 0 });
		expect(isPause(31 * DAY_MS, state, 0)).toBe(false);
		for (let n = 0; n < 12; n++) state = notePoll(state, MINUTE_MS, { service: 0, own: 0 }, 0);
		expect([HOUR_MS, HOUR_MS + 1].map((gapMs) => isPause(gapMs, state, 0))).toEqual([false, true]);
		expect([7 * DAY_MS, 7 * DAY_MS + 1].map((gapMs) => isPause(gapMs, state, 7 * DAY_MS))).toEqual([
			false,
			true,
		]);
	});
});

describe('what is passed over', () => {
	const newest = { number: 1, rows: [['n', noon] as const], hasMore: true, total: 95 };
	const state: State = {
		...firstState('key', empty, { service: noon, own: 0 }),
		floor: noon - 500,
		total: 41,
		seen: [
			['a', noon - 101],
			['b', noon - 100],
		],
		pending: [['rec_1', 1, 1]],
	};

	it('is what is older, and what waits', () => {
		const floor = noon - 100;
		const passed = { floor, next: floor, full: { page: 5, time: floor }, seen: [['b', floor]], pending: [] };
		expect(passOver(state, floor, newest)).toEqual({ ...state, ...passed });
	});

	it.each([
		['the floor', noon - 900, newest, noon - 500],
		['the newest row', noon + 900, newest, noon + 1],
		['an empty list', noon + 900, empty, noon - 500],
	])('goes no further than %s', (_, from, page, floor) => {
		expect(passOver(state, from, page)).toMatchObject({ floor, next: floor });
	});

	it('is looked for from the page on where the list ended, when the service does not count', () => {
		expect(passOver(state, noon, empty).full?.page).toBe(3);
	});
});
