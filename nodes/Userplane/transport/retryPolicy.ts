import { isObject } from '../shared/objects';
import type { Method, Outcome } from './http';

/** What to do after one try. `uncertain` says that the service may have done the work although no answer told so. */
export type Verdict =
	| { kind: 'done' }
	| { kind: 'retry'; delayMs: number; uncertain: boolean }
	| { kind: 'refused'; retryAfterMs?: number }
	| { kind: 'fail' }
	| { kind: 'lost' };

/** How often one request is tried in all, not counting refusals by the rate limit, which the gate bounds. */
export const MAX_TRIES = 5;

/** The first pause and the longest one, in ms. */
const BACKOFF_MS = { first: 1_000, most: 30_000 };

/** A service that asks for a longer pause than this (ms) is not waited for. */
export const LONGEST_RETRY_AFTER_MS = 300_000;

/** Codes of a connection that was never made: the request did not leave this machine. */
const NEVER_SENT = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EADDRNOTAVAIL',
]);

/**
 * Decides what follows one try. 429 and 503 mean that the service refused the call, so every verb may be sent again.
 * Any other 5xx and a broken connection leave open whether the work was done: then only GET, PUT and DELETE are repeated.
 * @param tries how often the request was sent, this time included and refusals by the rate limit left out
 * @param random a number from 0 to 1, for the jitter
 */
export function judge(method: Method, outcome: Outcome, tries: number, random: number): Verdict {
	if (outcome.kind === 'answer') {
		const { status } = outcome;
		if (status === 429) return { kind: 'refused', retryAfterMs: retryAfterMs(outcome.headers) };
		if (status < 500) return { kind: 'done' };
		if (status !== 503 && method === 'POST')
			return hasCode(outcome.body) ? { kind: 'done' } : { kind: 'lost' };
	} else if (method === 'POST') {
		return { kind: NEVER_SENT.has(outcome.code) ? 'fail' : 'lost' };
	}
	if (tries >= MAX_TRIES) return { kind: 'fail' };
	const asked = outcome.kind === 'answer' ? retryAfterMs(outcome.headers) : undefined;
	if (asked !== undefined && asked > LONGEST_RETRY_AFTER_MS) return { kind: 'fail' };
	return {
		kind: 'retry',
		delayMs: asked ?? backoffMs(tries, random),
		uncertain: outcome.kind === 'fault' || outcome.status !== 503,
	};
}

/** The pause before try number `tries + 1`: doubling, with the upper half left to chance so that workers spread out. */
export function backoffMs(tries: number, random: number): number {
	const full = Math.min(BACKOFF_MS.first * 2 ** (tries - 1), BACKOFF_MS.most);
	return Math.round(full * (0.5 + random / 2));
}

/** Reads Retry-After, as seconds or as a date, into ms from now. Undefined when it is absent or unreadable. */
export function retryAfterMs(headers: Record<string, unknown>, now = Date.now()): number | undefined {
	const value = headers['retry-after'];
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
	return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** Whether a 5xx comes from Userplane's own handler, which says that it did not do the work, and not from a proxy. */
function hasCode(body: unknown): boolean {
	return isObject(body) && /_FAILED$/.test(String(body.code));
}
