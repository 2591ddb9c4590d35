import type { Clock } from './clock';

/** A transfer that moves less than this in that time stands still: about 0.5 kB a second. */
const LEAST = { bytes: 65_536, ms: 120_000 };

/** How long a watch sleeps at a time, in ms: n8n's `sleep` cannot be ended early, so this is what it may outlive its file. */
const NAP_MS = 5_000;

/**
 * Watches a transfer and ends its stream when it stands still. Once the answer has begun, no time limit of n8n's helper holds.
 * @param moved how many bytes have come so far
 * @param over aborted when the transfer has ended
 */
export async function endWhenStalled(
	body: unknown,
	moved: () => number,
	over: AbortSignal,
	clock: Clock,
): Promise<void> {
	while (!over.aborted) {
		const before = moved();
		for (let slept = 0; slept < LEAST.ms && !over.aborted; slept += NAP_MS) await clock.sleep(NAP_MS, over);
		if (moved() - before < LEAST.bytes && !over.aborted) {
			discard(body, Object.assign(new Error('The transfer stands still'), { code: 'ETIMEDOUT' }));
			return;
		}
	}
}

/** Ends a stream that nobody reads to its end, so that its connection is given up. */
export function discard(body: unknown, reason?: Error): void {
	const { destroy } = (body ?? {}) as { destroy?: (reason?: Error) => void };
	if (typeof destroy === 'function') destroy.call(body, reason);
}
