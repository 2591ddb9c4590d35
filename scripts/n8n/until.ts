import { setTimeout as wait } from 'node:timers/promises';

export interface UntilOptions {
	/** What is waited for, as in "waited 5 s for <what>". */
	what: string;
	/** The longest time to wait, in ms. */
	ms: number;
	/** Between two looks, in ms. */
	everyMs?: number;
	signal?: AbortSignal;
}

/** Nothing seen yet: undefined or false. */
type Look<T> = T | false | undefined;

/**
 * Looks again and again until `look` sees something, and answers with that.
 * @throws Error when the time is over, the signal's reason when it is called off, and whatever `look` throws.
 */
export async function until<T>(look: () => Look<T> | Promise<Look<T>>, options: UntilOptions): Promise<T> {
	const end = Date.now() + options.ms;
	for (;;) {
		options.signal?.throwIfAborted();
		const seen = await look();
		if (seen !== undefined && seen !== false) return seen;
		if (Date.now() > end) throw new Error(`Waited ${options.ms / 1000} s for ${options.what} in vain`);
		await wait(options.everyMs ?? 100);
	}
}
