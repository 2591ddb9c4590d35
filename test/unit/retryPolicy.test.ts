import type { Method, Outcome } from '../../nodes/Userplane/transport/http';
import {
	backoffMs,
	fateOf,
	nextStep,
	LONGEST_RETRY_AFTER_MS,
	MAX_TRIES,
	retryAfterMs,
} from '../../nodes/Userplane/transport/retryPolicy';

const methods: Method[] = ['GET', 'POST', 'PUT', 'DELETE'];
const answer = (status: number, body: unknown = {}, headers: Record<string, unknown> = {}): Outcome => ({
	...{ kind: 'answer', status, headers, body },
});
const whole = (status: number, code: string) => ({ defined: true, code, status, message: 'x' });
const own = (status: number, headers?: Record<string, unknown>) =>
	answer(status, whole(status, 'SERVICE_UNAVAILABLE'), headers);
const fault = (code: string, text = ''): Outcome => ({ kind: 'fault', code, text });
const verdict = (method: Method, outcome: Outcome, tries = 1) => nextStep(method, outcome, tries, 0.5);

// What each of these leads to is in engine/decisions.test.ts. Here are the faults that cannot be brought about at will
describe('a fault', () => {
	it.each([
		['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:9'],
		['ECONNREFUSED', ''],
		['ENOTFOUND', 'getaddrinfo ENOTFOUND api.example'],
		['EAI_AGAIN', 'getaddrinfo EAI_AGAIN api.example'],
		['EHOSTUNREACH', 'connect EHOSTUNREACH 10.0.0.1:443'],
		['ENETUNREACH', ''],
		['ENOTFOUND', ''],
		['EAI_AGAIN', ''],
		['EHOSTUNREACH', ''],
		['EADDRNOTAVAIL', ''],
		['ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.1:443'],
		// Several addresses were tried: Node's AggregateError has no text
		['ETIMEDOUT', ''],
		['ETIMEDOUT', 'Error'],
		['ECONNRESET', 'connect ECONNRESET 10.0.0.1:443'],
		['ECONNRESET', 'Client network socket disconnected before secure TLS connection was established'],
		['PROXY_CLOSED', 'Proxy connection ended before receiving CONNECT response'],
	])('has sent nothing: %s "%s"', (code, text) => {
		expect(fateOf(fault(code, text))).toBe('unsent');
	});

	it.each([
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'],
		['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate'],
		['UNABLE_TO_GET_ISSUER_CERT', ''],
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', ''],
		['CERT_HAS_EXPIRED', ''],
		['CERT_NOT_YET_VALID', ''],
		['CERT_REVOKED', ''],
		['INVALID_CA', ''],
		['INVALID_PURPOSE', ''],
		['PATH_LENGTH_EXCEEDED', ''],
		['HOSTNAME_MISMATCH', ''],
		['ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames"],
		[
			'EPROTO',
			'write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl3_record.c:350:',
		],
		[
			'EPROTO',
			'write EPROTO 80:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:x.c:1:',
		],
		[
			'EPROTO',
			'write EPROTO 80:error:0A000152:SSL routines:final_renegotiate:unsafe legacy renegotiation disabled',
		],
		['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', ''],
		['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', ''],
	])('has sent nothing and does not mend itself: %s "%s"', (code, text) => {
		expect(fateOf(fault(code, text))).toBe('insecure');
	});

	it.each([
		['EHOSTUNREACH', 'read EHOSTUNREACH'],
		['ENETUNREACH', 'write ENETUNREACH'],
		['EADDRNOTAVAIL', 'read EADDRNOTAVAIL'],
		// A gateway wrote plain HTTP into a TLS stream that was fine
		['ERR_SSL_WRONG_VERSION_NUMBER', ''],
		['ERR_SSL_PACKET_LENGTH_TOO_LONG', ''],
		['ECONNRESET', 'socket hang up'],
		['ECONNRESET', 'read ECONNRESET'],
		['EPIPE', 'write EPIPE'],
		['EPROTONOSUPPORT', 'an unknown protocol'],
		['ERR_SSL_HTTP_REQUEST', ''],
		['ETIMEDOUT', 'read ETIMEDOUT'],
		['ECONNABORTED', 'timeout of 300000ms exceeded'],
		['TIMEOUT', ''],
		['ERR_BAD_RESPONSE', 'stream has been aborted'],
		['HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/'],
		['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'bad record mac'],
		['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'tlsv1 alert internal error'],
		['NEW_CODE_OF_NODE', 'anything'],
		// Codes that only look like one of a certificate
		...[
			'ERR_INVALID_CA',
			'INVALID_CALLBACK',
			'ERR_UNABLE_TO_WAIT',
			'ERR_CRL_',
			'ERR_PATH_LENGTH_EXCEEDED',
		].map((code) => [code, '']),
		...['PATH_LENGTH_EXCEEDED_BY', 'ERR_HOSTNAME_MISMATCH', 'HOSTNAME_MISMATCH_OF'].map((code) => [code, '']),
	])('may come after the work: %s "%s"', (code, text) => {
		expect(fateOf(fault(code, text))).toBe('lost');
	});
});

it.each([
	[503, 'SERVICE_UNAVAILABLE', 'unavailable'],
	[503, 'UPSTREAM_DOWN', 'lost'],
	[503, 'FORBIDDEN', 'lost'],
	[503, 'LINK_CREATE_FAILED', 'lost'],
	[500, 'LINK_CREATE_FAILED', 'failed'],
	[500, 'WORKSPACE_SEARCH_UNAVAILABLE', 'failed'],
	[500, 'SERVICE_UNAVAILABLE', 'lost'],
	[500, 'UPSTREAM_FAILED', 'lost'],
	[500, 'constructor', 'lost'],
	[502, 'LINK_NOT_FOUND', 'lost'],
	[502, 'SERVICE_UNAVAILABLE', 'lost'],
])('%i with the code %s counts as %s, when the body is whole', (status, code, fate) => {
	const body = whole(status, code);
	expect(fateOf(answer(status, body))).toBe(fate);
	const { defined: _defined, ...undefinedBody } = body;
	const broken = [
		{ code },
		{ error: code },
		{ error: code, message: 'x' },
		undefinedBody,
		{ ...body, defined: false },
		{ ...body, status: status + 1 },
		{ ...body, status: String(status) },
		{ ...body, code: [code] },
		[body],
		JSON.stringify(body),
	];
	for (const one of broken) expect([one, fateOf(answer(status, one))]).toEqual([one, 'lost']);
});

it.each([
	[199, 'refused'],
	[200, 'done'],
	[299, 'done'],
	[300, 'refused'],
	[407, 'refused'],
	[408, 'lost'],
	[499, 'refused'],
	[500, 'lost'],
])('%i without a code counts as %s', (status, fate) => {
	expect(fateOf(answer(status))).toBe(fate);
});

describe.each(methods)('%s', (method) => {
	it('waits at the gate after a 429, however often it was tried', () => {
		expect(verdict(method, answer(429), MAX_TRIES + 5)).toEqual({ kind: 'limited', retryAfterMs: undefined });
		const asked = answer(429, {}, { 'retry-after': '7' });
		expect(verdict(method, asked)).toEqual({ kind: 'limited', retryAfterMs: 7_000 });
	});

	it('takes Retry-After for the pause, unless that is too long to wait', () => {
		const asked = (seconds: number) => verdict(method, own(503, { 'retry-after': String(seconds) }));
		expect(asked(7)).toEqual({ kind: 'again', delayMs: 7_000 });
		expect(asked(LONGEST_RETRY_AFTER_MS / 1_000)).toMatchObject({ delayMs: LONGEST_RETRY_AFTER_MS });
		expect(asked(LONGEST_RETRY_AFTER_MS / 1_000 + 1)).toEqual({ kind: 'end' });
	});

	it('is sent again when it failed or may have been lost, unless it creates', () => {
		const kind = method === 'POST' ? 'end' : 'again';
		const failed = answer(500, whole(500, 'LINK_UPDATE_FAILED'));
		for (const outcome of [failed, answer(502), fault('ECONNRESET', 'socket hang up')])
			expect(verdict(method, outcome).kind).toBe(kind);
		for (const outcome of [answer(200), answer(400), fault('CERT_HAS_EXPIRED')])
			expect(verdict(method, outcome).kind).toBe('end');
	});

	it(`is given up after ${MAX_TRIES} tries`, () => {
		for (const outcome of [own(503), fault('ECONNREFUSED')]) {
			expect(verdict(method, outcome, MAX_TRIES - 1).kind).toBe('again');
			expect(verdict(method, outcome, MAX_TRIES)).toEqual({ kind: 'end' });
		}
	});
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
		expect([read('30'), read(' 1.5 '), read('1.25'), read(2)]).toEqual([30_000, 1_500, 1_250, 2_000]);
	});

	it('is read as a date', () => {
		for (const date of [
			'Fri, 02 Jan 2026 03:05:05 GMT',
			'02 Jan 2026 03:05:05 GMT',
			'2026-01-02T03:05:05+00:00',
		])
			expect(read(date)).toBe(60_000);
	});

	it('is held against the date of the answer, whatever our clock says', () => {
		const headers = { 'retry-after': 'Fri, 02 Jan 2026 03:05:05 GMT', date: 'Fri, 02 Jan 2026 03:05:00 GMT' };
		expect(retryAfterMs(headers, now)).toBe(5_000);
		expect(retryAfterMs({ ...headers, date: 'soon' }, now)).toBe(60_000);
		expect(retryAfterMs({ 'retry-after': '30', date: headers.date }, now)).toBe(30_000);
	});

	it('leaves the pause to us when it is over, absent or unreadable', () => {
		const unusable = ['0', 'Fri, 02 Jan 2026 03:00:00 GMT', undefined, null, '', 'soon', '-', ['30'], {}];
		expect(unusable.map(read)).toEqual(unusable.map(() => undefined));
		expect(retryAfterMs({})).toBeUndefined();
	});
});
