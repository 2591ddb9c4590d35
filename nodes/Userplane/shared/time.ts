/** A time zone in a text: Z, a name that the engine knows, or an offset behind a time. */
const ZONE =
	/\d\s*Z\b|\b(UTC?|GMT|[ECMP][SD]T)\b|(:\d{2}(\.\d+)?|\s|GMT)[+-]\d{2}:?\d{2}\b|:\d{2}(\.\d+)?[+-]\d{2}$/i;

/**
 * Reads a date in a text, in ms since 1970; NaN when it is none. A text without a time zone is read as UTC: the engine would
 * take the zone of the machine, so that two servers read two times.
 */
export function parseTime(text: string): number {
	// The engine wants minutes behind an offset's hours, which e.g. PostgreSQL leaves out
	if (ZONE.test(text)) return Date.parse(text.trim().replace(/(:\d{2}(?:\.\d+)?[+-]\d{2})$/, '$1:00'));
	return [`${text.trim()}Z`, `${text} UTC`].map(Date.parse).find(Number.isFinite) ?? NaN;
}
