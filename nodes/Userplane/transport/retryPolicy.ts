import { asText, isObject } from '../shared/objects';
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
	const asked = outcome.kind === 'answer' ? retryAfterMs(outcome.headers) : undefined;
	const status = outcome.kind === 'answer' ? outcome.status : undefined;
	if (status === 429) return { kind: 'refused', retryAfterMs: asked };
	if (status !== undefined && status < 500) return { kind: 'done' };
	if (method === 'POST' && status !== 503) return judgeUnanswered(outcome);
	if (tries >= MAX_TRIES || (asked !== undefined && asked > LONGEST_RETRY_AFTER_MS)) return { kind: 'fail' };
	return { kind: 'retry', delayMs: asked ?? backoffMs(tries, random), uncertain: status !== 503 };
}

/** A POST without an answer from Userplane's own handler: was it not sent at all, or may it have been carried out? */
function judgeUnanswered(outcome: Outcome): Verdict {
	if (outcome.kind === 'fault') return { kind: NEVER_SENT.has(outcome.code) ? 'fail' : 'lost' };
	return { kind: hasCode(outcome.body) ? 'done' : 'lost' };
}

/** The pause before try number `tries + 1`: doubling, with the upper half left to chance so that workers spread out. */
export function backoffMs(tries: number, random: number): number {
	const full = Math.min(BACKOFF_MS.first * 2 ** (tries - 1), BACKOFF_MS.most);
	return Math.round(full * (0.5 + random / 2));
}

/** Reads Retry-After, as seconds or as a date, into ms from now. Undefined when it is absent, unreadable or already over. */
export function retryAfterMs(headers: Record<string, unknown>, now = Date.now()): number | undefined {
	const value = headers['retry-after'];
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
	return ms > 0 ? ms : undefined;
}

/** Whether a 5xx comes from Userplane's own handler, which says that it did not do the work, and not from a proxy. */
function hasCode(body: unknown): boolean {
	return isObject(body) && /_FAILED$/.test(asText(body.code ?? body.error));
}
