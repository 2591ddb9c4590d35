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

/**
 * Reads what a date field holds, in ms since 1970: a text, a number of ms, or a date object of an expression such as
 * `{{ $now }}`. A text without a time zone is in the workflow's. NaN when it is no date.
 */
export function readTime(value: unknown, zone: string): number {
	if (typeof value !== 'string') {
		const time: unknown = value?.valueOf();
		return typeof time === 'number' ? time : NaN;
	}
	const ms = parseTime(value);
	if (ZONE.test(value)) return ms;
	// Twice, since the zone's offset at the first guess may be the one before or after a change of the clocks
	const guess = ms - offsetOf(ms, zone);
	return ms - offsetOf(guess, zone);
}

/** How far (ms) a zone's clocks are ahead of UTC at a moment. */
function offsetOf(ms: number, timeZone: string): number {
	const shown = new Date(ms).toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
	return Date.parse(`${shown.replace(' ', 'T')}Z`) - Math.floor(ms / 1_000) * 1_000;
}
