import type { IDataObject } from 'n8n-workflow';

import { isObject, readObjects } from '../shared/objects';
import { inParallel } from '../shared/parallel';
import type { Client } from './client';

/** A list of the API: its path, the array's name in `data`, the key of a row's ID and the largest page (API reference). */
export interface List {
	path: string[];
	rows: string;
	id: string;
	perPage: number;
}

/** One page of a list. */
export interface Page {
	rows: IDataObject[];
	/** How many rows and pages there are in all, as far as the service says. */
	total?: number;
	totalPages: number;
	hasMore: boolean;
}

/** What reading a list needs of the client. */
type Requests = Pick<Client, 'request'>;

/** How many pages of one list are under way at once. */
const CONCURRENCY = 16;

/** How often a list that changes under our hands is read at most. */
const MOST_PASSES = 3;

/** Rows by their ID, in the list's order. */
type Rows = Map<unknown, IDataObject>;

/**
 * Gets the first `limit` rows of a list, or all with Infinity, in the list's order, each row once. The filters in `query`
 * are sent with every page. Only the pages that are needed are asked for: the first alone, the rest several at a time.
 * Rows that arrive in between push others onto the next page: they are recognised by their ID. When rows may have moved
 * to a page that had been read, the pages are read again.
 */
export async function listRows(
	client: Requests,
	list: List,
	query: IDataObject,
	limit: number,
): Promise<IDataObject[]> {
	let found: Rows = new Map();
	for (let pass = 1; pass <= MOST_PASSES; pass++) {
		const { rows, shifted } = await readPages(client, list, query, limit);
		// A pass in which nothing moved is the list itself; else what the passes before it saw is kept behind it
		found = shifted ? new Map([...rows, ...found]) : rows;
		if (!shifted) break;
	}
	return [...found.values()].slice(0, limit);
}

/** Gets one page, counted from 1, at the list's largest page size. */
export async function getPage(client: Requests, list: List, query: IDataObject, page: number): Promise<Page> {
	const { data } = await client.request({
		method: 'GET',
		path: list.path,
		query: { ...query, page, per_page: list.perPage },
	});
	const rows = readObjects(data, list.rows);
	const pagination = isObject(data.pagination) ? data.pagination : {};
	const total = readCount(pagination.total);
	const totalPages = readCount(pagination.totalPages) ?? Math.ceil((total ?? 0) / list.perPage);
	return { rows, total, totalPages, hasMore: pagination.hasMore === true || page < totalPages };
}

async function readPages(
	client: Requests,
	list: List,
	query: IDataObject,
	limit: number,
): Promise<{ rows: Rows; shifted: boolean }> {
	const rows: Rows = new Map();
	const keep = (page: Page) => {
		for (const row of page.rows) {
			const id = row[list.id] ?? JSON.stringify(row);
			if (!rows.has(id)) rows.set(id, row);
		}
	};
	const pages = [await getPage(client, list, query, 1)];
	const needed = Math.min(pages[0].totalPages, Math.ceil(limit / list.perPage));
	const readPage = async (index: number) => await getPage(client, list, query, index + 2);
	pages.push(...(await inParallel(needed - 1, CONCURRENCY, readPage)));
	pages.forEach(keep);
	// More rows than the first page promised: go on one by one, as long as a page brings something new or more are announced
	for (let more = true; more;) {
		const last = pages[pages.length - 1];
		if (!last.hasMore || rows.size >= limit) break;
		const before = rows.size;
		const page = await getPage(client, list, query, pages.length + 1);
		pages.push(page);
		keep(page);
		more = rows.size > before || (page.total ?? 0) > (last.total ?? 0);
	}
	return { rows, shifted: haveShifted(pages) };
}

/**
 * Whether rows may have moved to a page that had been read. They move down the list when others arrive and up when others
 * are deleted: a page that counts fewer rows than one before it was read after a deletion, or before an arrival.
 */
function haveShifted(pages: Page[]): boolean {
	const totals = pages.map(({ total }) => total).filter((total) => total !== undefined);
	return totals.some((total, index) => index > 0 && total < totals[index - 1]);
}

function readCount(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.floor(value) : undefined;
}
