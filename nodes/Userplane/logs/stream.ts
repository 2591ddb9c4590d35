import { parseLine, parsePieces } from './entries';

/** The longest line and the largest document that are read, in characters: longer ones are counted as one entry. */
const LONGEST = { line: 1_000_000, document: 16_000_000 };

/** After how many entries others may come in between. */
const ENTRIES_AT_ONCE = 100;

/** Where the entries of a log go, and what lets others in between. */
export interface Sink {
	/** Gets each entry as it stands in the log; undefined for what is no JSON, or too long to be read. */
	take: (value: unknown) => void;
	/** Lets whatever else this process has to do come in between. */
	pause: () => Promise<void>;
}

/** Reads a log from its stream, a line at a time; the whole only where it is one JSON document. */
export async function readLog(body: AsyncIterable<Buffer>, sink: Sink): Promise<void> {
	const decoder = new TextDecoder();
	const reader = new LogReader(sink);
	for await (const chunk of body) await reader.add(decoder.decode(chunk, { stream: true }));
	await reader.add(decoder.decode());
	await reader.end();
}

class LogReader {
	private rest = '';
	/** Whether the log is one JSON document; undefined while its first line is not complete. */
	private isDocument?: boolean;
	private isTooLong = false;
	private entries = 0;

	constructor(private readonly sink: Sink) {}

	async add(text: string): Promise<void> {
		this.rest += text;
		if (text.includes('\n')) this.isDocument ??= beginsDocument(this.rest);
		if (this.isDocument === false) {
			const lines = this.rest.split('\n');
			this.rest = lines.pop() ?? '';
			await this.take(lines);
		}
		if (this.rest.length <= this.longest) return;
		this.isTooLong = true;
		this.rest = '';
		// Its beginning is gone, so what comes behind this line cannot be told from a document any more: it is read as lines
		this.isDocument ??= false;
	}

	async end(): Promise<void> {
		await this.take([this.rest]);
	}

	private get longest(): number {
		return this.isDocument === false ? LONGEST.line : LONGEST.document;
	}

	/** @param texts lines, or the whole document */
	private async take(texts: string[]): Promise<void> {
		for (const text of texts)
			for (const value of this.valuesIn(text)) {
				this.sink.take(value);
				if (++this.entries % ENTRIES_AT_ONCE === 0) await this.sink.pause();
			}
	}

	private valuesIn(text: string): unknown[] {
		const isTooLong = this.isTooLong || text.length > this.longest;
		this.isTooLong = false;
		if (isTooLong) return [undefined];
		const pieces = this.isDocument === false ? parseLine(text) : parsePieces(text);
		return pieces.map((piece) => ('value' in piece ? piece.value : undefined));
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
