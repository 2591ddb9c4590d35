/** Masks the values of names that mean a secret, each to its balanced end. */
import { remembering, wordsOf } from './meaning';

/** What stands in the place of a secret. */
export const MASK = '***';

/** Names of secrets, by their last word. */
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

/** Those whose value goes to the line's end where nothing tells its end. */
const TO_LINE_END =
	/^(authorization|cookie|password|passwd|passwort|kennwort|passphrase|pwd|secret|phrase|mnemonic)$/;

/** Values that are none: they tell why something failed. */
const NO_VALUE =
	/^(null|undefined|true|false|none|nan|missing|required|invalid|expired|empty|unknown|denied|revoked|incorrect|wrong|rejected|absent|not|is|was|must|should|cannot|can't|has|does|too|field|mismatch|string|number|object|ok|failed|error)$/i;

/** Words in front of a name that make prose of it: `Unexpected token: punc`. */
const PROSE =
	/\b(unexpected|invalid|missing|unknown|expected|illegal|translation|duplicate|reserved|undefined|bad|no|primary|foreign|function|method|call)\s+$/i;

/** A name with what stands between it and its value: `"name": `, `name=`, `"name" => `, `name%3D`, `--name `. */
const NAMED =
	/(?:(?<![\w%-]|%[\dA-F])|(?<=%[\dA-F]{2}))((?:--)?[\w-]{1,80})((?:\\*["'\]])?\s{0,9}(?:=>|[=:]|%3D|%3A)\s{0,9}|(?<=--[\w-]{1,80})\s)/gi;
const TAG = /<([\w:-]{1,80})(?:\s[^<>]*)?>/g;

/** A text without the values of names that mean a secret. */
export function maskNamed(text: string): string {
	return replaceEach(replaceEach(text, TAG, inTag), NAMED, behindName);
}

/** To where what follows a match is masked; undefined leaves it. */
type Find = (text: string, match: RegExpExecArray, end: number) => number | undefined;

/** What stands in `<password>...</password>`. */
const inTag: Find = (text, [, name], end) => {
	if (!isSecret(name)) return undefined;
	const close = text.indexOf(`</${name}`, end);
	return close < 0 ? text.length : close;
};

const behindName: Find = (text, { 1: name, 2: between, index }, end) => {
	const before = text.slice(Math.max(0, index - 30), index);
	if (!isSecret(name) && !(VAGUE.test(name) && isSecretHere(name, before, text, end))) return undefined;
	const rest = text.slice(end);
	if (isCause(name, before, rest)) return undefined;
	const quote = /["'`]$/.exec(before)?.[0];
	// A quote in front of the name alone ends its value too
	const close = quote === undefined || /["'`]/.test(between) ? -1 : rest.indexOf(quote);
	return end + (close < 0 ? valueLength(rest, wordsOf(name).at(-1) ?? '', between) : close);
};

/** Whether a name that may mean anything is that of a secret, by the word in front of it or by its value. */
function isSecretHere(name: string, before: string, text: string, end: number): boolean {
	const value = /^[\\"']*([\w./+-]*)/.exec(text.slice(end, end + 100))?.[1] ?? '';
	// `code=483920`, but not an error's code
	const isRandom = value.length >= 10 && /\d/.test(value) && /[a-z]/.test(value) && !/[_.]/.test(value);
	return (
		isRandom || /^\d{6,}$/.test(value) || isSecret(before.slice(before.trimEnd().lastIndexOf(' ') + 1) + name)
	);
}

/** Whether it tells why something failed: `Unexpected token: punc`, `password: null`, `max tokens: 4096`. */
function isCause(name: string, before: string, rest: string): boolean {
	const first = /^[\\"'`]*([\w'-]*)/.exec(rest)?.[1] ?? '';
	if (rest === '' || NO_VALUE.test(first)) return true;
	if (/tokens$/i.test(name) && /^(\d+|[a-z]+)\b/i.test(rest)) return true;
	return PROSE.test(before) && !/^\S*\d/.test(rest);
}

/** Whether a name means a secret, by its last word and what makes one of it. An error's name never does. */
const isSecret = remembering((name) => {
	const words = wordsOf(name)
		.map((word) => word.replace(/(?<!\d)\d+$/, ''))
		.filter((word) => word !== '');
	const [last = '', before = ''] = words.reverse();
	const one = last.replace(/(?<=\w\w)s$/, '');
	const makes = (MAKE_SECRET as Partial<Record<string, RegExp>>)[one];
	return SECRET_NAMES.has(last) || SECRET_NAMES.has(one) || makes?.test(before) === true;
});

/** How long the value is that a text begins with. */
function valueLength(rest: string, name: string, between: string): number {
	const opening = /^(\\*)(["'`])/.exec(rest);
	const lineEnd = /[\r\n]/.exec(rest)?.index ?? rest.length;
	const isLine = TO_LINE_END.test(name.replace(/s$/, ''));
	if (opening) {
		const length = quotedLength(rest, opening[2], opening[1].length);
		return isLine && /^\s*;/.test(rest.slice(length)) ? Math.max(length, lineEnd) : length;
	}
	if (/^[[{(]/.test(rest)) return bracketLength(rest);
	if (isLine && (/:|\s$|=>/.test(between) || /^(authorization|cookie)/.test(name))) return lineEnd;
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

/** Masks what follows each match, as far as is found. */
function replaceEach(text: string, pattern: RegExp, find: Find): string {
	let result = '';
	let done = 0;
	const search = new RegExp(pattern);
	for (let match = search.exec(text); match; match = search.exec(text)) {
		const start = search.lastIndex;
		const end = find(text, match, start);
		if (end === undefined || end <= start) continue;
		result += text.slice(done, start) + MASK;
		done = end;
		search.lastIndex = end;
	}
	return result + text.slice(done);
}
