import { getEventListeners } from 'node:events';

/**
 * `AbortSignal.timeout` on whatever timers are in place. Like Node's own it keeps nothing going: there is a timer only while
 * somebody listens, so that a clock that jumps to the next timer does not jump to the end of what is long over.
 */
export function timeoutOnTimers(ms: number): AbortSignal {
	const controller = new AbortController();
	const { signal } = controller;
	const deadline = Date.now() + ms;
	const end = () => controller.abort(new DOMException('The operation timed out', 'TimeoutError'));
	let timer: ReturnType<typeof setTimeout> | undefined;
	const listen = signal.addEventListener.bind(signal);
	const unlisten = signal.removeEventListener.bind(signal);
	signal.addEventListener = (...parameters: Parameters<typeof listen>) => {
		listen(...parameters);
		timer ??= setTimeout(end, deadline - Date.now());
	};
	signal.removeEventListener = (...parameters: Parameters<typeof unlisten>) => {
		unlisten(...parameters);
		if (getEventListeners(signal, 'abort').length > 0) return;
		clearTimeout(timer);
		timer = undefined;
	};
	const isAborted = () => Reflect.get(AbortSignal.prototype, 'aborted', signal);
	Object.defineProperty(signal, 'aborted', {
		get: () => isAborted() || Date.now() >= deadline,
	});
	return signal;
}
