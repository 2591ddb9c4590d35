/** Reads a log from its stream into what stands for its entries: lines, or JSON documents that list them. The one reader. */
import { isDeeperThan, parseKeepingIntegers } from '../shared/json';
import { Input, LINE_BREAK, type Piece } from './input';

/** After how many entries, and how many bytes of them, others may come in between. */
const AT_ONCE = { entries: 100, bytes: 100_000 };

/** The most values that may stand in each other: n8n itself goes through what it is given with a call for each. */
const DEEPEST = 1_000;

const [QUOTE, BACKSLASH, COMMA, COLON, LIST] = Buffer.from('"\\,:[');
const OPENS = new Set(Buffer.from('[{'));
const CLOSES = new Set(Buffer.from(']}'));
/** What may stand between documents, with the bytes of a byte order mark. */
const BETWEEN = new Set(Buffer.from(' \t\r\n,\uFEFF'));

/** Where entries stand in a document that is no list itself: our own guess. HAR and OpenTelemetry have theirs further down. */
const LISTS = ['entries', 'events', 'actions', 'requests', 'logs', 'data'];
const RECORDS = 'logRecords';

/** What may stand beside that list. Any other field is an entry's own, so that the document is one. */
const ABOUT_THE_LOG = new Set([
	...[...LISTS, RECORDS, 'log', 'resourceLogs', 'scopeLogs', 'resource', 'scope', 'schemaUrl'],
	...['version', 'schemaVersion', 'format', 'count', 'total', 'recordingId', 'workspaceId', 'sessionId'],
]);

/** What stands for the end of a document that breaks off. */
const NO_END = '(the log breaks off here)';

/** Gives pieces, and undefined when it needs more bytes. */
type Reading<T = void> = Generator<Piece | undefined, T>;

/** Where the entries of a log go, and what lets others in between. */
export interface Sink {
	take: (piece: Piece) => void;
	/** Lets whatever else this process has to do come in between. */
	pause: () => Promise<void>;
}

/**
 * Reads a log to its end: NDJSON, plain lines, or JSON documents that list entries, whatever stands in them. Takes linear time, and
 * the room of one entry. Each line that is no JSON, or too long, or too deep, is a piece too: nothing is passed over.
 */
export async function readPieces(body: AsyncIterable<Buffer>, { take, pause }: Sink): Promise<void> {
	const input = new Input();
	const reading = readDocuments(input);
	let entries = 0;
	let bytes = 0;
	const goOn = async () => {
		for (let { value: piece } = reading.next(); piece; { value: piece } = reading.next()) {
			take(piece);
			bytes += piece.size;
			if (++entries % AT_ONCE.entries > 0 && bytes < AT_ONCE.bytes) continue;
			bytes = 0;
			await pause();
		}
	};
	for await (const chunk of body) {
		input.add(chunk);
		await goOn();
		await pause();
	}
	input.isOver = true;
	await goOn();
}

function* readLines(input: Input): Reading {
	for (;;) {
		const end = input.find(LINE_BREAK);
		if (end < 0 && (yield* input.more())) continue;
		const entry = input.entryTo(end < 0 ? input.end : end);
		readValue(entry);
		if (!isNothing(entry)) yield entry;
		if (end < 0) return;
		input.goOn(end + 1);
	}
}

/** Reads documents one behind the other, and as lines what is none, with all behind it. */
function* readDocuments(input: Input): Reading {
	if (yield* readWhole(input)) return;
	input.goBack();
	yield* readLines(input);
}

/** @returns whether that was all; else what is held are lines */
function* readWhole(input: Input): Reading<boolean> {
	// How many brackets are open, at how many of them entries are listed, and whether this document lists or says something else
	let [depth, listDepth, hasList, hasMore] = [0, 0, false, false];
	let [isInText, textStart, key, outer] = [false, 0, '', ''];
	let isFirst = true;
	for (;;) {
		if (input.at >= input.end) {
			if (input.isTooLong(input.at) && (listDepth === 0 || holdsLines(input.held))) return false;
			if (!(yield* input.more())) break;
		}
		const byte = input.next();
		if (isInText) {
			if (byte === BACKSLASH) input.at++;
			isInText = byte !== QUOTE;
			// Of an entry's texts nobody wants to know
			if (!isInText && listDepth === 0) key = input.textBetween(textStart, input.at - 1);
		} else if (depth === 0 && !OPENS.has(byte)) {
			if (!BETWEEN.has(byte)) return false;
		} else if (byte === QUOTE) {
			[isInText, textStart] = [true, input.at];
		} else if (byte === COLON) {
			hasMore ||= depth === 1 && !ABOUT_THE_LOG.has(key);
		} else if (OPENS.has(byte)) {
			if (depth === listDepth) input.begin(input.at - 1);
			if (depth === 0) [hasList, hasMore, isFirst] = [false, false, true];
			if (++depth === 2) outer = key;
			if (listDepth > 0 || hasMore || byte !== LIST || !isList(depth, key, outer)) continue;
			if (input.isTooLong(input.at)) return false;
			[listDepth, hasList] = [depth, true];
			input.begin(input.at);
		} else if (CLOSES.has(byte) || (byte === COMMA && depth === listDepth)) {
			const isInList = depth === listDepth;
			if (byte !== COMMA) depth--;
			if (isInList || (depth === 0 && !hasList)) {
				const entry = input.entryTo(isInList ? input.at - 1 : input.at);
				// Entries are objects: `[1] a text` is no list of them
				const isBroken = !readValue(entry) || (isFirst && !entry.text.startsWith('{'));
				if (isBroken && !isNothing(entry)) return false;
				if (!isNothing(entry)) {
					isFirst = false;
					yield entry;
				}
				input.goOn(input.at);
			}
			if (depth < listDepth) listDepth = 0;
			if (depth > 0) continue;
			if (hasMore && hasList) yield input.entryTo(input.at);
			input.goOn(input.at);
		}
	}
	if (depth === 0) return true;
	const last = input.entryTo(input.end);
	const isWhole = readValue(last) || isNothing(last);
	if (!isWhole && (isFirst || holdsLines(input.held))) return false;
	if (!isNothing(last)) yield last;
	if (isWhole && last.leftOut === 0) yield { ...last, text: NO_END, value: undefined };
	return true;
}

/** Whether a list holds the log's entries: the document itself, or by its key and where it stands. */
function isList(depth: number, key: string, outer: string): boolean {
	if (depth === 1 || key === RECORDS) return true;
	return depth === 2 ? LISTS.includes(key) : depth === 3 && outer === 'log' && key === 'entries';
}

/** Whether a line of it, but for the first, is an object by itself: then these are lines, of which the first is broken. */
function holdsLines(held: Buffer): boolean {
	for (let start = held.indexOf('\n{'); start >= 0; start = held.indexOf('\n{', start + 1)) {
		const end = held.indexOf(LINE_BREAK, start + 1);
		const text = held.toString('utf8', start + 1, end < 0 ? held.length : end);
		if (readValue({ text, line: 0, leftOut: 0, size: 0 })) return true;
	}
	return false;
}

function isNothing({ text, leftOut }: Piece): boolean {
	return leftOut === 0 && text.trim() === '';
}

/** Reads an entry's value, unless that is too long, or too deep. @returns false when it is no JSON */
function readValue(entry: Piece): boolean {
	if (entry.leftOut > 0 || isDeeperThan(entry.text, DEEPEST)) return true;
	try {
		entry.value = parseKeepingIntegers(entry.text.trim());
		return true;
	} catch {
		return false;
	}
}
