import { CancelledError } from '../shared/errors';

/** What is called back when a signal is aborted, and the one listener that does it. */
interface Listening {
	callbacks: Set<() => void>;
	listener: () => void;
}

const listening = new WeakMap<AbortSignal, Listening>();

/**
 * Calls back when the signal is aborted. However many do this with one signal, it has one listener: Node warns of a leak at more
 * than ten, and the pages of one list alone are sixteen.
 * @returns what ends it, to be called when there is nothing to be called back for any more
 */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
	if (!signal) return () => undefined;
	const known = listening.get(signal) ?? listenTo(signal);
	const own = () => {
		callback();
	};
	known.callbacks.add(own);
	return () => {
		known.callbacks.delete(own);
		if (known.callbacks.size > 0) return;
		signal.removeEventListener('abort', known.listener);
		listening.delete(signal);
	};
}

function listenTo(signal: AbortSignal): Listening {
	const callbacks = new Set<() => void>();
	const listener = () => {
		for (const callback of callbacks) callback();
	};
	signal.addEventListener('abort', listener);
	const known = { callbacks, listener };
	listening.set(signal, known);
	return known;
}

/** One signal for several, until it is told to forget them. `AbortSignal.any` would leave a trace on a long run's own. */
export function endOf(signals: Array<AbortSignal | undefined>): { signal: AbortSignal; forget: () => void } {
	const controller = new AbortController();
	const abort = () => {
		controller.abort();
	};
	if (signals.some((signal) => signal?.aborted)) abort();
	const ends = signals.map((signal) => onAbort(signal, abort));
	const forget = () => {
		for (const end of ends) end();
	};
	return { signal: controller.signal, forget };
}

/** Waits for a promise, but not beyond the signal. @throws CancelledError when the signal is aborted first */
export async function orAborted<T>(
	promise: Promise<T> | undefined,
	signal?: AbortSignal,
): Promise<T | undefined> {
	if (signal?.aborted) throw new CancelledError();
	let forget: () => void = () => undefined;
	const ended = new Promise<never>((_, reject) => {
		forget = onAbort(signal, () => {
			reject(new CancelledError());
		});
	});
	try {
		return await Promise.race([promise, ended]);
	} finally {
		forget();
	}
}
