/** A transfer that moves less than this in that time stands still: about 0.5 kB a second. */
const LEAST = { bytes: 65_536, ms: 120_000 };

/**
 * Watches a transfer and ends its stream when it stands still. Once the answer has begun, no time limit of n8n's helper holds.
 * @param moved how many bytes have come so far
 * @param over aborted when the transfer has ended
 */
export function endWhenStalled(body: unknown, moved: () => number, over: AbortSignal): void {
	const before = moved();
	const look = () => {
		if (over.aborted) return;
		if (moved() - before >= LEAST.bytes) endWhenStalled(body, moved, over);
		else discard(body, Object.assign(new Error('The transfer stands still'), { code: 'ETIMEDOUT' }));
	};
	// Unlike n8n's `sleep` it holds no process open that has nothing else to do
	AbortSignal.timeout(LEAST.ms).addEventListener('abort', look);
}

/** Ends a stream that nobody reads to its end, so that its connection is given up. */
export function discard(body: unknown, reason?: Error): void {
	const { destroy } = (body ?? {}) as { destroy?: (reason?: Error) => void };
	destroy?.call(body, reason);
}
