import { parseLine, parsePieces, type Piece } from './entries';

/** The longest line and the largest document that are read, in bytes: longer ones are counted as one entry. */
const LONGEST = { line: 1_000_000, document: 16_000_000 };

/** After how many entries others may come in between. */
const ENTRIES_AT_ONCE = 100;

const LINE_BREAK = 0x0a;

/** What stands for a line or a document that is too long. */
const TOO_LONG: Piece = { line: '', number: 0 };

/** Where the entries of a log go, and what lets others in between. */
export interface Sink {
	/** Gets each entry as it stands in the log; undefined for what is no JSON, or too long to be read. */
	take: (value: unknown) => void;
	/** Lets whatever else this process has to do come in between. */
	pause: () => Promise<void>;
}

/** Reads a log from its stream, a line at a time; the whole only where it is one JSON document. */
export async function readLog(body: AsyncIterable<Buffer>, sink: Sink): Promise<void> {
	const reader = new LogReader(sink);
	for await (const chunk of body) await reader.add(chunk);
	await reader.end();
}

class LogReader {
	/** What is not taken yet: the beginning of a line, or of the document. As bytes, which take less room than text. */
	private rest: Buffer[] = [];
	private restBytes = 0;
	/** Whether the log is one JSON document; undefined while its first line is not complete. */
	private isDocument?: boolean;
	/** Whether the rest is too long, and what belongs to it is passed over. */
	private isTooLong = false;
	private isBegun = false;
	private entries = 0;

	constructor(private readonly sink: Sink) {}

	async add(chunk: Buffer): Promise<void> {
		if (!this.isTooLong) {
			await this.keep(chunk);
			return;
		}
		const end = this.isDocument ? -1 : chunk.indexOf(LINE_BREAK);
		if (end < 0) return;
		this.isTooLong = false;
		await this.hand([TOO_LONG]);
		await this.keep(chunk.subarray(end + 1));
	}

	async end(): Promise<void> {
		await this.hand(this.isTooLong ? [TOO_LONG] : this.piecesIn([this.text()]));
	}

	private async keep(chunk: Buffer): Promise<void> {
		this.rest.push(chunk);
		this.restBytes += chunk.length;
		if (chunk.includes(LINE_BREAK)) {
			this.isDocument ??= beginsDocument(this.text());
			if (!(this.isDocument ?? true)) await this.takeLines();
		}
		if (this.restBytes <= this.longest) return;
		this.isTooLong = true;
		this.keepOnly(Buffer.alloc(0));
		// Its beginning is gone, so what comes behind this line cannot be told from a document any more: it is read as lines
		this.isDocument ??= false;
	}

	private async takeLines(): Promise<void> {
		const bytes = Buffer.concat(this.rest);
		const end = bytes.lastIndexOf(LINE_BREAK);
		this.keepOnly(bytes.subarray(end + 1));
		const text = bytes.toString('utf8', 0, end);
		// A byte order mark is none of the text
		await this.hand(this.piecesIn((this.isBegun ? text : text.replace(/^\uFEFF/, '')).split('\n')));
		this.isBegun = true;
	}

	private keepOnly(rest: Buffer): void {
		this.rest = [rest];
		this.restBytes = rest.length;
	}

	private text(): string {
		return Buffer.concat(this.rest).toString();
	}

	private get longest(): number {
		return this.isDocument === false ? LONGEST.line : LONGEST.document;
	}

	/** @param texts lines, or the whole document */
	private *piecesIn(texts: string[]): Generator<Piece> {
		for (const text of texts) {
			if (Buffer.byteLength(text) > this.longest) yield TOO_LONG;
			else yield* this.isDocument === false ? parseLine(text) : parsePieces(text);
		}
	}

	private async hand(pieces: Iterable<Piece>): Promise<void> {
		for (const piece of pieces) {
			this.sink.take('value' in piece ? piece.value : undefined);
			if (++this.entries % ENTRIES_AT_ONCE === 0) await this.sink.pause();
		}
	}
}

/**
 * Whether a log is one JSON document, and not lines: its first line alone is no JSON. Undefined while nothing stands behind the
 * first line: then it may be either.
 */
function beginsDocument(text: string): boolean | undefined {
	const [first, ...more] = text.trimStart().split('\n', 3);
	if (more.join('').trim() === '') return undefined;
	return /^[[{]/.test(first) && 'line' in parseLine(first)[0];
}
