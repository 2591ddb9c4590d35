/** What stands for one entry in a log, and where a JSON document keeps its entries. */

import { parseKeepingIntegers } from '../shared/json';
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

/** OpenTelemetry's wrapper: `{ resourceLogs: [{ scopeLogs: [{ logRecords: [...] }] }] }`. */
const WRAPPERS = ['resourceLogs', 'scopeLogs'];

/** Where entries stand in a JSON document that is not a list itself: our own guess, but for the last. */
export const LISTS = ['entries', 'events', 'actions', 'requests', 'logs', 'data'];
export const RECORDS = 'logRecords';

/** What may stand beside that list, since it is about the whole log. Any other field is an entry's own, so the object is one. */
const ABOUT_THE_LOG = new Set([
	...['version', 'schemaVersion', 'format', 'count', 'total'],
	...['recordingId', 'workspaceId', 'sessionId', 'resource', 'scope', 'schemaUrl'],
]);

/** The most values that may stand in each other: n8n itself goes through what it is given with a call for each. */
const DEEPEST = 1_000;

/**
 * The entries of a log that is one JSON document: a list; HAR, whose `log` holds them; or an object that holds nothing but a
 * list and what is about the whole log. Any other object is one entry, with all that is in it: the only line of an NDJSON log.
 */
export function entriesIn(document: unknown): unknown[] {
	if (Array.isArray(document)) return document as unknown[];
	if (!isObject(document)) return [document];
	const names = Object.keys(document);
	const { log } = document;
	if (names.length === 1 && isObject(log) && Array.isArray(log.entries)) return log.entries as unknown[];
	const key = [...LISTS, RECORDS, ...WRAPPERS].find((name) => Array.isArray(document[name]));
	if (key === undefined || !names.every((name) => name === key || ABOUT_THE_LOG.has(name))) return [document];
	const list = document[key] as unknown[];
	return WRAPPERS.includes(key) ? list.flatMap(entriesIn) : list;
}

/** Parses JSON; undefined for what is none. What is too deep for those who would go through it is told, and not given. */
export function parse(text: string): { value: unknown } | 'too deep' | undefined {
	if (text.length > 2 * DEEPEST && isTooDeep(text)) return 'too deep';
	try {
		return { value: parseKeepingIntegers(text) };
	} catch {
		return undefined;
	}
}

/** Whether so many brackets are open in it at once, beside those in its texts. */
function isTooDeep(text: string): boolean {
	let depth = 0;
	let isInText = false;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === 0x22) isInText = !isInText;
		else if (isInText) at += code === 0x5c ? 1 : 0;
		// [ and {, then ] and }: they differ in one bit
		else if ((code | 0x20) === 0x7b && ++depth > DEEPEST) return true;
		else if ((code | 0x20) === 0x7d) depth--;
	}
	return false;
}
