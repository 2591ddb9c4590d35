import { createHash } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../shared/objects';
import { DAY_MS } from '../shared/time';

/**
 * What the trigger remembers between polls: plain JSON in n8n's static data, under 64 KB whatever happens. All times are
 * the service's own, in ms since 1970, but for `ownClock`.
 */
export interface State {
	/** The form of the state: another one is not read. */
	version: typeof VERSION;
	/** What the state belongs to: workspace, event and filters. A state of another key is not used. */
	key: string;
	/** When the last poll was that went well; null when the service did not say. And the same by this machine's clock. */
	polledAt: number | null;
	ownClock: number;
	/** How far apart (ms) polls are that are further apart than a pause would be. */
	usual: number;
	/** Rows below this are settled: they were dealt with, or were there before the trigger was switched on. */
	floor: number;
	/** The floor after the next full reading, and the page on which that was found. */
	next: number;
	page: number;
	/** Where a full reading goes on that was cut short: the page, and the time up to which it dealt with rows. */
	full: { page: number; time: number } | null;
	/** The last page of the list, and how many rows the list had that are dealt with; null when the service does not count. */
	end: number;
	total: number | null;
	/** How many readings since the last full one were short. */
	shorts: number;
	/** The newest time in the list when the trigger was switched on, until all is noted that was there; else null. */
	starting: number | null;
	/** The time of the newest row that had to be forgotten although it is not below the floor. */
	forgotten: number;
	/** The rows from the floor on that were dealt with, by their short IDs. */
	seen: Row[];
	/** Recordings that were found and not told yet, oldest first. */
	pending: Pending[];
}

/** What time it is, in ms, by the service (null when it does not say) and by this machine. */
export interface Clocks {
	service: number | null;
	own: number;
}

/** A row of a list, as far as the cursor is concerned: its ID and its own timestamp in ms. */
export type Row = readonly [id: string, time: number];

/** A recording to check: how often it was checked, and in how many polls the next check is due. */
export interface Pending {
	id: string;
	checks: number;
	due: number;
}

const VERSION = 1;

/** A row may show up to 10 minutes after its own timestamp; one minute more for the edges. */
export const OVERLAP_MS = 11 * 60_000;

/** How many rows are remembered: at 17 bytes each they take 34 KB of the state. */
export const MOST_SEEN = 2_000;

/** Nobody knows at first how far apart polls are: twice this is a month, the longest that n8n offers. */
const USUAL_MS = 15.5 * DAY_MS;

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

/** The state of a trigger that is switched on now: with the newest time in the list, its last page, and what the service's clock says. */
export function firstState(key: string, newest: number, end: number, { service, own }: Clocks): State {
	const floor = Math.max(0, Math.min(newest, service ?? Infinity) - OVERLAP_MS);
	return {
		...{ version: VERSION, key, polledAt: service, ownClock: own, usual: USUAL_MS },
		...{ floor, next: floor, page: end, full: null, end, total: null, shorts: 0 },
		...{ starting: newest, forgotten: 0, seen: [], pending: [] },
	};
}

/** A state as it is stored: seen rows are one text of short IDs with their times, and what was not checked is its ID. */
export type StoredState = Omit<State, 'seen' | 'pending'> & {
	seen: string;
	pending: Array<string | [id: string, checks: number, due: number]>;
};

/** The form in which static data holds a state. */
export function storeState(state: State): StoredState {
	return {
		...state,
		seen: state.seen.map(([id, time]) => id + time.toString(36).padStart(TIME, '0')).join(''),
		pending: state.pending.map(({ id, checks, due }) => (checks === 0 ? id : [id, checks, due])),
	};
}

/** The state that static data holds for this key: undefined when there is none, `damaged` when it is not whole. */
export function readState(stored: unknown, key: string): State | 'damaged' | undefined {
	if (stored === undefined) return undefined;
	if (!isObject(stored) || !isWhole(stored)) return 'damaged';
	const { seen, pending, ...rest } = stored as unknown as StoredState;
	if (rest.key !== key) return undefined;
	return {
		...rest,
		seen: (seen.match(SEEN_ROWS) ?? []).map((row): Row => [
			row.slice(0, SHORT_ID),
			parseInt(row.slice(SHORT_ID), 36),
		]),
		pending: pending.map((entry) => {
			const [id, checks, due] = typeof entry === 'string' ? [entry, 0, 0] : entry;
			return { id, checks, due };
		}),
	};
}

const SEEN_ROW = `[\\w-]{${SHORT_ID}}[0-9a-z]{${TIME}}`;
const SEEN_ROWS = new RegExp(SEEN_ROW, 'g');
const ALL_SEEN_ROWS = new RegExp(`^(${SEEN_ROW})*$`);

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** Whether a stored state is of this form, each field of it. */
function isWhole(stored: IDataObject): boolean {
	const { version, key, full, seen, pending, ownClock, usual, floor, next, shorts, forgotten } = stored;
	const orNull = [stored.polledAt, stored.total, stored.starting].filter((value) => value !== null);
	const pages = [stored.page, stored.end];
	const counts = [ownClock, usual, floor, next, shorts, forgotten, ...orNull];
	if (full !== null) pages.push(isObject(full) ? full.page : full);
	if (isObject(full)) counts.push(full.time);
	return (
		version === VERSION &&
		isText(key) &&
		pages.every((page) => isCount(page) && page !== 0) &&
		counts.every(isCount) &&
		typeof seen === 'string' &&
		ALL_SEEN_ROWS.test(seen) &&
		Array.isArray(pending) &&
		pending.every(isPending)
	);
}

function isPending(entry: unknown): boolean {
	if (!Array.isArray(entry)) return isText(entry);
	const [id, checks, due] = entry as unknown[];
	return isText(id) && isCount(checks) && Number.isSafeInteger(due);
}
