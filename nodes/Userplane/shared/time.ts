import { ParameterError } from './errors';
import { isObject } from './objects';
import { shorten, trimmed } from './texts';

/** A day in ms. */
export const DAY_MS = 86_400_000;

/** A time zone in a text: Z, a name that the engine knows, or an offset behind a time. */
const ZONE =
	/\d\s*Z\b|\b(UTC?|GMT|[ECMP][SD]T)\b|(:\d{2}(\.\d+)?|\s|GMT)[+-]\d{2}:?\d{2}\b|:\d{2}(\.\d+)?[+-]\d{2}\s*$/i;

/**
 * Reads a date in a text, in ms since 1970; NaN when it is none. A text without a time zone is read as UTC: the engine would
 * take the zone of the machine, so that two servers read two times.
 */
export function parseTime(text: string): number {
	// The engine wants minutes behind an offset's hours, which e.g. PostgreSQL leaves out
	if (ZONE.test(text)) return Date.parse(text.trim().replace(/(:\d{2}(?:\.\d+)?[+-]\d{2})$/, '$1:00'));
	return [`${text.trim()}Z`, `${text} UTC`].map(Date.parse).find(Number.isFinite) ?? NaN;
}

/** `21 Nov 2026 09:30 UTC`, from an ISO time; nothing from anything else. */
export function minuteOf(time: unknown): string {
	const ms = typeof time === 'string' ? parseTime(time) : NaN;
	if (Number.isNaN(ms)) return '';
	const [, day, month, year, clock] = new Date(ms).toUTCString().split(' ');
	return `${day} ${month} ${year} ${clock.slice(0, 5)} UTC`;
}

/** ISO 8601: a date, with or without a time, and a time with or without a zone. */
const ISO =
	/^(\d{4})-(\d{2})-(\d{2})(?:[T ]([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|[+-]\d{2}(?::?\d{2})?))?)?$/i;

/** The same without what separates its parts. */
const BASIC_ISO = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})/i;

/** The first and the last ms since 1970 that a date can mean: what is before comes from seconds, or from no time at all. */
const MS = { from: 1e11, to: 253_402_300_799_999 };

/**
 * Reads what a date field holds, in ms since 1970: ISO 8601, ms since 1970, or a date object of an expression such as
 * `{{ $now }}`. A text without a time zone is in the workflow's.
 * @param label how messages call the field
 * @throws ParameterError for everything else, since a wrong date would let through what nobody has asked for
 */
export function readTime(value: unknown, label: string, zone: string): number {
	const given = typeof value === 'string' ? trimmed(value) : momentOf(value);
	const time = typeof given === 'string' ? fromText(given, zone) : typeof given === 'number' ? given : NaN;
	if (time >= MS.from && time <= MS.to) return time;
	const came = typeof value === 'string' || typeof value === 'number' ? ` ("${shorten(String(value))}")` : '';
	throw new ParameterError(
		`${label} is not a date${came}: use a form such as 2026-05-31 or 2026-05-31T14:00:00Z`,
		'Select a date, or use an expression such as {{ $now.minus(1, "day") }}. Numbers are milliseconds since 1970, so multiply seconds by 1000',
	);
}

/** The ms of a date object, of the engine's or of Luxon's; anything else as it is: an object of a webhook may have any field. */
function momentOf(value: unknown): unknown {
	return isObject(value) && typeof value.valueOf === 'function' ? value.valueOf() : value;
}

/** ISO 8601 in either form, or ms since 1970 written as text. */
function fromText(text: string, zone: string): number {
	return /^\d{12,15}$/.test(text)
		? Number(text)
		: readIso(text.replace(BASIC_ISO, '$1-$2-$3T$4:$5:$6'), zone);
}

function readIso(text: string, zone: string): number {
	const [, year, month, day] = (ISO.exec(text) ?? []).map(Number);
	// A day that its month does not have would become one of the next
	if (!(year >= 1970 && day >= 1 && month >= 1 && month <= 12 && day <= daysIn(year, month))) return NaN;
	const ms = parseTime(text.replace(',', '.'));
	if (ZONE.test(text)) return ms;
	// Twice, since the zone's offset at the first guess may be the one before or after a change of the clocks
	const guess = ms - offsetOf(ms, zone);
	return ms - offsetOf(guess, zone);
}

function daysIn(year: number, month: number): number {
	return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** How far (ms) a zone's clocks are ahead of UTC at a moment. */
function offsetOf(ms: number, timeZone: string): number {
	const shown = new Date(ms).toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
	return Date.parse(`${shown.replace(' ', 'T')}Z`) - Math.floor(ms / 1_000) * 1_000;
}
