import { ParameterError } from './errors';
import { MAX_LENGTH } from './linkFields';
import { isObject } from './objects';

/** Names that would change an object's behaviour instead of being stored in it. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Metadata as the API takes it: texts by name. */
export type LinkMeta = Record<string, string>;

/**
 * Reads link metadata from the two forms that the node offers.
 * @param rows the value of Link Metadata: `{ entry: [{ key, value }] }`
 * @param json the value of Link Metadata (JSON): an object or its text
 * @returns the metadata; undefined when neither form holds anything. `{}` as JSON is a value: no metadata
 * @throws ParameterError naming the form that cannot be sent
 */
export function readLinkMeta(rows: unknown, json: unknown): LinkMeta | undefined {
	const fromRows = readRows(rows);
	const fromJson = readJson(json);
	if (fromRows && fromJson) {
		throw new ParameterError(
			'Link Metadata and Link Metadata (JSON) are both filled in',
			'Use one of the two and remove the other',
		);
	}
	return fromRows ?? fromJson;
}

function readRows(rows: unknown): LinkMeta | undefined {
	const name = 'Link Metadata';
	const entries = isObject(rows) ? rows.entry : undefined;
	const list: unknown[] = Array.isArray(entries) ? entries : entries === undefined ? [] : [entries];
	const filled = list.filter(isObject).filter((row) => !isBlank(row.key) || !isBlank(row.value));
	if (filled.length === 0) return undefined;
	const meta = new Map<string, string>();
	for (const { key, value } of filled) {
		const text = checkKey(isBlank(key) ? '' : key, name);
		if (meta.has(text)) {
			throw new ParameterError(`${name} has the key "${shorten(text)}" twice`, 'Keep one of the two');
		}
		meta.set(text, checkValue(value ?? '', text, name));
	}
	return Object.fromEntries(meta);
}

function readJson(json: unknown): LinkMeta | undefined {
	const name = 'Link Metadata (JSON)';
	if (isBlank(json)) return undefined;
	const value = typeof json === 'string' ? parse(json) : json;
	if (!isObject(value)) {
		throw new ParameterError(`${name} is not a JSON object`, 'Write it like { "ticketId": "35436" }');
	}
	return Object.fromEntries(
		Object.entries(value).map(([key, entry]) => [checkKey(key, name), checkValue(entry, key, name)]),
	);
}

function checkKey(value: unknown, name: string): string {
	if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
		throw new ParameterError(`${name} has a key that is not a text`, 'Let the expression give one text');
	}
	const key = String(value);
	if (key.trim() === '')
		throw new ParameterError(`${name} has a value without a key`, 'Give each value a key');
	if (FORBIDDEN_KEYS.has(key)) {
		throw new ParameterError(`${name} cannot use the key "${key}"`, 'Choose another key');
	}
	return key;
}

/** Numbers and booleans become text, since ticket IDs often arrive as numbers; anything deeper is refused. */
function checkValue(value: unknown, key: string, name: string): string {
	if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
		throw new ParameterError(
			`${name} is not flat: the value of "${shorten(key)}" is not a text`,
			'Userplane keeps texts only. Choose one value, or turn it into a text first',
		);
	}
	const text = String(value);
	if (characters(text) > MAX_LENGTH.metaValue) {
		throw new ParameterError(
			`${name}: the value of "${shorten(key)}" is longer than ${MAX_LENGTH.metaValue} characters`,
			'Shorten the value',
		);
	}
	return text;
}

/** Length as JSON Schema's `maxLength` counts it: in code points. */
export function characters(text: string): number {
	return Array.from(text).length;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function shorten(text: string): string {
	return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
