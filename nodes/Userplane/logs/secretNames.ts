/** Masks the values of names that mean a secret, each to its balanced end. */
import { remembering, wordsOf } from './meaning';

/** What stands in the place of a secret. */
export const MASK = '***';

/** What names of secrets end in. */
const SECRETS = [
	'pass(?: ?word|wd|wort| ?phrase| ?code)?|pwd?|kennwort|wachtwoord|secret|token|jwt|bearer|t?otp|mfa|pin|cv[cvn]|csc',
	'auth(?:orization|token)?|cookie|signature|sig|sid|session|credential|verifier|mnemonic|[cx]srf(?:token)?',
	'(?:api|access|private|secret|auth|signing|encryption|master|service|account|subscription|ssh|session|x) ?key',
	'(?:verification|security|auth|authorization|access|sms|otp|pin|login|backup|recovery|activation|card) code',
	'[a-z]*(?:password(?:confirm(?:ation)?)?|passwd|passcode|token|secret|apikey|secretkey|accesskey|sessionid|(?:auth|security|pin)code|(?:card|account)number)',
	'(?:php|j)?sess(?:ion)? ?id|(?:seed|recovery|secret) phrase|(?:auth|cookie) header|(?:card|account) number',
];
const SECRET = new RegExp(
	`(?:^| )(?:${SECRETS.join('|')})s?(?: ?\\d+)?(?: (?:confirmation|confirm|repeat|again|hash|value|base))?$`,
);

/** Names that mean one where their value looks like one: kinds of credentials, and the links that let somebody in. */
const VAGUE =
	/(?:^| )(?:key|code|basic|digest|negotiate|link|login|sso|verify|confirm|invite|reset|activate|magic)(?: |$)/;

const isSecret = remembering((name) => SECRET.test(wordsOf(name).join(' ')));
const isVague = remembering((name) => VAGUE.test(wordsOf(name).join(' ')));

/** What makes prose of a name, up to its value's first character: `Unexpected token: punc`, `max tokens: 4096`. */
const PROSE =
	/(?<![a-z])(?:unexpected|invalid|missing|unknown|expected|illegal|wrong|function|method|primary|error|status|exit|postal|zip)[\s_-][\w-]*:.$|(?:token|session|secret)s:\w$/i;

/** Values that are none: they tell why something failed. */
const CAUSE =
	/^(?:""|''|[[\\"']*(?:the password|passwords? (?:do|is|are|must)|your (?:card|password)|please|this (?:field|password|token|value)|\d+ char\w*|minimum|maximum|may|needs?|requires?|is|was|must|should|cannot|can't|has|does|do|too)\s|(\\*["']|)(?:token )?(?:null|undefined|true|false|none|nan|missing|required|weak|invalid|expired|empty|unknown|denied|revoked|incorrect|wrong|rejected|absent|not|at|mismatch|string|number|object|ok|failed|active|disabled|blocked|loaded|malformed|incomplete|network error|request failed|permission denied|timed|include|omit|same-origin|auth|authentication|\w*error)\1(?![\w-]))/i;

/** A quotation mark: as it is, in texts inside of texts, and in HTML, URLs and JSON. With a bracket, it may open a value. */
const QUOTE = String.raw`\\{0,9}["'\x60]|&(?:quot|#3[49]);|%2[27]|\\u002[27]`;
const OPENING = new RegExp(`^(?:${QUOTE}|[[{(])`);
const QUOTED_OR_BRACKET = new RegExp(`(${QUOTE})[^]*?(?:(?<!\\\\)\\1|$)|[[{(]|[\\])}]`, 'g');

/** What stands between a name and its value: a sign; what a tag, an object or a list has there; or only a space or a slash. */
const SIGN = String.raw`(?:${QUOTE}|\[\d*]|]|%5D){0,3}\s{0,9}(?:[=:]+>?|->|%(?:25)*3[AD]|\\u003[AD])\s{0,9}|(?<=bearer)\s+(?=\S{6})`;
const TAG = String.raw`(?<=<(?:\w+:)?[\w-]+)(?:\s[^<>]*)?>\s*`;
const FIELD = String.raw`(?:${QUOTE})(?:[^<>{}]{0,60}?\b(?:value|content)["']?\s?[=:]\s?|\r?\n\r?\n|,\s?(?=["'][^"']*\d))`;
const SPACE = String.raw`\s+(?:(?:is|was)\s+|[-–—(]\s*)?|/`;
const NAME = String.raw`(?:%(?:25)*[\dA-F]{2}|\\u00[\dA-F]{2}|\\[nrt]|(?<![\w-]))([\w-]{1,80}(?: (?:word|key|code|id|phrase|header|number)s?)?)`;
const NAMED = new RegExp(`${NAME}(?=(${SIGN}|${TAG}|${FIELD}|(${SPACE})))`, 'gi');

/** Names with a sign whose value goes to its line's end, and beyond where the line goes on; and what ends other values. */
const LINE =
	/(?:authorization|cookies?)\W*[:=]|(?:pass(?:word|wort|code)?|pwd|secret|credentials?|phrase|mnemonic|kennwort|wachtwoord)\W*(?::|=\W|\n)|>/i;
const LINE_END = /(?<![|>;]\r?)\n|<\//;
const VALUE_END = /[\s"'`,;&<>)}\]]|%(?:25)*2[26]|\\u002[26]/i;

/** A text without the values of names that mean a secret. */
export function maskNamed(text: string): string {
	let result = '';
	let done = 0;
	for (const match of text.matchAll(NAMED)) {
		const start = match.index + match[0].length + match[2].length;
		const before = text.slice(Math.max(0, match.index - 30), match.index);
		const length = match.index < done ? 0 : secretLength(before, match, text.slice(start));
		if (length === 0) continue;
		result += text.slice(done, start) + MASK;
		done = start + length;
	}
	return result + text.slice(done);
}

/** How much of the rest is the value of a name that means a secret: nothing where it tells why something failed. */
function secretLength(before: string, [, name, between, space]: RegExpMatchArray, rest: string): number {
	if (!isSecret(name) && !isVague(name)) return 0;
	const isProse = PROSE.test(`${before}${name}:${rest.charAt(0)}`);
	const isSaid = isSecret(name) && !isProse && between !== space;
	if (isSaid ? CAUSE.test(rest) : !isMade(rest, isProse)) return 0;
	// A quote in front of the name alone ends its value too
	const quote = /["'`]$/.exec(before)?.[0] ?? between;
	const value = between.includes(quote) ? rest : rest.split(new RegExp(`(?<!\\\\)${quote}`), 1)[0];
	return valueLength(value, LINE.test(name + between) ? LINE_END : VALUE_END);
}

/** Whether a machine made a value: a key, or a code of six digits. */
function isMade(rest: string, isProse: boolean): boolean {
	const value = rest.slice(0, 99).replace(/[[\\"'`]*([A-Za-z\d+]*).*/s, '$1');
	return /^\d{6,8}$/.test(value) ? !isProse : /^(?!0x)(?=.*[a-z]).{8}/.test(value) && isRandom(value);
}

/** How long a value is: to the quote or bracket that closes it, all where none does; without them, to what ends it. */
function valueLength(rest: string, ending: RegExp): number {
	if (!OPENING.test(rest)) return ending.exec(rest)?.index ?? rest.length;
	let depth = 0;
	for (const { 0: part, index } of rest.matchAll(QUOTED_OR_BRACKET)) {
		if ('[{('.includes(part)) depth++;
		else if (')}]'.includes(part)) depth--;
		if (depth === 0) return index + part.length;
	}
	return rest.length;
}

/** Whether a word is in pieces as none that people made: their words and numbers have more characters on average. */
export function isRandom(word: string): boolean {
	return (word.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/g)?.length ?? 0) * 3.5 > word.length;
}
