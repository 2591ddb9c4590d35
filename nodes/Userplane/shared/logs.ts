import type { IDataObject } from 'n8n-workflow';

import type { LogName } from './files';
import { isObject } from './objects';

/**
 * One entry of a log: which log it is from, when it was written (ISO time, null when it does not say) and its own fields.
 * Own fields of the same two names are kept as `ownLog` and `ownTime`. A line that cannot be read has `unreadable` (its
 * text) and `line` (its number, from 1) instead.
 */
export type LogEntry = IDataObject & { log: LogName; time: string | null };

/** The longest piece of an unreadable line that is passed on, in characters. */
const LONGEST_UNREADABLE = 500;

/** Where entries stand in a JSON document that is not a list itself: our own guess, then HAR's `log.entries`. */
const LIST_KEYS = ['entries', 'events', 'actions', 'requests', 'logs', 'data'];

/** Names under which logs commonly keep the time of an entry. HAR's `time` is a duration, so its other name comes first. */
const TIME_KEYS = [
	'timestamp',
	'startedDateTime',
	'ts',
	'time',
	'ownTime',
	'createdAt',
	'date',
	'startTime',
] as const;

/** From which number on a time is in which unit since 1970, and how many ms that unit has. Below: an offset, not a time. */
const UNITS = [
	{ from: 1e17, ms: 1e-6 },
	{ from: 1e14, ms: 1e-3 },
	{ from: 1e11, ms: 1 },
	{ from: 1e9, ms: 1e3 },
];

/** The first and the last time that an entry can have: 2001, below which a number is an offset, and the year 9999. */
const EARLIEST_MS = 1e12;
const LATEST_MS = 253_402_300_799_999;

/**
 * Reads a log into its entries. The console log is NDJSON, the others are JSON (docs, recording data reference); each is
 * also read in the other form. A broken line is reported, the rest is kept.
 */
export function parseLog(log: LogName, content: unknown): LogEntry[] {
	const text = typeof content === 'string' ? content.replace(/^\uFEFF/, '') : JSON.stringify(content ?? []);
	if (text.trim() === '') return [];
	const whole = parse(text);
	if (whole.ok) return findList(log, whole.value).map((value) => toEntry(log, value));
	const lines = text.split(/\r?\n/).map((line, index) => ({ line, number: index + 1, parsed: parse(line) }));
	// A JSON document that is broken has no readable lines of its own: one report is enough
	if (!lines.some(({ parsed }) => parsed.ok && isObject(parsed.value))) return [unreadable(log, text, 1)];
	return lines
		.filter(({ line }) => line.trim() !== '')
		.map(({ line, number, parsed }) =>
			parsed.ok ? toEntry(log, parsed.value) : unreadable(log, line, number),
		);
}

/**
 * One timeline, oldest first. Entries that have only an offset, e.g. from the start of the recording, come before those
 * with a time, and those with neither last. What is equal keeps its order.
 */
export function byTime(entries: LogEntry[]): LogEntry[] {
	return entries
		.map((entry) => ({ entry, at: momentOf(entry) ?? Infinity }))
		.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at))
		.map(({ entry }) => entry);
}

/** A log that is one JSON document: a list, or an object that holds one. A console log's object is its only line. */
function findList(log: LogName, document: unknown): unknown[] {
	if (Array.isArray(document)) return document;
	return (log !== 'consoleLog' && isObject(document) ? listIn(document) : undefined) ?? [document];
}

function listIn(document: IDataObject): unknown[] | undefined {
	const places = [document, isObject(document.log) ? document.log : {}];
	for (const place of places) {
		const key = LIST_KEYS.find((name) => Array.isArray(place[name]));
		if (key !== undefined) return place[key] as unknown[];
	}
	return undefined;
}

function toEntry(log: LogName, value: unknown): LogEntry {
	const fields = isObject(value) ? value : { value: value as IDataObject['value'] };
	const { log: ownLog, time: ownTime, ...rest } = fields;
	const moment = momentOf(fields);
	const time = moment !== undefined && moment >= EARLIEST_MS ? new Date(moment).toISOString() : null;
	return {
		log,
		time,
		...rest,
		...(ownLog === undefined ? {} : { ownLog }),
		...(ownTime === undefined || ownTime === time ? {} : { ownTime }),
	};
}

function unreadable(log: LogName, line: string, number: number): LogEntry {
	return { log, time: null, line: number, unreadable: line.slice(0, LONGEST_UNREADABLE) };
}

/** When an entry was written, in ms since 1970; or its offset, as it stands. Undefined when it has neither. */
function momentOf(fields: IDataObject): number | undefined {
	return TIME_KEYS.map((key) => toMoment(fields[key])).find((moment) => moment !== undefined);
}

function toMoment(value: unknown): number | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const number = typeof value === 'number' || /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
	// Without a year it is no date, although the engine would make one of e.g. "step 3"
	const ms =
		number === undefined ? (/\d{4}/.test(String(value)) ? Date.parse(String(value)) : NaN) : inMs(number);
	return ms >= 0 && ms <= LATEST_MS ? ms : undefined;
}

function inMs(number: number): number {
	return number * (UNITS.find(({ from }) => number >= from)?.ms ?? 1);
}

function parse(text: string): { ok: true; value: unknown } | { ok: false } {
	try {
		return { ok: true, value: JSON.parse(text) as unknown };
	} catch {
		return { ok: false };
	}
}
