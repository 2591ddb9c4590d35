import { createHash } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../shared/objects';
import { DAY_MS } from '../shared/time';
import type { Page, Row } from './pages';
import type { Filters } from './parameters';

/**
 * What the trigger remembers between polls: plain JSON in n8n's static data, under 64 KB whatever happens. All times are
 * the service's own, in ms since 1970, but for `polledAt.own`.
 */
export interface State {
	/** The form of the state: another one is not read. */
	version: typeof VERSION;
	/** What the state belongs to: workspace, event and filters. A state of another key is not used. */
	key: string;
	/** When the last poll was that went well. */
	polledAt: Clocks;
	/** How far apart (ms) polls are that are further apart than a pause would be. */
	usual: number;
	/** Rows below this are settled: they were dealt with, or were there before the trigger was switched on. */
	floor: number;
	/** The floor after the next full reading. */
	next: number;
	/** Where a full reading goes on that was cut short: the page, and the time up to which it dealt with rows. */
	full: { page: number; time: number } | null;
	/** How many rows the list had when all were dealt with. */
	total: number;
	/** How many readings since the last full one were short. */
	shorts: number;
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

/** A recording to check, how often it was checked, and in how many polls the next check is due. */
export type Pending = readonly [id: string, checks: number, due: number];

const VERSION = 1;

/** A row may show up to 10 minutes after its own timestamp; one minute more for the edges. */
export const OVERLAP_MS = 11 * 60_000;

/** How many rows are remembered: at 17 bytes each they take 34 KB of the state. */
export const MOST_SEEN = 2_000;

/** Nobody knows at first how far apart polls are: twice this is a month, the longest that n8n offers. */
const USUAL_MS = 15.5 * DAY_MS;

/** What is remembered of a row: 48 bits of its ID, which 1 of 100 billion has in common with 2,000 others, and its time in base 36. */
const [SHORT_ID, TIME] = [8, 9];

/** What is remembered of an ID, however long it is. */
export function shortId(id: string): string {
	return digest(id).slice(0, SHORT_ID);
}

type Watched = Pick<Filters, 'workspaceId' | 'event' | 'query' | 'ticketSystem'>;

/** The name of what a trigger watches: a state belongs to just that. In which order a filter lists its values is all the same. */
export function keyOf({ workspaceId, event, query, ticketSystem }: Watched): string {
	const filters = Object.entries({ ...query, ticketSystem }).map(([name, values]: [string, unknown]) => [
		name,
		Array.isArray(values) ? [...new Set<unknown>(values)].sort() : values,
	]);
	return digest(JSON.stringify([workspaceId, event, filters.sort()])).slice(0, 4 * SHORT_ID);
}

function digest(text: string): string {
	return createHash('sha256').update(text).digest('base64url');
}

/** The state of a trigger that is switched on now, with the newest rows of the list. */
export function firstState(key: string, { rows, total = 0 }: Page, polledAt: Clocks): State {
	const { service, own } = polledAt;
	// An empty list may be a wrong answer: what is older than two clocks say is not new then either
	const newest = rows.length > 0 ? rows[0][1] : service === null ? 0 : own;
	const floor = Math.max(0, Math.min(newest, service ?? own) - OVERLAP_MS);
	const place = { floor, next: floor, full: null, total, shorts: 0 };
	return { version: VERSION, key, polledAt, usual: USUAL_MS, ...place, seen: [], pending: [] };
}

/** A state as it is stored: seen rows are one text of short IDs with their times. */
export type StoredState = Omit<State, 'seen'> & { seen: string };

/** The form in which static data holds a state. */
export function storeState(state: State): StoredState {
	const inBase36 = (time: number) => Math.min(time, 36 ** TIME - 1).toString(36);
	const rows = state.seen.map(([id, time]) => id + inBase36(time).padStart(TIME, '0'));
	return { ...state, seen: rows.join('') };
}

/** The state that static data holds for this key: undefined when there is none, `damaged` when it is not whole. */
export function readState(stored: unknown, key: string): State | 'damaged' | undefined {
	if (stored === undefined) return undefined;
	if (!isObject(stored) || !isValid(stored)) return 'damaged';
	if (stored.key !== key) return undefined;
	const { seen, ...rest } = stored as unknown as StoredState;
	const toRow = (row: string): Row => [row.slice(0, SHORT_ID), parseInt(row.slice(SHORT_ID), 36)];
	return { ...rest, seen: (seen.match(SEEN_ROWS) ?? []).map(toRow) };
}

const SEEN_ROW = `[\\w-]{${SHORT_ID}}[0-9a-z]{${TIME}}`;
const SEEN_ROWS = new RegExp(SEEN_ROW, 'g');
const ALL_SEEN_ROWS = new RegExp(`^(${SEEN_ROW})*$`);

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** Whether a stored state is of this form, each field of it. */
function isValid(stored: IDataObject): boolean {
	const { version, key, polledAt, usual, floor, next, full, total, shorts, seen, pending } = stored;
	const { service, own } = isObject(polledAt) ? polledAt : {};
	const { page, time } = full === null ? { page: 1, time: 0 } : isObject(full) ? full : {};
	const counts = [own, service === null ? 0 : service, usual, floor, next, page, time, total, shorts];
	if (version !== VERSION || !isText(key) || !counts.every(isCount) || page === 0) return false;
	if (typeof seen !== 'string' || !ALL_SEEN_ROWS.test(seen)) return false;
	return Array.isArray(pending) && pending.every(isEntry);
}

function isEntry(entry: unknown): boolean {
	const [id, checks, due] = Array.isArray(entry) ? (entry as unknown[]) : [];
	return isText(id) && isCount(checks) && Number.isSafeInteger(due);
}
