/** Masks what looks like a secret in what a page has logged, whole; causes of errors stay whole. */
import { withoutHalves } from '../shared/texts';
import { wordsOf } from './meaning';

const MASK = '***';

/** The longest text (in characters) that is looked at; the rest is left out. */
const LONGEST_TEXT = 2_000;

/** What a URL has behind its scheme. */
const URL_IN_TEXT = /\/\/[^\s"'<>`]+/g;

/** A query or fragment of a URL without a host. */
const RELATIVE_QUERY = /(?<=[\s"'(=]|^)(\/[\w%./~-]*)[?#][^\s"'<>`]*/g;

/** Parts of a path behind which a secret stands: links that let somebody in, and Slack's hooks. */
const SECRET_PATH =
	/\/(reset|reset-password|password-reset|invite|invitation|verify|verify-email|confirm|activate|magic|magic-link|unsubscribe|token|tokens|auth|login|otp|sso|services\/T\w+\/B\w+)\/([\w.~%-]{8,})/gi;

/** Names of secrets, by their last word; those with a dash only behind one of the words below. */
const SECRET_NAMES = new Set(
	'password passwd passwort kennwort passphrase passcode pwd pass pw secret token jwt otp totp cvv cvc cvn csc pin apikey authorization auth cookie signature sig sid session sessionid credential accesskey privatekey secretkey authtoken mnemonic csrf xsrf csrftoken xsrftoken'.split(
		' ',
	),
);

/** Words that make a secret of a `key`, a `code` or an `id` behind them. */
const MAKE_SECRET = {
	key: /^(api|access|private|secret|auth|signing|encryption|master|service|license|account|storage|subscription|ssh|gpg|pgp|session|x)$/,
	code: /^(verification|verify|security|auth|authorization|access|otp|mfa|2fa|sms|login|pass|backup|recovery|invite|pin|activation|confirmation|card)$/,
	id: /^(session|sess|sid)$/,
	phrase: /^(pass|seed|recovery|secret|backup)$/,
	header: /^(auth|authorization|cookie)$/,
	number: /^(card|cc|credit|account|iban|ssn)$/,
};

/** Names that alone may mean anything: what stands in front of them, and their value, tells. */
const VAGUE = /^(code|key|id|phrase|header|number)s?$/i;

/** Of how many names it is remembered whether they mean a secret. */
const MOST_KNOWN = 5_000;

/** Those whose value goes to the line's end where nothing tells its end. */
const TO_LINE_END =
	/^(authorization|cookie|password|passwd|passwort|kennwort|passphrase|pwd|secret|phrase|mnemonic)$/;

/** Values that are none: they tell why something failed. */
const NO_VALUE =
	/^(null|undefined|true|false|none|nan|missing|required|invalid|expired|empty|unknown|denied|revoked|incorrect|wrong|rejected|absent|not|is|was|must|should|cannot|can't|has|does|too|field|mismatch|string|number|object|ok|failed|error)$/i;

/** Words in front of a name that make prose of it: `Unexpected token: punc`. */
const PROSE =
	/\b(unexpected|invalid|missing|unknown|expected|illegal|translation|duplicate|reserved|undefined|bad|no|primary|foreign|function|method|call)\s+$/i;

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

/** A name with what stands between it and its value: `"name": `, `name=`, `"name" => `, `name%3D`, `--name `. */
const NAMED =
	/(?:(?<![\w%-]|%[\dA-F])|(?<=%[\dA-F]{2}))((?:--)?[\w-]{1,80})((?:\\*["'\]])?\s{0,9}(?:=>|[=:]|%3D|%3A)\s{0,9}|(?<=--[\w-]{1,80})\s)/gi;
const TAG = /<([\w:-]{1,80})(?:\s[^<>]*)?>/g;

/**
 * A text that a page has logged, fit to be shown: in one line, without secrets, its URLs without user name, query and fragment.
 * @param longest in characters
 */
export function mask(text: string, longest: number, keepQueries = false): string {
	const bare = cut(text)
		.replace(URL_IN_TEXT, (url) => bareUrl(url, keepQueries))
		.replace(RELATIVE_QUERY, (url, path: string) => (keepQueries ? url : path))
		.replace(PRIVATE_KEY, MASK);
	return fit(maskWords(maskNamed(maskTags(bare))), longest);
}

/** What a person wrote about their own: in one line, without what cannot be seen, and not masked. @param longest in characters */
export function fit(text: string, longest: number): string {
	const line = text.replace(/[\s\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
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

/** Masks what stands in `<password>...</password>`. */
function maskTags(text: string): string {
	return replaceEach(text, TAG, ([tag, name], end) => {
		if (!isSecret(name)) return undefined;
		const close = text.indexOf(`</${name}`, end);
		return { keep: tag, end: close < 0 ? text.length : close };
	});
}

/** Masks the values of names that mean a secret, to their ends. */
function maskNamed(text: string): string {
	return replaceEach(text, NAMED, ([whole, name, between], end, start) => {
		const rest = text.slice(end);
		const before = () => text.slice(Math.max(0, start - 30), start);
		const isVague = VAGUE.test(name);
		if (!isVague && !isSecret(name)) return undefined;
		if (isVague && !isSecret(`${/[a-z]+ $/i.exec(before())?.[0] ?? ''}${name}`) && !isRandomValue(rest))
			return undefined;
		const first = /^[\\"'`]*([\w'-]*)/.exec(rest)?.[1] ?? '';
		if (rest === '' || NO_VALUE.test(first) || rest.startsWith(MASK)) return undefined;
		if (PROSE.test(before()) && !/^\S*\d/.test(rest)) return undefined;
		// Of a language model, or of a design
		if (/tokens$/i.test(name) && /^(\d+|[a-z]+)\b/i.test(rest)) return undefined;
		const quote = /["'`]/.exec(text[start - 1] ?? '')?.[0];
		return { keep: whole, end: end + valueLength(rest, wordsOf(name).at(-1) ?? '', between, quote) };
	});
}

const known = new Map<string, boolean>();

/** Whether a name means a secret, by its last word and what makes one of it. An error's name never does. */
function isSecret(name: string): boolean {
	const found = known.get(name);
	if (found !== undefined) return found;
	const words = wordsOf(name)
		.map((word) => word.replace(/\d+$/, ''))
		.filter((word) => word !== '');
	const [before = '', last = ''] = ['', '', ...words.map((word) => word.replace(/(?<=\w\w)s$/, ''))].slice(
		-2,
	);
	const isOne =
		[last, words.at(-1) ?? ''].some((word) => SECRET_NAMES.has(word)) ||
		Object.entries(MAKE_SECRET).some(([word, pattern]) => last === word && pattern.test(before));
	if (known.size < MOST_KNOWN) known.set(name, isOne);
	return isOne;
}

/** Whether a value alone looks like a secret behind a name that may mean anything: `code=483920`, but not an error's code. */
function isRandomValue(rest: string): boolean {
	const value = /^[\\"']*([\w./+-]*)/.exec(rest)?.[1] ?? '';
	return (
		/^\d{6,}$/.test(value) ||
		(value.length >= 10 && /\d/.test(value) && /[a-z]/.test(value) && !/[_.]/.test(value))
	);
}

/** How long the value is that a text begins with. @param quote what stands in front of its name, which then ends it too */
function valueLength(rest: string, name: string, between: string, quote?: string): number {
	const isInQuote = quote !== undefined && !/["'`]/.test(between);
	const opening = /^(\\*)(["'`])/.exec(rest);
	const isWhole = TO_LINE_END.test(name.replace(/s$/, ''));
	const lineEnd = /[\r\n]/.exec(rest)?.index ?? rest.length;
	if (opening) {
		const length = quotedLength(rest, opening[2], opening[1].length);
		return isWhole && /^\s*;/.test(rest.slice(length)) ? Math.max(length, lineEnd) : length;
	}
	if (/^[[{(]/.test(rest)) return bracketLength(rest);
	const inner = isInQuote ? rest.indexOf(quote) : -1;
	if (inner >= 0) return inner;
	if (isWhole && /:|\s$|=>/.test(between)) return lineEnd;
	if (/^(authorization|cookie)/.test(name)) return lineEnd;
	return /[\s"'`,;&<>)}\]]|%26|$/i.exec(rest)?.index ?? rest.length;
}

/** To the quote that closes: one behind as many backslashes as the first. All, when none does. */
function quotedLength(rest: string, quote: string, backslashes: number): number {
	let behind = 0;
	for (let at = backslashes + 1; at < rest.length; at++) {
		const isEnd = backslashes === 0 ? behind % 2 === 0 : behind <= backslashes;
		if (rest[at] === quote && isEnd) return at + 1;
		behind = rest[at] === '\\' ? behind + 1 : 0;
	}
	return rest.length;
}

/** To the bracket that closes, whatever stands in quotes in between. All, when none does. */
function bracketLength(rest: string): number {
	let depth = 0;
	for (let at = 0; at < rest.length; at++) {
		const opening = /^(\\*)(["'`])/.exec(rest.slice(at, at + 9));
		if (opening) at += quotedLength(rest.slice(at), opening[2], opening[1].length) - 1;
		else if (/[[{(]/.test(rest[at])) depth++;
		else if (/[\]})]/.test(rest[at]) && --depth === 0) return at + 1;
	}
	return rest.length;
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
	const sum = [...digits].reverse().reduce((all, digit, at) => {
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
	const kinds = [...word].map((character) =>
		/\d/.test(character) ? 0 : /[a-z]/.test(character) ? 1 : /[A-Z]/.test(character) ? 2 : 3,
	);
	return kinds.filter((kind, at) => at > 0 && kind !== kinds[at - 1]).length / word.length;
}

/** Masks what follows each match, as far as it is told; undefined leaves it, and looks on behind it. */
function replaceEach(
	text: string,
	pattern: RegExp,
	found: (match: RegExpExecArray, end: number, start: number) => { keep: string; end: number } | undefined,
): string {
	let result = '';
	let done = 0;
	const search = new RegExp(pattern);
	for (let match = search.exec(text); match; match = search.exec(text)) {
		const secret = found(match, search.lastIndex, match.index);
		if (!secret || secret.end <= search.lastIndex) continue;
		result += `${text.slice(done, match.index)}${secret.keep}${MASK}`;
		done = secret.end;
		search.lastIndex = done;
	}
	return result + text.slice(done);
}
