import type { GetPage, Page, Row } from './pages';
import { findPage, lastPage, PER_PAGE } from './pages';
import type { State } from './state';
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
	/** What says of row after row whether one reading takes it on. */
	takesOn: () => (row: Row) => boolean;
	/** What the service's clock says, in ms, or this machine's where it says nothing: the floor stays below it. */
	date?: number;
}

/** What a reading found, oldest first, and the state when that is dealt with. */
export interface Reading {
	state: State;
	found: Row[];
	/** Whether it got to the end of the list. */
	isWhole: boolean;
	/** How many rows are below the floor, when that was looked for from the end on. */
	below?: number;
}

/** Every so many polls the reading is full. */
const FULL_EVERY = 8;

function isFullDue({ full, shorts }: State): boolean {
	return full !== null || shorts >= FULL_EVERY - 1;
}

/** Where a full reading begins: where one was cut short, or at the floor, which is as many rows back as were seen since. */
function placeOf({ full, total, seen, floor }: State): { page: number; time: number } {
	return full ?? { page: lastPage(total - seen.length), time: floor };
}

/** The page that the next reading begins with. */
export function firstPage(state: State): number {
	return isFullDue(state) ? placeOf(state).page : lastPage(state.total);
}

/** Reads what is new: from the last page on, and all when the count says that there is more of it, or when it gets nowhere. */
export async function readNews(state: State, means: Means): Promise<Reading> {
	if (isFullDue(state)) return await readFull(state, means);
	const walk = new Walk(state, means, state.floor);
	const begin = await findPage(firstPage(state), walk.isKnown, means.getPage);
	const isWhole = await walk.from(begin.page);
	const { found, seen } = walk;
	const total = state.total + found.length;
	if (isWhole ? walk.total !== total : found.length === 0)
		return await readFull(state, means, walk.end && walk.end * PER_PAGE);
	return { state: { ...state, total, shorts: state.shorts + Number(isWhole), seen }, found, isWhole };
}

/** Reads from the floor on, or from where a full reading was cut short, in a list of about so many rows. */
export async function readFull(state: State, means: Means, about = state.total): Promise<Reading> {
	const { page, time } = placeOf({ ...state, total: about });
	const walk = new Walk(state, means, time);
	const { page: first, number } = await walk.find(page);
	if (!first) return { state: { ...state, full: { page: number, time } }, found: [], isWhole: false };
	const isWhole = await walk.from(first);
	const { found, seen, end, mark, total = end && end * PER_PAGE } = walk;
	const below = (first.number - 1) * PER_PAGE + first.rows.filter((row) => row[1] < state.floor).length;
	const full = { page: end ?? first.number, time: mark };
	if (!isWhole) return { state: { ...state, seen, full }, found, isWhole, below };
	const reached = Math.min(mark, means.date ?? Infinity) - OVERLAP_MS;
	const floor = Math.max(state.floor, Math.min(state.next, reached));
	const settled = { floor, next: Math.max(floor, reached), seen: seen.filter((row) => row[1] >= floor) };
	const whole = { ...state, ...settled, total: total ?? state.total, shorts: 0, full: null };
	return { state: whole, found, isWhole, below };
}

/** One way through the list, from page to page. */
class Walk {
	readonly found: Row[] = [];
	/** The last page that had rows, and what the service counted last. */
	end?: number;
	total?: number;
	private readonly known: Set<string>;
	private readonly takesOn: (row: Row) => boolean;
	private readAgain = 0;

	readonly isKnown = ([id, time]: Row): boolean => time < this.state.floor || this.known.has(shortId(id));

	constructor(
		private readonly state: State,
		private readonly means: Means,
		/** The time up to which rows were dealt with. */
		public mark: number,
	) {
		this.known = new Set(state.seen.map(([id]) => id));
		this.takesOn = means.takesOn();
	}

	get seen(): Row[] {
		return [...this.state.seen, ...this.found.map(([id, time]): Row => [shortId(id), time])];
	}

	/** Goes on from a page to the end. @returns whether it got there */
	async from(first: Page | undefined): Promise<boolean> {
		for (let page = first; page; page = await this.after(page)) {
			this.total = page.total;
			if (page.rows.length === 0) return true;
			this.end = page.number;
			if (!this.take(page)) return false;
			if (!page.hasMore) return true;
		}
		return false;
	}

	/** Where to go on: at the last page that begins with a row that was dealt with, above the guess an older one than the last. */
	async find(guess: number): ReturnType<typeof findPage> {
		const isDone = (row: Row, isAbove: boolean) =>
			row[1] < this.mark || (row[1] === this.mark && !isAbove && this.isKnown(row));
		return await findPage(guess, isDone, this.means.getPage);
	}

	private async after(page: Page): Promise<Page | undefined> {
		const next = await this.means.getPage(page.number + 1);
		const hasFallen = (next?.total ?? Infinity) < (page.total ?? 0);
		if (!hasFallen || page.number <= this.readAgain) return next;
		this.readAgain = page.number;
		return (await this.find(page.number)).page;
	}

	/** Deals with the rows of a page. @returns whether all were taken on */
	private take({ rows }: Page): boolean {
		for (const row of rows) {
			if (!this.isKnown(row)) {
				if (!this.takesOn(row)) return false;
				this.found.push(row);
				this.known.add(shortId(row[0]));
			}
			this.mark = Math.max(this.mark, row[1]);
		}
		return true;
	}
}

/** Forgets the oldest rows when there are too many to remember. @returns how many of them late ones may still come to */
export function hold(state: State, date?: number): { state: State; forgotten: number } {
	const seen = [...state.seen].sort((a, b) => a[1] - b[1]);
	const gone = seen.splice(0, Math.max(0, seen.length - MOST_SEEN));
	if (gone.length === 0) return { state, forgotten: 0 };
	const floor = gone[gone.length - 1][1] + 1;
	const now = date ?? seen[seen.length - 1][1];
	const forgotten = gone.filter(([, time]) => time >= now - OVERLAP_MS).length;
	const next = Math.max(state.next, floor);
	return { state: { ...state, floor, next, seen: seen.filter((row) => row[1] >= floor) }, forgotten };
}
