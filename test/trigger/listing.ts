import type { Means, Reading } from '../../nodes/Userplane/trigger/cursor';
import { hold, readFull, readNews } from '../../nodes/Userplane/trigger/cursor';
import type { Page, Row } from '../../nodes/Userplane/trigger/pages';
import { PER_PAGE } from '../../nodes/Userplane/trigger/pages';
import type { State } from '../../nodes/Userplane/trigger/state';
import { firstState } from '../../nodes/Userplane/trigger/state';
import { MINUTE_MS } from './support';

const noon = Date.UTC(2031, 4, 1, 12);

/** A list without a service: rows with their times, and the cursor run over them. */
export class Listing {
	rows: Row[] = [];

	/** Whether the service says how many rows there are. */
	counts = true;

	/** What the service says of each page, whatever is true. */
	claims: Partial<Page> = {};

	/** What happens before a page is read, by the page's number; each once. */
	before: Record<number, () => void> = {};

	/** The pages that were read since this was emptied. */
	pages: number[] = [];

	/** How many pages one poll has the time for. */
	time = Infinity;

	add(...rows: Row[]): void {
		this.rows.push(...rows);
		this.rows.sort((a, b) => a[1] - b[1]);
	}

	remove(...ids: string[]): void {
		this.rows = this.rows.filter(([id]) => !ids.includes(id));
	}

	/** The state of a trigger that is switched on now, whose first full reading is done. */
	async start(): Promise<State> {
		const newest = { ...this.page(1), rows: [...this.rows].reverse() };
		const begun = firstState('key', newest, { service: null, own: Number.MAX_SAFE_INTEGER });
		const { state } = await readFull(begun, this.means(Infinity));
		this.pages = [];
		return state;
	}

	/** One poll that takes on so many rows. @returns what it found, the IDs in order, and the next state */
	async poll(
		state: State,
		most = Infinity,
		date?: number,
	): Promise<Reading & { ids: string[]; forgotten: number }> {
		this.pages = [];
		const read = await readNews(state, this.means(most, date));
		return { ...read, ids: read.found.map(([id]) => id), ...hold(read.state, date) };
	}

	/** So many polls one after the other. @returns what each found, and the last state */
	async polls(begun: State, count: number, most = Infinity): Promise<{ told: string[][]; state: State }> {
		const told: string[][] = [];
		let state = begun;
		for (let n = 0; n < count; n++) {
			const { ids, ...rest } = await this.poll(state, most);
			told.push(ids);
			state = rest.state;
		}
		return { told, state };
	}

	page(number: number): Page {
		const end = number * PER_PAGE;
		return {
			number,
			rows: this.rows.slice(end - PER_PAGE, end),
			hasMore: end < this.rows.length,
			total: this.counts ? this.rows.length : undefined,
			...this.claims,
		};
	}

	private means(most: number, date?: number): Means {
		let left = this.time;
		let last: Page | undefined;
		return {
			date,
			takesOn: () => {
				let taken = 0;
				return () => ++taken <= most;
			},
			getPage: async (number) => {
				await Promise.resolve();
				if (last?.number === number) return last;
				if (left-- <= 0) return undefined;
				(this.before[number] as (() => void) | undefined)?.();
				Reflect.deleteProperty(this.before, number);
				this.pages.push(number);
				return (last = this.page(number));
			},
		};
	}
}

/** `count` rows named after `name`, one each `step` ms from `time` on. */
export function rowsOf(name: string, count: number, time: number, step: number): Row[] {
	return Array.from({ length: count }, (_, n) => [`${name}${n}`, time + n * step]);
}

/** Their names. */
export function namesOf(name: string, count: number): string[] {
	return rowsOf(name, count, 0, 0).map(([id]) => id);
}

/** A list whose 30 rows are known; then so many that are new, a minute apart. */
export async function scene(count: number, stepMs = MINUTE_MS): Promise<{ list: Listing; state: State }> {
	const list = new Listing();
	list.add(...rowsOf('old', 30, noon, 1_000));
	const begun = await list.start();
	const { state } = await list.poll(begun);
	list.add(...rowsOf('new', count, noon + MINUTE_MS, stepMs));
	return { list, state };
}
