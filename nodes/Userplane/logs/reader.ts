/** Reads a log from its stream into what stands for its entries: the one reader, of lines and of JSON documents. */
import { DocumentSplitter, isBlank } from './document';
import { entriesIn, parse, type Piece } from './pieces';

/** The longest line or entry that is read, and the most that is kept to find out what a log is, in bytes. */
const LONGEST = 1_000_000;

/** How much of a line that is too long is kept, in bytes: enough to show how it begins. */
const SHOWN_BYTES = 2_000;

/** After how many entries, and how many bytes of them, others may come in between. */
const AT_ONCE = { entries: 100, bytes: 100_000 };

const LINE_BREAK = 0x0a;

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
	const reader = new LogReader();
	let entries = 0;
	let bytes = 0;
	const hand = async (pieces: Iterable<Piece>) => {
		for (const piece of pieces) {
			take(piece);
			bytes += piece.size;
			if (++entries % AT_ONCE.entries > 0 && bytes < AT_ONCE.bytes) continue;
			bytes = 0;
			await pause();
		}
	};
	for await (const chunk of body) {
		await hand(reader.add(chunk));
		await pause();
	}
	await hand(reader.end());
}

class LogReader {
	/** What is not taken yet. As bytes, which take less room than text. */
	private rest: Buffer[] = [];
	private restBytes = 0;
	private kind?: 'lines' | DocumentSplitter;
	/** From how many bytes on it is looked at what the log is. */
	private lookAt = 0;
	/** The number of the line that the rest begins in. */
	private line = 1;
	/** How long a line is that is too long, in characters beyond those that are kept, and what counts them. */
	private tooLong?: { characters: number; decoder: InstanceType<typeof TextDecoder> };

	*add(chunk: Buffer): Generator<Piece> {
		if (this.kind === undefined) yield* this.begin(chunk);
		else if (this.kind === 'lines') yield* this.takeLines(chunk);
		else yield* this.split(this.kind, this.kind.add(chunk));
	}

	*end(): Generator<Piece> {
		if (this.kind === undefined) yield* this.beginAtEnd();
		if (this.kind instanceof DocumentSplitter) yield* this.split(this.kind, this.kind.end());
		yield* this.takeLines(Buffer.from('\n'));
	}

	/** Finds out what the log is, as soon as that can be told. */
	private *begin(chunk: Buffer): Generator<Piece> {
		this.keep(chunk);
		// So that looking at it again and again takes linear time, however small the pieces are
		if (this.restBytes < this.lookAt) return;
		this.lookAt = 2 * this.restBytes;
		const bytes = Buffer.concat(this.rest);
		if (areLines(bytes)) yield* this.goOnAs('lines', bytes);
		else if (bytes.length > LONGEST) yield* this.goOnAs(new DocumentSplitter(LONGEST), bytes);
	}

	private *beginAtEnd(): Generator<Piece> {
		const bytes = Buffer.concat(this.rest);
		if (areLines(bytes)) yield* this.goOnAs('lines', bytes);
		if (this.kind) return;
		const whole = bytes.length > LONGEST ? undefined : parse(withoutMark(bytes).toString());
		if (typeof whole !== 'object') {
			const isDocument = /^\s*[[{]/.test(withoutMark(bytes).toString('utf8', 0, 99));
			yield* this.goOnAs(isDocument ? new DocumentSplitter(LONGEST) : 'lines', bytes);
			return;
		}
		yield* this.goOnAs('lines', Buffer.alloc(0));
		yield* entriesIn(whole.value).map((value) => ({ value, size: 1 }));
	}

	private *goOnAs(kind: 'lines' | DocumentSplitter, bytes: Buffer, line = 1): Generator<Piece> {
		this.keepOnly();
		this.kind = kind;
		this.line = line;
		yield* this.add(withoutMark(bytes));
	}

	/** Goes on as lines behind what is no document. */
	private *split(splitter: DocumentSplitter, pieces: Iterable<Piece>): Generator<Piece> {
		yield* pieces;
		if (splitter.isBroken) yield* this.goOnAs('lines', splitter.rest(), splitter.line);
	}

	private *takeLines(chunk: Buffer): Generator<Piece> {
		let start = 0;
		for (let end = chunk.indexOf(LINE_BREAK); end >= 0; end = chunk.indexOf(LINE_BREAK, start)) {
			this.keep(chunk.subarray(start, end));
			yield* this.takeLine();
			start = end + 1;
		}
		this.keep(chunk.subarray(start));
	}

	private *takeLine(): Generator<Piece> {
		const bytes = this.rest.length === 1 ? this.rest[0] : Buffer.concat(this.rest);
		const line = bytes.toString().replace(/\r$/, '');
		const number = this.line++;
		const { tooLong, restBytes: size } = this;
		this.keepOnly();
		if (tooLong) yield { line, number, leftOut: tooLong.characters, size };
		else if (line.trim() !== '') {
			const parsed = parse(line);
			yield typeof parsed === 'object' ? { value: parsed.value, size } : { line, number, size };
		}
	}

	private keep(bytes: Buffer): void {
		if (this.tooLong) {
			this.tooLong.characters += this.tooLong.decoder.decode(bytes, { stream: true }).length;
			return;
		}
		this.rest.push(bytes);
		this.restBytes += bytes.length;
		if (this.kind !== 'lines' || this.restBytes <= LONGEST) return;
		const all = Buffer.concat(this.rest);
		this.keepOnly(Buffer.from(all.subarray(0, SHOWN_BYTES)));
		this.tooLong = { characters: 0, decoder: new TextDecoder() };
		this.keep(all.subarray(SHOWN_BYTES));
	}

	private keepOnly(...rest: Buffer[]): void {
		this.rest = rest;
		this.restBytes = rest.reduce((all, { length }) => all + length, 0);
		this.tooLong = undefined;
	}
}

/** Whether it is plain that these are lines: they begin with no bracket, or the first is JSON by itself and more follow. */
function areLines(bytes: Buffer): boolean {
	const first = bytes.findIndex((byte, at) => !isBlank(byte) && !isMark(bytes, at));
	if (first < 0) return false;
	if (bytes[first] !== 0x5b && bytes[first] !== 0x7b)
		return bytes.includes(LINE_BREAK, first) || bytes.length > LONGEST;
	const end = bytes.indexOf(LINE_BREAK, first);
	if (end < 0 || bytes.subarray(end).every(isBlank)) return false;
	return parse(bytes.toString('utf8', first, end)) !== undefined;
}

/** A byte order mark is none of the text. */
function withoutMark(bytes: Buffer): Buffer {
	return bytes.subarray(isMark(bytes, 0) ? 3 : 0);
}

function isMark(bytes: Buffer, at: number): boolean {
	return at < 3 && bytes.indexOf('\uFEFF') === 0;
}
