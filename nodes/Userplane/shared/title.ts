import { isBlank, readText, trimmed, withoutHalves } from './texts';

/** The longest title that the API takes, in UTF-16 units (contract document 004). */
export const LONGEST_TITLE = 255;

/** Control characters and line breaks. */
const BREAKS = /[\p{Cc}\u2028\u2029]+/u;

/** What the user is told, once a run, of titles that were made to fit. */
export const FITTED_TITLE = `A title was longer than ${LONGEST_TITLE} characters or had line breaks, and was shortened to one line`;

/**
 * Makes a title fit: one line of at most 255 UTF-16 units, cut between whole characters. A title is for eyes alone, so none is
 * worth a run that stops.
 * @returns the title, empty when there is none, and whether it had to be changed
 * @throws ParameterError for what is no text
 */
export function fitTitle(value: unknown, label: string): { title: string; isFitted: boolean } {
	const given = typeof value === 'string' ? value : readText(value ?? '', label);
	const line = isBlank(given) ? '' : readText(oneLine(given), label);
	const title = line.length > LONGEST_TITLE ? `${cut(line, LONGEST_TITLE - 1)}…` : line;
	return { title, isFitted: title !== '' && title !== withoutHalves(given) };
}

function oneLine(text: string): string {
	const lines = text.split(BREAKS);
	return lines.length === 1 ? text : lines.map(trimmed).filter(Boolean).join(' ');
}

/** The beginning of a text, at most `length` long, which ends with a whole character as people see it. */
function cut(text: string, length: number): string {
	// Long enough for the character that the limit falls into
	const characters = new Intl.Segmenter().segment(text.slice(0, length + LONGEST_TITLE));
	let end = 0;
	for (const { index } of characters) if (index <= length) end = index;
	return withoutHalves(text.slice(0, end || length)).trimEnd();
}
