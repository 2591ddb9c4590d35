import { createHash } from 'node:crypto';

/**
 * What the trigger remembers between polls: plain JSON in n8n's static data, under 64 KB whatever happens. All times are
 * the service's own, in ms since 1970, never this machine's.
 */
export interface State {
	/** What the state belongs to: workspace, event and filters. A state of another key is not used. */
	key: string;
	/** When the last poll was that went well; never earlier than what an earlier one noted. */
	polledAt: number;
	/** Whether the service's clock said so at that poll, and not just the newest row. */
	isDated: boolean;
	/** Rows below this are settled: they were dealt with, or were there before the trigger was switched on. */
	floor: number;
	/** The floor after the next full read: a row is in two full reads before it is settled. */
	nextFloor: number;
	/** How many rows the list had in all, less those still to be found; null when the service does not say. */
	total: number | null;
	/** The rows from the floor on that were found, by their short IDs. */
	seen: Row[];
	/** Recordings that were found and not told yet, oldest first. */
	waiting: Waiting[];
	/** Polls since the last full read; those of them since the last news; after how many of these the next is due. */
	shallow: number;
	quiet: number;
	gap: number;
	/** Where a reading towards the floor goes on that did not fit in one poll. */
	resume: Resume | null;
	/**
	 * The newest time in the list when the trigger was switched on, as long as not all is noted that was there then: it did
	 * not fit in one poll. What is newer came since. (The service's clock tells seconds only.) Null when all is noted.
	 */
	starting: number | null;
}

/** What time it is by the service's clock; where it does not say (not `isDated`), by the newest row. */
export interface Time {
	now: number;
	isDated: boolean;
}

/** A row of a list, as far as the cursor is concerned: its ID and its own timestamp in ms. */
export type Row = readonly [id: string, time: number];

/** A recording to look at: how often it was looked at, and in how many polls the next look is due. */
export interface Waiting {
	id: string;
	checks: number;
	due: number;
}

/** A reading that is not at its end: its next page, the newest time when it began, and the service's last count. */
export interface Resume {
	page: number;
	since: number;
	counted: number | null;
}

/** A row may show up to 10 minutes after its own timestamp; one minute more for the edges. */
export const OVERLAP_MS = 11 * 60_000;

/** How many rows are remembered: at 17 bytes each they take 34 KB of the state. */
export const MOST_SEEN = 2_000;

/** Full reads are at first this many quiet polls apart, then twice as many each time, and while there is news at most 8. */
export const GAP = { first: 2, most: 64, busy: 8 } as const;

/** 48 bits: that a new row is taken for one of 2,000 others happens once in 100 billion rows. */
const SHORT_ID = 8;

/** The length of a time in base 36: enough for 3,000 years. */
const TIME = 9;

/** What is remembered of an ID, however long it is. */
export function shortId(id: string): string {
	return digest(id).slice(0, SHORT_ID);
}

/** The name of what a trigger watches: a state belongs to just that. In which order a filter lists its values is all the same. */
export function keyOf({
	workspaceId,
	event,
	query,
	ticketSystem,
}: Record<'workspaceId' | 'event', string> & { query: object; ticketSystem?: string }): string {
	const all = ticketSystem === undefined ? query : { ...query, ticketSystem };
	const filters = Object.entries(all).map(([name, values]: [string, unknown]) => [
		name,
		Array.isArray(values) ? [...new Set<unknown>(values)].sort() : values,
	]);
	return digest(JSON.stringify([workspaceId, event, filters.sort()])).slice(0, 4 * SHORT_ID);
}

function digest(text: string): string {
	return createHash('sha256').update(text).digest('base64url');
}

/** The state of a trigger that has seen nothing, above a floor. */
export function emptyState(key: string, floor: number, { now, isDated }: Time): State {
	const nothing = { total: null, seen: [], waiting: [], resume: null, starting: null };
	return {
		key,
		polledAt: now,
		isDated,
		floor,
		nextFloor: floor,
		...nothing,
		shallow: 0,
		quiet: 0,
		gap: GAP.first,
	};
}

/** A state as it is stored: seen rows are one text of short IDs with their times, and what was not looked at is its ID. */
export type StoredState = Omit<State, 'seen' | 'waiting'> & {
	seen: string;
	waiting: Array<string | [id: string, checks: number, due: number]>;
};

/** The form in which static data holds a state. */
export function storeState(state: State): StoredState {
	return {
		...state,
		seen: state.seen.map(([id, time]) => id + time.toString(36).padStart(TIME, '0')).join(''),
		waiting: state.waiting.map(({ id, checks, due }) => (checks === 0 ? id : [id, checks, due])),
	};
}

/** The state that static data holds; undefined when there is none for this key or it is of another form. */
export function readState(stored: unknown, key: string): State | undefined {
	if (typeof stored !== 'object' || stored === null) return undefined;
	const { seen, waiting, ...rest } = stored as StoredState;
	const numbers = [rest.polledAt, rest.floor, rest.nextFloor, rest.shallow, rest.quiet, rest.gap];
	if (rest.key !== key || !numbers.every(Number.isFinite)) return undefined;
	if (typeof seen !== 'string' || !Array.isArray(waiting)) return undefined;
	return {
		...rest,
		seen: Array.from({ length: seen.length / (SHORT_ID + TIME) }, (_, index) => {
			const row = seen.slice(index * (SHORT_ID + TIME), (index + 1) * (SHORT_ID + TIME));
			return [row.slice(0, SHORT_ID), parseInt(row.slice(SHORT_ID), 36)];
		}),
		waiting: waiting.map((entry) => {
			const [id, checks, due] = typeof entry === 'string' ? [entry, 0, 0] : entry;
			return { id, checks, due };
		}),
	};
}
