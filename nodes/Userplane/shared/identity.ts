import { ParameterError } from './errors';
import { asText } from './objects';
import { readText, shorten, trimmed } from './texts';

/** What JavaScript and n8n write where an expression has no value. */
const NO_VALUE = '(?:undefined|null|NULL|NaN)';
/** What else may stand there; these are words of a sentence too, so only a separator in front of them shows it. */
const RARE = '(?:None|nil|Infinity|true|false)';
/** What may stand around a part. */
const EDGE = String.raw`[\s/:=?&#|,;!()[\]<>{}"']`;

/** Signs that a part has no value, whatever the text is. */
const LACKS_VALUE = [
	// The whole text, its last word, or a whole part of it
	new RegExp(`^${RARE}$`, 'i'),
	new RegExp(
		String.raw`(?:^|[^\p{L}\p{N}])(?:${NO_VALUE}|Invalid Date(?:Time)?)$|[-_/:=#|]${RARE}$|undefined$`,
		'u',
	),
	new RegExp(`(?:^|${EDGE})${NO_VALUE}${EDGE}`),
	// Put together with a hyphen: `undefined-3`
	new RegExp(String.raw`(?:^|[-_])${NO_VALUE}(?:\d|[-_]\w*\d)`),
	// A number whose last digits are lost
	/\de\+\d/,
];

/** The title in a URL, as Linear has it: `/cannot-read-properties-of-undefined`. */
const SLUG = new RegExp(String.raw`/(?:[\p{L}\p{N}]+-){2,}${NO_VALUE}$`, 'u');

/** Signs of an empty part in a text that is neither a URL nor made by chance. */
const HAS_GAP = [
	// The end, the beginning
	/[/:=?&#|,;@_-]$/,
	/^[/:=?&|][^/:=?&|]*$|^[,;_]|^-(?!\d{6})/,
	// The middle: two separators that follow each other
	/[/|][/|#?&=]|[=?&][?&|]|,,|;;|\w--\w/,
	/(?:^|\s)[([<{]\W*[)\]>}]/,
];

/** A URL, also without `https://`. */
const WEB_URL = /^(?:https?:\/\/|[\w-]+(?:\.[\w-]+)+\/)/i;

/** The scheme of another kind of URL, e.g. `gid://`. */
const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;

/** A key that a system made by chance, such as base64: it may end in what is else a separator. */
const RANDOM = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])(?:[\w+-]{10,}=*|[\w+/]{18,}={1,2})$/;

/** An expression as it is written: n8n has not run it, since the field is not set to Expression. */
const UNRUN = /\{\{|\}\}|%7B%7B|^\$(?:json\b|\()/i;

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
	if (UNRUN.test(text))
		throw refused(text, label, 'contains an expression that did not run', 'switch the field to Expression');
	if (/\[object \w+\]/.test(text))
		throw refused(text, label, 'contains an object', 'select one of its fields');
	if (typeof given !== 'number' && isHalfFilled(text))
		throw refused(text, label, 'is incomplete', 'check that each part of its expression has a value');
	return readText(text, label, maxLength);
}

/** Whether an expression has left out a part of the text. docs/operations.md has the table; a test holds it. */
function isHalfFilled(text: string): boolean {
	const isUrl = WEB_URL.test(text);
	if (LACKS_VALUE.some((sign) => sign.test(text))) return !(isUrl && SLUG.test(text));
	if (isUrl) return /[:=?&#|]$|[^:]\/\//.test(text) || lacksHost(text);
	return !RANDOM.test(text) && HAS_GAP.some((sign) => sign.test(text.replace(SCHEME, '')));
}

/** Whether a label of the host is missing, as in `https://.zendesk.com`. */
function lacksHost(url: string): boolean {
	const [host] = url.replace(SCHEME, '').split(/[/?#]/);
	return (
		host === '' ||
		host
			.split('.')
			.slice(0, -1)
			.some((name) => /^(?:|undefined|null|NaN)$/.test(name))
	);
}

function refused(text: string, label: string, why: string, remedy: string): ParameterError {
	const shown =
		text.length > 60 ? `${shorten(text.slice(0, 30))}…${shorten(text.slice(-25))}` : shorten(text);
	return new ParameterError(
		`${label} ${why} ("${shown}"): ${remedy}`,
		'Otherwise different tickets would share it. Use fields that the previous node returns, e.g. {{ $json.ticket.id }}',
	);
}

/**
 * The reference of a ticket: `<system>/<ID>` or `<system>/<account>/<ID>`. In an account and an ID `/` and `%` are encoded as in
 * a URL, so that no two tickets have the same one.
 */
export function ticketReference(system: string, account: string | undefined, id: string): string {
	const parts = account === undefined ? [id] : [account, id];
	return [system, ...parts.map((part) => part.replace(/[%/]/g, encodeURIComponent))].join('/');
}

/** Whether a reference is that of this ticket, in whatever account. */
export function isTicketReference(
	reference: string | null,
	system: string | null,
	id: string | null,
): boolean {
	const parts = reference?.split('/') ?? [];
	const last = ticketReference('', undefined, id ?? '').slice(1);
	return parts.length <= 3 && parts[0] === system && parts[parts.length - 1] === last;
}
