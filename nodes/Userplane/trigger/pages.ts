import { LISTS } from '../shared/lists';
import type { Row } from './state';

/** The rows of a page: links and recordings have the same. */
export const PER_PAGE = LISTS.recordings.perPage;

/** A page of the list, oldest first, with the service's count of the whole list (undefined when it does not say). */
export interface Page {
	number: number;
	rows: readonly Row[];
	total?: number;
	hasMore: boolean;
}

/** Gets a page; undefined when the time does not allow it. */
export type GetPage = (number: number) => Promise<Page | undefined>;

/** The last page of the list by the service's count; at least `least`. */
export function lastPage({ total = Infinity }: Pick<Page, 'total'>, least = 1): number {
	return Math.max(least, Math.ceil(total / PER_PAGE));
}

/** Where a search got to: the page, unless the time was over; it is none below `low` and none above `high`. */
export interface Place {
	page?: Page;
	low: number;
	high: number;
}

/**
 * Finds the last page that begins with such a row; the page `low` if there is none. The first step back from `high` is a
 * stride, each further one twice as long, and once it is between two pages their distance is halved.
 */
export async function findPlace(
	{ low, high, stride }: { low: number; high: number; stride: number },
	isSuch: (row: Row) => boolean,
	getPage: GetPage,
): Promise<Place> {
	let place: Page | undefined;
	for (let step = stride; high > low || !place; step *= 2) {
		const number = Math.max(Math.floor((low + high + 1) / 2), high + 1 - step);
		const page = await getPage(number);
		if (!page) return { low, high };
		if (number === low || (page.rows.length > 0 && isSuch(page.rows[0]))) [low, place] = [number, page];
		else high = Math.min(number - 1, lastPage(page, low));
	}
	return { page: place, low, high };
}
