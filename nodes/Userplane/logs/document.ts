/** Takes a JSON document apart into its entries while it arrives, so that none has to be held whole. */
import { LISTS, parse, type Piece, RECORDS } from './pieces';

const [QUOTE, BACKSLASH, COMMA] = Buffer.from('"\\,');
const OPENS = new Set(Buffer.from('[{'));
const CLOSES = new Set(Buffer.from(']}'));
const [LIST] = Buffer.from('[');
const LINE_BREAK = 0x0a;

/** How much is kept of an entry that is too long, in bytes. */
const SHOWN_BYTES = 2_000;

/** What stands for the end of a document that breaks off between two entries. */
const NO_END = '(the log breaks off here)';

export class DocumentSplitter {
	/** The number of the line that what is kept begins in. */
	line = 1;
	/** Whether it is no document, or no longer one: `rest` is to be read as lines. */
	isBroken = false;

	/** What is kept: from behind the last entry on; and how far it has been looked at. */
	private data: Buffer = Buffer.alloc(0);
	private at = 0;
	/** How many brackets are open, and of the list whose entries are looked for: how many at its entries. */
	private depth = 0;
	private entryDepth = 0;
	/** Where the entry begins, the last text, and whether it is not over. */
	private start = 0;
	private textStart = 0;
	private text = '';
	/** The key of what was opened last in the outermost object. */
	private outer = '';
	private isInText = false;
	/** Whether an entry was handed on; and whether the document, of several, has a list of them. */
	private hasEntries = false;
	private hasList = false;
	/** How an entry begins that is too long, and how many bytes behind that are gone. */
	private dropped?: { shown: string; bytes: number };

	constructor(private readonly longest: number) {}

	*add(chunk: Buffer): Generator<Piece> {
		this.data = this.data.length > 0 ? Buffer.concat([this.data, chunk]) : chunk;
		for (; this.at < this.data.length && !this.isBroken; this.at++) {
			const byte = this.data[this.at];
			if (this.isInText) this.goOnInText(byte);
			else {
				const piece = this.look(byte);
				if (piece) yield piece;
			}
		}
		if (this.data.length <= this.longest || this.isBroken) return;
		this.isBroken = !this.dropped && holdsLines(this.data);
		if (!this.isBroken) this.drop();
	}

	/** What is left when it is broken. */
	rest(): Buffer {
		const start = this.hasEntries ? this.data.findIndex((byte) => !isBlank(byte) && byte !== COMMA) : 0;
		this.forget(start < 0 ? this.data.length : start);
		return this.data;
	}

	/** Nothing more comes: tells where a document breaks off. What is not over is one piece, or broken. */
	*end(): Generator<Piece> {
		if (this.depth === 0 && !this.isInText) return;
		const last = this.dropped ? this.tooLong(this.data.length) : this.lastPiece();
		this.isBroken = last === undefined;
		if (last && last.size > 0) yield last;
		if (last && !('line' in last)) yield { line: NO_END, number: this.line, size: NO_END.length };
	}

	private lastPiece(): Piece | undefined {
		const whole = this.entryDepth > 0 ? this.pieceOf(this.data.subarray(this.start)) : undefined;
		if (whole || !this.hasEntries || holdsLines(this.data)) return whole;
		const line = this.rest().toString();
		return { line, number: this.line, size: line.length };
	}

	private goOnInText(byte: number): void {
		if (byte === BACKSLASH) this.at++;
		else if (byte === QUOTE) {
			this.isInText = false;
			// Of an entry's texts nobody wants to know
			if (this.entryDepth === 0) this.text = this.data.toString('utf8', this.textStart + 1, this.at);
		}
	}

	/** @returns the entry that ends here */
	private look(byte: number): Piece | undefined {
		if (byte === QUOTE) {
			this.isInText = true;
			this.textStart = this.at;
		} else if (OPENS.has(byte)) this.open(byte);
		else if (CLOSES.has(byte)) return this.close();
		else if (this.depth === 0) this.isBroken = !isBlank(byte);
		else if (byte === COMMA && this.depth === this.entryDepth) return this.hand(this.at);
		return undefined;
	}

	private open(byte: number): void {
		if (this.depth++ === 0) this.hasList = false;
		if (this.depth === 2) this.outer = this.text;
		if (this.entryDepth > 0 || byte !== LIST || !this.isList()) return;
		this.entryDepth = this.depth;
		this.hasList = true;
		this.start = this.at + 1;
		// What was too long stood beside the entries
		this.dropped = undefined;
	}

	/** Whether the list that opens is the one of the entries: the document itself, or by its key and where it stands. */
	private isList(): boolean {
		if (this.depth === 1 || this.text === RECORDS) return true;
		if (this.depth === 3) return this.outer === 'log' && this.text === 'entries';
		return this.depth === 2 && LISTS.includes(this.text);
	}

	private close(): Piece | undefined {
		if (this.depth-- === this.entryDepth) {
			this.entryDepth = 0;
			return this.hand(this.at);
		}
		this.isBroken = this.depth < 0;
		// An object without a list of entries is one itself
		return this.depth === 0 && !this.hasList ? this.hand(this.at + 1) : undefined;
	}

	/** Hands on the entry that ends here, and forgets it. */
	private hand(end: number): Piece | undefined {
		const entry = this.data.subarray(this.start, end);
		const piece = this.dropped || entry.length > this.longest ? this.tooLong(end) : this.pieceOf(entry);
		this.isBroken = piece === undefined;
		if (piece === undefined) return undefined;
		this.hasEntries = true;
		this.dropped = undefined;
		this.forget(this.at + 1);
		return piece.size > 0 ? piece : undefined;
	}

	/** What stands for an entry, of size 0 where there is nothing; undefined when it is no JSON. */
	private pieceOf(entry: Buffer): Piece | undefined {
		const text = entry.toString();
		if (text.trim() === '') return { value: undefined, size: 0 };
		// Entries are objects: `[1] a text` is no list of them
		const parsed = this.hasEntries || text.trimStart().startsWith('{') ? parse(text) : undefined;
		if (typeof parsed === 'object') return { value: parsed.value, size: entry.length };
		return parsed && { line: text, number: this.line, size: entry.length };
	}

	private tooLong(end: number): Piece {
		const { shown, bytes } = this.dropped ?? this.beginning();
		return { line: shown, number: this.line, leftOut: bytes + end, size: shown.length };
	}

	/** How the entry begins, and how many bytes behind that are not kept: less than none while they are. */
	private beginning(): { shown: string; bytes: number } {
		const end = this.start + SHOWN_BYTES;
		return { shown: this.data.toString('utf8', this.start, end), bytes: -end };
	}

	/** Lets go of an entry that is too long. */
	private drop(): void {
		this.dropped ??= this.beginning();
		// A byte behind a backslash, which is jumped over, may still come
		const end = Math.min(this.at, this.data.length);
		this.dropped.bytes += end;
		this.forget(end);
	}

	private forget(end: number): void {
		const gone = this.data.subarray(0, end);
		for (let at = gone.indexOf(LINE_BREAK); at >= 0; at = gone.indexOf(LINE_BREAK, at + 1)) this.line++;
		this.data = this.data.subarray(end);
		this.at -= end;
		this.textStart -= end;
		this.start = 0;
	}
}

/** Whether a line of it, but for the first, is an object by itself: then these are lines, of which the first is broken. */
function holdsLines(data: Buffer): boolean {
	for (let start = data.indexOf('\n{'); start >= 0; start = data.indexOf('\n{', start + 1)) {
		const end = data.indexOf(LINE_BREAK, start + 1);
		if (parse(data.toString('utf8', start + 1, end < 0 ? data.length : end))) return true;
	}
	return false;
}

export function isBlank(byte: number): boolean {
	return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === LINE_BREAK;
}
