import { ParameterError } from './errors';

/** Half of a surrogate pair, as `.slice` leaves it of an emoji. It stands for nothing, and no service can store it. */
const HALF_CHARACTERS = /\p{Surrogate}/gu;

/** White space, control characters and those that nobody sees, such as U+200B. */
const UNSEEN = /[\s\p{Cc}\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069]/u;

/** The text without what nobody sees at its beginning and end. The one way in which this node trims. */
export function trimmed(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && UNSEEN.test(text[start])) start++;
	while (end > start && UNSEEN.test(text[end - 1])) end--;
	return text.slice(start, end);
}

/** Whether a value is nothing: absent, null, or a text in which nobody sees anything. */
export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && trimmed(value) === '');
}

/** The text without halves of characters. */
export function withoutHalves(text: string): string {
	return text.replace(HALF_CHARACTERS, '');
}

/**
 * Reads a text that is going to be sent. Numbers and booleans become text, since ticket IDs often arrive as numbers; halves
 * of characters are left out, since that is what cutting a text means.
 * @param what how messages name it
 * @param maxLength in UTF-16 units, of which an emoji has two or more: no service counts more strictly
 * @throws ParameterError for what is no text, for one that is too long, and for a number that may have been changed
 */
export function readText(value: unknown, what: string, maxLength = Infinity): string {
	const given = asGiven(value, what);
	const text = withoutHalves(given);
	if (text === '' && given !== '') {
		throw new ParameterError(
			`${what} contains only half a character`,
			'Check the expression, as it cuts a text in the middle of an emoji',
		);
	}
	if (text.includes('\0')) {
		throw new ParameterError(
			`${what} contains a NUL character (U+0000)`,
			String.raw`Remove it with an expression, e.g. {{ $json.subject.replaceAll("\u0000", "") }}`,
		);
	}
	if (text.length > maxLength) throw tooLong(text, what, maxLength);
	return text;
}

function asGiven(value: unknown, what: string): string {
	if (typeof value === 'number') return numberAsText(value, what);
	if (typeof value === 'string' || typeof value === 'boolean') return String(value);
	throw new ParameterError(
		`${what} is not text: its expression must return a single text`,
		'Select one field of the previous node, e.g. {{ $json.ticket.id }}',
	);
}

/**
 * A number as text. Beyond 2^53 different numbers become the same one, so it can no longer be told what was meant.
 * @throws ParameterError
 */
export function numberAsText(value: number, what: string): string {
	if (!Number.isFinite(value)) {
		throw new ParameterError(
			`${what} is not a number (${value}): check its expression`,
			'The expression calculates with a value that is not a number. Use a number from the previous node',
		);
	}
	if (isInexact(value))
		throw new ParameterError(
			`${what} is a number too large to be exact`,
			`Put the number in quotes. ${COMES_AS_TEXT}`,
		);
	return String(value);
}

/** Whether an integer may have been another one before it became a JavaScript number. */
export function isInexact(value: number): boolean {
	return Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** What to do about a number that is too large when another node gives it. */
export const COMES_AS_TEXT =
	'If it comes from another node, make that node return it as text, as its last digits may already be wrong';

/** A text of unknown length, short enough for a message, in one line. */
export function shorten(given: string): string {
	const text = given.slice(0, 100).replace(/[\s\p{Cc}]+/gu, ' ');
	return text.length > 40 ? `${withoutHalves(text.slice(0, 40))}…` : text;
}

function tooLong(text: string, what: string, maxLength: number): ParameterError {
	const emoji = /[\ud800-\udfff]/.test(text) ? ', where an emoji counts as two or more' : '';
	return new ParameterError(
		`${what} has ${text.length} characters, and at most ${maxLength} are allowed${emoji}`,
		`Shorten it with an expression, e.g. {{ $json.subject.slice(0, ${maxLength}) }}`,
	);
}

/** The same text by itself: a part of a long one keeps all of that in memory for as long as it is known. */
export function detached(text: string): string {
	return Buffer.from(text).toString();
}
