import type { GetPage, Page, Place } from './pages';
import { findPlace } from './pages';
import type { Row, State } from './state';
import { MOST_SEEN, OVERLAP_MS, shortId } from './state';

/*
 * How the list is read: oldest first, so that what is new is at its end. The rules, and the tests of the same names:
 *  1. Each row is dealt with as it is read, and the next poll goes on where one ended.
 *  2. A short reading begins at the end's page, and is all when the service's count adds up.
 *  3. A full reading begins at the floor: every eighth poll, and when the count does not add up or there is none.
 *  4. Only a full reading that gets to the end moves the floor, to where the one before had got to, less the overlap.
 *  5. So a row is in two full readings before it is settled.
 *  6. The floor stays below the newest row and the service's clock.
 *  7. When the count falls behind a page, that page is read once more: rows have moved up.
 *  8. A reading begins at a page whose first row was dealt with, which is found by halving when it has moved.
 *  9. What is there when it is switched on is noted, until a reading finds no more.
 * 10. What cannot be remembered is not told again.
 */

/** What a reading goes by. */
export interface Means {
	getPage: GetPage;
	/** Whether one poll takes on one more row, which then counts. */
	takesOn: (row: Row) => boolean;
	/** What the service's clock says, in ms; undefined when it does not. */
	date?: number;
}

/** What a reading found, oldest first, and the state when that is dealt with. */
export interface Reading {
	state: State;
	found: Row[];
	/** Whether it got to the end of the list, and whether all that it had to read was on one page. */
	isWhole: boolean;
	isOnePage?: boolean;
}

/** Every so many polls the reading is full. */
const FULL_EVERY = 8;

export function isFullDue({ full, total, shorts }: State): boolean {
	return full !== null || total === null || shorts >= FULL_EVERY - 1;
}

/** The page that the next reading begins with. */
export function firstPage(state: State): number {
	return isFullDue(state) ? (state.full?.page ?? state.page) : state.end;
}

/** Reads what is new. */
export async function readNews(state: State, means: Means): Promise<Reading> {
	const short = isFullDue(state) ? undefined : await readShort(state, means);
	return short ?? (await readFull(state, means));
}

/** Reads from the end's page on; undefined when the count says that there is more that is new. */
async function readShort(state: State, means: Means): Promise<Reading | undefined> {
	const walk = new Walk(state, means, state.floor);
	const isWhole = await walk.from(await means.getPage(state.end));
	const { found, end = state.end, total } = walk;
	const known = (state.total ?? 0) + found.length;
	if (isWhole && total !== known) return undefined;
	const shorts = isWhole ? state.shorts + 1 : state.shorts;
	return { state: { ...state, end, total: known, shorts, seen: walk.seen }, found, isWhole };
}

/** Reads from the floor on, or from where a full reading was cut short. */
export async function readFull(begun: State, means: Means): Promise<Reading> {
	const state = begun.full ? begun : { ...begun, floor: Math.max(begun.floor, begun.forgotten + 1) };
	const { page, time } = state.full ?? { page: state.page, time: state.floor };
	const walk = new Walk(state, means, time);
	const place = await walk.find(page);
	if (!place.page) return { state: placeAt(state, place.high), found: [], isWhole: false };
	walk.settled = Math.min(state.page, place.page.number);
	const isWhole = await walk.from(place.page);
	const { found, seen, total = null, end = state.end, newest, settled } = walk;
	const at = { ...state, page: settled, seen };
	if (!isWhole) return { state: { ...at, full: { page: end, time: walk.mark } }, found, isWhole };
	const highest = Math.min(newest, means.date ?? Infinity) - OVERLAP_MS;
	const floor = Math.max(state.floor, Math.min(state.next, highest));
	const settles = { floor, next: Math.max(floor, highest), seen: seen.filter((row) => row[1] >= floor) };
	const isOnePage = state.full === null && place.page.number === end;
	return { state: { ...at, ...settles, total, end, shorts: 0, full: null }, found, isWhole, isOnePage };
}

/** The search goes on at this page with the next poll. */
function placeAt(state: State, page: number): State {
	return state.full ? { ...state, full: { ...state.full, page } } : { ...state, page };
}

/** One way through the list, from page to page. */
class Walk {
	readonly found: Row[] = [];
	/** The last page that had rows, and what the service counted when the last one was read. */
	end?: number;
	total?: number;
	/** The newest time that was read, and the last page that begins below the next floor. */
	newest = -Infinity;
	settled = 1;
	private readonly known: Set<string>;
	private readAgain = 0;

	/** @param mark the time up to which rows were dealt with */
	constructor(
		private readonly state: State,
		private readonly means: Means,
		public mark: number,
	) {
		this.known = new Set(state.seen.map(([id]) => id));
	}

	get seen(): Row[] {
		return [...this.state.seen, ...this.found.map(([id, time]): Row => [shortId(id), time])];
	}

	/** Goes on from a page to the end. @returns whether it got there */
	async from(first: Page | undefined): Promise<boolean> {
		for (let page = first; page; page = await this.after(page)) {
			this.total = page.total;
			if (page.rows.length === 0) return true;
			if (page.rows[0][1] < this.state.next) this.settled = page.number;
			this.end = page.number;
			if (!this.take(page)) return false;
			if (!page.hasMore || this.isPastStart(page)) return true;
		}
		return false;
	}

	/** Where to go on: at the page, from this one back, that begins with a row that was dealt with. */
	async find(number: number): Promise<Place> {
		const isDone = (row: Row) => row[1] < this.mark || (row[1] === this.mark && this.isKnown(row));
		return await findPlace({ low: 1, high: number, stride: 1 }, isDone, this.means.getPage);
	}

	private async after(page: Page): Promise<Page | undefined> {
		const next = await this.means.getPage(page.number + 1);
		const hasFallen = next?.total !== undefined && page.total !== undefined && next.total < page.total;
		if (!hasFallen || page.number <= this.readAgain) return next;
		this.readAgain = page.number;
		return (await this.find(page.number)).page;
	}

	/** Deals with the rows of a page. @returns whether all were taken on */
	private take({ rows }: Page): boolean {
		for (const row of rows.filter(([, time]) => time <= (this.state.starting ?? Infinity))) {
			if (!this.isKnown(row)) {
				if (!this.means.takesOn(row)) return false;
				this.found.push(row);
				this.known.add(shortId(row[0]));
			}
			this.mark = Math.max(this.mark, row[1]);
		}
		this.newest = Math.max(this.newest, rows[rows.length - 1][1]);
		return true;
	}

	private isKnown([id, time]: Row): boolean {
		return time < this.state.floor || this.known.has(shortId(id));
	}

	/** What came after it was switched on is told later. */
	private isPastStart({ rows }: Page): boolean {
		return rows[rows.length - 1][1] > (this.state.starting ?? Infinity);
	}
}

/** Forgets the oldest rows when there are too many to remember. @returns how many of them late ones may still come to */
export function hold(state: State, date?: number): { state: State; forgotten: number } {
	const tooMany = state.seen.length - MOST_SEEN;
	if (tooMany <= 0) return { state, forgotten: 0 };
	const oldestFirst = [...state.seen].sort((a, b) => a[1] - b[1]);
	const gone = oldestFirst.slice(0, tooMany);
	const forgotten = gone[tooMany - 1][1];
	const seen = oldestFirst.slice(tooMany);
	const newest = seen[seen.length - 1][1];
	const open = gone.filter(([, time]) => time >= (date ?? newest) - OVERLAP_MS);
	const floor = Math.max(state.floor, forgotten);
	return {
		state: { ...state, seen, floor, next: Math.max(state.next, floor), forgotten },
		forgotten: open.length,
	};
}
