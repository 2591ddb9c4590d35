/** The length of the service's counting window, in ms (docs, rate limits). */
export const WINDOW_MS = 60_000;

/** How exactly (ms) it is worth knowing when the service's window begins. */
export const PRECISION_MS = 1_000;

/** Why a request is sent: it fits by all that is known, or it is a single one to see whether more is allowed. */
export type Reason = 'fits' | 'probe';

/** A request that was sent, until its answer is reported. */
export interface Trip {
	reason: Reason;
	sentAt: number;
}

/** What is known of the service, as far as it says when a request may be sent. Times in ms. */
export interface Manner {
	/** When the next request fits: now or earlier when it fits at once, Infinity when an answer has to come first. */
	freeAt(now: number, underWay: number): number;
	/** When a single request may be sent although one fits at `freeAt` only. Infinity = never. */
	probeAt(now: number, freeAt: number): number;
	/** How many may be under way at once when the last answer took `latencyMs`; that many of them when another is a probe. */
	mostUnderWay(latencyMs: number): { fitting: number; probing: number };
}

/** As few under way as keep up a rate: all of them are refused together. */
export function enoughUnderWay(perMs: number, latencyMs: number): number {
	return Math.max(1, Math.ceil(2 * perMs * latencyMs));
}
