/** The bytes of a log as they arrive: holds the entry that is being read, of a long one no more than its beginning. */
import { isDeeperThan, parseKeepingIntegers } from '../shared/json';

/** The longest line or entry that is read, and how much of a longer one is kept to show how it begins, in bytes. */
const LONGEST = 1_000_000;
const SHOWN_BYTES = 2_000;

/** The most values that may stand in each other: n8n itself goes through what it is given with a call for each. */
const DEEPEST = 1_000;

export const LINE_BREAK = 0x0a;

/** What stands for an entry in a log. */
export interface Piece {
	/** As it stands there, and the number of its line, from 1. */
	text: string;
	line: number;
	/** How many characters of the text are left out, since it is too long. */
	leftOut: number;
	/** In bytes. */
	size: number;
	/** Without one it is no JSON, or too long, or too deep. */
	value?: unknown;
}

export function isNothing({ text, leftOut }: Piece): boolean {
	return leftOut === 0 && text.trim() === '';
}

/** Reads an entry's value, unless that is too long, or too deep. @returns false when it is no JSON */
export function readValue(entry: Piece): boolean {
	if (entry.leftOut > 0 || isDeeperThan(entry.text, DEEPEST)) return true;
	try {
		entry.value = parseKeepingIntegers(entry.text.trim());
		return true;
	} catch {
		return false;
	}
}

/** All places are bytes from the log's beginning. */
export class Input {
	/** The byte that is looked at next, and where those end that are there. */
	at = 0;
	end = 0;
	/** Whether nothing more comes. */
	isOver = false;

	/** One piece of memory for all, since what is thrown away piece by piece is let go of late; and where it begins. */
	private memory = Buffer.alloc(0);
	private base = 0;
	/** From where on bytes are held, and the number of the line there. */
	private from = 0;
	private line = 1;
	/** Where the entry begins, and what is known of it when it is too long. */
	private start = 0;
	private long?: Piece;
	private readonly decoder = new TextDecoder();

	/** What is held; nothing while the beginning of an entry is gone. */
	get held(): Buffer {
		return this.long ? Buffer.alloc(0) : this.bytes(this.from, this.end);
	}

	add(chunk: Buffer): void {
		const held = this.bytes(this.from, this.end);
		const size = held.length + chunk.length;
		if (size > this.memory.length) this.memory = Buffer.allocUnsafeSlow(2 * size);
		held.copy(this.memory);
		chunk.copy(this.memory, held.length);
		this.base = this.from;
		this.end += chunk.length;
	}

	/** Waits for more. @returns whether there is a byte to look at */
	*more(): Generator<undefined, boolean> {
		if (this.isTooLong(this.end)) this.shorten(this.end);
		while (this.at >= this.end && !this.isOver) yield undefined;
		return this.at < this.end;
	}

	next(): number {
		return this.memory[this.at++ - this.base];
	}

	/** Where such a byte comes next; -1 when none has come yet. */
	find(byte: number): number {
		const found = this.memory.indexOf(byte, this.at - this.base) + this.base;
		const isThere = found >= this.at && found < this.end;
		this.at = isThere ? found : this.end;
		return isThere ? found : -1;
	}

	textBetween(from: number, to: number): string {
		return this.memory.toString('utf8', Math.max(this.from, from) - this.base, to - this.base);
	}

	/** Whether the entry were too long, were it to end there. */
	isTooLong(end: number): boolean {
		return this.long !== undefined || end - this.start > LONGEST;
	}

	/** The entry, were it to end there. */
	entryTo(end: number): Piece {
		return this.isTooLong(end) ? this.shorten(end) : this.pieceTo(end);
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
		this.begin(this.from);
		this.at = this.from;
	}

	/** Counts what is too long instead of holding it. */
	private shorten(end: number): Piece {
		const shown = this.start + SHOWN_BYTES;
		this.long ??= this.pieceTo(shown);
		const rest = this.bytes(Math.max(this.from, shown), end);
		this.long.leftOut += this.decoder.decode(rest, { stream: true }).length;
		this.letGo(end);
		return this.long;
	}

	private pieceTo(end: number): Piece {
		const { start } = this;
		return { text: this.textBetween(start, end), line: this.lineAt(start), leftOut: 0, size: end - start };
	}

	private bytes(from: number, to: number): Buffer {
		return this.memory.subarray(from - this.base, to - this.base);
	}

	private letGo(end: number): void {
		this.line = this.lineAt(end);
		this.from = end;
	}

	private lineAt(place: number): number {
		let { line } = this;
		for (let at = this.from; at < place; at++) if (this.memory[at - this.base] === LINE_BREAK) line++;
		return line;
	}
}
