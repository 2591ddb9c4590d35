import { UserplaneError } from '../shared/errors';

/** What a file must be to be taken for whole. */
export interface Expected {
	/** What the file is called in messages, e.g. `video`. */
	name: string;
	/** A video or an image; or a log: text, of which there may be none. */
	kind: 'media' | 'log';
	/** In bytes, as the service states it. */
	stated?: number;
	/** In bytes, as the answer itself announces it. */
	announced?: number;
	/** Called with the bytes so far. Throws when they are too many. */
	admit: (bytes: number) => Promise<void> | void;
}

/** What arrived is not the file, or not the whole of it. With a fresh URL it may be. */
export class NotTheFile extends UserplaneError {}

/** How much of a file's start tells a page from a file, in bytes. */
const START_BYTES = 256;

/** How a page in HTML or a message in XML begins, as Latin-1, after a byte order mark. */
const MARKUP = /^(\xEF\xBB\xBF)?\s*<(!doctype\s|html[\s>]|!--|\?xml\s)/i;

/** How text begins that no video and no image begins with: markup or JSON. */
const TEXT = /^(\xEF\xBB\xBF)?\s*[<{]/;

/** A start that is plain text to its end: every format of videos and images has other bytes among its first. */
const PLAIN = /^[\t\n\r\x20-\x7e]*$/;

/** Types of an answer that is a page or a message about the file, and of one that is no video and no image either. */
const TYPES = { log: /\b(html|xml)\b/i, media: /^\s*text\/|\b(html|xml|json)\b/i };

/** @throws NotTheFile when the answer's type is that of a page or a message */
export function checkType({ name, kind }: Expected, contentType: string | undefined): void {
	if (TYPES[kind].test(contentType?.split(';')[0] ?? '')) throw somethingElse(name);
}

/**
 * The file's bytes as a stream, which ends with an error when they are not the file: too many, none, fewer than stated or
 * a page in its place. So nothing can take a part of a file, or something else, for the file.
 */
export function checkedStream(body: AsyncIterable<Buffer>, expected: Expected): AsyncIterable<Buffer> {
	// Every class of streams has `from` of node:stream, which a verified node may not import
	const streams = body.constructor as unknown as { from: (chunks: unknown, options: object) => typeof body };
	return streams.from(check(body, expected), { objectMode: false });
}

async function* check(body: AsyncIterable<Buffer>, { name, kind, ...expected }: Expected) {
	let bytes = 0;
	let start = '';
	for await (const chunk of body) {
		bytes += chunk.length;
		await expected.admit(bytes);
		if (start.length < START_BYTES) {
			start += chunk.toString('latin1', 0, START_BYTES);
			if ((kind === 'log' ? MARKUP : TEXT).test(start)) throw somethingElse(name);
		}
		yield chunk;
	}
	checkEnd({ name, kind, ...expected }, bytes, start);
}

/** @throws NotTheFile when what has come in all is not the file */
function checkEnd({ name, kind, stated = 0, announced }: Expected, bytes: number, start: string): void {
	if (kind === 'media' && bytes > 0 && PLAIN.test(start)) throw somethingElse(name);
	// Of a log that is empty nobody expects more; but not when the service says that there is something in it
	if (bytes === 0 && (kind === 'media' || stated > 0)) throw empty(name);
	// A length that is announced is kept to: HTTP sees to that. Without one, only the service's word tells whole from cut
	if (announced === undefined && bytes < stated) throw tooShort(name, bytes, stated);
}

const ADVICE =
	'A new URL was also tried. Run this item again, or check the recording in the Userplane dashboard';

function empty(name: string): NotTheFile {
	return new NotTheFile(`The ${name} file is empty`, ADVICE);
}

function tooShort(name: string, bytes: number, stated: number): NotTheFile {
	return new NotTheFile(
		`The ${name} file is incomplete: ${bytes} of ${stated} bytes arrived`,
		`${ADVICE}. To get the incomplete file, set Output to Temporary URLs`,
	);
}

function somethingElse(name: string): NotTheFile {
	return new NotTheFile(
		`A web page or a message was sent instead of the ${name} file`,
		'A new URL was also tried. A login page, proxy or firewall may have sent the response. Check the network of this machine and run this item again',
	);
}
