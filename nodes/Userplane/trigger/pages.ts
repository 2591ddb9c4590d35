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
 * Finds the last page that begins with such a row, from a guess on; the first page if there is none. Each step up or down is twice
 * as long as the one before, and once it is between two pages their distance is halved. A count is a hint for one step down.
 * @returns the page; when the time was over one before it, or none; and where to look next
 */
export async function findPage(
	guess: number,
	isSuch: (row: Row, isAbove: boolean) => boolean,
	getPage: GetPage,
): Promise<{ page?: Page; number: number }> {
	let [low, high, number] = [1, Infinity, guess];
	let page: Page | undefined;
	for (let step = 1; high > low || !page; step *= 2) {
		const got = await getPage(number);
		if (!got) break;
		const begins = got.rows.slice(0, 1).some((row) => isSuch(row, number > guess));
		if (begins || number === 1) [low, page] = [number, got];
		if (!begins || !got.hasMore) high = Math.max(low, begins ? number : number - 1);
		const down = Math.max(Math.floor((low + high + 1) / 2), high + 1 - step);
		const hint = begins ? Infinity : Math.max(page ? low + 1 : low, lastPage(got.total));
		number = high === Infinity ? low + step : Math.min(down, hint);
	}
	return { page, number };
}
