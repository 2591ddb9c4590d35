import { CancelledError } from '../shared/errors';

/** One signal for several, until it is told to forget them. `AbortSignal.any` would leave a trace on a long run's own. */
export function endOf(signals: Array<AbortSignal | undefined>): { signal: AbortSignal; forget: () => void } {
	const controller = new AbortController();
	const abort = () => {
		controller.abort();
	};
	for (const signal of signals) {
		if (signal?.aborted) abort();
		signal?.addEventListener('abort', abort);
	}
	const forget = () => {
		for (const signal of signals) signal?.removeEventListener('abort', abort);
	};
	return { signal: controller.signal, forget };
}

/** Waits for a promise, but not beyond the signal. @throws CancelledError when the signal is aborted first */
export async function orAborted<T>(
	promise: Promise<T> | undefined,
	signal?: AbortSignal,
): Promise<T | undefined> {
	if (signal?.aborted) throw new CancelledError();
	const { signal: end, forget } = endOf([signal]);
	const ended = new Promise<never>((_, reject) => {
		end.addEventListener('abort', () => {
			reject(new CancelledError());
		});
	});
	try {
		return await Promise.race([promise, ended]);
	} finally {
		forget();
	}
}
