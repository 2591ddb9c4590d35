import type { Page } from './pages';
import { lastPage } from './pages';
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

/** How long (ms) it is since the last poll, as far as both clocks say so. */
export function sinceLastPoll({ polledAt }: State, { service, own }: Clocks): number {
	if (polledAt.service === null) return 0;
	return Math.max(0, Math.min((service ?? 0) - polledAt.service, own - polledAt.own));
}

/** Whether polls stood still for so long that not everything is told which came meanwhile. */
export function isPause(gapMs: number, { usual }: State, catchUpMs: number): boolean {
	return gapMs > Math.max(catchUpMs, HOUR_MS, 2 * usual);
}

/** Notes when a poll was. */
export function notePoll(state: State, gapMs: number, polledAt: Clocks, catchUpMs: number): State {
	const isLong = gapMs > Math.max(catchUpMs, HOUR_MS);
	return { ...state, polledAt, usual: Math.max(Math.floor(state.usual / 2), isLong ? gapMs : 0) };
}

/** The state when all is passed over that is older than `from`, but nothing that comes after the newest rows, whatever clocks say. */
export function passOver(state: State, from: number, { rows, total }: Page): State {
	const floor = Math.max(state.floor, Math.min(from, rows.length > 0 ? rows[0][1] + 1 : state.polledAt.own));
	const full = { page: lastPage(total ?? state.total), time: floor };
	const seen = state.seen.filter(([, time]) => time >= floor);
	return { ...state, floor, next: floor, full, seen, pending: [] };
}
