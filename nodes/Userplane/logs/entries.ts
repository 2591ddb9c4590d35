import type { IDataObject } from 'n8n-workflow';

import type { LogName } from '../shared/files';
import { defined, isObject } from '../shared/objects';
import { byMoment, momentOf, timeOf } from './times';

/** Which log of which recording. */
export interface LogSource {
	recordingId: string;
	log: LogName;
}

/**
 * One entry of a log: which log it is from, when it was written (ISO time, null when it does not say) and its own fields.
 * Own fields of these names that say something else are kept as `ownRecordingId`, `ownLog` and `ownTime`. What is no object
 * stands in `value`. A line that is no JSON has `unreadable` (its text) and `line` (its number, from 1) instead, and
 * `charactersLeftOut` when its text is cut.
 */
export type LogEntry = IDataObject & LogSource & { time: string | null };

/** The longest piece of an unreadable line that is passed on, in characters. */
const LONGEST_UNREADABLE = 500;

/** Where entries stand in a JSON document that is not a list itself: our own guess. */
const LIST_KEYS = ['entries', 'events', 'actions', 'requests', 'logs', 'data'];

/** What may stand beside that list, since it is about the whole log. Any other field is an entry's own, so the object is one. */
const ABOUT_THE_LOG = new Set([
	...['version', 'schemaVersion', 'format', 'count', 'total'],
	...['recordingId', 'workspaceId', 'sessionId'],
]);

/**
 * Reads a log into its entries. The console log is NDJSON, the others are JSON (docs, recording data reference); each is
 * also read in the other form, and as plain text. Each line that is no JSON is an entry too: nothing is passed over.
 * @param picks is shown each entry as it stands in the log, undefined for a line that is no JSON, and tells which are wanted
 */
export function parseLog(
	source: LogSource,
	content: string,
	picks: (value: unknown) => boolean = () => true,
): LogEntry[] {
	return parsePieces(content)
		.filter((piece) => picks('value' in piece ? piece.value : undefined))
		.map((piece) => ('value' in piece ? toEntry(source, piece.value) : unreadable(source, piece)));
}

/** What stands for one entry in a log: its value as it is, or a line that is no JSON with its number, from 1. */
export type Piece = { value: unknown } | { line: string; number: number };

/** Takes a log apart into what stands for its entries, as `parseLog` reads it. */
export function parsePieces(content: string): Piece[] {
	const text = content.replace(/^\uFEFF/, '');
	const whole = parse(text);
	if (whole.ok) return listIn(whole.value).map((value) => ({ value }));
	return text.split(/\r?\n/).flatMap((line, index) => parseLine(line, index + 1));
}

/** One line of a log of lines: one entry, whatever it holds, or none when it is blank. */
export function parseLine(line: string, number = 1): Piece[] {
	if (line.trim() === '') return [];
	const parsed = parse(line);
	return [parsed.ok ? { value: parsed.value } : { line, number }];
}

/**
 * One timeline, oldest first. Entries that have only an offset, e.g. from the start of the recording, come before those
 * with a time, and those with neither last. What is equal keeps its order.
 */
export function byTime(entries: LogEntry[]): LogEntry[] {
	return entries
		.map((entry) => ({ entry, at: momentOf(entry) ?? Infinity }))
		.sort(byMoment)
		.map(({ entry }) => entry);
}

/**
 * The entries of a log that is one JSON document: a list; HAR, whose `log` holds them; or an object that holds nothing but a
 * list and what is about the whole log. Any other object is one entry, with all that is in it: the only line of an NDJSON log.
 */
function listIn(document: unknown): unknown[] {
	if (Array.isArray(document)) return document;
	if (!isObject(document)) return [document];
	const names = Object.keys(document);
	const { log } = document;
	if (names.length === 1 && isObject(log) && Array.isArray(log.entries)) return log.entries;
	const key = LIST_KEYS.find((name) => Array.isArray(document[name]));
	const isWrapper = key !== undefined && names.every((name) => name === key || ABOUT_THE_LOG.has(name));
	return isWrapper ? (document[key] as unknown[]) : [document];
}

function toEntry(source: LogSource, value: unknown): LogEntry {
	const fields = isObject(value) ? value : { value: value as IDataObject['value'] };
	const { recordingId, log, time, ...rest } = fields;
	const known = { ...source, time: timeOf(fields) };
	const unlessKnown = <T>(own: T, ours: unknown) => (own === ours ? undefined : own);
	return {
		...known,
		...rest,
		...defined({
			ownRecordingId: unlessKnown(recordingId, known.recordingId),
			ownLog: unlessKnown(log, known.log),
			ownTime: unlessKnown(time, known.time),
		}),
	};
}

function unreadable(source: LogSource, { line, number }: { line: string; number: number }): LogEntry {
	// Not in the middle of a surrogate pair: half a character could not be sent on
	const shown = line.slice(0, LONGEST_UNREADABLE).replace(/[\uD800-\uDBFF]$/, '');
	const charactersLeftOut = line.length - shown.length;
	const entry: LogEntry = { ...source, time: null, line: number, unreadable: shown };
	return charactersLeftOut > 0 ? { ...entry, charactersLeftOut } : entry;
}

function parse(text: string): { ok: true; value: unknown } | { ok: false } {
	try {
		return { ok: true, value: JSON.parse(text) as unknown };
	} catch {
		return { ok: false };
	}
}
