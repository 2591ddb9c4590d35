/** One incident in the formats that logs are written in: at checkout a coupon is not found, then paying fails. */

const START = Date.UTC(2026, 10, 21, 9, 30);
const PAGE = 'https://app.acme.example/checkout';
const PAY = 'https://app.acme.example/api/pay';
const CART = 'https://app.acme.example/api/cart';

const ms = (seconds: number): number => START + seconds * 1_000;
const iso = (seconds: number): string => new Date(ms(seconds)).toISOString();

/** What the console said, and when. */
const said: Array<[seconds: number, level: 'log' | 'warning' | 'error', text: string]> = [
	[1, 'log', 'Checkout opened'],
	[4, 'warning', 'Coupon was not found'],
	[14, 'error', 'TypeError: cart is null'],
	[15, 'error', 'TypeError: cart is null'],
];

type Write = (seconds: number, level: 'log' | 'warning' | 'error', text: string) => object;

const write = (form: Write): object[] => said.map((entry) => form(...entry));
const numbers = { log: 30, warning: 40, error: 50 };
const severities = { log: 9, warning: 13, error: 17 };

export const consoleForms: Record<string, object[]> = {
	'plain objects': write((at, level, message) => ({ timestamp: ms(at), level, message })),
	'a type for a level': write((at, type, text) => ({ type, text, time: iso(at) })),
	'Runtime.consoleAPICalled': write((at, type, value) => ({
		method: 'Runtime.consoleAPICalled',
		params: { type, args: [{ type: 'string', value }], timestamp: ms(at) },
	})),
	'Log.entryAdded': write((at, level, text) => ({
		method: 'Log.entryAdded',
		params: {
			entry: { source: 'javascript', level: level === 'log' ? 'info' : level, text, timestamp: ms(at) },
		},
	})),
	'Runtime.exceptionThrown': write((at, type, value) =>
		type === 'error'
			? {
					method: 'Runtime.exceptionThrown',
					params: {
						timestamp: ms(at),
						exceptionDetails: { text: 'Uncaught', exception: { description: value } },
					},
				}
			: {
					method: 'Runtime.consoleAPICalled',
					params: { type, args: [{ type: 'string', value }], timestamp: ms(at) },
				},
	),
	rrweb: write((at, level, text) => ({
		type: 6,
		timestamp: ms(at),
		data: {
			plugin: 'rrweb/console@1',
			payload: { level: level === 'warning' ? 'warn' : level, payload: [JSON.stringify(text)], trace: [] },
		},
	})),
	Sentry: write((at, level, message) => ({
		...{ timestamp: ms(at) / 1_000, type: 'debug', category: 'console', message },
		level: level === 'log' ? 'info' : level,
	})),
	'OpenTelemetry, encoded': write((at, level, stringValue) => ({
		...{ timeUnixNano: `${ms(at)}000000`, severityNumber: severities[level], body: { stringValue } },
	})),
	'OpenTelemetry, by words': write((at, level, body) => ({
		...{ timestamp: iso(at), severityText: { log: 'INFO', warning: 'WARN', error: 'ERROR' }[level], body },
	})),
	pino: write((at, level, msg) => ({ level: numbers[level], time: ms(at), pid: 1, hostname: 'h', msg })),
	bunyan: write((at, level, msg) => ({ name: 'app', level: numbers[level], time: iso(at), msg, v: 0 })),
	winston: write((at, level, message) => ({
		...{ level: { log: 'info', warning: 'warn', error: 'error' }[level], message, timestamp: iso(at) },
	})),
	Playwright: write((at, messageType, text) => ({
		type: 'console',
		messageType,
		text,
		args: [],
		time: ms(at),
	})),
};

const requests: Array<[seconds: number, method: string, url: string, status: number]> = [
	[2, 'GET', CART, 200],
	[13, 'POST', PAY, 500],
];

const ask = (form: (at: number, method: string, url: string, status: number) => object): object[] =>
	requests.map((request) => form(...request));

export const networkForms: Record<string, object[]> = {
	'plain objects': ask((at, method, url, status) => ({ timestamp: ms(at), method, url, status })),
	HAR: ask((at, method, url, status) => ({
		...{ startedDateTime: iso(at), time: 12, request: { method, url: `${url}?token=abc` } },
		response: { status, statusText: '' },
	})),
	Sentry: ask((at, method, url, status_code) => ({
		...{ timestamp: ms(at) / 1_000, type: 'http', category: 'fetch', data: { method, url, status_code } },
	})),
	rrweb: ask((at, method, name, status) => ({
		...{ type: 6, timestamp: ms(at) },
		data: { plugin: 'rrweb/network@1', payload: { requests: [{ method, name, status, startTime: 1 }] } },
	})),
	'OpenTelemetry, encoded': ask((at, method, url, status) => ({
		timeUnixNano: `${ms(at)}000000`,
		attributes: [
			{ key: 'http.request.method', value: { stringValue: method } },
			{ key: 'url.full', value: { stringValue: url } },
			{ key: 'http.response.status_code', value: { intValue: String(status) } },
		],
	})),
	'OpenTelemetry, as an object': ask((at, method, url, status) => ({
		timestamp: iso(at),
		attributes: { 'http.method': method, 'http.url': url, 'http.status_code': status },
	})),
	Playwright: ask((at, method, url, status) => ({
		type: 'resource-snapshot',
		snapshot: { startedDateTime: iso(at), request: { method, url }, response: { status } },
		time: ms(at),
	})),
	'statusCode and status_code': ask((at, method, url, status) =>
		at === 2
			? { timestamp: ms(at), method, url, statusCode: status }
			: { timestamp: ms(at), method, url, status_code: status },
	),
};

/** One request is two entries here, so its counts differ. */
export const protocolRequests: object[] = requests.flatMap(([at, method, url, status], index) => [
	{
		method: 'Network.requestWillBeSent',
		params: { requestId: `${index}`, wallTime: ms(at) / 1_000, request: { url, method } },
	},
	{
		method: 'Network.responseReceived',
		params: { requestId: `${index}`, wallTime: ms(at) / 1_000, response: { url, status } },
	},
]);

const done: Array<[seconds: number, what: 'go' | 'click' | 'type', name: string]> = [
	[0, 'go', `${PAGE}?cart=9`],
	[3, 'click', 'Apply coupon'],
	[8, 'type', 'Email'],
	[12, 'click', 'Pay now'],
];

const act = (form: (at: number, what: 'go' | 'click' | 'type', name: string) => object): object[] =>
	done.map((action) => form(...action));

const ids: Record<string, number> = { 'Apply coupon': 5, Email: 7, 'Pay now': 8 };

export const actionForms: Record<string, object[]> = {
	'plain objects': act((at, what, name) => ({
		timestamp: ms(at),
		...(what === 'go'
			? { type: 'navigation', url: name }
			: { type: what === 'click' ? 'click' : 'input', target: name }),
	})),
	'elements as objects': act((at, what, name) => ({
		...{ ts: ms(at), action: { go: 'navigate', click: 'click', type: 'change' }[what] },
		...(what === 'go'
			? { to: name }
			: { element: { tagName: 'BUTTON', [what === 'click' ? 'text' : 'label']: name } }),
	})),
	Sentry: act((at, what, name) => ({
		timestamp: ms(at) / 1_000,
		...(what === 'go'
			? { type: 'navigation', category: 'navigation', data: { from: '/', to: name } }
			: {
					category: what === 'click' ? 'ui.click' : 'ui.input',
					message: `body > div > button[aria-label="${name}"]`,
				}),
	})),
	Playwright: act((at, what, name) => ({
		...{ type: 'before', callId: `call@${at}`, class: 'Frame', startTime: ms(at) },
		...(what === 'go'
			? { method: 'goto', params: { url: name } }
			: {
					method: what === 'click' ? 'click' : 'fill',
					params: { selector: `internal:role=button[name="${name}"i]` },
				}),
	})),
};

const node = (id: number, text: string) => ({
	...{ type: 2, id, tagName: 'button', attributes: {} },
	childNodes: [{ type: 3, id: id + 100, textContent: text }],
});

/** A snapshot names the elements, so there is one entry more. */
export const rrwebActions: object[] = [
	{ type: 4, timestamp: ms(0), data: { href: `${PAGE}?cart=9`, width: 1, height: 1 } },
	{
		...{ type: 2, timestamp: ms(0) },
		data: {
			node: {
				...{ type: 0, id: 1 },
				childNodes: [
					node(5, 'Apply coupon'),
					{ type: 2, id: 7, tagName: 'input', attributes: { name: 'Email' }, childNodes: [] },
					node(8, 'Pay now'),
				],
			},
		},
	},
	...done.slice(1).map(([at, what, name]) => ({
		...{ type: 3, timestamp: ms(at) },
		data:
			what === 'click' ? { source: 2, type: 2, id: ids[name] } : { source: 5, id: ids[name], text: '***' },
	})),
];
