import { CancelledError, UserplaneError } from '../shared/errors';
import type { Clock } from './clock';
import { systemClock } from './clock';
import { networkCode } from './faults';
import type { FileForm, RequestContext } from './http';
import { open } from './http';
import { backoffMs, MAX_TRIES } from './retryPolicy';

/** A file that is being sent: its body (a stream, or its text) and what the storage says of it. */
export interface IncomingFile {
	body: unknown;
	contentType?: string;
	/** In bytes; undefined when the storage does not say. */
	size?: number;
}

/** What to get and where it goes. */
export interface Transfer<T> {
	/** Gets a fresh signed address. */
	address: () => Promise<string>;
	form: FileForm;
	/** Reads the body to its end. A network fault in it is tried again. */
	take: (file: IncomingFile) => Promise<T>;
}

/** What one try to get a file came to. */
type Try<T> = { value: T } | { again: string };

/**
 * Gets a file from a signed address and hands it to `take`. The address is asked for anew for each try: it may have
 * expired in between. Reading a file changes nothing, so broken transfers, 5xx and 429 are tried again.
 * @throws UserplaneError when the storage refuses, without the address
 */
export async function download<T>(
	context: RequestContext,
	transfer: Transfer<T>,
	signal?: AbortSignal,
	clock: Clock = systemClock,
): Promise<T> {
	let refusals = 0;
	for (let tries = 1; ; tries++) {
		const result = await tryOnce(context, transfer, signal);
		if (signal?.aborted) throw new CancelledError();
		if ('value' in result) return result.value;
		// An expired address is refused: a fresh one is tried once, and one refusal more is final
		if (result.again === EXPIRED && ++refusals > 1) throw refused(403);
		if (tries >= MAX_TRIES) throw broken(result.again);
		if (result.again !== EXPIRED) await clock.sleep(backoffMs(tries, Math.random()), signal);
	}
}

const EXPIRED = 'HTTP 403';

async function tryOnce<T>(
	context: RequestContext,
	{ address, form, take }: Transfer<T>,
	signal?: AbortSignal,
): Promise<Try<T>> {
	const outcome = await open(context, await address(), form, signal);
	if (outcome.kind === 'fault') return { again: outcome.code };
	const { status, headers, body } = outcome;
	if (status >= 200 && status < 300) {
		const size = Number(headers['content-length']);
		const contentType = headers['content-type'];
		return await tryToTake(take, {
			body,
			size: Number.isFinite(size) ? size : undefined,
			contentType: typeof contentType === 'string' ? contentType : undefined,
		});
	}
	discard(body);
	if (status === 403 || status === 429 || status >= 500) return { again: `HTTP ${status}` };
	throw refused(status);
}

async function tryToTake<T>(take: (file: IncomingFile) => Promise<T>, file: IncomingFile): Promise<Try<T>> {
	return await take(file).then(
		(value): Try<T> => ({ value }),
		(error: unknown): Try<T> => {
			discard(file.body);
			const code = networkCode(error);
			if (code === undefined || !BROKEN_TRANSFER.has(code)) throw error as Error;
			return { again: code };
		},
	);
}

/** Codes of Node and axios for a transfer that ended before its end. */
const BROKEN_TRANSFER = new Set([
	'ECONNRESET',
	'ECONNABORTED',
	'EPIPE',
	'ETIMEDOUT',
	'ERR_BAD_RESPONSE',
	'ERR_STREAM_PREMATURE_CLOSE',
]);

/** Ends a stream that nobody reads, so that its connection is given up. */
function discard(body: unknown): void {
	const { destroy } = (body ?? {}) as { destroy?: () => void };
	if (typeof destroy === 'function') destroy.call(body);
}

function refused(status: number): UserplaneError {
	return new UserplaneError(
		`Userplane's file storage refused the file (HTTP ${status})`,
		'Run this item again. If it stays so, look at the recording in the Userplane dashboard',
		{ status },
	);
}

function broken(reason: string): UserplaneError {
	return new UserplaneError(
		`The file could not be transferred (${reason})`,
		`It was tried ${MAX_TRIES} times. Check this machine's network and run the item again`,
	);
}
