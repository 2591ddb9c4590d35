import type { Query, QueryValue } from '../query';

export interface Pagination {
	page: number;
	perPage: number;
	total: number;
	totalPages: number;
	hasMore: boolean;
}

/** The asked page of `rows`; a page behind the last one is empty. `defaultPerPage` is the endpoint's own. */
export function pageOf<T>(
	rows: T[],
	query: Query,
	defaultPerPage: number,
): { rows: T[]; pagination: Pagination } {
	const page = Number(query.page ?? 1);
	const perPage = Number(query.per_page ?? defaultPerPage);
	const totalPages = Math.ceil(rows.length / perPage);
	return {
		rows: rows.slice((page - 1) * perPage, page * perPage),
		pagination: { page, perPage, total: rows.length, totalPages, hasMore: page < totalPages },
	};
}

/** True when no filter was given or the value is among the asked ones. */
export function passes(filter: QueryValue | undefined, value: string): boolean {
	return !Array.isArray(filter) || filter.includes(value);
}

/**
 * Sorts by a value, nulls last in both directions. Rows of equal value keep insertion order (reversed when descending),
 * so that the order is the same on every page.
 */
export function sorted<T>(
	rows: T[],
	valueOf: (row: T) => string | number | null,
	direction: 'asc' | 'desc',
): T[] {
	const sign = direction === 'asc' ? 1 : -1;
	const keyed = rows.map((row, index) => ({ row, index, value: valueOf(row) }));
	keyed.sort((a, b) => {
		if (a.value === b.value) return sign * (a.index - b.index);
		if (a.value === null) return 1;
		if (b.value === null) return -1;
		return a.value < b.value ? -sign : sign;
	});
	return keyed.map(({ row }) => row);
}

/** `sort_direction` of a query; newest first unless asked otherwise. */
export function directionOf(query: Query): 'asc' | 'desc' {
	return query.sort_direction === 'asc' ? 'asc' : 'desc';
}
