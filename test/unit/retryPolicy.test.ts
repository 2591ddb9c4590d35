import type { Method, Outcome } from '../../nodes/Userplane/transport/http';
import {
	backoffMs,
	judge,
	LONGEST_RETRY_AFTER_MS,
	MAX_TRIES,
	retryAfterMs,
} from '../../nodes/Userplane/transport/retryPolicy';

const methods: Method[] = ['GET', 'POST', 'PUT', 'DELETE'];
const repeatable = methods.filter((method) => method !== 'POST');
const answer = (status: number, body: unknown = {}, headers: Record<string, unknown> = {}): Outcome => ({
	...{ kind: 'answer', status, headers, body },
});
const fault = (code: string): Outcome => ({ kind: 'fault', code });
const verdict = (method: Method, outcome: Outcome, tries = 1) => judge(method, outcome, tries, 0.5);

describe.each(methods)('%s', (method) => {
	it.each([200, 204, 301, 302, 307, 400, 401, 403, 404, 410, 413])('is done after %i', (status) => {
		expect(verdict(method, answer(status))).toEqual({ kind: 'done' });
	});

	it('waits at the gate after a 429, however often it was tried', () => {
		expect(verdict(method, answer(429), MAX_TRIES + 5)).toEqual({ kind: 'refused', retryAfterMs: undefined });
		const asked = answer(429, {}, { 'retry-after': '7' });
		expect(verdict(method, asked)).toEqual({ kind: 'refused', retryAfterMs: 7_000 });
	});

	it('is sent again after a 503, which says that nothing was done', () => {
		expect(verdict(method, answer(503))).toEqual({ kind: 'retry', delayMs: 750, uncertain: false });
	});

	it('takes Retry-After of a 503 for the pause, unless that is too long to wait', () => {
		const asked = (seconds: number) => verdict(method, answer(503, {}, { 'retry-after': String(seconds) }));
		expect(asked(7)).toMatchObject({ kind: 'retry', delayMs: 7_000 });
		expect(asked(LONGEST_RETRY_AFTER_MS / 1_000)).toMatchObject({ delayMs: LONGEST_RETRY_AFTER_MS });
		expect(asked(LONGEST_RETRY_AFTER_MS / 1_000 + 1)).toEqual({ kind: 'fail' });
	});

	it(`is given up after ${MAX_TRIES} tries that met a 503`, () => {
		expect(verdict(method, answer(503), MAX_TRIES - 1).kind).toBe('retry');
		expect(verdict(method, answer(503), MAX_TRIES)).toEqual({ kind: 'fail' });
	});
});

describe.each(repeatable)('%s', (method) => {
	it.each([500, 502, 504, 520])('is sent again after %i, up to the last try', (status) => {
		const retry = { kind: 'retry', delayMs: 750, uncertain: true };
		expect(verdict(method, answer(status))).toEqual(retry);
		expect(verdict(method, answer(status, { code: 'LINK_UPDATE_FAILED' }))).toEqual(retry);
		expect(verdict(method, answer(status), MAX_TRIES)).toEqual({ kind: 'fail' });
	});

	it.each(['ECONNRESET', 'ETIMEDOUT', 'ECONNABORTED', 'ECONNREFUSED', 'ENOTFOUND'])(
		'is sent again after %s, up to the last try',
		(code) => {
			expect(verdict(method, fault(code))).toMatchObject({ kind: 'retry', uncertain: true });
			expect(verdict(method, fault(code), MAX_TRIES)).toEqual({ kind: 'fail' });
		},
	);
});

describe('POST', () => {
	it.each([500, 502, 504, 520])('is lost after %i, since the work may have been done', (status) => {
		expect(verdict('POST', answer(status))).toEqual({ kind: 'lost' });
		expect(verdict('POST', answer(status, '<html>'))).toEqual({ kind: 'lost' });
		expect(verdict('POST', answer(status, { code: 'INTERNAL_SERVER_ERROR' }))).toEqual({ kind: 'lost' });
	});

	it('is done when the service itself says that it failed, in either body', () => {
		expect(verdict('POST', answer(500, { code: 'LINK_CREATE_FAILED' }))).toEqual({ kind: 'done' });
		expect(verdict('POST', answer(500, { error: 'LINK_CREATE_FAILED' }))).toEqual({ kind: 'done' });
	});

	it.each(['ECONNRESET', 'ETIMEDOUT', 'ECONNABORTED', 'EPIPE', 'ERR_BAD_RESPONSE'])(
		'is lost after %s',
		(code) => {
			expect(verdict('POST', fault(code))).toEqual({ kind: 'lost' });
		},
	);

	it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
		'fails after %s, since it never left this machine',
		(code) => {
			expect(verdict('POST', fault(code))).toEqual({ kind: 'fail' });
		},
	);
});

describe('the pause before the next try', () => {
	it('doubles, and half of it is left to chance', () => {
		expect([1, 2, 3, 4].map((tries) => backoffMs(tries, 0))).toEqual([500, 1_000, 2_000, 4_000]);
		expect([1, 2, 3, 4].map((tries) => backoffMs(tries, 1))).toEqual([1_000, 2_000, 4_000, 8_000]);
	});

	it('is never longer than 30 seconds', () => {
		expect([6, 20, 5_000].map((tries) => backoffMs(tries, 1))).toEqual([30_000, 30_000, 30_000]);
		expect(backoffMs(5_000, 0)).toBe(15_000);
	});
});

describe('Retry-After', () => {
	const now = Date.parse('2026-01-02T03:04:05Z');
	const read = (value: unknown) => retryAfterMs({ 'retry-after': value }, now);

	it('is read as seconds', () => {
		expect([read('30'), read(' 1.5 '), read(2)]).toEqual([30_000, 1_500, 2_000]);
	});

	it('is read as a date', () => {
		expect(read('Fri, 02 Jan 2026 03:05:05 GMT')).toBe(60_000);
	});

	it('leaves the pause to us when it is over, absent or unreadable', () => {
		const unusable = ['0', 'Fri, 02 Jan 2026 03:00:00 GMT', undefined, null, '', 'soon', '-', ['30'], {}];
		expect(unusable.map(read)).toEqual(unusable.map(() => undefined));
		expect(retryAfterMs({})).toBeUndefined();
	});
});
