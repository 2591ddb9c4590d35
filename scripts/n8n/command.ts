import { startGroup } from './processGroup';

/** Prints one line of progress. */
export type Log = (line: string) => void;

export interface CommandOptions {
	cwd: string;
	env: NodeJS.ProcessEnv;
	/** Ends the command, with all that it started. */
	signal?: AbortSignal;
	/** A folder that must not outlive the command when this process is killed. */
	folder?: string;
}

/**
 * Runs a command to its end and answers with what it wrote to stdout.
 * @throws Error with the last lines of its output when it fails, or the signal's reason when it was called off.
 */
export async function run(command: string, args: string[], options: CommandOptions): Promise<string> {
	options.signal?.throwIfAborted();
	let output = '';
	const onOutput = (text: string, from: string): void => void (output += from === 'stdout' ? text : '');
	const group = startGroup(command, args, { ...options, onOutput });
	const stop = (): void => void group.stop(2000);
	options.signal?.addEventListener('abort', stop, { once: true });
	const { code, signal } = await group.exited;
	options.signal?.removeEventListener('abort', stop);
	options.signal?.throwIfAborted();
	if (code !== 0) {
		const end = group.tail().trim().split('\n').slice(-20).join('\n');
		throw new Error(`"${command} ${args.join(' ')}" ended with ${signal ?? `code ${code}`}:\n${end}`);
	}
	return output;
}

/** Does `work`, telling at once what it is and, every `everyMs`, that it still goes on. */
export async function withProgress<T>(
	log: Log,
	what: string,
	work: () => Promise<T>,
	everyMs = 15_000,
): Promise<T> {
	const started = Date.now();
	const elapsed = (): string => `${Math.round((Date.now() - started) / 1000)} s`;
	log(`${what} ...`);
	const timer = setInterval(() => log(`  still at it after ${elapsed()}`), everyMs);
	try {
		const result = await work();
		log(`  done in ${elapsed()}`);
		return result;
	} finally {
		clearInterval(timer);
	}
}
