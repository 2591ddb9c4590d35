/** Reads a log from its stream into what stands for its entries: lines, or JSON documents that list them. The one reader. */
import { Documents, type Reading } from './documents';
import { Input, isNothing, LINE_BREAK, type Piece, readValue } from './input';

/** After how many entries, and how many bytes of them, others may come in between. */
const AT_ONCE = { entries: 100, bytes: 100_000 };

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
	const input = new Input();
	const reading = readDocuments(input);
	let entries = 0;
	let bytes = 0;
	const goOn = async () => {
		for (let { value: piece } = reading.next(); piece; { value: piece } = reading.next()) {
			// A large one takes its time to be read, and again to be interpreted
			if (piece.size >= AT_ONCE.bytes) await pause();
			take(piece);
			bytes += piece.size;
			if (++entries % AT_ONCE.entries > 0 && bytes < AT_ONCE.bytes) continue;
			bytes = 0;
			await pause();
		}
	};
	for await (const chunk of body) {
		input.add(chunk);
		await goOn();
		await pause();
	}
	input.isOver = true;
	await goOn();
}

function* readLines(input: Input): Reading {
	for (;;) {
		const end = input.find(LINE_BREAK);
		if (end < 0 && (yield* input.more())) continue;
		const entry = input.entryTo(end < 0 ? input.end : end);
		readValue(entry);
		entry.text = entry.text.replace(/\r$/, '');
		if (!isNothing(entry)) yield entry;
		if (end < 0) return;
		input.goOn(end + 1);
	}
}

/** Reads documents one behind the other, and as lines what is none, with all behind it. */
function* readDocuments(input: Input): Reading {
	const documents = new Documents(input);
	while (!documents.areLines && (input.at < input.end || (yield* documents.more()))) {
		const end = documents.look();
		if (end !== undefined) yield* documents.hand(end);
	}
	if (!documents.areLines) yield* documents.end();
	if (!documents.areLines) return;
	input.goBack();
	yield* readLines(input);
}
