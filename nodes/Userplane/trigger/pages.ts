import { LISTS } from '../shared/lists';

/** The rows of a page: links and recordings have the same. */
export const PER_PAGE = LISTS.recordings.perPage;

/** A row of a list, as far as the cursor is concerned: its ID and its own timestamp in ms. */
export type Row = readonly [id: string, time: number];

/** A page of the list, oldest first, with the service's count of the whole list (undefined when it does not say). */
export interface Page {
	number: number;
	rows: readonly Row[];
	total?: number;
	hasMore: boolean;
}

/** Gets a page; undefined when the time does not allow it. */
export type GetPage = (number: number) => Promise<Page | undefined>;

/** The page of a list's last row, when it has so many. */
export function lastPage(total = Infinity): number {
	return Math.max(1, Math.ceil(total / PER_PAGE));
}

/**
 * Finds the last page, from `high` back, that begins with such a row; the first page if there is none. Each step back is twice as
 * long as the one before, and once it is between two pages their distance is halved.
 * @returns the page, unless the time was over; and the last one that it may be
 */
export async function findPage(
	high: number,
	isSuch: (row: Row) => boolean,
	getPage: GetPage,
): Promise<{ page?: Page; high: number }> {
	let low = 1;
	let page: Page | undefined;
	for (let step = 1; high > low || !page; step *= 2) {
		const number = Math.max(Math.floor((low + high + 1) / 2), high + 1 - step);
		const got = await getPage(number);
		if (!got) return { high };
		if (number === low || (got.rows.length > 0 && isSuch(got.rows[0]))) [low, page] = [number, got];
		else high = Math.max(low, Math.min(number - 1, lastPage(got.total)));
	}
	return { page, high };
}
