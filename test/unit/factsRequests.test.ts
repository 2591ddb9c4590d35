import type { Fact } from '../../nodes/Userplane/logs/facts';
import { LOGS } from '../../nodes/Userplane/shared/files';
import { error, read, request, URL } from './readFacts';

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
			request({ ...plain, status: 200, outcome: 'fine' }),
		],
		['an errorText', { ...plain, errorText: 'offline' }, request({ ...plain, failure: 'offline' })],
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
		['a breadcrumb without a URL', { category: 'xhr', data: { status_code: 500 } }, request({ status: 500 })],
		[
			'a breadcrumb of http',
			{ category: 'http', data: { url: URL, status_code: 0 } },
			request({ url: URL, status: 0 }),
		],
	])('is read: %s', (_, entry, fact) => {
		expect(read('networkLog', entry)).toEqual([fact]);
	});

	it.each<[outcome: string, entry: object]>([
		...[
			{ responseStatus: 500 },
			{ response: { statusCode: 404 } },
			{ status: 'failed' },
			{ status: '500 Internal Server Error' },
			{ status: 'HTTP/1.1 503 Service Unavailable' },
			{ status: '(failed)net::ERR_FAILED' },
			{ status: '(blocked:csp)' },
			{ state: 'timed out' },
			{ code: 'ECONNREFUSED' },
			{ ok: false },
			{ success: false, status: 200 },
			{ failed: true },
			{ timedOut: true },
			{ level: 'error' },
			{ level: 'error', status: 200 },
			{ blockedReason: 'csp' },
			{ error: true },
			{ status: 200, error: { code: 7 } },
			{ status: 0 },
			{ status: -1 },
			{ status: 500, aborted: true },
			{ reason: 'net::ERR_NAME_NOT_RESOLVED' },
			{ data: { status: 200 }, ok: false },
			...[
				{ blocked: true },
				{ isError: true },
				{ hasError: true },
				{ succeeded: false },
				{ successful: false },
			],
			...'refused rejected denied offline unreachable unavailable EHOSTUNREACH ENETDOWN EAI_AGAIN'
				.split(' ')
				.map((result) => ({ result })),
			...['err_x', 'timeout', 'timed out', 'time out'].map((outcome) => ({ outcome })),
			{ failure: 'x' },
			{ failureText: 'x' },
			{ exception: 'x' },
			{ errorMessage: 'x' },
			{ statusText: 'Failed' },
			{ httpCode: 500 },
			{ event: 'requestfailed' },
			{ event: 'loadingFailed', status: 200 },
		].map((said): [string, object] => ['failed', said]),
		...[
			{ status: 200 },
			{ status: 399 },
			{ status: 101 },
			{ status: '304 Not Modified' },
			{ ok: true },
			{ failed: false },
			...['OK', 'okay', 'success', 'successful', 'succeeded'].map((status) => ({ status })),
			{ outcome: 'success' },
			{ status: 200, query: { status: 'failed' } },
			...[{}, 0, [], 'none', 'null', 'undefined', 'n/a', '-', 'No errors', false, ' ', 'No error'].map(
				(error) => ({ status: 204, error }),
			),
		].map((said): [string, object] => ['fine', said]),
		...[
			{ status: 200, errorText: 'net::ERR_ABORTED' },
			{ error: 'AbortError: The user aborted a request.' },
			{ error: { name: 'AbortError', message: 'signal is aborted without reason' } },
			{ aborted: true },
			{ canceled: true, status: 0 },
			{ status: 'cancelled' },
			...['abort', 'aborted', 'NS_BINDING_ABORTED', 'AbortError'].map((result) => ({ result })),
			{ cancelled: true, error: 'x' },
			{ status: '(canceled)' },
		].map((said): [string, object] => ['cancelled', said]),
		...[
			{},
			{ status: 'completed' },
			...['not ok', 'ok so far', 'xaborted', 'aborting'].map((status) => ({ status })),
			{ ok: 'no' },
			{ ok: 0 },
			{ reason: 'x' },
			{ reason: { x: 'failed' } },
			{ data: { status: 'failed' } },
			{ data: { ok: false } },
			{ data: { error: 'x' } },
			{ state: 'open' },
			{ blocked: false },
			{ aborted: false },
			{ status: 4040 },
			{ status: 600 },
			{ status: 99 },
			{ level: 'info' },
			{ statusText: 'Forbidden' },
			// What stands in its content, headers and timing is not its own
			{ data: { status: 200 } },
			{ payload: { ok: true } },
			{ responseBody: { status: 200 } },
			{ body: { status: 200 } },
			{ responseData: { ok: true } },
			{ headers: { status: 200 } },
			{ responseHeaders: { status: 200 } },
			{ timing: { status: 200 } },
			{ previousStatus: 200 },
			{ initiator: { status: 200 } },
			{ code: 0, msg: 'ok' },
			// It lists others, which failed
			{ status: 200, data: [{ url: URL, status: 500 }] },
			{ status: 200, data: { requests: [{ url: URL, status: 500 }] } },
		].map((said): [string, object] => ['not known', said]),
	])('is %s: %j', (outcome, said) => {
		const facts = read('networkLog', { url: URL, method: 'GET', ...said });
		expect(facts.map((fact) => fact.kind === 'request' && fact.outcome)).toEqual(
			outcome === 'not known' ? [] : [outcome],
		);
	});

	it('has the URL beside its method or status', () => {
		const entry = { view: { url: 'https://a.example' }, resource: { url: URL, status_code: 500 } };
		expect(read('networkLog', entry)).toEqual([request({ url: URL, status: 500 })]);
	});

	it('has the URL that was asked for, not that of a page, and only a method of HTTP', () => {
		const entry = {
			pageUrl: 'https://a.example',
			referrer: 'https://b.example',
			endpoint: '/api',
			status: 500,
		};
		expect(read('networkLog', { ...entry, method: 'fetch' })).toEqual([
			request({ url: '/api', status: 500 }),
		]);
		expect(read('networkLog', { name: 'pay', type: 'post', path: '/pay', status: 500 })).toEqual([
			request({ url: '/pay', method: 'post', status: 500 }),
		]);
		for (const method of ['GETS', 'FORGET'])
			expect(read('networkLog', { method, url: URL, status: 500 })).toEqual([
				request({ url: URL, status: 500 }),
			]);
		for (const key of [
			'uri',
			'href',
			'endpoint',
			'address',
			'fullUrl',
			'url.full',
			'route',
			'resource',
			'link',
		])
			expect(read('networkLog', { [key]: URL, status: 500 })).toEqual([request({ url: URL, status: 500 })]);
		for (const key of ['pageUrl', 'imageUrl', 'documentUrl', 'originUrl'])
			expect(read('networkLog', { [key]: URL, status: 500 })).toEqual([request({ status: 500 })]);
		const unread = { url: 'a b', data: { link: URL, status: 500 } };
		expect(read('networkLog', unread)).toEqual([request({ url: URL, status: 500 })]);
		const inData = { name: 'pay/now', data: { url: URL, status: 500 } };
		expect(read('networkLog', inData)).toEqual([request({ url: URL, status: 500 })]);
		expect(read('networkLog', { url: 'a b', name: '1:/b', status: 500 })).toEqual([request({ status: 500 })]);
	});

	it.each([{ category: 'fetch' }, { type: 'request' }, { method: 'GET' }, { ok: false }, { ok: true }])(
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
		const info = { level: 'info', message: 'x' };
		const words = { kind: 'console', level: 'other', text: 'x' };
		expect(read('consoleLog', { ...info, status: 404 })).toEqual([words]);
		for (const category of ['prefetch', 'fetched'])
			expect(read('consoleLog', { ...info, category })).toEqual([words]);
		for (const category of ['xhr', 'Fetch', 'http', 'beacon']) {
			expect(read('consoleLog', { ...info, category, ok: false, url: URL })).toEqual([request({ url: URL })]);
			expect(read('consoleLog', { ...info, category, url: URL })).toEqual([]);
		}
		expect(read('consoleLog', { level: 'error', message: 'x', status: 404 })).toEqual([error('x')]);
	});

	it.each(['api.Users.list', 'Users.list.all'])(
		'whose method is %s is no event of the protocol',
		(method) => {
			const entry = { method, params: {}, url: URL, status: 500 };
			expect(read('networkLog', entry)).toEqual([request({ url: URL, status: 500 })]);
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
