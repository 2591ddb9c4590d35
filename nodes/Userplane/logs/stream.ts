import { parseLine, parsePieces } from './entries';

/** The longest line and the largest document that are read, in characters: longer ones are counted as one entry. */
const LONGEST = { line: 1_000_000, document: 16_000_000 };

/** How many lines are read in one go. */
const LINES_AT_ONCE = 100;

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
	reader.end();
}

class LogReader {
	private rest = '';
	/** Whether the log is one JSON document; undefined while its first line is not complete. */
	private isDocument?: boolean;
	private isTooLong = false;
	private lines = 0;

	constructor(private readonly sink: Sink) {}

	async add(text: string): Promise<void> {
		this.rest += text;
		if (text.includes('\n')) this.isDocument ??= beginsDocument(this.rest);
		if (this.isDocument === false) {
			const lines = this.rest.split('\n');
			this.rest = lines.pop() ?? '';
			for (const line of lines) {
				this.take(line);
				if (++this.lines % LINES_AT_ONCE === 0) await this.sink.pause();
			}
		}
		if (this.rest.length <= this.longest) return;
		this.isTooLong = true;
		this.rest = '';
	}

	end(): void {
		this.take(this.rest);
	}

	private get longest(): number {
		return this.isDocument === false ? LONGEST.line : LONGEST.document;
	}

	private take(text: string): void {
		const isTooLong = this.isTooLong || text.length > this.longest;
		this.isTooLong = false;
		if (isTooLong) this.sink.take(undefined);
		else
			for (const piece of this.isDocument === false ? parseLine(text) : parsePieces(text))
				this.sink.take('value' in piece ? piece.value : undefined);
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
