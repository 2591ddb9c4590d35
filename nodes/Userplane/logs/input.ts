/** The bytes of a log as they arrive: holds the entry that is being read, of a long one no more than its beginning. */

/** The longest line or entry that is read, and how much of a longer one is kept to show how it begins, in bytes. */
export const LONGEST = 1_000_000;
const SHOWN_BYTES = 2_000;

export const LINE_BREAK = 0x0a;

/** One entry's text as it stands in the log, the number of its line (from 1), how many characters are left out, its bytes. */
export interface EntryText {
	text: string;
	line: number;
	leftOut: number;
	size: number;
}

/** All places are bytes from the log's beginning. */
export class Input {
	/** The byte that is looked at next. */
	at = 0;
	/** Whether nothing more comes. */
	isOver = false;

	private data: Buffer = Buffer.alloc(0);
	/** Where `data` begins, and the number of the line there. */
	private base = 0;
	private line = 1;
	/** Where the entry begins, and what is known of it when it is too long. */
	private start = 0;
	private long?: EntryText;
	private readonly decoder = new TextDecoder();

	get end(): number {
		return this.base + this.data.length;
	}

	/** What is held; nothing while the beginning of an entry is gone. */
	get held(): Buffer {
		return this.long ? Buffer.alloc(0) : this.data;
	}

	add(chunk: Buffer): void {
		this.data = this.data.length > 0 ? Buffer.concat([this.data, chunk]) : chunk;
	}

	/** Waits for more. @returns whether there is a byte to look at */
	*more(): Generator<undefined, boolean> {
		if (this.isTooLong(this.end)) this.shorten(this.end);
		while (this.at >= this.end && !this.isOver) yield undefined;
		return this.at < this.end;
	}

	next(): number {
		return this.data[this.at++ - this.base];
	}

	/** Where such a byte comes next; -1 when none has come yet. */
	find(byte: number): number {
		const found = this.data.indexOf(byte, this.at - this.base);
		this.at = found < 0 ? this.end : this.base + found;
		return found < 0 ? -1 : this.at;
	}

	textBetween(from: number, to: number): string {
		return this.data.toString('utf8', Math.max(0, from - this.base), to - this.base);
	}

	/** The entry, were it to end there. */
	entryTo(end: number): EntryText {
		const { start } = this;
		if (this.isTooLong(end)) return { ...this.shorten(end) };
		return { text: this.textBetween(start, end), line: this.lineAt(start), leftOut: 0, size: end - start };
	}

	/** An entry begins there; what is in front of it is held on to. */
	begin(start: number): void {
		this.start = start;
		this.long = undefined;
	}

	/** The entry is dealt with: goes on there. */
	goOn(at: number): void {
		this.letGo(at);
		this.begin(at);
		this.at = at;
	}

	/** Looks at what is held once more. */
	goBack(): void {
		this.begin(this.base);
		this.at = this.base;
	}

	private isTooLong(end: number): boolean {
		return this.long !== undefined || end - this.start > LONGEST;
	}

	/** Counts what is too long instead of holding it. */
	private shorten(end: number): EntryText {
		const shown = this.start + SHOWN_BYTES;
		this.long ??= {
			...{ text: this.textBetween(this.start, shown), line: this.lineAt(this.start) },
			...{ leftOut: 0, size: SHOWN_BYTES },
		};
		const rest = this.data.subarray(Math.max(0, shown - this.base), end - this.base);
		this.long.leftOut += this.decoder.decode(rest, { stream: true }).length;
		this.letGo(end);
		return this.long;
	}

	private letGo(end: number): void {
		this.line = this.lineAt(end);
		this.data = this.data.subarray(end - this.base);
		this.base = end;
	}

	private lineAt(place: number): number {
		let { line } = this;
		const before = this.data.subarray(0, place - this.base);
		for (let at = before.indexOf(LINE_BREAK); at >= 0; at = before.indexOf(LINE_BREAK, at + 1)) line++;
		return line;
	}
}
