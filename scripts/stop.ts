/** How a command is stopped: Ctrl-C, a signal, or the end of the npm that started it. */

/** What the signals tell. */
export interface Stop {
	/** Aborted by the first. */
	signal: AbortSignal;
	/** Aborted by the second: nothing is waited for any more. */
	giveUp: AbortSignal;
}

/** Listens from now on. @param script its name in package.json */
export function stopSignal(script: string): Stop {
	const first = new AbortController();
	const second = new AbortController();
	let stoppedAt = 0;
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
		process.on(name, () => {
			const reason = new Error(`Stopped by ${name}`);
			if (!first.signal.aborted) stoppedAt = Date.now();
			// One Ctrl-C may come twice: from the terminal, and passed on by npm
			else if (Date.now() - stoppedAt > 1_000) second.abort(reason);
			first.abort(reason);
		});
	stopWithNpm(script, () => first.abort(new Error('Stopped with npm')));
	return { signal: first.signal, giveUp: second.signal };
}

/** Stops when npm was ended by itself: its shell, our parent, goes then and passes no signal on. */
function stopWithNpm(script: string, stop: () => void): void {
	const { env, ppid: shell } = process;
	if (env.npm_lifecycle_event !== script) return;
	setInterval(() => process.ppid === shell || stop(), 500).unref();
}
