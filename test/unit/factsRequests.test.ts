import type { Fact } from '../../nodes/Userplane/logs/facts';
import { LOGS } from '../../nodes/Userplane/shared/files';
import { error, read, readAll, request, URL } from './readFacts';

describe('a request', () => {
	const plain = { url: URL, method: 'GET' };

	it.each<[what: string, entry: object, fact: Fact]>([
		['statusCode', { ...plain, statusCode: 500 }, request({ ...plain, status: 500 })],
		[
			'a status in words, and a number',
			{ ...plain, status: 'failed', statusCode: '500' },
			request({ ...plain, status: 500 }),
		],
		[
			'an error',
			{ ...plain, status: 0, error: 'offline' },
			request({ ...plain, status: 0, failure: 'offline' }),
		],
		[
			'an error as an object',
			{ ...plain, error: { message: 'offline' } },
			request({ ...plain, failure: 'offline' }),
		],
		[
			'no error',
			{ ...plain, status: 200, error: false, errorText: null },
			request({ ...plain, status: 200 }),
		],
		['an errorText', { ...plain, errorText: 'aborted' }, request({ ...plain, failure: 'aborted' })],
		[
			'an error of HAR',
			{ request: plain, response: { status: 0, _error: 'net::ERR' } },
			request({ ...plain, status: 0, failure: 'net::ERR' }),
		],
		[
			'a failure of a trace',
			{
				type: 'resource-snapshot',
				snapshot: { request: plain, response: { status: -1, _failureText: 'x' } },
			},
			request({ ...plain, status: -1, failure: 'x' }),
		],
		['a URL alone', { url: URL }, request({ url: URL })],
		['a breadcrumb without a URL', { category: 'xhr', data: { status_code: 500 } }, request({ status: 500 })],
		['a breadcrumb of http', { category: 'http', data: { url: URL } }, request({ url: URL })],
	])('is read: %s', (_, entry, fact) => {
		expect(read('networkLog', entry)).toEqual([fact]);
	});

	it.each([{ category: 'fetch' }, { type: 'request' }, { method: 'GET' }])(
		'is not guessed at: %j',
		(entry) => {
			for (const log of LOGS) expect(read(log, entry)).toEqual([]);
		},
	);

	it('is one wherever its URL has a status', () => {
		expect(read('consoleLog', { ...plain, status: '404' })).toEqual([request({ ...plain, status: 404 })]);
		expect(read('actions', { ...plain, status: 404 })).toEqual([request({ ...plain, status: 404 })]);
		expect(read('consoleLog', { ...plain, level: 'error', message: 'x', status: 'open' })).toEqual([
			error('x', URL),
		]);
		expect(read('consoleLog', { ...plain, status: 4040 })).toEqual([]);
		expect(read('consoleLog', { level: 'error', message: 'x', status: 404 })).toEqual([error('x')]);
	});

	it.each(['api.Users.list', 'Users.list.all'])(
		'whose method is %s is no event of the protocol',
		(method) => {
			const entry = { method, params: {}, url: URL, status: 500 };
			expect(read('networkLog', entry)).toEqual([request({ method, url: URL, status: 500 })]);
		},
	);

	it('of rrweb comes with others, and those that are none are left out', () => {
		const requests = [{ name: URL, method: 'GET', status: 500 }, 'x', null, {}];
		const entry = { type: 6, data: { plugin: 'rrweb/network@1', payload: { requests } } };
		expect(read('networkLog', entry)).toEqual([request({ ...plain, status: 500 })]);
		expect(read('networkLog', { type: 6, data: { plugin: 'rrweb/network@1' } })).toEqual([]);
		expect(read('networkLog', { type: 6, data: { plugin: 'other', payload: { requests: 1 } } })).toEqual([]);
	});
});

describe('the protocol', () => {
	const event = (method: string, params: object) => ({ method, params });
	const sent = event('Network.requestWillBeSent', { requestId: '1', request: { url: URL, method: 'PUT' } });

	it('tells the request of a failure by its ID', () => {
		const failed = event('Network.loadingFailed', { requestId: '1', errorText: 'net::ERR' });
		const fact = request({ url: URL, method: 'PUT', failure: 'net::ERR' });
		expect(readAll('networkLog', sent, failed)).toEqual([[{ kind: 'other' }], [fact]]);
		expect(readAll('networkLog', failed)).toEqual([[request({ failure: 'net::ERR' })]]);
	});

	it('tells the request of a response by its ID, else by the URL of the response', () => {
		const answer = (requestId: string) =>
			event('Network.responseReceived', { requestId, response: { url: `${URL}/2`, status: 500 } });
		expect(readAll('networkLog', sent, answer('1'))[1]).toEqual([
			request({ url: URL, method: 'PUT', status: 500 }),
		]);
		expect(readAll('networkLog', sent, answer('2'))[1]).toEqual([request({ url: `${URL}/2`, status: 500 })]);
	});

	it('has no failure in what was cancelled', () => {
		const canceled = event('Network.loadingFailed', { requestId: '1', errorText: 'x', canceled: true });
		expect(readAll('networkLog', sent, canceled)[1]).toEqual([{ kind: 'other' }]);
	});

	it('tells pages', () => {
		expect(readAll('networkLog', event('Page.frameNavigated', { frame: { url: URL } }))).toEqual([
			[{ kind: 'page', url: URL }],
		]);
		expect(readAll('networkLog', event('Page.frameNavigated', {}))).toEqual([[]]);
	});

	it('has events of no interest, and others', () => {
		for (const domain of ['Network', 'Page', 'Runtime', 'Log', 'DOM', 'CSS', 'Target', 'Performance'])
			expect(readAll('networkLog', event(`${domain}.other`, {}))).toEqual([[{ kind: 'other' }]]);
		expect(readAll('networkLog', event('Custom.other', {}), event('MyNetwork.other', {}))).toEqual([[], []]);
	});

	it('remembers requests within bounds', () => {
		const send = (requestId: string) =>
			event('Network.requestWillBeSent', { requestId, request: { url: URL } });
		const fail = (requestId: string) => event('Network.loadingFailed', { requestId, errorText: 'x' });
		const sent = Array.from({ length: 20_001 }, (_, n) => send(String(n)));
		const facts = readAll('networkLog', ...sent, fail('19999'), fail('20000'));
		expect(facts.slice(-2)).toEqual([[request({ url: URL, failure: 'x' })], [request({ failure: 'x' })]]);
	});
});
