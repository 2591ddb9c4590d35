import { errorKinds } from '../simulator/errors';
import type { UserplaneError } from '../../nodes/Userplane/shared/errors';
import { ADVICE } from '../../nodes/Userplane/shared/advice';
import { fromOutcome, mayBeDone, quotaExhausted } from '../../nodes/Userplane/transport/errors';
import type { Fault } from '../../nodes/Userplane/transport/faults';
import type { Answer, HttpRequest } from '../../nodes/Userplane/transport/http';

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
	const words = message.replace(/\.$/, '');
	// What is wrong with a value only the service can say: its own words come first
	const told =
		code === 'BAD_REQUEST'
			? [`Userplane refused it: ${words}`, ADVICE[code][1]]
			: [ADVICE[code][0], `Userplane says: "${words}". ${ADVICE[code][1]}`];

	it.each([
		['{ error, message }', { error: code, message }],
		['{ defined, code, status, message }', { defined: true, code, status, message, data: { x: 1 } }],
	])('is told with code, status, message and advice: %s', (_, body) => {
		const error = read(status, body);
		expect(error.answer).toEqual({ code, status, isOwn: true });
		expect(error.message).toBe(`${told[0]} (${code}, HTTP ${status})`);
		expect(error.remedy).toBe(told[1]);
	});

	it('has advice of its own', () => {
		const [what, remedy] = ADVICE[code] ?? [];
		expect(read(status, { code }).message).toContain(what);
		expect(read(status, { code }).remedy).toBe(remedy);
	});
});

describe('a code that no document names', () => {
	it.each([401, 403, 404, 410, 413, 418, 429, 500, 502, 503])('is told with what %i means', (status) => {
		const error = read(status, { defined: false, code: 'NEW_CODE', status, message: 'Something new.' });
		expect(error.message).toBe(`${anything(status)} (NEW_CODE, HTTP ${status})`);
		expect(error.remedy).toMatch(/^Userplane says: "Something new"\. \w/);
	});

	it("is told by Userplane's own words first with 400, and without any by what 400 means", () => {
		const error = read(400, { defined: false, code: 'NEW_CODE', status: 400, message: 'Something new.' });
		expect(error.message).toBe('Userplane refused it: Something new (NEW_CODE, HTTP 400)');
		expect(error.remedy).toBe(ADVICE.BAD_REQUEST[1]);
		const silent = read(400, { code: 'NEW_CODE', message: '' });
		expect(silent.message).toBe(`${ADVICE.BAD_REQUEST[0]} (NEW_CODE, HTTP 400)`);
		expect(silent.remedy).toBe(ADVICE.BAD_REQUEST[1]);
	});

	it("is told without the key and signed addresses where Userplane's words come first", () => {
		const message = `No ${KEY} at https://s3.example/a?X-Amz-Signature=1`;
		expect(read(400, { code: 'BAD_REQUEST', message }).message).toBe(
			'Userplane refused it: No [API key] at https://s3.example/a (BAD_REQUEST, HTTP 400)',
		);
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

describe('what was not found', () => {
	const at = (status: number, code: string, path: string[]) =>
		fromOutcome(answer(status, { code }), KEY, path).message;
	const of = (list: string) => (id: string) => ['public', 'workspace', 'ws_1', list, id];
	const [link, rec, prj] = ['links', 'recordings', 'projects'].map(of);

	it.each([
		['LINK_NOT_FOUND', 404, link('lnk_1'), 'The link lnk_1 was not found in the workspace ws_1'],
		['LINK_GONE', 410, link('lnk_1'), 'The link lnk_1 has been deleted'],
		['RECORDING_NOT_FOUND', 404, rec('rec_1'), 'The recording rec_1 was not found in the workspace ws_1'],
		['RECORDING_GONE', 410, [...rec('rec_1'), 'video'], 'The recording rec_1 has been deleted'],
		['PROJECT_NOT_FOUND', 404, prj('prj_1'), 'The project prj_1 was not found in the workspace ws_1'],
		['PROJECT_GONE', 410, prj('prj_1'), 'The project prj_1 has been deleted'],
		// An ID that begins like no kind of ID is nothing to speak of
		['LINK_NOT_FOUND', 404, link('7f3a'), 'The link 7f3a was not found in the workspace ws_1'],
		['LINK_NOT_FOUND', 404, link('toString'), 'The link toString was not found in the workspace ws_1'],
		// Nor is there one to name where a list or the workspace itself is asked for
		['WORKSPACE_NOT_FOUND', 404, link('lnk_1'), 'The workspace was not found'],
		['LINK_NOT_FOUND', 404, link('').slice(0, 4), 'The link was not found'],
		['PROJECT_GONE', 410, [], 'The project has been deleted'],
		// Nor is the ID that of what is missing when something else was asked for
		['LINK_PROJECT_DELETED', 410, link('lnk_1'), 'The project has been deleted'],
		['LINK_GONE', 410, rec('rec_1'), 'The link has been deleted'],
	])('%s is told with %i', (code, status, path, expected) => {
		expect(at(status, code, path)).toBe(`${expected} (${code}, HTTP ${status})`);
	});

	it.each([
		['rec_1', 'recording'],
		['prj_1', 'project'],
		['dom_1', 'domain'],
		['ws_1', 'workspace'],
	])('is told by its looks when it is the ID of something else: %s', (id, kind) => {
		expect(at(404, 'LINK_NOT_FOUND', link(id))).toBe(
			`The link ${id} was not found in the workspace ws_1: this looks like the ID of a ${kind} (LINK_NOT_FOUND, HTTP 404)`,
		);
		expect(at(410, 'LINK_GONE', link(id))).toContain(
			`has been deleted: this looks like the ID of a ${kind} (`,
		);
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
			/^The response reports success but cannot be read.*Look for it/,
		);
	});

	it.each([
		['PUT', 'The link l1 may have been changed (HTTP 502)'],
		['DELETE', 'The link l1 may have been deleted (HTTP 502)'],
	] as const)('is named by its path: %s', (method, message) => {
		const error = mayBeDone(request(method), answer(502, ''), KEY);
		expect(error.message).toBe(message);
		expect(error.remedy).toMatch(/was lost\. Run this item again\. /);
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
			expect(text).toMatch(/not look like Userplane's|The request was not sent to Userplane/);
			expect(text).not.toMatch(/Userplane says|Userplane refused|owner may not|<h1>/);
		}
	});

	it('is told so with a good status', () => {
		expect(shown(read(200, '<html>'))).toMatch(/not look like Userplane's \(HTTP 200\)[\s\S]*base URL/);
	});
});

describe('a fault', () => {
	it.each([
		['ENOTFOUND', 'could not be reached (ENOTFOUND)', /The request was not sent.*base URL/],
		[
			'CERT_REVOKED',
			'could not be reached: its certificate is not trusted (CERT_REVOKED)',
			/The request was not sent/,
		],
		[
			'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
			'reached: no secure connection could be made (ERR_SSL',
			/The request was not sent/,
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
	expect(waited.answer).toEqual({ code: 'RATE_LIMITED', status: 429, isOwn: true });
	const asked = quotaExhausted(0, 3_600_000, refusal);
	expect(asked.message).toMatch(/^Userplane asks for a pause of 3600 seconds/);
	expect(asked.message + asked.remedy).not.toMatch(/daily limit|tomorrow/);
});

it('takes the key out of a code too', () => {
	const error = fromOutcome(answer(400, { code: 'topsecret', message: 'x' }), 'topsecret');
	expect(shown(error)).not.toContain('topsecret');
});
