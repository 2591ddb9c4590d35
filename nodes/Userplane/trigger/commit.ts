import type { Read } from './read';
import { isFull } from './read';
import type { Pending, Row, State } from './state';
import { GAP, MOST_SEEN, OVERLAP_MS, shortId } from './state';

/** A state to store, and how many rows had to be forgotten before their time: late ones among them go unnoticed. */
export interface Committed {
	state: State;
	forgotten: number;
}

/**
 * The state after a poll, to be stored when everything else of it is done.
 * @param handled the rows that were dealt with: a beginning of the poll's batch, which is ordered by time
 * @param pending what is to be looked at again
 */
export function commit(state: State, read: Read, handled: readonly Row[], pending: Pending[]): Committed {
	const done = new Set(handled.map(([id]) => id));
	const left = [...read.fresh.values()].filter(([id]) => !done.has(id));
	const total = read.total === undefined ? null : read.total - Math.max(left.length, known(read, handled));
	const full = isFull(read);
	const changed = handled.length > 0 || total !== state.total;
	const floors = full ? raise(state, read, left) : { floor: state.floor, nextFloor: state.nextFloor };
	return bound({
		...{ key: state.key, ...floors, total, pending },
		seen: [...state.seen, ...remember(handled)].filter(([, time]) => time >= floors.floor),
		shallow: full ? 0 : state.shallow + 1,
		quiet: full || changed ? 0 : state.quiet + 1,
		gap: changed ? GAP.first : full ? Math.min(state.gap * 2, GAP.most) : state.gap,
	});
}

/** How many rows of a backlog are left, by the service's count. */
function known({ backlog = 0 }: Read, handled: readonly Row[]): number {
	return backlog - handled.length;
}

/**
 * The floors after a full read. A row shows at most the overlap after its own time, so all that will ever be below the
 * newest row by more than that was there when the read began. What is left to deal with stays above both.
 */
function raise(state: State, read: Read, left: readonly Row[]): Pick<State, 'floor' | 'nextFloor'> {
	const oldestLeft = left.reduce((oldest, [, time]) => Math.min(oldest, time), Infinity);
	const floor = Math.max(state.floor, Math.min(state.nextFloor, oldestLeft));
	return { floor, nextFloor: Math.max(floor, Math.min(read.newest, oldestLeft) - OVERLAP_MS) };
}

/** The state that a trigger starts with: all that is there now is dealt with. */
export function firstState(blank: State, total: number | undefined, there: readonly Row[]): Committed {
	return bound({ ...blank, total: total ?? null, seen: remember(there) });
}

function remember(rows: readonly Row[]): Row[] {
	return rows.map(([id, time]) => [shortId(id), time]);
}

/** Keeps the newest rows when there are too many, and settles what is below them. */
function bound(state: State): Committed {
	if (state.seen.length <= MOST_SEEN) return { state, forgotten: 0 };
	const newestFirst = [...state.seen].sort((a, b) => b[1] - a[1]);
	const floor = newestFirst[MOST_SEEN][1] + 1;
	const seen = state.seen.filter(([, time]) => time >= floor);
	const nextFloor = Math.max(floor, state.nextFloor);
	return { state: { ...state, floor, nextFloor, seen }, forgotten: state.seen.length - seen.length };
}
