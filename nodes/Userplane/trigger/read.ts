import { LISTS } from '../shared/lists';
import type { Row, State } from './state';
import { GAP, OVERLAP_MS, shortId } from './state';
import { takeOn } from './waiting';

/** A page of the list, newest first, with the service's count of the whole list (undefined when it does not say). */
export interface ListPage {
	rows: readonly Row[];
	total?: number;
	hasMore: boolean;
}

/**
 * One poll's reading of the list so far. Plain data: `addPage` makes the next one. After the first page it goes to the
 * oldest row that is new by the service's count (`bottom`) and reads `up` from there, so that the oldest are found first
 * and a reading that is cut short has got somewhere. What the count does not explain is looked for further `down`.
 */
export interface Read {
	/** The page to read next, from 1; undefined when the reading is at its end. */
	next?: number;
	phase: 'bottom' | 'up' | 'down';
	/** Whether rows are told as they are listed. */
	asTheyAre: boolean;
	/** How many rows are new by the service's count; undefined when it does not count. */
	expected?: number;
	/** Whether the reading has to reach the floor, whatever the count says. */
	toFloor: boolean;
	/** The rows that were not found before, by ID, in the list's order. */
	fresh: ReadonlyMap<string, Row>;
	/** Those of the first page, kept back until all that are older are found. */
	top: ReadonlyMap<string, Row>;
	/** The lowest page that was read; and, while reading upwards, the lowest that was not read. */
	lowest: number;
	above: number;
	/** The newest time in the list when the reading began. */
	since: number;
	/** The service's count when the first page was read, and when the last one was. */
	total?: number;
	counted?: number;
	/** Whether the floor was reached. */
	atFloor: boolean;
	/** Whether no row can have moved, by the service's count, from a page to be read to one that was read. */
	steady: boolean;
}

/** The rows of a page: links and recordings have the same. */
export const PER_PAGE = LISTS.recordings.perPage;

/** With more new rows than this, a page more is read to be sure that the oldest of them are there. */
const MANY = 200;

/** A reading before its first page. */
export function startRead(asTheyAre: boolean): Read {
	const nothing = { fresh: new Map(), top: new Map(), lowest: 1, above: 1, since: 0 };
	return { next: 1, phase: 'down', asTheyAre, toFloor: false, ...nothing, atFloor: false, steady: true };
}

/**
 * How many of the rows that are new are to be found once more, as far as is known.
 * @param left how many were found and are not dealt with
 */
export function missing(read: Read, left: number): number {
	const { phase, expected = 0, above, fresh, steady } = read;
	if (phase !== 'down') return left + Math.min(expected, above * PER_PAGE);
	return left + (isComplete(read) && steady ? 0 : Math.max(0, expected - fresh.size));
}

/** Whether the reading came to its end: it was not cut short, and there was not more than one poll takes on. */
export function isComplete({ next, phase }: Read): boolean {
	return next === undefined && phase === 'down';
}

/** Whether nothing was left out between the floor and the newest row. */
export function isFull(read: Read): boolean {
	return isComplete(read) && read.atFloor && read.steady;
}

/**
 * Takes in the page that was asked for and decides which one is next. It ends when the service's count says that all that
 * is new was found and no full read is due: so an idle poll takes one request.
 */
export function addPage(state: State, read: Read, page: ListPage): Read {
	const { next: number = 1 } = read;
	const seen = new Set(state.seen.map(([id]) => id));
	const news = page.rows
		.filter(([id, time]) => time >= state.floor && !seen.has(shortId(id)))
		.map((row): [string, Row] => [row[0], row]);
	const added: Read = {
		...{ ...read, ...count(read, page), next: undefined },
		fresh: read.phase === 'up' ? new Map([...news, ...read.fresh]) : new Map([...read.fresh, ...news]),
		lowest: Math.max(read.lowest, number),
		atFloor: read.atFloor || isLowest(page, state.floor),
	};
	if (number === 1) return begin(state, { ...added, since: newestTime(page) });
	if (read.phase === 'down') return goDown(state, added);
	if (page.rows.length === 0 && read.fresh.size === 0) return goDown(state, fromTheTop(added));
	if (read.phase === 'up') return goUp(state, added, number);
	const bottom = bottomOf(added);
	const goesOn = news.length === page.rows.length && !added.atFloor && bottom * PER_PAGE > MANY;
	return goesOn ? { ...added, above: bottom - 1, next: number + 1 } : goUp(state, added, bottom);
}

/** Whether there is nothing new below a page. An empty one is the last, even though the service promises more. */
function isLowest({ rows, hasMore }: ListPage, floor: number): boolean {
	return !hasMore || rows.length === 0 || rows.some(([, time]) => time < floor);
}

/** Where nothing is that should be new the count is false: the reading goes down from the first page. */
function fromTheTop(read: Read): Read {
	return { ...read, phase: 'down', fresh: read.top, lowest: 1, atFloor: false };
}

/**
 * Compares the service's counts from page to page: downwards a deletion moves rows to pages that were read, upwards a new
 * row does. What makes up for it between the same two pages cannot be noticed: so a row is in two full reads before it is
 * settled. What made up for it earlier does not help: the pages before were read as they stood then.
 */
function count({ phase, total, counted, steady }: Read, page: ListPage): Partial<Read> {
	if (page.total === undefined) return {};
	if (counted === undefined) return { total: total ?? page.total, counted: page.total };
	const moved = phase === 'down' ? page.total < counted : page.total !== counted;
	return { counted: page.total, steady: steady && !moved };
}

/** What the first page says of the others. */
function begin(state: State, read: Read): Read {
	const expected = read.total === undefined || state.total === null ? undefined : read.total - state.total;
	const toFloor = expected === undefined || isFullReadDue(state, expected > 0);
	const begun: Read = { ...read, expected, toFloor };
	const bottom = bottomOf(begun);
	if (bottom < 2) return goDown(state, begun);
	return { ...begun, phase: 'bottom', top: read.fresh, fresh: new Map(), next: bottom, above: bottom };
}

/** The page with the oldest new row, by the service's count. */
function bottomOf({ expected = 0, total = 0 }: Read): number {
	return Math.ceil(Math.min(expected, total) / PER_PAGE);
}

/** Up to the second page; or less far, when that is as much as one poll takes on. */
function goUp(state: State, read: Read, number: number): Read {
	const rows = [...read.fresh.values()];
	if (number > 2) {
		const isEnough = takeOn(rows, read.asTheyAre).length < rows.length;
		return { ...read, phase: 'up', above: number - 1, next: isEnough ? undefined : number - 1 };
	}
	return goDown(state, { ...read, phase: 'down', fresh: new Map([...read.top, ...read.fresh]) });
}

/** Down to the floor; or less far, when all that is new was found. A reading that was cut short before goes on there. */
function goDown({ resume }: State, read: Read): Read {
	if (read.atFloor || (!read.toFloor && read.fresh.size === read.expected)) return read;
	// One page again: what stood there may have moved up since
	if (resume && read.lowest < resume.page - 1) {
		const { page, since, counted } = resume;
		return { ...read, next: page - 1, since, counted: counted ?? undefined };
	}
	return { ...read, next: read.lowest + 1 };
}

/** A row and a deletion since the last poll make up for each other in the count, so now and then all is read. */
function isFullReadDue({ shallow, quiet, gap }: State, isNews: boolean): boolean {
	return isNews ? shallow >= GAP.busy : quiet >= gap;
}

/** The rows to deal with, oldest first. Rows of the same time keep the list's order, from its end. */
export function nextBatch({ fresh, asTheyAre }: Read): Row[] {
	const oldestFirst = [...fresh.values()].reverse().sort((a, b) => a[1] - b[1]);
	return takeOn(oldestFirst, asTheyAre);
}

/** The time of the newest row of a page; 0 when there is none. */
export function newestTime({ rows }: ListPage): number {
	return Math.max(0, ...rows.map(([, time]) => time));
}

/** The floor that a trigger starts with, from the newest row that is there. */
export function firstFloor(page: ListPage): number {
	return Math.max(0, newestTime(page) - OVERLAP_MS);
}
