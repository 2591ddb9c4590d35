import { ParameterError } from './errors';
import { asText } from './objects';
import { readText, shorten, trimmed } from './texts';

/** What JavaScript and n8n write where an expression has no value. */
const NO_VALUE = '(?:undefined|null|NaN|Infinity|Invalid Date(?:Time)?)';

/** The same as the whole text, as its last word, or as a whole part of it; a truth value. */
const LACKS_VALUE = [
	/^(?:true|false)$/,
	new RegExp(String.raw`(?:^|[^\p{L}\p{N}])${NO_VALUE}$`, 'u'),
	new RegExp(String.raw`(?:^|[\s/:=?&#|.,;@])${NO_VALUE}[\s/:=?&#|.,;@]`),
];

/** A URL, also without `https://`. */
const WEB_URL = /^(?:https?:\/\/|[\w-]+(?:\.[\w-]+)+\/)/i;

/** The scheme of another kind of URL, e.g. `gid://`. */
const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;

/** A key that a system made by chance, such as base64: it may end in what is else a separator. */
const RANDOM = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w+/=-]{16,}$/;

/**
 * The one form in which what identifies something is sent and compared: without white space and invisible characters around
 * it, and in Unicode's composed form (NFC).
 */
export function identityOf(value: unknown): string {
	return trimmed(asText(value).normalize('NFC'));
}

/**
 * Reads what identifies something, a reference or a ticket ID, in that form.
 * @returns empty text when there is nothing
 * @throws ParameterError when it is no text, longer than `maxLength` UTF-16 units, or plainly half filled: different tickets
 * would have the same one
 */
export function readIdentifier(value: unknown, label: string, maxLength = Infinity): string {
	const given = value ?? '';
	const text = identityOf(readText(typeof given === 'string' ? trimmed(given) : given, label));
	if (/\[object \w+\]/.test(text))
		throw refused(text, label, 'contains an object', 'choose one of its fields');
	if (isHalfFilled(text))
		throw refused(text, label, 'is incomplete', 'check that its expression has a value for each part');
	return readText(text, label, maxLength);
}

/** Whether an expression has left out a part of the text. docs/operations.md has the table; a test holds it. */
function isHalfFilled(text: string): boolean {
	if (LACKS_VALUE.some((pattern) => pattern.test(text))) return true;
	if (WEB_URL.test(text)) return /[:=?&#|]$/.test(text) || lacksHost(text);
	if (RANDOM.test(text)) return false;
	const behindScheme = text.replace(SCHEME, '');
	const [first, ...others] = behindScheme.split(/[/:=?&|]/);
	const isSecondHalf = first === '' && others.length === 1;
	return isSecondHalf || /[/|]{2}/.test(behindScheme) || /[/:=?&#|,;_-]$/.test(text);
}

/** Whether a label of the host is missing, as in `https://.zendesk.com`. */
function lacksHost(url: string): boolean {
	const [host] = url.replace(SCHEME, '').split(/[/?#]/);
	return host === '' || host.split('.').slice(0, -1).includes('');
}

function refused(text: string, label: string, why: string, remedy: string): ParameterError {
	return new ParameterError(
		`${label} ${why} ("${shorten(text)}"): ${remedy}`,
		'Different tickets would share it. Use fields that the previous node returns, e.g. {{ $json.ticket.id }}',
	);
}
