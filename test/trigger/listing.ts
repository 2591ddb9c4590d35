import { commit, firstState } from '../../nodes/Userplane/trigger/commit';
import type { ListPage, Read } from '../../nodes/Userplane/trigger/read';
import { addPage, firstFloor, nextBatch, PER_PAGE, startRead } from '../../nodes/Userplane/trigger/read';
import type { Row, State } from '../../nodes/Userplane/trigger/state';
import { emptyState } from '../../nodes/Userplane/trigger/state';

/** A list without a service: rows with their times, and the cursor's pure functions run over them. */
export class Listing {
	rows: Row[] = [];

	/** Whether the service says how many rows there are. */
	counts = true;

	/** What the service says of each page, whatever is true. */
	claims: Partial<ListPage> = {};

	/** What happens before a page is read, by the page's number; each once. */
	before: Record<number, () => void> = {};

	/** The pages that were read since this was emptied. */
	pages: number[] = [];

	add(...rows: Row[]): void {
		this.rows.push(...rows);
		this.rows.sort((a, b) => b[1] - a[1]);
	}

	remove(...ids: string[]): void {
		this.rows = this.rows.filter(([id]) => !ids.includes(id));
	}

	/** The state of a trigger that is switched on now. */
	start(): State {
		const blank = emptyState('key', firstFloor(this.page(1)), { now: 0, isDated: false });
		const read = this.read(blank);
		return firstState(blank, read, [...read.fresh.values()], true).state;
	}

	/** One reading of the list, of so many pages at most: more than any list here has. */
	read(state: State, most = 200): Read {
		let read = startRead(true);
		for (let pages = 0; read.next !== undefined && pages < most; pages++) {
			(this.before[read.next] as (() => void) | undefined)?.();
			Reflect.deleteProperty(this.before, read.next);
			this.pages.push(read.next);
			read = addPage(state, read, this.page(read.next));
		}
		return read;
	}

	/** One poll that deals with the first `most` of its batch. @returns their ids in order, and the next state */
	poll(state: State, most = Infinity, pages = 200): { ids: string[]; state: State; forgotten: number } {
		const read = this.read(state, pages);
		const taken = nextBatch(read).slice(0, most);
		return { ids: taken.map(([id]) => id), ...commit(state, read, taken) };
	}

	page(number: number): ListPage {
		const end = number * PER_PAGE;
		return {
			rows: this.rows.slice(end - PER_PAGE, end),
			hasMore: end < this.rows.length,
			total: this.counts ? this.rows.length : undefined,
			...this.claims,
		};
	}
}

/** `count` rows named after `name`, one each `step` ms from `time` on. */
export function rowsOf(name: string, count: number, time: number, step: number): Row[] {
	return Array.from({ length: count }, (_, n) => [`${name}${n}`, time + n * step]);
}
