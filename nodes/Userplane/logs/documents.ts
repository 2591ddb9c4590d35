/** Takes JSON documents apart into entries while they arrive: a list of them, an object that lists them, or one that is an entry. */
import { type Input, isNothing, type Piece, readValue } from './input';
import { surelyMeant } from './meaning';

const [QUOTE, BACKSLASH, COMMA, COLON, LIST] = Buffer.from('"\\,:[');
const OPENS = new Set(Buffer.from('[{'));
const CLOSES = new Set(Buffer.from(']}'));
/** What stands around the first entry of a list, which is an object: `[1] a text` is no list of entries. */
const BEGINS = new Set(Buffer.from(' \t\r\n{,]'));
/** What may stand between documents, with the bytes of a byte order mark. */
const BETWEEN = new Set(Buffer.from(' \t\r\n,\uFEFF'));

/** Where entries stand in a document that is no list itself: our own guess. HAR and OpenTelemetry have theirs further down. */
export const LISTS = ['entries', 'events', 'actions', 'requests', 'logs', 'data'];
const RECORDS = 'logRecords';

/** What stands beside a list only in an entry that has one: each of these by its likeliest words, or both status and URL. */
const OF_AN_ENTRY = ['level', 'message', 'method', 'action', 'time'];
const LIKELIEST = 3;

/** What may stand beside `data`, which an entry may have too. Any other field is an entry's own. */
const ABOUT_THE_LOG = new Set([
	...[...LISTS, RECORDS, 'log', 'resourceLogs', 'scopeLogs', 'resource', 'scope', 'schemaUrl'],
	...['version', 'schemaVersion', 'format', 'count', 'total', 'recordingId', 'workspaceId', 'sessionId'],
]);

/** The longest key that means anything here, in bytes. */
const LONGEST_KEY = 60;

/** What stands for the end of a document that breaks off. */
const NO_END = '(the log breaks off here)';

/** Gives pieces, and undefined when it needs more bytes. */
export type Reading<T = void> = Generator<Piece | undefined, T>;

/** Where a reading stands in JSON documents, which are entries or list them. */
export class Documents {
	/** Whether it turned out that what is held are lines. */
	areLines = false;

	/** How many brackets are open, at how many of them entries are listed, and whether none was handed on of this document. */
	private depth = 0;
	private listDepth = 0;
	private isFirst = true;
	/** Where this document begins; and where one begins that was read to its end, or as far as it may go, and lists entries. */
	private start = 0;
	private listing = -1;
	/** The first key under which it lists what may be entries, and what beside it an entry would say. */
	private list?: string;
	private readonly own = new Set<string>();
	private isInText = false;
	/** Where the last text stands. */
	private textStart = 0;
	private textEnd = 0;
	/** What stands in front of what was opened second. */
	private outer?: string;

	constructor(private readonly input: Input) {}

	/** Waits for more. @returns whether there is a byte to look at */
	*more(): Generator<undefined, boolean> {
		const { input } = this;
		const isTooLong = input.isTooLong(input.at);
		if (isTooLong && this.readAgain()) return true;
		this.areLines = isTooLong && (this.listDepth === 0 || holdsLines(input.held));
		return !this.areLines && ((yield* input.more()) || this.readAgain());
	}

	/** Looks at the next byte. @returns where an entry ends */
	look(): number | undefined {
		const byte = this.input.next();
		if (this.isInText) this.goOnInText(byte);
		else if (this.isOther(byte)) this.areLines = true;
		else if (OPENS.has(byte)) this.open(byte);
		else if (byte === QUOTE) [this.isInText, this.textStart] = [true, this.input.at];
		else if (byte === COLON && this.depth === 1) this.learn();
		else if (CLOSES.has(byte)) return this.close();
		else if (byte === COMMA && this.depth === this.listDepth) return this.input.at - 1;
		return undefined;
	}

	/** Hands on the entry that ends there. */
	*hand(end: number): Reading {
		const entry = this.input.entryTo(end);
		const isNone = isNothing(entry);
		this.areLines = !isNone && !readValue(entry);
		if (this.areLines) return;
		this.isFirst &&= isNone;
		if (!isNone) yield entry;
		this.input.goOn(this.input.at);
	}

	/** Nothing more comes: tells where a document breaks off. */
	*end(): Reading {
		if (this.depth === 0) return;
		const last = this.input.entryTo(this.input.end);
		const isWhole = readValue(last) || isNothing(last);
		this.areLines = !isWhole && (this.isFirst || holdsLines(this.input.held));
		if (this.areLines) return;
		if (!isNothing(last)) yield last;
		if (isWhole && last.leftOut === 0) yield { ...last, text: NO_END, value: undefined };
	}

	/** Whether no document, or no list of entries, has such a byte there. */
	private isOther(byte: number): boolean {
		if (this.depth === 0) return !BETWEEN.has(byte) && !OPENS.has(byte);
		return this.isFirst && this.depth === this.listDepth && !BEGINS.has(byte);
	}

	private goOnInText(byte: number): void {
		if (byte === BACKSLASH) this.input.at++;
		this.isInText = byte !== QUOTE;
		this.textEnd = this.input.at - 1;
	}

	/** The last text, unless it is too long for a key: it may be asked for at each byte. */
	private key(): string {
		const { textStart, textEnd } = this;
		return textEnd - textStart > LONGEST_KEY ? '' : this.input.textBetween(textStart, textEnd);
	}

	private open(byte: number): void {
		const { input } = this;
		if (this.depth === this.listDepth) input.begin(input.at - 1);
		if (this.depth === 0) this.begin(input.at - 1);
		if (++this.depth === 2) this.outer = this.key();
		if (this.listDepth > 0 || byte !== LIST || !this.isList()) return;
		if (this.depth > 1) {
			this.list ??= this.key();
			if (this.start !== this.listing) return;
		}
		this.areLines = input.isTooLong(input.at);
		this.listDepth = this.depth;
		input.begin(input.at);
	}

	private begin(start: number): void {
		this.start = start;
		this.isFirst = true;
		this.list = undefined;
		this.own.clear();
	}

	private learn(): void {
		const key = this.key();
		if (ABOUT_THE_LOG.has(key)) return;
		this.own.add('other');
		for (const { name, rank } of surelyMeant(key))
			this.own.add(OF_AN_ENTRY.includes(name) && rank < LIKELIEST ? 'entry' : name);
	}

	/** Whether what stands beside the list makes an entry of the document. */
	private isEntry(): boolean {
		const { own, list } = this;
		return own.has('entry') || (own.has('status') && own.has('url')) || (list === 'data' && own.size > 0);
	}

	/** Looks at the document once more, for the entries that it lists. @returns whether it does, as far as it is known */
	private readAgain(): boolean {
		const { list, start, listing } = this;
		if (list === undefined || start === listing || this.isEntry()) return false;
		[this.listing, this.input.at, this.depth, this.isInText] = [start, start, 0, false];
		return true;
	}

	/** Whether the list that opens holds the log's entries: the document itself, or by its key and where it stands. */
	private isList(): boolean {
		const { depth } = this;
		const key = this.key();
		if (depth === 1 || key === RECORDS) return true;
		return depth === 2 ? LISTS.includes(key) : depth === 3 && this.outer === 'log' && key === 'entries';
	}

	/** @returns where an entry ends: that of a list, or a document that lists none, or says more */
	private close(): number | undefined {
		const { input } = this;
		if (this.depth === this.listDepth) {
			this.depth--;
			this.listDepth = 0;
			return input.at - 1;
		}
		if (this.depth === 1 && this.readAgain()) return undefined;
		if (--this.depth > 0) return undefined;
		if (this.start !== this.listing || this.isEntry()) return input.at;
		input.goOn(input.at);
		return undefined;
	}
}

/** Whether a line of it, but for the first, is an object by itself: then these are lines, of which the first is broken. */
function holdsLines(held: Buffer): boolean {
	const [, ...lines] = held.toString().split('\n');
	return lines.some((text) => text.startsWith('{') && readValue({ text, line: 0, leftOut: 0, size: 0 }));
}
