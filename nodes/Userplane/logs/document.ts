/** Takes a JSON document apart into its entries while it arrives, a byte at a time, so that none has to be held whole. */
import { listOf, parse, type Piece } from './pieces';

const [QUOTE, BACKSLASH, COMMA, COLON] = Buffer.from('"\\,:');
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from('[]{}');
const LINE_BREAK = 0x0a;

/** How much is kept of a value that is too long, in bytes. */
const SHOWN_BYTES = 2_000;

/** What stands for the end of a document that breaks off between two entries. */
const NO_END = '(the log breaks off here)';

/** What is open around the place that is looked at: a list of entries, a list of what wraps some, or an object that may. */
type Open = 'entries' | 'wrappers' | 'object';

export class DocumentSplitter {
	/** The number of the line that what is kept begins in. */
	line = 1;

	/** What is kept: from behind the last entry on. */
	private data: Buffer = Buffer.alloc(0);
	/** How far it has been looked at. */
	private at = 0;
	private readonly open: Open[] = [];
	private key = '';
	/** What may come next in an object. */
	private next: 'key' | 'colon' | 'value' | 'comma' = 'key';
	/** The value that is gone through, by its beginning and by how many brackets of it are open. */
	private value?: { start: number; kind: 'string' | 'nested' | 'bare'; isKey: boolean };
	private depth = 0;
	private isInString = false;
	private isBroken = false;
	/** Whether one was handed on; and whether this document, of several, has a list of them. */
	private hasEntries = false;
	private hasList = false;
	/** How a value begins that is too long, and how many bytes of it are gone. */
	private dropped?: { shown: string; bytes: number };

	constructor(private readonly longest: number) {}

	*add(chunk: Buffer): Generator<Piece> {
		this.data = this.data.length > 0 ? Buffer.concat([this.data, chunk]) : chunk;
		while (this.at < this.data.length && !this.isBroken) yield* this.value ? this.goOn() : this.look();
		if (this.data.length <= this.longest || this.isBroken) return;
		this.isBroken = !this.dropped && holdsLines(this.data);
		if (!this.isBroken) this.drop(this.value?.start ?? 0);
	}

	/** What is left when it is no document, or no longer one: to be read as lines. Undefined while it is. */
	broken(): Buffer | undefined {
		if (!this.isBroken) return undefined;
		const start = this.hasEntries ? this.data.findIndex((byte) => !isBlank(byte) && byte !== COMMA) : 0;
		this.forget(start < 0 ? this.data.length : start);
		return this.data;
	}

	/** What is left when nothing more comes: the document's unfinished end, or lines. */
	end(): { pieces: Piece[]; rest?: Buffer } {
		if (this.open.length === 0 && !this.value) return { pieces: [] };
		if (!this.dropped && (!this.hasEntries || holdsLines(this.data))) return { pieces: [], rest: this.data };
		if (this.dropped) return { pieces: [this.tooLong()] };
		this.isBroken = true;
		const line = this.broken()?.toString() ?? '';
		return { pieces: [{ line: line === '' ? NO_END : line, number: this.line, size: line.length }] };
	}

	/** Looks at a byte between two values. */
	private *look(): Generator<Piece> {
		const byte = this.data[this.at];
		const open = this.open.at(-1);
		if (isBlank(byte)) this.at++;
		else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) yield* this.close(byte);
		else if (open === undefined && byte === OPEN_OBJECT) this.enter('object');
		else if (open === undefined && byte === OPEN_LIST) this.enter('entries');
		else if (open === 'object') this.lookInObject(byte);
		else if (open !== undefined && byte === COMMA) this.at++;
		else if (open === 'wrappers' && byte === OPEN_OBJECT) this.enter('object');
		// Entries are objects: `[1] a text` is no list of them
		else if (open === 'entries' && (byte === OPEN_OBJECT || this.hasEntries)) this.begin(false);
		else this.isBroken = true;
	}

	private lookInObject(byte: number): void {
		const { next } = this;
		if (next === 'key' && byte === QUOTE) this.begin(true);
		else if ((next === 'colon' && byte === COLON) || (next === 'comma' && byte === COMMA)) {
			this.next = next === 'colon' ? 'value' : 'key';
			this.at++;
		} else if (next === 'value' && byte !== COMMA && byte !== COLON) {
			const list = byte === OPEN_LIST ? listOf(this.key) : undefined;
			if (list) this.enter(list);
			else if (byte === OPEN_OBJECT && this.key === 'log' && this.open.length === 1) this.enter('object');
			else this.begin(false);
		} else this.isBroken = true;
	}

	private enter(what: Open): void {
		if (this.open.length === 0) this.hasList = false;
		if (what === 'entries') {
			this.hasList = true;
			this.forgetDropped();
		}
		this.open.push(what);
		this.next = 'key';
		this.at++;
	}

	private *close(byte: number): Generator<Piece> {
		const open = this.open.pop();
		this.at++;
		this.next = 'comma';
		if (open === undefined || (open === 'object') !== (byte === CLOSE_OBJECT)) this.isBroken = true;
		// An object without a list of entries is one itself
		else if (this.open.length === 0 && open === 'object' && !this.hasList) yield* this.hand(0);
	}

	private begin(isKey: boolean): void {
		const byte = this.data[this.at];
		const kind = byte === QUOTE ? 'string' : byte === OPEN_OBJECT || byte === OPEN_LIST ? 'nested' : 'bare';
		this.value = { start: this.at, kind, isKey };
		this.depth = 0;
		if (kind === 'bare') return;
		if (kind === 'nested') this.depth = 1;
		this.isInString = kind === 'string';
		this.at++;
	}

	/** Goes on through a value to its end. */
	private *goOn(): Generator<Piece> {
		const { data, value } = this;
		if (!value) return;
		let { at } = this;
		let isOver = false;
		for (; at < data.length && !isOver; at++) {
			const byte = data[at];
			if (this.isInString) {
				if (byte === BACKSLASH) at++;
				else if (byte === QUOTE) {
					this.isInString = false;
					isOver = value.kind === 'string';
				}
			} else if (value.kind === 'bare') {
				isOver = byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT || isBlank(byte);
				if (isOver) at--;
			} else if (byte === QUOTE) this.isInString = true;
			else if (byte === OPEN_LIST || byte === OPEN_OBJECT) this.depth++;
			else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) isOver = --this.depth === 0;
		}
		this.at = at;
		if (isOver) yield* this.finish(value);
	}

	private *finish({ start, isKey }: NonNullable<typeof this.value>): Generator<Piece> {
		this.value = undefined;
		if (this.open.at(-1) === 'entries') yield* this.hand(start);
		else if (isKey) {
			const key = parse(this.data.toString('utf8', start, this.at));
			this.isBroken = typeof key !== 'object';
			this.key = typeof key === 'object' ? String(key.value) : '';
			this.next = 'colon';
		} else {
			this.next = 'comma';
			if (this.hasList) this.forgetDropped();
		}
	}

	/** Hands on the entry that ends here. */
	private *hand(start: number): Generator<Piece> {
		const size = this.at - start;
		if (size > this.longest) this.drop(start);
		const text = this.dropped ? '' : this.data.toString('utf8', start, this.at);
		const parsed = this.dropped ? undefined : parse(text);
		this.isBroken = !this.dropped && parsed === undefined;
		if (this.isBroken) return;
		this.hasEntries = true;
		if (this.dropped) yield this.tooLong();
		else if (typeof parsed === 'object') yield { value: parsed.value, size };
		else yield { line: text, number: this.line, size };
		this.forget(this.at);
	}

	private tooLong(): Piece {
		const { shown, bytes } = this.dropped ?? { shown: '', bytes: 0 };
		this.dropped = undefined;
		return { line: shown, number: this.line, leftOut: bytes + Math.max(this.at, 0), size: shown.length };
	}

	/** Lets go of a value that is too long, and keeps how it begins. */
	private drop(start: number): void {
		this.dropped ??= {
			shown: this.data.toString('utf8', start, start + SHOWN_BYTES),
			bytes: -SHOWN_BYTES - start,
		};
		// What is jumped over, a character behind a backslash, may still come
		const end = Math.min(this.at, this.data.length);
		this.dropped.bytes += end;
		this.forget(end);
		if (this.value) this.value.start = 0;
	}

	/** What was too long stood beside the entries. */
	private forgetDropped(): void {
		if (!this.dropped) return;
		this.dropped = undefined;
		this.forget(this.at);
	}

	private forget(end: number): void {
		const gone = this.data.subarray(0, end);
		for (let at = gone.indexOf(LINE_BREAK); at >= 0; at = gone.indexOf(LINE_BREAK, at + 1)) this.line++;
		this.data = this.data.subarray(end);
		this.at -= end;
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

function isBlank(byte: number): boolean {
	return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === LINE_BREAK;
}
