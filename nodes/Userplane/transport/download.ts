import { CancelledError, UserplaneError } from '../shared/errors';
import type { Clock } from './clock';
import { systemClock } from './clock';
import type { RequestContext } from './http';
import { backoffMs, MAX_TRIES } from './retryPolicy';
import type { Transfer } from './transfer';
import { tryOnce } from './transfer';

/**
 * Gets a file from a signed URL and hands it to `take`. The URL is asked for anew for each try: it may have expired in
 * between. Reading a file changes nothing, so broken transfers, 5xx and 429 are tried again; what is refused as an expired
 * URL is, and what is not the file, once, without a pause.
 * @throws UserplaneError when the storage refuses or does not send the file, without the URL
 */
export async function download<T>(
	context: RequestContext,
	transfer: Transfer<T>,
	signal?: AbortSignal,
	clock: Clock = systemClock,
): Promise<T> {
	let renewed = false;
	for (let tries = 1; ; tries++) {
		const result = await tryOnce(context, transfer, signal).catch((error: unknown) => {
			throw signal?.aborted ? new CancelledError() : (error as Error);
		});
		if (signal?.aborted) throw new CancelledError();
		if ('value' in result) return result.value;
		if ('notTheFile' in result) {
			if (renewed) throw result.notTheFile;
			renewed = true;
			continue;
		}
		if (tries >= MAX_TRIES) throw broken(result.broken);
		await clock.sleep(backoffMs(tries, Math.random()), signal);
	}
}

function broken(reason: string): UserplaneError {
	return new UserplaneError(
		`The file could not be transferred (${reason})`,
		`The transfer was tried ${MAX_TRIES} times. Check the network of this machine and run this item again`,
	);
}
