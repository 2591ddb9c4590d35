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
