import { sleep } from 'n8n-workflow';

import { onAbort } from './signals';

/** Time as the transport uses it, in milliseconds. A test can put its own in place. */
export interface Clock {
	/** Only ever goes forward, whatever happens to the machine's date. Says nothing of the time of day. */
	now(): number;
	/** Ends after `ms`, or at once when `signal` is aborted. Never rejects: look at the signal. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's clock. n8n-workflow's `sleep` is the one timer that verified nodes may use, and it cannot be ended early. */
export const systemClock: Clock = {
	now: () => performance.now(),
	async sleep(ms, signal) {
		if (!signal) {
			await sleep(ms);
			return;
		}
		if (signal.aborted) return;
		let stopListening: () => void = () => undefined;
		const aborted = new Promise<void>((resolve) => {
			stopListening = onAbort(signal, resolve);
		});
		await Promise.race([sleep(ms), aborted]);
		stopListening();
	},
};

/** For how long (ms) work goes on in one go. */
const SLICE_MS = 10;

/** Lets whatever else this process has to do come in between long work that asks for it often: at most every 10 ms. */
export function inSlices(clock: Clock = systemClock): (signal?: AbortSignal) => Promise<void> {
	let since = clock.now();
	return async (signal) => {
		if (clock.now() - since < SLICE_MS) return;
		await clock.sleep(0, signal);
		since = clock.now();
	};
}
