import type { IDataObject } from 'n8n-workflow';

import { type Fact, Recogniser } from '../../nodes/Userplane/logs/facts';
import { LOGS, type LogName } from '../../nodes/Userplane/shared/files';

const URL = 'https://app.example/pay';
const read = (log: LogName, entry: object): Fact[] => new Recogniser().read(log, entry as IDataObject);
const error = (text: string, url?: string): Fact => ({ kind: 'console', level: 'error', text, url });
const request = (fields: object = {}): Fact => ({ kind: 'request', ...fields });
const action = (text: string): Fact => ({ kind: 'action', text });

describe('the console', () => {
	it.each<[what: string, entry: object, fact: Fact]>([
		['severity', { severity: 'ERROR', message: 'x' }, error('x')],
		['severityText with a number', { severityText: 'ERROR2', body: 'x' }, error('x')],
		['args', { level: 'error', args: ['a', 1, { b: 2 }, { value: 'c' }, null] }, error('a 1 {"b":2} c null')],
		['a message with an object', { level: 'error', message: { message: 'x' } }, error('x')],
		['a text that is JSON', { level: 'error', message: '"x"' }, error('x')],
		[
			'a text in quotes that is no JSON',
			{ level: 'error', message: '"x" is not "y"' },
			error('"x" is not "y"'),
		],
		['a URL', { level: 'error', message: 'x', url: URL }, error('x', URL)],
		[
			'an exception without a description',
			{ method: 'Runtime.exceptionThrown', params: { exceptionDetails: { text: 'Uncaught' } } },
			error('Uncaught'),
		],
		[
			'an exception with both',
			{
				method: 'Runtime.exceptionThrown',
				params: { exceptionDetails: { text: 'Uncaught', exception: { description: 'TypeError' } } },
			},
			error('TypeError'),
		],
		[
			'an entry with a URL',
			{ method: 'Log.entryAdded', params: { entry: { level: 'error', text: '404', url: URL } } },
			error('404', URL),
		],
		[
			'an error of the page',
			{ type: 'event', method: 'pageError', params: { error: { error: { message: 'x' } } } },
			error('x'),
		],
		[
			'a value that cannot be written',
			{
				method: 'Runtime.consoleAPICalled',
				params: { type: 'error', args: [{ unserializableValue: 'NaN' }, { description: 'Error: x' }] },
			},
			error('NaN Error: x'),
		],
		[
			'another level',
			{ level: 'info', message: 'x', url: URL },
			{ kind: 'console', level: 'other', text: 'x' },
		],
	])('is read: %s', (_, entry, fact) => {
		expect(read('consoleLog', entry)).toEqual([fact]);
	});

	const levels = (words: string, level: string) => words.split(' ').map((word) => [word, level] as const);

	it.each([
		...levels('err error Fatal crit critical severe assert exception alert emerg emergency PANIC', 'error'),
		...levels('warn Warning', 'warning'),
		...levels(
			'info information informational log debug verbose trace notice dir dirxml table default',
			'other',
		),
		...levels('http silly count clear time timeLog timeEnd group groupCollapsed groupEnd', 'other'),
		...levels('startGroup startGroupCollapsed endGroup profile profileEnd', 'other'),
	])('knows the level %s as %s', (level, expected) => {
		expect(read('consoleLog', { level, message: 'x' })).toMatchObject([{ kind: 'console', level: expected }]);
	});

	it.each([
		[{ level: 60 }, 'error'],
		[{ level: 50 }, 'error'],
		[{ level: 49 }, 'warning'],
		[{ level: 40 }, 'warning'],
		[{ level: 30 }, 'other'],
		[{ level: 17 }, 'other'],
		[{ severityNumber: 24 }, 'error'],
		[{ severityNumber: 17 }, 'error'],
		[{ severityNumber: 16 }, 'warning'],
		[{ severityNumber: 13 }, 'warning'],
		[{ severityNumber: 12 }, 'other'],
		[{ severityNumber: 25 }, 'other'],
	])('counts levels as its format does: %j', (entry, level) => {
		expect(read('consoleLog', { ...entry, message: 'x' })).toMatchObject([{ level }]);
	});

	it.each([
		{},
		{ level: 'error' },
		{ message: 'x' },
		{ level: 'purple', message: 'x' },
		{ level: 'xerror', message: 'x' },
		{ level: 'error', message: '' },
		{ level: true, message: 'x' },
	])('is not guessed at: %j', (entry) => {
		expect(read('consoleLog', entry)).toEqual([]);
	});

	it('is none in the actions', () => {
		expect(read('actions', { level: 'error', message: 'x' })).toEqual([]);
	});
});

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
	});

	it('of rrweb comes with others, and those that are none are left out', () => {
		const requests = [{ name: URL, method: 'GET', status: 500 }, 'x', {}];
		const entry = { type: 6, data: { plugin: 'rrweb/network@1', payload: { requests } } };
		expect(read('networkLog', entry)).toEqual([request({ ...plain, status: 500 })]);
		expect(read('networkLog', { type: 6, data: { plugin: 'rrweb/network@1' } })).toEqual([]);
		expect(read('networkLog', { type: 6, data: { plugin: 'other', payload: { requests: 1 } } })).toEqual([]);
	});
});

describe('the protocol', () => {
	const event = (method: string, params: object) => ({ method, params });
	const sent = event('Network.requestWillBeSent', { requestId: '1', request: { url: URL, method: 'PUT' } });

	function readAll(...entries: object[]): Fact[][] {
		const recogniser = new Recogniser();
		return entries.map((entry) => recogniser.read('networkLog', entry as IDataObject));
	}

	it('tells the request of a failure by its ID', () => {
		const failed = event('Network.loadingFailed', { requestId: '1', errorText: 'net::ERR' });
		const fact = request({ url: URL, method: 'PUT', failure: 'net::ERR' });
		expect(readAll(sent, failed)).toEqual([[{ kind: 'other' }], [fact]]);
		expect(readAll(failed)).toEqual([[request({ failure: 'net::ERR' })]]);
	});

	it('tells the request of a response by its ID, else by the URL of the response', () => {
		const answer = (requestId: string) =>
			event('Network.responseReceived', { requestId, response: { url: `${URL}/2`, status: 500 } });
		expect(readAll(sent, answer('1'))[1]).toEqual([request({ url: URL, method: 'PUT', status: 500 })]);
		expect(readAll(sent, answer('2'))[1]).toEqual([request({ url: `${URL}/2`, status: 500 })]);
	});

	it('has no failure in what was cancelled', () => {
		const canceled = event('Network.loadingFailed', { requestId: '1', errorText: 'x', canceled: true });
		expect(readAll(sent, canceled)[1]).toEqual([{ kind: 'other' }]);
	});

	it('tells pages', () => {
		expect(readAll(event('Page.frameNavigated', { frame: { url: URL } }))).toEqual([
			[{ kind: 'page', url: URL }],
		]);
		expect(readAll(event('Page.frameNavigated', {}))).toEqual([[]]);
	});

	it('has events of no interest, and others', () => {
		for (const domain of ['Network', 'Page', 'Runtime', 'Log', 'DOM', 'CSS', 'Target', 'Performance'])
			expect(readAll(event(`${domain}.other`, {}))).toEqual([[{ kind: 'other' }]]);
		expect(readAll(event('Custom.other', {}), event('MyNetwork.other', {}))).toEqual([[], []]);
	});

	it('remembers requests within bounds', () => {
		const recogniser = new Recogniser();
		const send = (requestId: string) =>
			recogniser.read(
				'networkLog',
				event('Network.requestWillBeSent', { requestId, request: { url: URL } }) as IDataObject,
			);
		for (let n = 0; n < 20_001; n++) send(String(n));
		const urlOf = (requestId: string) =>
			recogniser.read(
				'networkLog',
				event('Network.loadingFailed', { requestId, errorText: 'x' }) as IDataObject,
			);
		expect(urlOf('19999')).toMatchObject([{ url: URL }]);
		expect(urlOf('20000')).toMatchObject([{ url: undefined }]);
	});
});

describe('an action', () => {
	const click = (fields: object) => read('actions', { type: 'click', ...fields });

	it.each<[entry: object, text: string]>([
		[{ text: 'Pay', label: 'x' }, "Clicked 'Pay'"],
		[{ label: 'Pay', ariaLabel: 'x' }, "Clicked 'Pay'"],
		[{ ariaLabel: 'Pay', element: 'x' }, "Clicked 'Pay'"],
		[{ element: { innerText: ' Pay ' } }, "Clicked 'Pay'"],
		[{ element: { ariaLabel: 'Pay', id: 'x' } }, "Clicked 'Pay'"],
		[{ element: { name: 'pay', id: 'x' } }, "Clicked 'pay'"],
		[{ element: { id: 'pay', tagName: 'B' } }, "Clicked 'pay'"],
		[{ element: { selector: '#pay', tagName: 'B' } }, 'Clicked #pay'],
		[{ element: { tagName: 'BUTTON' } }, "Clicked 'BUTTON'"],
		[{ element: {}, target: 'Pay' }, "Clicked 'Pay'"],
		[{ selector: 'button.pay', name: 'x' }, 'Clicked button.pay'],
		[{ selector: 'main > button[title="Pay"]' }, "Clicked 'Pay'"],
		[{ selector: 'input[placeholder="Pay"]' }, "Clicked 'Pay'"],
		[{ selector: 'img[alt="Pay"]' }, "Clicked 'Pay'"],
		[{ field: 'pay', name: 'x' }, "Clicked 'pay'"],
		[{ name: 'pay', message: 'x' }, "Clicked 'pay'"],
		[{ target: 7 }, "Clicked '7'"],
	])('is at an element: %j', (entry, text) => {
		expect(click(entry)).toEqual([action(text)]);
	});

	it.each([{}, { target: ' ' }, { target: [] }, { element: {} }])(
		'without an element is not guessed at: %j',
		(entry) => {
			expect(click(entry)).toEqual([]);
		},
	);

	const kinds = (words: string, text: string) => words.split(' ').map((word) => [word, text] as const);

	it.each([
		...kinds('click tap press dblclick doubleClick touch ui.click', "Clicked 'Pay'"),
		...kinds('input change fill type select selectOption check uncheck ui.input', 'Typed into Pay'),
		...kinds('submit ui.submit', 'Submitted Pay'),
	])('is known by the word %s', (word, text) => {
		expect(read('actions', { type: word, target: 'Pay' })).toEqual([action(text)]);
		expect(read('consoleLog', { type: word, target: 'Pay' })).toEqual([action(text)]);
	});

	it.each(
		'navigation navigate goto pageview page_view route pushState replaceState popstate hashchange load'.split(
			' ',
		),
	)('is a page by the word %s', (type) => {
		expect(read('actions', { type, to: URL })).toEqual([{ kind: 'page', url: URL }]);
		expect(read('actions', { type, href: URL })).toEqual([{ kind: 'page', url: URL }]);
		expect(read('actions', { type })).toEqual([]);
	});

	it.each(
		'scroll focus blur hover mousemove pointerdown touchend keydown resize visibilitychange ui.scroll ui.focus'.split(
			' ',
		),
	)('is no step by the word %s', (type) => {
		expect(read('actions', { type, target: 'Pay' })).toEqual([{ kind: 'other' }]);
	});

	it.each([
		{ category: 'ui', type: 'event', action: 'click' },
		{ type: 'dom', event: 'click' },
		{ kind: 'click' },
	])('may be named beside other words: %j', (entry) => {
		expect(read('actions', { ...entry, target: 'Pay' })).toEqual([action("Clicked 'Pay'")]);
	});

	it.each(['xclick', 'clicks', 'ui.click2', 'uixclick', 'submits', 'dance', 'xscroll', 'loads'])(
		'is not guessed at: %s',
		(type) => {
			expect(read('actions', { type, target: 'Pay', url: URL })).toEqual([]);
		},
	);

	it('is none in the network log, nor in what says that it is of the console', () => {
		expect(read('networkLog', { type: 'load', url: URL, status: 200 })).toEqual([
			request({ url: URL, status: 200 }),
		]);
		expect(read('consoleLog', { category: 'console', type: 'click', level: 'error', message: 'x' })).toEqual([
			error('x'),
		]);
	});

	it.each([
		{ text: 'hunter2', target: 'Email' },
		{ text: 'hunter2', element: { text: 'hunter2', innerText: 'hunter2', name: 'Email' } },
	])('does not tell what was typed: %j', (entry) => {
		expect(read('actions', { type: 'input', ...entry })).toEqual([action('Typed into Email')]);
		expect(read('actions', { type: 'input', text: 'hunter2' })).toEqual([]);
	});
});

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
	});
});

describe('rrweb', () => {
	const event = (type: number, data: object) => ({ type, data });
	const clickOn = (id: number) => event(3, { source: 2, type: 2, id });

	function after(node: object, id: number, ...more: object[]): Fact[] {
		const recogniser = new Recogniser();
		const entries = [event(2, { node }), ...more, clickOn(id)];
		return entries.map((entry) => recogniser.read('actions', entry as IDataObject)).at(-1) ?? [];
	}

	const text = (id: number, textContent: string) => ({ type: 3, id, textContent });

	it.each<[what: string, node: object, called: string]>([
		['its text', { id: 5, childNodes: [text(6, ' \n'), text(7, ' Pay '), text(8, 'x')] }, "'Pay'"],
		[
			'its label rather than its text',
			{ id: 5, attributes: { 'aria-label': 'Pay' }, childNodes: [text(6, 'x')] },
			"'Pay'",
		],
		['its label rather than its name', { id: 5, attributes: { 'aria-label': 'Pay', name: 'x' } }, "'Pay'"],
		['its name', { id: 5, attributes: { name: 'Pay', placeholder: 'x' } }, "'Pay'"],
		['its placeholder', { id: 5, attributes: { placeholder: 'Pay' } }, "'Pay'"],
		['its number', { id: 5, attributes: 1, childNodes: 1 }, 'element 5'],
		[
			'its number when its text was typed',
			{ id: 5, tagName: 'textarea', childNodes: [text(6, 'hunter2')] },
			'element 5',
		],
	])('calls an element by %s', (_, node, called) => {
		expect(after({ id: 1, childNodes: [null, node] }, 5)).toEqual([action(`Clicked ${called}`)]);
	});

	it('tells clicks, inputs and pages', () => {
		expect(read('actions', event(3, { source: 5, id: 5 }))).toEqual([action('Typed into element 5')]);
		expect(read('actions', event(4, { href: URL }))).toEqual([{ kind: 'page', url: URL }]);
		expect(read('actions', event(4, {}))).toEqual([]);
	});

	it.each([
		event(0, {}),
		event(1, {}),
		event(2, {}),
		event(3, { source: 2, type: 1, id: 5 }),
		event(3, { source: 1, type: 2, id: 5 }),
	])('has events of no interest: %j', (entry) => {
		expect(read('actions', entry)).toEqual([{ kind: 'other' }]);
	});

	it('has events of a page’s own, which are not guessed at', () => {
		expect(read('actions', event(5, { tag: 'x', payload: {} }))).toEqual([]);
	});

	it('remembers elements within bounds', () => {
		const many = Array.from({ length: 20_001 }, (_, n) => ({ id: n + 10, attributes: { name: `e${n}` } }));
		expect(after({ id: 1, childNodes: many }, 20_009)).toEqual([action("Clicked 'e19999'")]);
		expect(after({ id: 1, childNodes: many }, 20_010)).toEqual([action('Clicked element 20010')]);
	});
});

it('cannot interpret what is deeper than any stack, and goes on', () => {
	let message: unknown = 'x';
	for (let n = 0; n < 100_000; n++) message = [message];
	expect(read('consoleLog', { level: 'error', message })).toEqual([]);
});
