import type { IDataObject } from 'n8n-workflow';

import { inParallel } from '../shared/parallel';
import type { List, Page, Requests } from './page';
import { getPage } from './page';

export { getPage } from './page';
export type { List } from './page';

/** How many pages of one list are under way at once. */
const CONCURRENCY = 16;

/**
 * How many pages are asked for at most behind the last one that brought a new row, whatever the service announces. While rows
 * arrive they push known ones onto later pages, so then it may take longer until something new comes.
 */
const REACH = { usual: CONCURRENCY, growing: 4 * CONCURRENCY };

/** How often a list that changes under our hands is read at most. */
const MOST_PASSES = 3;

/** Rows by their ID, in the list's order. */
type Rows = Map<unknown, IDataObject>;

/** Which rows of a list are wanted. */
export interface Wanted {
	/** How many; Infinity for all. */
	limit: number;
	/** Picks rows, where the service has no such filter. */
	matches?: (row: IDataObject) => boolean;
	/** Whether a row is behind all that are wanted: reading ends at the first one. */
	isPast?: (row: IDataObject) => boolean;
	/** What is kept of a row as it arrives, its ID with it, when the service's clock said `date`; all of it by default. */
	shape?: (row: IDataObject, date?: number) => IDataObject;
}

/**
 * Gets the first rows of a list that are wanted, in the list's order, each once. The filters in `query` are sent with every
 * page. Only the pages that are needed are asked for: the first alone, the rest several at a time; and no more when pages
 * bring nothing new, since what the service announces may be false.
 * Rows that arrive in between push others onto the next page: they are recognised by their ID. When rows may have moved
 * to a page that had been read, the pages are read again.
 */
export async function listRows(
	client: Requests,
	list: List,
	query: IDataObject,
	wanted: Wanted,
): Promise<IDataObject[]> {
	return (await readList(client, list, query, wanted)).rows;
}

/** The same, and whether it is whole: a list that changed in every pass may have a row that none of them saw. */
export async function readList(
	client: Requests,
	list: List,
	query: IDataObject,
	wanted: Wanted,
): Promise<{ rows: IDataObject[]; isWhole: boolean }> {
	const { limit, matches = () => true } = wanted;
	let found: Rows = new Map();
	let isWhole = false;
	for (let pass = 1; pass <= MOST_PASSES && !isWhole; pass++) {
		const { rows, shifted } = await readPages(client, list, query, { ...wanted, matches });
		// A pass in which nothing moved is the list itself; else what the passes before it saw is kept behind it
		found = shifted ? new Map([...rows, ...found]) : rows;
		isWhole = !shifted;
	}
	return { rows: [...found.values()].filter(matches).slice(0, limit), isWhole };
}

async function readPages(
	client: Requests,
	list: List,
	query: IDataObject,
	{ limit, matches, isPast, shape = (row) => row }: Wanted & Required<Pick<Wanted, 'matches'>>,
): Promise<{ rows: Rows; shifted: boolean }> {
	const known = new Set<unknown>();
	const pages: Page[] = [];
	let matching = 0;
	let lastNew = 1;
	let end = Infinity;
	const read = async (number: number) => {
		const got = await getPage(client, list, query, number);
		const page = { ...got, rows: got.rows.map((row) => shape(row, got.date)) };
		const before = known.size;
		for (const row of page.rows) {
			if (!known.has(idOf(list, row)) && matches(row)) matching++;
			known.add(idOf(list, row));
		}
		if (known.size > before) lastNew = Math.max(lastNew, number);
		if (isPast && page.rows.some(isPast)) end = Math.min(end, number);
		return page;
	};
	for (let isNews = true; isNews;) {
		const { length } = pages;
		const before = { rows: known.size, total: Math.max(0, ...totalsOf(pages)) };
		const needed = Math.ceil((limit - matching) / list.perPage);
		const further = howFar(needed, length, {
			fewMatch: matching < known.size,
			endIsNear: isPast !== undefined,
		});
		const last = Math.min(lastAnnounced(pages, known.size), length + further, end);
		const reach = before.total > (pages[0]?.total ?? 0) ? REACH.growing : REACH.usual;
		const count = () => Math.min(last, lastNew + reach, end) - length;
		pages.push(...(await inParallel(count, CONCURRENCY, async (index) => await read(length + 1 + index))));
		isNews = known.size > before.rows || Math.max(0, ...totalsOf(pages)) > before.total;
	}
	const rows: Rows = new Map();
	for (const row of pages.flatMap((page) => page.rows)) {
		const id = idOf(list, row);
		if (!rows.has(id)) rows.set(id, row);
	}
	return { rows, shifted: haveShifted(pages) };
}

/** How many pages to ask for next. Where few rows match, or the end may come soon, each round looks as far again as those before it. */
function howFar(
	needed: number,
	read: number,
	{ fewMatch, endIsNear }: { fewMatch: boolean; endIsNear: boolean },
): number {
	const further = needed > 0 && fewMatch ? Math.max(needed, read) : needed;
	return endIsNear ? Math.min(further, Math.max(1, read)) : further;
}

/** A row without an ID is known by all that it holds. */
function idOf(list: List, row: IDataObject): unknown {
	return row[list.id] ?? JSON.stringify(row);
}

/**
 * The last page that there is by what the pages so far say; before them, the first. Where they count no pages, or too few, it
 * is told by the rows that they count and that were not found yet.
 */
function lastAnnounced(pages: Page[], known: number): number {
	const { length } = pages;
	const said = pages.reduce((last, { totalPages = 0 }) => Math.max(last, totalPages), 0);
	if (said > length) return said;
	const next = length === 0 || pages[length - 1].hasMore ? length + 1 : 0;
	const counted = totalsOf(pages);
	const missing = counted.length > 0 ? Math.min(...counted) - known : 0;
	const size = Math.max(1, ...pages.map(({ rows }) => rows.length));
	return Math.max(next, missing > 0 ? length + Math.ceil(missing / size) : 0);
}

/**
 * Whether rows may have moved to a page that had been read. They move down the list when others arrive and up when others
 * are deleted: a page that counts fewer rows than one before it was read after a deletion, or before an arrival.
 */
function haveShifted(pages: Page[]): boolean {
	const totals = totalsOf(pages);
	return totals.some((total, index) => index > 0 && total < totals[index - 1]);
}

function totalsOf(pages: Page[]): number[] {
	return pages.map(({ total }) => total).filter((total) => total !== undefined);
}
