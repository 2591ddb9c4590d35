import { errorKinds } from '../simulator/errors';
import type { UserplaneError } from '../../nodes/Userplane/shared/errors';
import { ADVICE } from '../../nodes/Userplane/transport/advice';
import { fromOutcome, mayBeDone, quotaExhausted } from '../../nodes/Userplane/transport/errors';
import type { Answer, Fault, HttpRequest } from '../../nodes/Userplane/transport/http';
import { redact } from '../../nodes/Userplane/transport/redact';

const KEY = 'secret-key/with+signs';
const answer = (status: number, body: unknown, headers = {}): Answer => ({
	kind: 'answer',
	status,
	headers,
	body,
});
const fault = (code: string, text = ''): Fault => ({ kind: 'fault', code, text });
const shown = ({ message, remedy }: UserplaneError) => `${message}\n${remedy}`;
const read = (status: number, body: unknown, headers = {}) => fromOutcome(answer(status, body, headers), KEY);

/** What is said about an answer of Userplane's with a code that nobody knows. */
const anything = (status: number) => read(status, { code: 'OLD_CODE' }).message.replace(/ \(.*/, '');

describe.each(Object.entries(errorKinds))('%s', (code, { status, message }) => {
	it.each([
		['{ error, message }', { error: code, message }],
		['{ defined, code, status, message }', { defined: true, code, status, message, data: { x: 1 } }],
	])('is told with code, status, message and advice: %s', (_, body) => {
		const error = read(status, body);
		expect(error.answer).toEqual({ code, status });
		expect(error.message).toContain(`(${code}, HTTP ${status})`);
		expect(error.remedy).toContain(message.replace(/\.$/, ''));
	});

	it('has advice of its own', () => {
		const [what, remedy] = ADVICE[code] ?? [];
		expect(read(status, { code }).message).toContain(what);
		expect(read(status, { code }).remedy).toBe(remedy);
	});
});

describe('a code that no document names', () => {
	it.each([400, 401, 403, 404, 410, 413, 418, 429, 500, 502, 503])('is told with what %i means', (status) => {
		const error = read(status, { defined: false, code: 'NEW_CODE', status, message: 'Something new.' });
		expect(error.message).toBe(`${anything(status)} (NEW_CODE, HTTP ${status})`);
		expect(error.remedy).toMatch(/^Userplane says: "Something new"\. \w/);
	});

	it.each([
		[{}],
		[undefined],
		[null],
		[''],
		['<h1>Bad gateway</h1>'],
		[[]],
		[{ code: 5, error: {}, message: 7 }],
	])('is left out when there is none: %j', (body) => {
		const error = read(500, body);
		expect(error.message).toMatch(/\(HTTP 500\)$/);
		expect(error.remedy).not.toMatch(/says|<h1>/);
	});

	it('is left out when it is no word', () => {
		expect(read(400, { code: 'two words', message: 'x' }).message).toMatch(/\(HTTP 400\)$/);
		expect(read(400, { code: 'x'.repeat(81), error: 'SHORT' }).answer.code).toBe('SHORT');
	});

	it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('may be called %s', (code) => {
		const error = read(400, { code, message: 'x' });
		expect(error.message).toBe(`The request was refused (${code}, HTTP 400)`);
	});
});

describe('a redirect', () => {
	it('names where it leads, without what signs the address', () => {
		const error = read(302, '', { location: 'https://other.example/login?token=abc#x' });
		expect(error.message).toContain('https://other.example/login');
		expect(shown(error)).not.toMatch(/token|abc|#x/);
		expect(error.answer.status).toBe(302);
	});

	it('needs no target', () => {
		expect(read(304, undefined).message).toContain('HTTP 304');
	});
});

describe('a write that may have been carried out', () => {
	const ifLost = { message: 'The link may have been created', remedy: 'Look for it' };
	const request = (method: HttpRequest['method']): HttpRequest => ({ method, path: ['links', 'l1'] });

	it('is told with what may have happened, why, and how to look', () => {
		const error = mayBeDone(request('POST'), fault('ECONNRESET'), KEY, ifLost);
		expect(error.message).toBe('The link may have been created (ECONNRESET)');
		expect(error.remedy).toMatch(/not sent again.*Look for it/);
	});

	it('is told with code, status and message when there was an answer', () => {
		const outcome = answer(500, { code: 'OOPS_X', message: `No, ${KEY}` });
		const error = mayBeDone(request('POST'), outcome, KEY, ifLost);
		expect(error.message).toBe('The link may have been created (OOPS_X, HTTP 500)');
		expect(error.remedy).toMatch(/^Userplane says: "No, \[API key\]".*Look for it/);
		expect(error.answer).toEqual({ code: 'OOPS_X', status: 500 });
	});

	it('was answered, when only the answer cannot be read', () => {
		expect(mayBeDone(request('POST'), answer(200, '<html>'), KEY, ifLost).remedy).toMatch(
			/^The answer says that it worked, but it cannot be read.*Look for it/,
		);
	});

	it.each([
		['PUT', 'The link l1 may have been changed (HTTP 502)'],
		['DELETE', 'The link l1 may have been deleted (HTTP 502)'],
	] as const)('is named by its path: %s', (method, message) => {
		const error = mayBeDone(request(method), answer(502, ''), KEY);
		expect(error.message).toBe(message);
		expect(error.remedy).toMatch(/was lost\. Run this item again: /);
	});
});

describe('an answer that does not look like one of Userplane', () => {
	const bodies: unknown[][] = [
		['<h1>No</h1>'],
		[''],
		[{ message: 'Forbidden' }],
		[{ error: 'Forbidden', message: 'No' }],
	];

	it.each(bodies)('is not quoted as Userplane, nor explained as one of its refusals: %j', (body) => {
		for (const status of [400, 401, 403, 404, 407, 410, 413, 418, 500, 502, 503]) {
			const text = shown(read(status, body));
			expect(text).toContain(`HTTP ${status}`);
			expect(text).toMatch(/not look like Userplane's|Nothing was sent to Userplane/);
			expect(text).not.toMatch(/Userplane says|Userplane refused|owner may not|<h1>/);
		}
	});

	it('is told so with a good status', () => {
		expect(shown(read(200, '<html>'))).toMatch(/not look like Userplane's \(HTTP 200\)[\s\S]*base URL/);
	});
});

describe('a fault', () => {
	it.each([
		['ENOTFOUND', 'could not be reached (ENOTFOUND)', /Nothing was sent.*base URL/],
		[
			'CERT_REVOKED',
			'could not be reached: its certificate is not trusted (CERT_REVOKED)',
			/Nothing was sent/,
		],
		[
			'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
			'reached: no secure connection could be made (ERR_SSL',
			/Nothing was sent/,
		],
		['ECONNRESET', 'The connection to Userplane broke off (ECONNRESET)', /^Try again/],
		['TIMEOUT', 'Userplane did not answer in time (TIMEOUT)', /^Try again/],
	])('is told by its code, and nothing more than is known: %s', (code, message, remedy) => {
		const error = fromOutcome(fault(code, 'secret text'), KEY);
		expect(error.message).toContain(message);
		expect(error.remedy).toMatch(remedy);
		expect(error.answer).toEqual({ code });
		expect(shown(error)).not.toContain('secret');
	});
});

it('tells for how long the limit let nothing through, or the pause that is asked for', () => {
	const refusal = read(429, { error: 'RATE_LIMITED', message: 'Slow down.' });
	const waited = quotaExhausted(151_000, 0, refusal);
	expect(shown(waited)).toMatch(
		/RATE_LIMITED, HTTP 429[\s\S]*151 seconds[\s\S]*Slow down[\s\S]*10,000 a day/,
	);
	expect(waited.answer).toEqual({ code: 'RATE_LIMITED', status: 429 });
	const asked = quotaExhausted(0, 3_600_000, refusal);
	expect(asked.message).toMatch(/^Userplane asks for a pause of 3600 seconds/);
	expect(asked.message + asked.remedy).not.toMatch(/daily limit|tomorrow/);
});

describe('redact', () => {
	it.each([
		['the key', `a ${KEY} b${KEY}`, 'a [API key] b[API key]'],
		['any key of Userplane', 'key uspl_Abc-12_z!', 'key [API key]!'],
		[
			'the query of an address',
			'see https://s3.example/a/b?X-Amz-Signature=1&b=2 now',
			'see https://s3.example/a/b now',
		],
		['its fragment', '"HTTP://s3.example/a#token=1"', '"HTTP://s3.example/a"'],
		[
			'a query in quotes',
			`'https://s3.example?x=1' and "https://s3.example/y?z"`,
			`'https://s3.example' and "https://s3.example/y"`,
		],
		[
			'two addresses without a space',
			'https://a.example/x?u=https://b.example/?sig=1',
			'https://a.example/x',
		],
		[
			'the query of an address in JSON',
			String.raw`https:\/\/s3.example\/a?X-Amz-Signature=1`,
			String.raw`https:\/\/s3.example\/a`,
		],
		['the query of an address without a scheme', 's3.example/a?X-Amz-Signature=1 now', 's3.example/a now'],
		['the query of a path', '/login?next=%2F&token=1', '/login'],
		['line breaks and control characters', 'a\r\n\t b\u0000c\u007f', 'a b c'],
	])('takes out %s', (_, text, expected) => {
		expect(redact(text, KEY)).toBe(expected);
	});

	it('leaves other text alone', () => {
		const text = 'Why? See #5: https://docs.userplane.io/api/rate-limits, it costs 5 $ & more';
		expect(redact(text, KEY)).toBe(text);
		expect(redact('anything', '')).toBe('anything');
	});

	it('shortens', () => {
		expect(redact('x'.repeat(501), KEY)).toBe(`${'x'.repeat(500)}…`);
		expect(redact('x'.repeat(500), KEY)).toHaveLength(500);
	});

	it.each(['http://', 'https://a', 'http://a?', 'uspl_', '"', ' ', KEY])(
		'is done before the test times out, which quadratic time is not: 1 MB of %j',
		async (part) => {
			expect(redact(part.repeat(1_000_000 / part.length), KEY).length).toBeLessThanOrEqual(501);
			await new Promise(setImmediate);
		},
	);

	it('takes the key out of a code too', () => {
		const error = fromOutcome(answer(400, { code: 'topsecret', message: 'x' }), 'topsecret');
		expect(shown(error)).not.toContain('topsecret');
	});
});
