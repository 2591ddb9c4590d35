/** Masks what looks like a secret in what a page has logged, whole; causes of errors stay whole. */
import { withoutHalves } from '../shared/texts';
import { isRandom, MASK, maskNamed } from './secretNames';

/** The longest text (in characters) that is looked at; the rest is left out. */
const LONGEST_TEXT = 2_000;

/** A URL from its host on, a path that has a query or a fragment, and a query by itself. */
const URL_IN_TEXT = /(?:\/\/|(?<=^|[\s"'(=])\/(?=[\w%./~-]*[?#])|\?(?=[\w%[\].-]+=))[^\s"'<>`]+/g;

/** A query as an object: what clients such as axios write of a request that failed has one. */
const PARAMS = /(["']params\\{0,9}["']\s?:\s?)\{[^{}]+\}/g;

/** Secrets by how they begin: JSON Web Tokens, private keys, and keys of known services, which have a digit. */
const KNOWN =
	/\beyJ[\w-]{5,}(?:\.[\w-]*)*|-----BEGIN [A-Z ]*PRIVATE KEY.*?(?:-----END [A-Z ]*-----|$)|\b(?:(?:[spr]k|uspl|gh[opsur]|github_pat|gl(?:pat|dt)|xox[a-z]|xapp|whsec|shp[a-z]{2}|dckr_pat|npm|pypi|hf)[-_]|A[KS]IA|AIza|SG\.|ya29\.)(?=[\w.-]{0,80}\d)[\w.-]{8,}/gs;

/** What may be the number of a card, as a whole or in groups: none begins with 20, as dates do. */
const CARD =
	/(?<![\w.-])(?:2[2-7]|[3-6]\d)\d\d(?:([\s+.-])(?:\d{4}\1\d{4}\1\d{4}|\d{6}\1\d{4,5})|\d{10,15})(?![\w-])/g;

/** What is told to be a hash; or a long word, but for the file of a page's own code, which has a hash in its name. */
const LONG_WORD =
	/\b(?:commit|revision|build|release|hash|checksum|etag|md5|trace|span|request)(?:[ _-]?id)?\W{1,4}[\da-f]{24,}\b|\b(?:integrity|sha-?\d+)\W{1,4}[\w+/]{24,}|(?<![\w+/-])([\w+/-]{24,}={0,2})(?![\w+/-]|(?:\.\w+)*\.(?:m?[jt]sx?|css|map|wasm|json|html|svg|png|jpe?g|gif|webp|ico|woff2?|ttf)\b)/gi;

const UUID = /\w{8}-(?:\w{4}-){3}\w{12}/g;

/**
 * A text that a page has logged, fit to be shown: in one line, without secrets, its URLs without user name, query and fragment.
 * @param longest in characters
 */
export function mask(text: string, longest: number, keepQueries = false): string {
	// Up to a word's end: half a secret does not look like one
	const start = text.slice(0, LONGEST_TEXT);
	const whole = start === text ? text : start.replace(/(?<=[^\w+/=-])[\w+/=-]+$/, '');
	const shown = keepQueries ? whole : whole.replace(PARAMS, `$1${MASK}`);
	const bare = maskNamed(shown.replace(URL_IN_TEXT, (url) => bareUrl(url, keepQueries)))
		.replace(KNOWN, MASK)
		.replace(CARD, (digits) => (isCard(digits.replace(/\D/g, '')) ? MASK : digits))
		.replace(LONG_WORD, (all, word?: string) => (word ? maskRandom(word) : all));
	return fit(bare, longest);
}

/**
 * What a person wrote about their own: not masked, but in one line, without what cannot be seen or turns the direction of a text.
 * @param longest in characters
 */
export function fit(text: string, longest: number): string {
	const seen = text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
	const line = seen.replace(/[\s\p{Cc}]+/gu, ' ').trim();
	return line.length > longest ? `${withoutHalves(line.slice(0, longest - 1))}…` : withoutHalves(line);
}

/** A URL without user name and password, query and fragment: they may hold secrets. */
export function bareUrl(url: string, keepQueries = false): string {
	const bare = url.trim().replace(/^([^/?#]*\/\/)[^/?#]*@/, '$1');
	return keepQueries ? bare : bare.replace(/[?#].*/s, '');
}

/** A text in which a signed URL (of Amazon, Google, CloudFront, Azure) has no query any more: whoever has that can open it. */
export function withoutSignatures(text: string): string {
	return text.replace(URL_IN_TEXT, (url) =>
		/[?&](?:x-(?:amz|goog)-)?sig(?:nature)?=/i.test(url) ? bareUrl(url) : url,
	);
}

/** A URL that a page has logged, fit to be shown. @param longest in characters */
export function shownUrl(url: string, longest: number, keepQueries: boolean): string {
	return mask(bareUrl(url, keepQueries), longest, keepQueries);
}

/** Luhn's check, which each card number passes: every second digit counts twice. */
function isCard(digits: string): boolean {
	const sum = Array.from(digits, Number)
		.reverse()
		.reduce((all, digit, at) => all + (at % 2 === 0 ? digit : (digit * 2) % 9 || digit), 0);
	return sum % 10 === 0;
}

/** Masks a long word that no person wrote; of a path, the parts that are such. IDs of records are none. */
function maskRandom(word: string): string {
	const parts = /(?:^|\/)[a-z]{2,}\//.test(word) ? word.split('/') : [word];
	return parts.map((part) => (isKey(part.replace(UUID, '')) ? MASK : part)).join('/');
}

function isKey(word: string): boolean {
	const isMixed = word !== word.toLowerCase() && word !== word.toUpperCase();
	return /^[\da-f]{32,}$/i.test(word) || (word.length >= (isMixed ? 24 : 32) && isRandom(word));
}
