import { Said } from '../../nodes/Userplane/logs/meaning';
import { orderOf } from '../../nodes/Userplane/logs/order';
import { ProtocolReader } from '../../nodes/Userplane/logs/protocol';
import { momentIn, momentOf } from '../../nodes/Userplane/logs/times';
import { error, read, request, URL } from './readFacts';
import { piecesOf } from './readPieces';

it.each([
	[0, { clock: 'offset', ms: 0 }],
	[1e9, { clock: 'time', ms: 1e12 }],
	[1e11, { clock: 'offset', ms: 1e11 }],
	[1e12, { clock: 'time', ms: 1e12 }],
	[1e14, { clock: 'offset', ms: 1e11 }],
	[1e17, { clock: 'offset', ms: 1e11 }],
	['9999-12-31T23:59:59.999Z', { clock: 'time', ms: 253_402_300_799_999 }],
	[-1, undefined],
	[' ', undefined],
])('has a unit by its size: %s', (value, moment) => {
	expect(momentIn(value)).toEqual(moment);
});

it('is at no time where nothing says so', () => {
	expect(momentOf(new Said({}))).toEqual({ clock: 'none', ms: Infinity });
});

it.each([
	[0, { clock: 'monotonic', ms: 0 }],
	[999_999_999, { clock: 'monotonic', ms: 999_999_999_000 }],
	[1e9, undefined],
	[-1, undefined],
])('has seconds in an event of the protocol, unless it is a time: %s', (timestamp, moment) => {
	expect(new ProtocolReader().momentOf({ method: 'Network.x', params: { timestamp } })).toEqual(moment);
});

describe('of much', () => {
	const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 1]));
	const failure = { level: 'error', message: 'x' };
	const below = (depth: number, inner: object): object =>
		depth === 0 ? inner : { a: below(depth - 1, inner) };

	it('looks at 400 keys', () => {
		expect(read('consoleLog', { ...keys(398), ...failure })).toEqual([error('x')]);
		expect(read('consoleLog', { ...keys(400), ...failure })).toEqual([]);
	});

	it('looks five levels deep', () => {
		expect(read('consoleLog', below(5, failure))).toEqual([error('x')]);
		expect(read('consoleLog', below(6, failure))).toEqual([]);
	});

	it('knows nothing of what lists a problem, to its 400th, and in a list of a list', () => {
		const said = { level: 'info', message: 'x' };
		const known = [{ kind: 'console', level: 'other', text: 'x', url: undefined }];
		const fine = Array.from({ length: 399 }, () => said);
		expect(read('consoleLog', { ...said, events: fine })).toEqual(known);
		expect(read('consoleLog', { ...said, events: ['x', said, failure] })).toEqual([]);
		expect(read('consoleLog', { ...said, events: [...fine, failure] })).toEqual([]);
		expect(read('consoleLog', { ...said, events: [...fine, said, failure] })).toEqual(known);
		expect(read('consoleLog', { ...said, data: { events: [failure] } })).toEqual([]);
		expect(read('consoleLog', { ...said, data: { data: { events: [failure] } } })).toEqual(known);
		expect(read('consoleLog', { ...failure, events: [failure] })).toEqual([error('x')]);
	});

	it('orders places with pauses', async () => {
		let pauses = 0;
		const pause = async () => {
			pauses++;
			await Promise.resolve();
		};
		await orderOf(
			Array.from({ length: 4_001 }, () => 0),
			pause,
		);
		// 12 times through the list, in three parts each
		expect(pauses).toBe(36);
	});
});

describe('an event of rrweb', () => {
	const said = { level: 'error', message: 'x' };

	it.each([
		[{ type: 5, data: { tag: 'a' } }, []],
		[{ type: 0, data: {} }, [{ kind: 'other' }]],
		[{ type: 1, data: {} }, [{ kind: 'other' }]],
	])('is told by what it has: %j', (event, facts) => {
		expect(read('consoleLog', { ...event, ...said })).toEqual(facts);
	});

	it.each([
		{ type: 5, data: { n: 1 } },
		{ type: '5', data: { tag: 'a' } },
		{ type: 0, data: { n: 1 } },
		{ type: 7, data: {} },
		{ type: 5, data: ['tag'] },
	])('is none without that: %j', (event) => {
		expect(read('consoleLog', { ...event, ...said })).toEqual([error('x')]);
	});
});

describe('a request', () => {
	const asked = (fields: object) => read('networkLog', { url: URL, ...fields });

	it.each([
		...['requestFailed', 'request_failed', 'RequestFailed', 'loadingFailed', 'loading-failed'],
		...['onErrorOccurred', 'on_error_occurred', 'errorOccurred'],
	])('has failed by an event that tells nothing else: %s', (event) => {
		expect(asked({ event })).toEqual([request({ url: URL })]);
	});

	it.each(['requestFailedLate', 'preRequestFailed', 'loading', 'failed'])(
		'has not by an event that may tell another thing: %s',
		(event) => {
			expect(asked({ event })).toEqual([]);
		},
	);

	it('has the status of its line, the first that is one, and a code that can be one', () => {
		expect(asked({ status: 'HTTP/1.1 404' })).toEqual([request({ url: URL, status: 404 })]);
		expect(asked({ status: 'HTTP/2 404' })).toEqual([request({ url: URL, status: 404 })]);
		expect(asked({ status: 'HTTP/x 404' })).toEqual([]);
		expect(asked({ status: 'done', response: { status: 500 } })).toEqual([
			request({ url: URL, status: 500 }),
		]);
		expect(asked({ code: 500 })).toEqual([request({ url: URL, status: 500 })]);
		expect(asked({ code: 0 })).toEqual([]);
	});

	it('has a URL that is one', () => {
		const entry = { url: 'no URL', status: 500, response: { url: URL } };
		expect(read('networkLog', entry)).toEqual([request({ url: URL, status: 500 })]);
	});

	it('has a failure, but for the ways to say that there is none', () => {
		expect(asked({ error: true })).toEqual([request({ url: URL, failure: 'error' })]);
		for (const none of ['no error', 'No errors', 'none', 'success', 'ok'])
			expect(asked({ status: 200, error: none })).toEqual([
				request({ url: URL, status: 200, outcome: 'fine' }),
			]);
	});
});

it('leaves a line as it is, without its break', async () => {
	const { pieces } = await piecesOf('broken\rx\r\nand y\r\n');
	expect(pieces.map(({ text }) => text)).toEqual(['broken\rx', 'and y']);
});
