import { action, error, read, readAll, request, URL } from './readFacts';

describe('a trace', () => {
	const record = (fields: object) => read('actions', { callId: 'c', ...fields });

	it('tells what was done before it was done, and is else of no interest', () => {
		const params = { selector: 'text=Pay' };
		expect(record({ type: 'before', method: 'Click', params })).toEqual([action("Clicked 'text=Pay'")]);
		expect(record({ type: 'before', method: 'waitFor', params })).toEqual([]);
		for (const type of ['after', 'input', 'log', 'frame-snapshot', 'screencast-frame', 'context-options'])
			expect(record({ type, params })).toEqual([{ kind: 'other' }]);
		expect(read('actions', { type: 'context-options' })).toEqual([{ kind: 'other' }]);
		expect(record({ type: 'afterwards' })).toEqual([]);
		expect(record({ type: 'x', method: 'click', params })).toEqual([]);
		expect(read('actions', { type: 'before', method: 'click', params })).toEqual([]);
	});
});

it("tells a page's errors in a trace, of which each log may be", () => {
	const entry = { type: 'event', method: 'pageError', params: { error: { error: { message: 'x' } } } };
	expect(read('actions', entry)).toEqual([error('x')]);
	expect(read('actions', { ...entry, method: 'console' })).toEqual([]);
});

describe('the protocol', () => {
	const event = (method: string, params: object) => ({ method, params });
	const sent = event('Network.requestWillBeSent', { requestId: '1', request: { url: URL, method: 'PUT' } });

	it('tells the request of a failure by its ID', () => {
		const failed = event('Network.loadingFailed', { requestId: '1', errorText: 'net::ERR' });
		const fact = request({ url: URL, method: 'PUT', failure: 'net::ERR' });
		expect(readAll('networkLog', sent, failed)).toEqual([[{ kind: 'other' }], [fact]]);
		expect(readAll('networkLog', failed)).toEqual([[request({ failure: 'net::ERR' })]]);
		const silent = event('Network.loadingFailed', { requestId: '1' });
		expect(readAll('networkLog', sent, silent)[1]).toEqual([request({ url: URL, method: 'PUT' })]);
		const empty = event('Network.requestWillBeSent', { requestId: '2' });
		expect(readAll('networkLog', empty)).toEqual([[{ kind: 'other' }]]);
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
		expect(readAll('networkLog', sent, canceled)[1]).toMatchObject([
			{ kind: 'request', outcome: 'cancelled' },
		]);
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

it('takes a span for failed whose own status is an error, whatever the answer was', () => {
	const span = (status: object, more: object = {}) =>
		read('networkLog', { kind: 3, attributes: { 'url.full': URL, ...more }, status });
	expect(span({ code: 2 }, { 'http.response.status_code': 200 })).toEqual([
		request({ url: URL, status: 200 }),
	]);
	expect(span({ code: 2, message: 'x' })).toEqual([request({ url: URL })]);
	expect(span({ code: 'STATUS_CODE_ERROR' })).toEqual([request({ url: URL })]);
	expect(span({ code: 1 })).toEqual([]);
	expect(span({})).toEqual([]);
});
