import type { Read } from './read';
import { isFull, missing } from './read';
import type { Row, State } from './state';
import { GAP, MOST_SEEN, OVERLAP_MS, shortId } from './state';

/** A state to store, and how many rows had to be forgotten before their time: late ones among them go unnoticed. */
export interface Committed {
	state: State;
	forgotten: number;
}

/**
 * The state after a reading, to be stored when everything else of the poll is done.
 * @param taken the rows that are dealt with: the oldest of those that were found
 */
export function commit(state: State, read: Read, taken: readonly Row[]): Committed {
	const done = new Set(taken.map(([id]) => id));
	const left = [...read.fresh.values()].filter(([id]) => !done.has(id));
	const total = read.total === undefined ? null : read.total - missing(read, left.length);
	const full = isFull(read);
	const changed = taken.length > 0 || total !== state.total;
	const { floor, nextFloor } = full ? raise(state, read, left) : state;
	return bound({
		...{ ...state, floor, nextFloor, total },
		seen: [...state.seen, ...remember(taken)].filter(([, time]) => time >= floor),
		// A backlog is dealt with before late ones are looked for
		shallow: full || read.phase !== 'down' ? 0 : state.shallow + 1,
		quiet: full || changed ? 0 : state.quiet + 1,
		gap: changed ? GAP.first : full ? Math.min(state.gap * 2, GAP.most) : state.gap,
		resume: resumeAt(read, state, left.length > 0),
	});
}

/** Where the next poll goes on with a reading that was cut short. */
function resumeAt(read: Read, { resume }: State, isLeft: boolean): State['resume'] {
	const { next, phase, since, counted = null, atFloor } = read;
	if (next !== undefined && phase === 'down' && !isLeft) return { page: next, since, counted };
	return atFloor ? null : resume;
}

/**
 * The floors after a full read. A row shows at most the overlap after its own time, so all that will ever be below the
 * newest row by more than that was there when the read began. What is left to deal with stays above both.
 */
function raise(state: State, read: Read, left: readonly Row[]): Pick<State, 'floor' | 'nextFloor'> {
	const oldestLeft = left.reduce((oldest, [, time]) => Math.min(oldest, time), Infinity);
	const floor = Math.max(state.floor, Math.min(state.nextFloor, oldestLeft));
	return { floor, nextFloor: Math.max(floor, Math.min(read.since, oldestLeft) - OVERLAP_MS) };
}

/**
 * The state that a trigger starts with: all that is there now is dealt with. What is newer than the first look at the list
 * is told by the next poll.
 * @param blank the state so far: of a trigger that has seen nothing, or of one that is starting
 * @param read the last reading: when it did not get to its end, the next poll goes on with it
 * @param isDone whether all that is there is noted
 */
export function firstState(blank: State, read: Read, there: readonly Row[], isDone: boolean): Committed {
	const { next, since, steady, counted = null, total = null } = read;
	const known = there.filter(([, time]) => time <= (blank.starting ?? Infinity));
	return bound({
		...blank,
		total: isDone && known.length === there.length ? total : null,
		seen: [...blank.seen, ...remember(known)],
		resume: next !== undefined && steady ? { page: next, since, counted } : null,
		starting: isDone ? null : (blank.starting ?? since),
	});
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
