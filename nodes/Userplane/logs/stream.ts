import { parsePieces } from './entries';

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
		this.isDocument ??= beginsDocument(this.rest);
		if (this.isDocument === false) {
			const parts = this.rest.split('\n');
			this.rest = parts.pop() ?? '';
			for (const line of parts) {
				this.takePiece(line, LONGEST.line);
				if (++this.lines % LINES_AT_ONCE === 0) await this.sink.pause();
			}
		}
		const longest = this.isDocument === false ? LONGEST.line : LONGEST.document;
		if (this.rest.length <= longest) return;
		this.isTooLong = true;
		this.rest = '';
	}

	end(): void {
		this.takePiece(this.rest, this.isDocument === false ? LONGEST.line : LONGEST.document);
	}

	private takePiece(text: string, longest: number): void {
		if (this.isTooLong || text.length > longest) this.sink.take(undefined);
		else for (const piece of parsePieces(text)) this.sink.take('value' in piece ? piece.value : undefined);
		this.isTooLong = false;
	}
}

/** A list, or an object that goes on over several lines. Undefined as long as its first line is not there. */
function beginsDocument(text: string): boolean | undefined {
	const begun = text.replace(/^\uFEFF/, '').trimStart();
	if (begun === '') return undefined;
	if (begun.startsWith('[')) return true;
	const end = begun.indexOf('\n');
	if (end < 0) return text.length > LONGEST.line ? false : undefined;
	if (!begun.startsWith('{')) return false;
	try {
		JSON.parse(begun.slice(0, end));
		return false;
	} catch {
		return true;
	}
}
