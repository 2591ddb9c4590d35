/** Masks what looks like a secret in what a page has logged, whole; causes of errors stay whole. */
import { withoutHalves } from '../shared/texts';
import { MASK, maskNamed } from './secretNames';

/** The longest text (in characters) that is looked at; the rest is left out. */
const LONGEST_TEXT = 2_000;

/** Characters that turn the direction of what is behind them. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** What a URL has behind its scheme. */
const URL_IN_TEXT = /\/\/[^\s"'<>`]+/g;

/** A query or fragment of a URL without a host. */
const RELATIVE_QUERY = /(?<=[\s"'(=]|^)(\/[\w%./~-]*)[?#][^\s"'<>`]*/g;

/** Parts of a path behind which a secret stands: links that let somebody in, and Slack's hooks. */
const SECRET_PATH =
	/\/(reset|reset-password|password-reset|invite|invitation|verify|verify-email|confirm|activate|magic|magic-link|unsubscribe|token|tokens|auth|login|otp|sso|services\/T\w+\/B\w+)\/([\w.~%-]{8,})/gi;

/** Kinds of credentials in front of their value. */
const SCHEME = /\b(Bearer|Basic|Digest|Negotiate|ApiKey|Token)\s+([\w.~+/=:-]{6,})/gi;

/** Beginnings that only keys have, with what follows. */
const PREFIXED =
	/\b(?:(?:sk|pk|rk|uspl|ghp|gho|ghu|ghs|ghr|github_pat|glpat|gldt|xox[abeoprs]|xapp|whsec|shpat|shpss|shpca|shppa|dckr_pat|npm|pypi|hf|sq0\w{3}|dop_v1|lin_api|sbp|pat|key|re|tok)[-_]|AKIA|ASIA|AIza|SG\.|ya29\.)[\w.-]{8,}/g;

const JWT = /\beyJ[\w-]{5,}(?:\.[\w-]*){0,4}/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;
const CARD = /(?<![\w.-])[2-6]\d{3}(?:[ -]?\d){9,15}(?![\w-])/g;
const WORD = /[\w+/=-]{24,}/g;
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/**
 * A text that a page has logged, fit to be shown: in one line, without secrets, its URLs without user name, query and fragment.
 * @param longest in characters
 */
export function mask(text: string, longest: number, keepQueries = false): string {
	const bare = cut(text)
		.replace(URL_IN_TEXT, (url) => bareUrl(url, keepQueries))
		.replace(RELATIVE_QUERY, (url, path: string) => (keepQueries ? url : path))
		.replace(PRIVATE_KEY, MASK);
	return fit(maskWords(maskNamed(bare)), longest);
}

/** What a person wrote about their own: in one line, without what cannot be seen, and not masked. @param longest in characters */
export function fit(text: string, longest: number): string {
	const line = text
		.replace(DIRECTIONS, '')
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim();
	return line.length > longest ? `${withoutHalves(line.slice(0, longest - 1))}…` : withoutHalves(line);
}

/** A URL without user name and password, query and fragment: they may hold secrets. */
export function bareUrl(url: string, keepQueries = false): string {
	const bare = url.trim().replace(/^([a-z][a-z\d+.-]*:)?\/\/[^/?#\s]*@/i, '$1//');
	return keepQueries ? bare : bare.replace(/[?#].*/s, '');
}

/** What signs a URL: Amazon's and Google's storages, CloudFront, Azure. */
const SIGNATURE = /[?&](x-amz-signature|x-goog-signature|signature|sig)=/i;

/** A text in which a signed URL has no query any more: whoever has that can open it. */
export function withoutSignatures(text: string): string {
	return text.replace(URL_IN_TEXT, (url) => (SIGNATURE.test(url) ? bareUrl(url) : url));
}

/** A URL that a page has logged, fit to be shown. @param longest in characters */
export function shownUrl(url: string, longest: number, keepQueries: boolean): string {
	return mask(bareUrl(url, keepQueries), longest, keepQueries);
}

/** The beginning of a long text, up to a word's end: half a secret does not look like one. */
function cut(text: string): string {
	if (text.length <= LONGEST_TEXT) return text;
	const start = text.slice(0, LONGEST_TEXT);
	const space = start.lastIndexOf(' ');
	return space > 0 ? start.slice(0, space) : start;
}

/** Masks what looks like a secret by itself. */
function maskWords(text: string): string {
	return text
		.replace(SECRET_PATH, (whole, path: string, word: string) =>
			/[\dA-Z]/.test(word) || path.includes('/') ? `/${path}/${MASK}` : whole,
		)
		.replace(SCHEME, (whole, scheme: string, value: string) =>
			isCredential(scheme, value) ? `${scheme} ${MASK}` : whole,
		)
		.replace(JWT, MASK)
		.replace(PREFIXED, (word) => (/\d/.test(word.slice(4)) ? MASK : word))
		.replace(CARD, (digits) => (isCard(digits.replace(/\D/g, '')) ? MASK : digits))
		.replace(WORD, (word, at: number, all: string) => maskRandom(word, all.slice(at + word.length)));
}

/** `Basic plan` and `Token expired` are prose. */
function isCredential(scheme: string, value: string): boolean {
	if (/\d|[=+/]/.test(value) || /[a-z][A-Z]/.test(value)) return true;
	return (
		!/^(basic|token)$/i.test(scheme) &&
		!/^(token|auth|scheme|realm|error|is|was|missing|required|expired|invalid)/i.test(value)
	);
}

/** Luhn's check, which each card number passes. */
function isCard(digits: string): boolean {
	const sum = Array.from(digits)
		.reverse()
		.reduce((all, digit, at) => {
			const number = Number(digit) * (at % 2 === 0 ? 1 : 2);
			return all + (number > 9 ? number - 9 : number);
		}, 0);
	return digits.length >= 13 && digits.length <= 19 && sum % 10 === 0;
}

/** Masks a long word that no person wrote; of a path, the parts that are such. */
function maskRandom(word: string, behind: string): string {
	// The file of a page's own code has a hash in its name
	if (/^\.(m?js|css|map|tsx?|jsx?|png|svg|jpe?g|webp|woff2?|html)\b/.test(behind)) return word;
	if (/^[^/]+\/.*\d/.test(word) && word.length >= 40 && changesIn(word) >= 0.33) return MASK;
	return word
		.split('/')
		.map((part) => (isRandom(part) ? MASK : part))
		.join('/');
}

function isRandom(word: string): boolean {
	if (word.length < 24 || UUID.test(word) || !/\d/.test(word) || !/[a-z]/i.test(word)) return false;
	if (/^[\da-f]{32,}$/i.test(word)) return true;
	const isMixed = /[a-z]/.test(word) && /[A-Z]/.test(word);
	return isMixed
		? changesIn(word) >= (word.length >= 40 ? 0.25 : 0.4)
		: word.length >= 32 && changesIn(word) >= 0.3;
}

/** At how many of its places a word goes on with another kind of character: in words of a language few. */
function changesIn(word: string): number {
	const kinds = word.replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A').replace(/\d/g, '0');
	return Array.from(kinds).filter((kind, at) => at > 0 && kind !== kinds[at - 1]).length / word.length;
}
