/** Whether a list keeps to what it is asked for: pages, sizes, counts, order and filters. */
import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../../nodes/Userplane/shared/objects';
import { dataOf, type Visit } from './visit';

/** A list of the API. */
export interface List {
	operation: string;
	path: string;
	/** The name of its rows in `data`, and of a row's ID. */
	rows: string;
	id: string;
}

export interface Page {
	rows: IDataObject[];
	total: number;
	totalPages: number;
}

type Query = Record<string, string | number>;

/** An ID that nothing has. */
export const NOBODY = 'n8n-live-check-nobody';

/** What a page is other than it was asked for: where, what was expected and what came. */
type Fault = [at: string, expected: string, came: string];

/** Gets a page and holds its counts to each other. Once more when they do not fit, since the list may just have changed. */
export async function getPage(visit: Visit, list: List, query: Query = {}): Promise<Page | undefined> {
	for (let tries = 1; ; tries++) {
		const data = await visit.data(list.operation, list.path, query);
		const rows = data?.[list.rows];
		const pagination = data?.pagination;
		// A form that is not as documented was noted by the contract
		if (!data || !Array.isArray(rows) || !isObject(pagination)) return undefined;
		const faults = faultsOf(visit.sizesOf(list.operation).usual, query, rows.length, pagination);
		if (faults.length > 0 && tries === 1) continue;
		if (!('per_page' in query)) noteSizes(visit, list, pagination);
		for (const [at, expected, came] of faults) visit.differs(list.operation, at, expected, came);
		return {
			rows: readRows(data, list.rows),
			total: Number(pagination.total),
			totalPages: Number(pagination.totalPages),
		};
	}
}

/** What a list says of itself when no size is asked for. The first page without a filter comes first, and counts. */
function noteSizes(
	{ findings }: Visit,
	{ operation }: List,
	{ perPage, total, totalPages }: IDataObject,
): void {
	const question = `Pages of ${operation} unasked`;
	if (findings.answers.has(question)) return;
	const [size, count, pages] = [perPage, total, totalPages].map(asNumber);
	findings.answer(question, `${size} rows each, total ${count} in ${pages} pages`);
}

/** The rows of a list, as far as they are objects. */
export function readRows(data: IDataObject, name: string): IDataObject[] {
	const rows: unknown = data[name];
	return Array.isArray(rows) ? (rows as unknown[]).filter((row) => isObject(row)) : [];
}

function faultsOf(usual: number, query: Query, count: number, pagination: IDataObject): Fault[] {
	const { page: asked = 1, per_page: perPageAsked = usual }: Partial<Query> = query;
	const [page, size] = [Number(asked), Number(perPageAsked)];
	const { total, perPage } = pagination;
	if (count > size) return [['per_page', `at most ${size} rows`, `${count} rows`]];
	if (perPage !== size)
		return perPage === undefined ? [] : [['data.pagination.perPage', String(size), asNumber(perPage)]];
	if (typeof total !== 'number') return [];
	const left = Math.min(size, Math.max(0, total - (page - 1) * size));
	const fits = `a total that fits ${count} rows on page ${page}`;
	const expected: Array<[string, unknown, unknown]> = [
		['data.pagination.page', page, pagination.page],
		['data.pagination.totalPages', Math.ceil(total / size), pagination.totalPages],
		['data.pagination.hasMore', page * size < total, pagination.hasMore],
		['data.pagination.total', fits, count === left ? undefined : total],
	];
	return expected
		.filter(([, right, came]) => came !== undefined && came !== right)
		.map(([at, right, came]) => [at, String(right), asNumber(came)]);
}

function asNumber(value: unknown): string {
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'no number';
}

/** Reads beginning and end upwards, and the first two pages downwards, and looks at the order and at what is on two pages. */
export async function checkOrder(visit: Visit, list: List, total: number): Promise<void> {
	const { findings } = visit;
	if (total < 2) {
		findings.answer(`Order of ${list.operation}`, 'could not be told: fewer than two rows');
		return;
	}
	const size = total > 2 ? 2 : 1;
	const last = Math.max(2, Math.ceil(total / size));
	for (const [direction, pages] of [
		['asc', [1, last]],
		['desc', [1, 2]],
	] as const) {
		const rows: IDataObject[] = [];
		for (const page of pages) {
			const query = { sort_by: 'created_at', sort_direction: direction, page, per_page: size };
			rows.push(...((await getPage(visit, list, query))?.rows ?? []));
		}
		const ids = rows.map((row) => row[list.id]).filter((id) => id !== undefined);
		const twice = ids.length - new Set(ids).size;
		if (twice > 0)
			visit.differs(
				list.operation,
				'page',
				'other rows on each page',
				`${twice} rows that were on the page before`,
			);
		else
			holdOrder(
				visit,
				list,
				direction,
				rows.map((row) => Date.parse(asText(row.createdAt))),
			);
	}
}

function holdOrder(visit: Visit, list: List, direction: 'asc' | 'desc', times: number[]): void {
	if (times.some(Number.isNaN)) return;
	const sign = direction === 'asc' ? 1 : -1;
	const wrong = times.filter((time, index) => index > 0 && sign * (time - times[index - 1]) < 0).length;
	if (wrong > 0)
		visit.differs(
			list.operation,
			'sort_direction',
			`${direction} by createdAt`,
			`${wrong} of ${times.length - 1} steps the other way`,
		);
}

/** How texts may be compared: nobody says which way the service does it. */
const collations = [
	(text: string) => text,
	(text: string) => text.toLowerCase(),
	(text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''),
];

/** Sorts by another field: by whatever way of comparing, the rows have to be in order. */
export async function checkSorting(visit: Visit, list: List, by: string, field: string): Promise<void> {
	const page = await getPage(visit, list, { sort_by: by, sort_direction: 'asc' });
	const values = (page?.rows ?? [])
		.map((row) => row[field])
		.filter((value) => typeof value === 'number' || typeof value === 'string');
	const isOrdered = (keys: Array<number | string>) =>
		keys.every((key, index) => {
			const before = keys[index - 1] ?? key;
			return typeof key === 'string'
				? String(before) <= key || String(before).localeCompare(key) <= 0
				: Number(before) <= key;
		});
	const ways = collations.map((way) =>
		values.map((value) => (typeof value === 'string' ? way(value) : value)),
	);
	if (!ways.some(isOrdered))
		visit.differs(list.operation, 'sort_by', `${field} in order`, `${values.length} values in another order`);
}

/** A filter, with a value that something has, and where a row shows the field it looks at. */
export interface Filter {
	name: string;
	value: unknown;
	of?: (row: IDataObject) => unknown;
}

/** Sees that a filter leaves out what it should: by a value that some rows have, or by one that nothing has where that tells nothing. */
export async function checkFilter(
	visit: Visit,
	list: List,
	{ rows, total }: Page,
	filter: Filter,
): Promise<void> {
	const { operation } = list;
	const { name, value, of } = filter;
	const untold = (why: string) =>
		visit.findings.answer(`Filter ${name} of ${operation}`, `could not be told: ${why}`);
	if (typeof value !== 'string') {
		untold('nothing to filter by');
		return;
	}
	const haveAll = of && rows.length === total && rows.every((row) => of(row) === value);
	if (!haveAll) {
		const found = await getPage(visit, list, { [`${name}[0]`]: value });
		if (!found || isWrong(visit, operation, filter, found) || found.total < total) return;
	}
	const exchange = await visit.get(list.path, { [`${name}[0]`]: NOBODY });
	const others = readRows(dataOf(exchange) ?? {}, list.rows).length;
	if (others > 0) visit.differs(operation, name, 'no row for an ID that nothing has', `${others} rows`);
	else if (exchange.status !== 200)
		untold(`all rows have the value, and an unknown ID is answered ${String(exchange.status)}`);
}

/** Whether what a filter found is plainly wrong. */
function isWrong(
	visit: Visit,
	operation: string,
	{ name, value, of }: Filter,
	{ rows, total }: Page,
): boolean {
	const wrong = of ? rows.filter((row) => of(row) !== value).length : 0;
	if (wrong > 0) visit.differs(operation, name, 'rows with that value alone', `${wrong} rows with another`);
	else if (total === 0) visit.differs(operation, name, 'rows with that value', 'none');
	return wrong > 0 || total === 0;
}

/** The value that the fewest of these rows have, so that a filter by it has something to leave out. */
export function rarest(rows: IDataObject[], of: (row: IDataObject) => unknown): unknown {
	const counts = new Map<unknown, number>();
	for (const row of rows) counts.set(of(row), (counts.get(of(row)) ?? 0) + 1);
	return [...counts].sort((a, b) => a[1] - b[1]).at(0)?.[0];
}

/** A field of an object in a row. */
export function inside(outer: string, inner: string): (row: IDataObject) => unknown {
	return (row) => (isObject(row[outer]) ? row[outer][inner] : undefined);
}
