/** What stands for one entry in a log, and where a JSON document keeps its entries. */
import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../shared/objects';

/**
 * An entry's value as it stands in the log; or a line that is no JSON, or too long, or too deep, by its number from 1, with how
 * many of its characters are left out. `size` is in bytes, 0 where it came with others.
 */
export type Piece = { size: number } & (
	{ value: unknown } | { line: string; number: number; leftOut?: number }
);

/** The value of a piece; undefined for a line that is none. */
export function valueOf(piece: Piece): unknown {
	return 'value' in piece ? piece.value : undefined;
}

/** Where entries stand in a JSON document that is not a list itself: our own guess. */
const LIST_KEYS = ['entries', 'events', 'actions', 'requests', 'logs', 'data'];

/** OpenTelemetry's wrapper: `{ resourceLogs: [{ scopeLogs: [{ logRecords: [...] }] }] }`. */
const WRAPPED_LISTS = ['resourceLogs', 'scopeLogs', 'instrumentationLibraryLogs'];
const RECORDS = 'logRecords';

/** What may stand beside that list, since it is about the whole log. Any other field is an entry's own, so the object is one. */
const ABOUT_THE_LOG = new Set([
	...['version', 'schemaVersion', 'format', 'count', 'total'],
	...['recordingId', 'workspaceId', 'sessionId', 'resource', 'scope', 'schemaUrl'],
]);

/** The most values that may stand in each other: n8n itself goes through what it is given with a call for each. */
const DEEPEST = 1_000;

/** What a list in a document of this key holds, when it is a list: entries, or wrappers of them; undefined for any other. */
export function listOf(key: string): 'entries' | 'wrappers' | undefined {
	if (WRAPPED_LISTS.includes(key)) return 'wrappers';
	return key === RECORDS || LIST_KEYS.includes(key) ? 'entries' : undefined;
}

/**
 * The entries of a log that is one JSON document: a list; HAR, whose `log` holds them; OpenTelemetry's wrapper; or an object that
 * holds nothing but a list and what is about the whole log. Any other object is one entry, with all that is in it: the only line
 * of an NDJSON log.
 */
export function listIn(document: unknown): unknown[] {
	if (Array.isArray(document)) return document.flatMap((value) => recordsIn(value) ?? [value]);
	if (!isObject(document)) return [document];
	const names = Object.keys(document);
	const { log } = document;
	if (names.length === 1 && isObject(log) && Array.isArray(log.entries)) return log.entries;
	const key = LIST_KEYS.find((name) => Array.isArray(document[name]));
	const isWrapper = key !== undefined && names.every((name) => name === key || ABOUT_THE_LOG.has(name));
	return isWrapper ? (document[key] as unknown[]) : (recordsIn(document) ?? [document]);
}

/** The records in OpenTelemetry's wrapper; undefined when it is none. */
export function recordsIn(value: unknown): unknown[] | undefined {
	if (!isObject(value)) return undefined;
	const key = [RECORDS, ...WRAPPED_LISTS].find((name) => Array.isArray(value[name]));
	if (key === undefined || !Object.keys(value).every((name) => name === key || ABOUT_THE_LOG.has(name)))
		return undefined;
	const list = value[key] as unknown[];
	return key === RECORDS ? list : list.flatMap((inner) => recordsIn(inner) ?? [inner]);
}

/** Parses JSON; undefined for what is none. What is too deep for those who would go through it is told, and not given. */
export function parse(text: string): { value: unknown } | 'too deep' | undefined {
	try {
		const value = JSON.parse(text) as unknown;
		return text.length > 2 * DEEPEST && isTooDeep(value) ? 'too deep' : { value };
	} catch {
		return undefined;
	}
}

function isTooDeep(value: unknown): boolean {
	let level = [value].filter(isContainer);
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > DEEPEST) return true;
		level = level.flatMap((outer) => Object.values(outer).filter(isContainer));
	}
	return false;
}

function isContainer(value: unknown): value is IDataObject | unknown[] {
	return typeof value === 'object' && value !== null;
}
