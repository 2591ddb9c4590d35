import type { IDataObject } from 'n8n-workflow';

import { isObject, readCount, readObjects } from '../shared/objects';
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
	totalPages?: number;
	/** Whether the service announces more; when it says nothing at all, whether the page is full. */
	hasMore: boolean;
	/** What the service's clock said, in ms since 1970. */
	date?: number;
}

/** What reading a list needs of the client. */
export type Requests = Pick<Client, 'request'>;

/** Gets one page, counted from 1, at the list's largest page size. */
export async function getPage(client: Requests, list: List, query: IDataObject, page: number): Promise<Page> {
	const { data, date } = await client.request({
		method: 'GET',
		path: list.path,
		query: { ...query, page, per_page: list.perPage },
	});
	const { pagination: said, [list.rows]: named } = data;
	const pagination = isObject(said) ? said : {};
	// Some services leave out a list that is empty, or send null
	const isEmpty = readCount(pagination.total) === 0 && (named ?? null) === null;
	const rows = isEmpty ? [] : readObjects(data, list.rows);
	const { length } = rows;
	const total = atLeast(length, pagination.total);
	const totalPages = atLeast(length > 0 ? page : 0, pagination.totalPages);
	const announced = readFlag(pagination.hasMore);
	const perPage = Math.min(readCount(pagination.perPage) || Infinity, list.perPage);
	const pages = totalPages ?? (total === undefined ? undefined : Math.ceil(total / perPage));
	const isMore = pages === undefined ? announced === undefined && length >= perPage : page < pages;
	return { rows, total, totalPages, hasMore: announced === true || isMore, date };
}

/** A count, unless the page itself shows that it is false: then it is as good as none. */
function atLeast(least: number, value: unknown): number | undefined {
	const count = readCount(value);
	return count !== undefined && count >= least ? count : undefined;
}

/** Yes or no, also as text; undefined for anything else. */
function readFlag(value: unknown): boolean | undefined {
	const text = String(value);
	return text === 'true' || text === 'false' ? text === 'true' : undefined;
}
