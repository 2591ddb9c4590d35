import { LISTS } from '../shared/lists';
import type { Row, State } from './state';
import { GAP, OVERLAP_MS, shortId } from './state';

/** A page of the list, newest first, with the service's count of the whole list (undefined when it does not say). */
export interface ListPage {
	rows: readonly Row[];
	total?: number;
	hasMore: boolean;
}

/** One poll's reading of the list so far. Plain data: `addPage` makes the next one. */
export interface Read {
	/** The page to read next, from 1; undefined when the reading is done. */
	next?: number;
	/** The list is read downwards to the floor; in a backlog it is then read upwards from there. */
	direction: 'down' | 'up';
	/** In a backlog that was not read whole: how many rows are new by the service's count. */
	backlog?: number;
	/** The rows that were not dealt with yet, by ID, in the order of reading. */
	fresh: ReadonlyMap<string, Row>;
	/** The newest time among the rows that were read. */
	newest: number;
	/** The service's count when the first page was read, and when the last one was. */
	total?: number;
	counted?: number;
	/** Whether the floor was reached. */
	atFloor: boolean;
	/** Whether no row can have moved, by the service's count, from a page to be read to one that was read. */
	steady: boolean;
}

/** How many rows are dealt with in one poll: with details they take about two minutes. The rest is carried over. */
export const BATCH = 200;

/** The rows of a page: links and recordings have the same. */
export const PER_PAGE = LISTS.recordings.perPage;

/** A reading before its first page. */
export function startRead(): Read {
	return { next: 1, direction: 'down', fresh: new Map(), newest: 0, atFloor: false, steady: true };
}

/** Whether nothing was left out between the floor and the newest row read. */
export function isFull({ atFloor, steady }: Read): boolean {
	return atFloor && steady;
}

/**
 * Takes in the page that was asked for and decides which one is next.
 * Downwards, it ends at the floor; or earlier, when the service's count says that all that is new was found and no full
 * read is due: so an idle poll takes one request. When more is new than one poll deals with, it goes to where the floor
 * should be, finds it, and reads upwards from there until there is enough: so the oldest come first.
 */
export function addPage(state: State, read: Read, page: ListPage): Read {
	const number = read.next ?? 1;
	const fresh = new Map(read.fresh);
	const seen = new Set(state.seen.map(([id]) => id));
	for (const row of page.rows) {
		if (row[1] >= state.floor && !seen.has(shortId(row[0]))) fresh.set(row[0], row);
	}
	const newest = page.rows.reduce((latest, [, time]) => Math.max(latest, time), read.newest);
	const added: Read = { ...read, ...count(read, page), fresh, newest, next: undefined };
	return read.direction === 'up' ? goUp(added, number) : goDown(state, added, page, number);
}

/**
 * Compares the service's counts from page to page: downwards a deletion moves rows to pages that were read, upwards a new
 * row does. What makes up for it between the same two pages cannot be noticed: so a row is in two full reads before it is
 * settled. What made up for it earlier does not help: the pages before were read as they stood then.
 */
function count({ direction, total, counted, steady }: Read, page: ListPage): Partial<Read> {
	if (page.total === undefined) return {};
	if (counted === undefined) return { total: total ?? page.total, counted: page.total };
	const moved = direction === 'down' ? page.total < counted : page.total > counted;
	return { counted: page.total, steady: steady && !moved };
}

function goDown(state: State, read: Read, page: ListPage, number: number): Read {
	const atFloor = !page.hasMore || page.rows.some(([, time]) => time < state.floor);
	if (atFloor && read.backlog === undefined) return { ...read, atFloor };
	if (atFloor) return goUp({ ...read, atFloor, direction: 'up' }, number);
	if (read.backlog !== undefined) return { ...read, next: number + 1 };
	const expected = expectedNew(state, read.total);
	if (expected === read.fresh.size && !isFullReadDue(state, expected > 0)) return read;
	if (expected === undefined || expected <= BATCH) return { ...read, next: number + 1 };
	// What the first page showed is the newest: it is not this poll's turn
	return { ...startRead(), total: read.total, backlog: expected, next: firstOfBacklog(expected) };
}

/** The lowest pages were read downwards already, so only those above the first of them are left. */
function goUp(read: Read, number: number): Read {
	const next = Math.min(number, firstOfBacklog(read.backlog ?? 0)) - 1;
	if (next < 1) return { ...read, backlog: undefined };
	return read.fresh.size >= BATCH ? read : { ...read, next };
}

function firstOfBacklog(backlog: number): number {
	return Math.floor(backlog / PER_PAGE);
}

/** How many rows are new by the service's count; undefined when it does not count. */
function expectedNew(state: State, total: number | undefined): number | undefined {
	return total === undefined || state.total === null ? undefined : total - state.total;
}

/** A row and a deletion since the last poll make up for each other in the count, so now and then all is read. */
function isFullReadDue({ shallow, quiet, gap }: State, isNews: boolean): boolean {
	return isNews ? shallow >= GAP.busy : quiet >= gap;
}

/** The rows to deal with in this poll, oldest first. Rows of the same time keep the list's order, from its end. */
export function nextBatch(read: Read): Row[] {
	return [...read.fresh.values()]
		.reverse()
		.sort((a, b) => a[1] - b[1])
		.slice(0, BATCH);
}

/** The floor that a trigger starts with, from the newest row that is there. */
export function firstFloor(page: ListPage): number {
	return Math.max(0, ...page.rows.map(([, time]) => time - OVERLAP_MS));
}
