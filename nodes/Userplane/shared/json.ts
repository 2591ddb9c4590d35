import { ParameterError } from './errors';
import { COMES_AS_TEXT, isInexact, shorten } from './texts';

/** The tokens of a text that is known to be JSON. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/**
 * Parses JSON and promises that the result says what the text says. `JSON.parse` alone changes numbers (1234567890123456789,
 * 1.10) and keeps the last of two keys that are the same.
 * @param what how messages name the text
 * @returns undefined when the text is not JSON
 * @throws ParameterError naming the number that would change, or the outermost object's key that stands there twice
 */
export function parseJson(text: string, what: string): unknown {
	const value = tryToParse(text);
	if (value === undefined) return undefined;
	const tokens = text.match(TOKEN) ?? [];
	const keys = new Set<unknown>();
	let depth = 0;
	tokens.forEach((token, at) => {
		if (token === '{' || token === '[') depth++;
		if (token === '}' || token === ']') depth--;
		if (/^[-\d]/.test(token)) checkNumber(token, tokens[at - 1] === ':' ? tokens[at - 2] : undefined, what);
		if (depth !== 1 || tokens[at + 1] !== ':') return;
		const key = JSON.parse(token) as string;
		if (keys.has(key)) throw keyTwice(key, what);
		keys.add(key);
	});
	return value;
}

/** The strings and the numbers of a text that is known to be JSON. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/**
 * Parses JSON in which nothing is ours to refuse, e.g. a log: an integer that a JavaScript number cannot hold, such as
 * 1234567890123456789, is kept as its text.
 * @throws SyntaxError when the text is not JSON
 */
export function parseKeepingIntegers(text: string): unknown {
	const value = JSON.parse(text) as unknown;
	if (!/\d{16}/.test(text)) return value;
	const kept = text.replace(STRING_OR_NUMBER, (token) =>
		/^-?\d{16,}$/.test(token) && String(Number(token)) !== token ? `"${token}"` : token,
	);
	return kept === text ? value : (JSON.parse(kept) as unknown);
}

/** Whether more brackets than that are open in a JSON text at once, beside those in its texts. Takes linear time. */
export function isDeeperThan(text: string, most: number): boolean {
	if (text.length <= 2 * most) return false;
	let depth = 0;
	let isInText = false;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === 0x22) isInText = !isInText;
		else if (isInText) at += code === 0x5c ? 1 : 0;
		// [ and {, then ] and }: they differ in one bit
		else if ((code | 0x20) === 0x7b && ++depth > most) return true;
		else if ((code | 0x20) === 0x7d) depth--;
	}
	return false;
}

export function keyTwice(key: string, what: string): ParameterError {
	return new ParameterError(`${what} has the key "${shorten(key)}" twice`, 'Keep only one of them');
}

/** @throws ParameterError unless the number, written as JavaScript writes it, is the one that stands there */
function checkNumber(written: string, keyToken: string | undefined, what: string): void {
	const number = Number(written);
	if (String(number) === written && !isInexact(number)) return;
	const key = keyToken === undefined ? '' : `"${shorten(JSON.parse(keyToken) as string)}"`;
	const text = `"${shorten(written)}"`;
	throw new ParameterError(
		`${what}: the number ${shorten(written)}${key && ` of ${key}`} cannot be sent exactly as it is written`,
		`Put it in quotes: ${key && `${key}: `}${text}.${isInexact(number) ? ` ${COMES_AS_TEXT}` : ' Then it is sent as it is'}`,
	);
}

function tryToParse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
