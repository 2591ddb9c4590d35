/** Reads a log from its stream into what stands for its entries: the one reader, of lines and of JSON documents. */
import { DocumentSplitter } from './document';
import { listIn, parse, type Piece } from './pieces';

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
		if (this.kind instanceof DocumentSplitter) yield* this.split(chunk);
		else if (this.kind === 'lines') yield* this.takeLines(chunk);
		else {
			this.keep(chunk);
			// So that looking at it again and again takes linear time, however small the pieces are
			if (this.restBytes < this.lookAt) return;
			this.lookAt = 2 * this.restBytes;
			yield* this.begin(this.restBytes > LONGEST);
		}
	}

	*end(): Generator<Piece> {
		if (this.kind === undefined) yield* this.begin(true, true);
		if (this.kind instanceof DocumentSplitter) {
			const { pieces, rest } = this.kind.end();
			yield* pieces;
			if (rest) yield* this.asLines(rest, this.kind.line);
		}
		yield* this.takeLines(Buffer.from('\n'));
	}

	/** Finds out what the log is, as soon as that can be told. */
	private *begin(isNow: boolean, isEnd = false): Generator<Piece> {
		const bytes = Buffer.concat(this.rest);
		// A byte order mark is none of the text
		const mark = bytes.indexOf('\uFEFF') === 0 ? 3 : 0;
		const first = bytes.findIndex((byte, at) => at >= mark && !isBlank(byte));
		const isDocument = bytes[first] === 0x5b || bytes[first] === 0x7b;
		const end = bytes.indexOf(LINE_BREAK, Math.max(first, 0));
		if (!isNow && (first < 0 || end < 0)) return;
		const isOneLine = end < 0 || bytes.subarray(end).every(isBlank);
		const isLines = !isDocument || (!isOneLine && parse(bytes.toString('utf8', first, end)) !== undefined);
		if (!isLines && !isNow) return;
		const whole =
			isEnd && !isLines && bytes.length <= LONGEST ? parse(bytes.toString('utf8', mark)) : undefined;
		this.keepOnly();
		if (isLines || typeof whole === 'object') this.kind = 'lines';
		if (typeof whole === 'object') yield* listIn(whole.value).map((value) => ({ value, size: 0 }));
		else if (isLines) yield* this.takeLines(bytes.subarray(mark));
		else {
			this.kind = new DocumentSplitter(LONGEST);
			yield* this.split(bytes.subarray(mark));
		}
	}

	private *split(chunk: Buffer): Generator<Piece> {
		const splitter = this.kind as DocumentSplitter;
		yield* splitter.add(chunk);
		const rest = splitter.broken();
		if (rest) yield* this.asLines(rest, splitter.line);
	}

	/** Goes on as lines, behind what was no document. */
	private *asLines(rest: Buffer, line: number): Generator<Piece> {
		this.kind = 'lines';
		this.line = line;
		yield* this.takeLines(rest);
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

function isBlank(byte: number): boolean {
	return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === LINE_BREAK;
}
