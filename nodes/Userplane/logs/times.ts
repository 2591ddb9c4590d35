import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../shared/objects';
import { parseTime } from '../shared/time';

/** Names under which logs commonly keep the time of an entry. Beside a time, a number that is only an offset does not count. */
const TIME_KEYS = [
	'timestamp',
	'startedDateTime',
	'ts',
	'time',
	'ownTime',
	'createdAt',
	'date',
	'startTime',
	'wallTime',
	'timeUnixNano',
	'observedTimeUnixNano',
] as const;

/**
 * Where an entry stands that is wrapped in a message about it, e.g. `{ method, params: { timestamp } }` of the Chrome
 * DevTools Protocol. Not where a page's own data stands, such as `args` or `data`: a time in there is not the entry's.
 */
const WRAPPERS = ['params', 'event', 'entry', 'request'] as const;

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

/** Compares moments, in ms, for a sort: those that are not known, as Infinity, come last and keep their order. */
export function byMoment(a: { at: number }, b: { at: number }): number {
	// Infinity - Infinity is NaN, which a sort takes for equal (ECMA-262, CompareArrayElements)
	return a.at - b.at;
}

/** When an entry was written, as ISO text; null when it does not say, or has only an offset from some start. */
export function timeOf(fields: IDataObject): string | null {
	return isoOf(momentOf(fields));
}

/** A moment as ISO text; null when it is not known, or only an offset. */
export function isoOf(moment = 0): string | null {
	return isTime(moment) ? new Date(moment).toISOString() : null;
}

/**
 * When an entry was written, in ms since 1970, by its own fields; when they tell nothing, by those of what it wraps. An
 * offset stays as it stands. Undefined when there is neither.
 */
export function momentOf(fields: unknown): number | undefined {
	if (!isObject(fields)) return undefined;
	return ownMoment(fields) ?? firstOf(wrapped(fields).map((inner) => ownMoment(inner)));
}

/** What a message wraps; `params` of the protocol's log messages wrap an `entry` in turn. */
function wrapped(fields: IDataObject): IDataObject[] {
	const inner = WRAPPERS.map((key) => fields[key]).filter(isObject);
	return [...inner, ...inner.map(({ entry }) => entry).filter(isObject)];
}

function ownMoment(fields: IDataObject): number | undefined {
	let offset: number | undefined;
	for (const key of TIME_KEYS) {
		const moment = toMoment(fields[key]);
		if (moment !== undefined && isTime(moment)) return moment;
		offset ??= moment;
	}
	return offset;
}

function firstOf(moments: Array<number | undefined>): number | undefined {
	return moments.find((moment) => moment !== undefined);
}

function isTime(moment: number): boolean {
	return moment >= EARLIEST_MS;
}

function toMoment(value: unknown): number | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const isNumber = typeof value === 'number' || /^\d+(\.\d+)?$/.test(value);
	// Without a year it is no date, although the engine would make one of e.g. "step 3"
	const ms = isNumber ? inMs(Number(value)) : /\d{4}/.test(value) ? parseTime(value) : NaN;
	return ms >= 0 && ms <= LATEST_MS ? ms : undefined;
}

function inMs(number: number): number {
	return number * (UNITS.find(({ from }) => number >= from)?.ms ?? 1);
}
