/** Tells when entries were written, each by its own clock: times since 1970, offsets from some start, or the protocol's seconds. */
import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../shared/objects';
import { parseTime } from '../shared/time';
import { remembering, wordsOf } from './meaning';
import { ProtocolReader } from './protocol';

/** Clocks that cannot be joined; `none` is that of entries without a time. */
export type Clock = 'offset' | 'monotonic' | 'time' | 'none';

/** When something was: in ms, since 1970 for the clock `time`, else since some start. Infinity when it is not known. */
export interface Moment {
	clock: Clock;
	ms: number;
}

const UNKNOWN: Moment = { clock: 'none', ms: Infinity };

/** The words that keys of a time end in, the likeliest first. */
const WORDS =
	'timestamp|starteddatetime|ts|time|createdat|occurredat|loggedat|recordedat|date|datetime|starttime|startedat|eventtime|logtime|walltime|timeunixnano|observedtimeunixnano|at|when'.split(
		'|',
	);

/**
 * Where an entry stands that is wrapped in a message about it, e.g. `{ method, params: { timestamp } }` of the DevTools Protocol.
 * Not where a page's own data stands, such as `args` or `data`: a time in there is not the entry's.
 */
const WRAPPERS = ['params', 'event', 'entry', 'request', 'snapshot', 'record', 'log', 'details', 'payload'];

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

/** The longest text that is a time, in characters, and how many keys of an entry are looked at. */
const LONGEST = 60;
const MOST_KEYS = 100;

/** Where the clocks stand on one line, by what is added to their ms. */
const SHIFT: Record<Clock, number> = { offset: -2e14, monotonic: -1e14, time: 0, none: 0 };

/** A moment's place in an order: clock by clock, those that are not known last. */
export function placeOf({ clock, ms }: Moment): number {
	return ms + SHIFT[clock];
}

/** Compares moments for a sort. What is equal keeps its order. */
export function byMoment(a: { at: Moment }, b: { at: Moment }): number {
	// Infinity - Infinity is NaN, which a sort takes for equal (ECMA-262, CompareArrayElements)
	return placeOf(a.at) - placeOf(b.at);
}

/** A moment as ISO text; null when it is not known, or only an offset. */
export function isoOf({ clock, ms }: Moment): string | null {
	return clock === 'time' ? new Date(ms).toISOString() : null;
}

/** Reads when the entries of one log were written. */
export class LogClock {
	/** What the protocol's clock was at 0, in ms since 1970: from an event that has both. */
	private protocolStart?: number;

	/** By an entry's own fields; when they tell nothing, by those of what it wraps. Rather a time than an offset. */
	momentOf(entry: unknown): Moment {
		if (!isObject(entry)) return UNKNOWN;
		const { method, params } = entry;
		if (isObject(params) && ProtocolReader.isEvent(asText(method))) return this.protocolMoment(params);
		let moment = ownMoment(entry);
		for (const key of moment ? [] : WRAPPERS) moment ??= ownMoment(entry[key]);
		return moment ?? UNKNOWN;
	}

	/** `timestamp` is in seconds from some start, unless it is a time; `wallTime` is one. */
	private protocolMoment(params: IDataObject): Moment {
		const { timestamp, wallTime } = params;
		const moment = ownMoment(params) ?? ownMoment(params.entry);
		const seconds = typeof timestamp === 'number' && timestamp < EARLIEST_MS / 1e3 ? timestamp : undefined;
		if (seconds === undefined) return moment ?? UNKNOWN;
		if (wallTime !== undefined && moment?.clock === 'time') this.protocolStart = moment.ms - seconds * 1e3;
		if (this.protocolStart === undefined) return { clock: 'monotonic', ms: seconds * 1e3 };
		return { clock: 'time', ms: this.protocolStart + seconds * 1e3 };
	}
}

/** By the likeliest of its keys that has a time, else an offset. */
function ownMoment(fields: unknown): Moment | undefined {
	if (!isObject(fields)) return undefined;
	let best: (Moment & { rank: number }) | undefined;
	let left = MOST_KEYS;
	for (const name in fields) {
		if (left-- <= 0) break;
		const rank = rankOf(name);
		const ms = rank < 0 ? NaN : toMs(fields[name]);
		if (Number.isNaN(ms)) continue;
		const clock = ms >= EARLIEST_MS ? 'time' : 'offset';
		if (!best || (clock === best.clock ? rank < best.rank : clock === 'time')) best = { clock, ms, rank };
	}
	return best;
}

/** How likely a key is that of a time; below 0 when it is none. */
const rankOf = remembering((name) => {
	const words = wordsOf(name);
	const rank = WORDS.indexOf(words.join(''));
	return rank < 0 && words.at(-1) === 'timestamp' ? 0 : rank;
});

/** In ms; NaN when it is neither a time nor an offset. */
function toMs(value: unknown): number {
	const isNumber =
		typeof value === 'number' || (typeof value === 'string' && /^\d{1,40}(\.\d{1,40})?$/.test(value));
	// Without a year it is no date, although the engine would make one of e.g. "step 3"
	const isText = typeof value === 'string' && value.length <= LONGEST && /\d{4}/.test(value);
	const ms = isNumber ? inMs(Number(value)) : isText ? parseTime(value) : NaN;
	return ms >= 0 && ms <= LATEST_MS ? ms : NaN;
}

function inMs(number: number): number {
	return number * (UNITS.find(({ from }) => number >= from)?.ms ?? 1);
}
