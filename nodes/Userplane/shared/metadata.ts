import { ParameterError } from './errors';
import { keyTwice, parseJson } from './json';
import { MAX_LENGTH } from './linkFields';
import { isObject } from './objects';
import { isBlank, readText, shorten } from './texts';

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
	const fromRows = readMetaRows(rows, 'Link Metadata');
	const fromJson = readJson(json);
	if (fromRows && fromJson) {
		throw new ParameterError(
			'Link Metadata and Link Metadata (JSON) are both filled in',
			'Use only one of them',
		);
	}
	return fromRows ?? fromJson;
}

/**
 * Reads `{ entry: [{ key, value }] }`. @param name how messages call the field
 * @returns undefined when no row is filled in
 * @throws ParameterError for a row that cannot be sent
 */
export function readMetaRows(rows: unknown, name: string): LinkMeta | undefined {
	const entries = isObject(rows) ? rows.entry : undefined;
	const list: unknown[] = Array.isArray(entries) ? entries : entries === undefined ? [] : [entries];
	const filled = list.filter(isObject).filter((row) => !isBlank(row.key) || !isBlank(row.value));
	if (filled.length === 0) return undefined;
	return collect(
		filled.map(({ key, value }) => [isBlank(key) ? '' : key, value ?? '']),
		name,
	);
}

function readJson(json: unknown): LinkMeta | undefined {
	const name = 'Link Metadata (JSON)';
	if (isBlank(json)) return undefined;
	const value = typeof json === 'string' ? parseJson(json, name) : json;
	if (!isObject(value)) {
		throw new ParameterError(
			`${name} is not a JSON object`,
			'Enter an object such as { "ticketId": "35436" }',
		);
	}
	return collect(Object.entries(value), name);
}

function collect(entries: Array<[unknown, unknown]>, name: string): LinkMeta {
	const meta = new Map<string, string>();
	for (const [key, value] of entries) {
		const text = checkKey(key, name);
		if (meta.has(text)) throw keyTwice(text, name);
		meta.set(text, checkValue(value, text, name));
	}
	return Object.fromEntries(meta);
}

function checkKey(value: unknown, name: string): string {
	const key = readText(value, `${name}: a key`);
	if (isBlank(key))
		throw new ParameterError(`${name} has a value without a key`, 'Enter a key for each value');
	if (FORBIDDEN_KEYS.has(key)) {
		throw new ParameterError(`${name} cannot use the key "${key}"`, 'Use another key');
	}
	return key;
}

function checkValue(value: unknown, key: string, name: string): string {
	const what = `${name}: the value of "${shorten(key)}"`;
	if (value === null)
		throw new ParameterError(`${what} is empty (null)`, 'Remove the key, or enter a text for it');
	if (typeof value === 'object') {
		throw new ParameterError(
			`${what} is a list or an object`,
			'Userplane saves only text. Select a single value, or convert it to text',
		);
	}
	return readText(value, what, MAX_LENGTH.metaValue);
}
