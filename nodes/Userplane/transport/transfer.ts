import { readCount } from '../shared/objects';
import type { Outcome, RequestContext } from './http';
import { networkCode } from './faults';
import { open } from './http';
import type { Expected } from './incoming';
import { checkedStream, checkType, NotTheFile } from './incoming';
import { discard, endWhenStalled } from './stall';

/** A file that is being sent: a stream of its bytes, which fails when they are not the file, and its type. */
export interface IncomingFile {
	body: AsyncIterable<Buffer>;
	contentType?: string;
}

/** Where a file is to be had, and its size in bytes as the service states it. */
export interface FileSource {
	url: string;
	size?: number;
}

/** What to get and where it goes. */
export interface Transfer<T> extends Pick<Expected, 'name' | 'kind'> {
	/** Gets a fresh signed URL. */
	source: () => Promise<FileSource>;
	/** Called with the file's size: as it is stated, as it is announced, then (`soFar`) as it grows. Throws when it is too much. */
	admit?: (bytes: number, soFar: boolean) => Promise<void> | void;
	/** Reads the body to its end. A network fault in it is tried again. */
	take: (file: IncomingFile) => Promise<T>;
}

/** What one try to get a file came to: done, a broken transfer, or not the file, which a fresh URL may mend. */
export type Try<T> = { value: T } | { broken: string } | { notTheFile: NotTheFile };

/** How storages refuse a URL that has expired: S3 with 403, others with 400 or 401. */
const EXPIRED = new Set([400, 401, 403]);

/** Gets a file once. @throws UserplaneError when another try would not help */
export async function tryOnce<T>(
	context: RequestContext,
	transfer: Transfer<T>,
	signal?: AbortSignal,
): Promise<Try<T>> {
	const { url, size } = await transfer.source();
	if (size !== undefined) await transfer.admit?.(size, false);
	const outcome = await open(context, url, signal);
	if (outcome.kind === 'fault') return { broken: outcome.code };
	const { status } = outcome;
	if (status === 200) return await tryToTake(transfer, outcome, size);
	discard(outcome.body);
	if (status === 429 || status >= 500) return { broken: `HTTP ${status}` };
	if (EXPIRED.has(status) || status < 300) return { notTheFile: refused(status) };
	throw refused(status);
}

async function tryToTake<T>(
	{ name, kind, admit, take }: Transfer<T>,
	{ headers, body }: Extract<Outcome, { kind: 'answer' }>,
	stated?: number,
): Promise<Try<T>> {
	let moved = 0;
	const over = new AbortController();
	const announced = readCount(headers['content-length']);
	const contentType = typeof headers['content-type'] === 'string' ? headers['content-type'] : undefined;
	const expected: Expected = {
		...{ name, kind, stated, announced },
		admit: async (bytes) => {
			moved = bytes;
			await admit?.(bytes, true);
		},
	};
	try {
		checkType(expected, contentType);
		if (announced !== undefined) await admit?.(announced, false);
		endWhenStalled(body, () => moved, over.signal);
		const checked = checkedStream(body as AsyncIterable<Buffer>, expected);
		return { value: await take({ body: checked, contentType }) };
	} catch (error) {
		discard(body);
		if (error instanceof NotTheFile) return { notTheFile: error };
		const code = networkCode(error) ?? '';
		if (!BROKEN_TRANSFER.has(code)) throw error as Error;
		return { broken: code };
	} finally {
		over.abort();
	}
}

/** Codes of Node and axios for a transfer that ended before its end, or that cannot be unpacked. */
const BROKEN_TRANSFER = new Set([
	'ECONNRESET',
	'ECONNABORTED',
	'EPIPE',
	'ETIMEDOUT',
	'ERR_BAD_RESPONSE',
	'ERR_STREAM_PREMATURE_CLOSE',
	'Z_BUF_ERROR',
	'Z_DATA_ERROR',
]);

function refused(status: number): NotTheFile {
	return new NotTheFile(
		status < 300
			? `Userplane's file storage sent no file (HTTP ${status})`
			: `Userplane's file storage refused the file (HTTP ${status})`,
		'Run this item again. If it happens again, check the recording in the Userplane dashboard',
		{ status },
	);
}
