import type { GetPage, Page } from './pages';
import { findPlace, lastPage, PER_PAGE } from './pages';
import type { Clocks, State } from './state';

/*
 * What is told after a pause. The rules, and the tests of the same names:
 *  1. A pause is believed when two clocks agree, the service's and this machine's.
 *  2. What is usual between two polls is no pause: an hour, or twice what was far apart before.
 *  3. After a pause all is passed over that is older than Catch Up (Days), and what was found before and waits.
 *  4. How much that is is found by halving, however long the pause was.
 *  5. What comes after the newest row that was there is told in any case.
 */

const HOUR_MS = 3_600_000;

/** How long it is since the last poll, as far as both clocks say so. */
export function sinceLastPoll({ polledAt, ownClock }: State, { service, own }: Clocks): number {
	if (service === null || polledAt === null) return 0;
	return Math.max(0, Math.min(service - polledAt, own - ownClock));
}

/** Whether polls stood still for so long that not everything is told which came meanwhile. */
export function isPause(gapMs: number, { usual }: State, catchUpMs: number): boolean {
	return gapMs > Math.max(catchUpMs, HOUR_MS, 2 * usual);
}

/** Notes when a poll was. */
export function notePoll(state: State, gapMs: number, { service, own }: Clocks, catchUpMs: number): State {
	const isLong = gapMs > Math.max(catchUpMs, HOUR_MS);
	const usual = Math.max(Math.floor(state.usual / 2), isLong ? gapMs : 0);
	return { ...state, polledAt: service, ownClock: own, usual };
}

/** The state when all is passed over that is older than `from`, and how much that was. */
export interface PassedOver {
	state: State;
	count: number;
	/** Whether more may have been passed over than were counted. */
	isMore: boolean;
}

/** Passes over what is older than `from`. */
export async function passOver(
	state: State,
	from: number,
	first: Page,
	getPage: GetPage,
): Promise<PassedOver> {
	const high = lastPage({ total: first.total ?? 0 });
	const place = await findPlace({ low: 1, high, stride: Infinity }, ([, time]) => time < from, getPage);
	const { rows = [] } = place.page ?? {};
	const older = rows.filter(([, time]) => time < from).length;
	const isAll = place.page !== undefined && !place.page.hasMore && older === rows.length;
	// No row of the future may be passed over on the word of clocks
	const floor = Math.max(state.floor, isAll ? Math.min(from, newestOf(rows) + 1) : from);
	const known = state.total ?? Infinity;
	const passed = Math.max(0, (place.low - 1) * PER_PAGE + older - known);
	return {
		state: {
			...{ ...state, floor, next: floor, page: place.high, full: null, total: null, pending: [] },
			seen: state.seen.filter(([, time]) => time >= floor),
		},
		count: passed + state.pending.length,
		isMore: place.page === undefined || state.total === null,
	};
}

function newestOf(rows: Page['rows']): number {
	return Math.max(0, ...rows.map(([, time]) => time));
}
