import { asText } from '../shared/objects';
import { wholeCode } from './errorBody';
import type { Fault } from './faults';
import type { Method, Outcome } from './http';

/**
 * What became of one try:
 *
 * |               | carried out? | sent again        |                                                        |
 * | ------------- | ------------ | ----------------- | ------------------------------------------------------ |
 * | `done`        | yes          | no                | a success                                              |
 * | `refused`     | no           | no                | a 4xx, or a redirect                                   |
 * | `limited`     | no           | yes, at the gate  | 429                                                    |
 * | `unavailable` | no           | yes               | Userplane's own 503, whole                             |
 * | `failed`      | no           | all but POST      | Userplane's own 500, whole                             |
 * | `unsent`      | no           | yes               | never left this machine: closed port, DNS, proxy       |
 * | `insecure`    | no           | no                | never left this machine: a certificate, or TLS at all  |
 * | `lost`        | perhaps      | all but POST      | any other 5xx, a cut connection, no answer in time     |
 *
 * Whole: a body with `defined: true`, a documented code, and the status that belongs to it. Gateways say SERVICE_UNAVAILABLE too,
 * and what stands behind them may have done the work.
 */
export type Fate = 'done' | 'refused' | 'limited' | 'unavailable' | 'failed' | 'unsent' | 'insecure' | 'lost';

/** What to do after one try. */
export type NextStep =
	{ kind: 'end' } | { kind: 'again'; delayMs: number } | { kind: 'limited'; retryAfterMs?: number };

/** How often one request is tried in all, not counting refusals by the rate limit, which the gate bounds. */
export const MAX_TRIES = 5;

/** The first pause and the longest one, in ms. */
const BACKOFF_MS = { first: 1_000, most: 30_000 };

/** A service that asks for a longer pause than this (ms) is not waited for. */
export const LONGEST_RETRY_AFTER_MS = 300_000;

/** Codes of a connection that was never made. */
const NEVER_CONNECTED = new Set([
	...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'],
	'PROXY_CLOSED',
]);

/** Node's texts for the same under a code that a connection in use may have too. */
const WHILE_CONNECTING = /^(connect|getaddrinfo) |before secure TLS connection was established/;

/** Node's texts for a connection that was made: a route that is lost then has the codes of one that never was. */
const IN_USE = /^(read|write) /;

/** How Node tells of a TLS stream that was fine and then is none, e.g. when a gateway writes plain HTTP into it (Node 20; a handshake fails with EPROTO). */
const AFTER_HANDSHAKE = /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$/;

/** Node's codes for a certificate that it does not accept (Node's documentation, tls, X509 certificate error codes). */
const CERTIFICATE =
	/CERT|^UNABLE_TO_|^CRL_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$/;

/** OpenSSL's reasons for ending a TLS handshake. Others, such as a bad record, may come later. */
const HANDSHAKE =
	/version|protocol|handshake|cipher|renegotiation|unrecognized.name|certificate|unknown.ca|key.too.small|packet.length|http.request/i;

/** Says what became of a try. */
export function fateOf(outcome: Outcome): Fate {
	if (outcome.kind === 'fault') return fateOfFault(outcome);
	const { status } = outcome;
	if (status === 429) return 'limited';
	if (status >= 200 && status < 300) return 'done';
	// Something in between may give up waiting with 408, and Userplane knows no such answer
	if (status < 500) return status === 408 ? 'lost' : 'refused';
	if (wholeCode(outcome) === undefined) return 'lost';
	return status === 503 ? 'unavailable' : 'failed';
}

function fateOfFault({ code, text }: Fault): Fate {
	const isInUse = IN_USE.test(text);
	if (CERTIFICATE.test(code)) return 'insecure';
	if (AFTER_HANDSHAKE.test(code)) return 'lost';
	if (/^(EPROTO$|ERR_SSL_|ERR_TLS_)/.test(code))
		return HANDSHAKE.test(`${code} ${text}`) ? 'insecure' : 'lost';
	if (!isInUse && (NEVER_CONNECTED.has(code) || WHILE_CONNECTING.test(text))) return 'unsent';
	// Node has no text when it tried several addresses of a host, all in vain
	return code === 'ETIMEDOUT' && !isInUse ? 'unsent' : 'lost';
}

/**
 * Decides what follows one try.
 * @param tries how often the request was sent, this time included and refusals by the rate limit left out
 * @param random a number from 0 to 1, for the jitter
 */
export function nextStep(method: Method, outcome: Outcome, tries: number, random: number): NextStep {
	const fate = fateOf(outcome);
	const asked = outcome.kind === 'answer' ? retryAfterMs(outcome.headers) : undefined;
	if (fate === 'limited') return { kind: 'limited', retryAfterMs: asked };
	const again =
		fate === 'unavailable' ||
		fate === 'unsent' ||
		((fate === 'failed' || fate === 'lost') && method !== 'POST');
	if (!again || tries >= MAX_TRIES || (asked ?? 0) > LONGEST_RETRY_AFTER_MS) return { kind: 'end' };
	return { kind: 'again', delayMs: asked ?? backoffMs(tries, random) };
}

/** The pause before try number `tries + 1`: doubling, with the upper half left to chance so that workers spread out. */
export function backoffMs(tries: number, random: number): number {
	const full = Math.min(BACKOFF_MS.first * 2 ** (tries - 1), BACKOFF_MS.most);
	return Math.round(full * (0.5 + random / 2));
}

/**
 * Reads Retry-After, as seconds or as a date, into ms from now. A date is held against the answer's own `date`, since this
 * machine's clock may differ. Undefined when it is absent, unreadable or already over.
 */
export function retryAfterMs(headers: Record<string, unknown>, now = Date.now()): number | undefined {
	const value = headers['retry-after'];
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	const answeredAt = Date.parse(asText(headers.date)) || now;
	const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - answeredAt;
	return ms > 0 ? ms : undefined;
}
