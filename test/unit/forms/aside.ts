import type { Forms } from './types';

const at = 1_795_253_400;
const iso = '2026-11-21T09:30:00+00:00';

/** The half of the invented forms that was set aside: nobody looked at it while the rule was written. */
export const aside: Forms = {
	console: {
		'a type and a body': (level, text) => ({ eventType: 'console', level, body: text, occurredAt: iso }),
		'kebab case': (level, text) => ({ 'log-level': level, 'log-text': text, 'time-stamp': at }),
		shouting: (level, text) => ({ LEVEL: level.toUpperCase(), MESSAGE: text, TIME: at }),
		'a record': (level, text) => ({ record: { severity: level, message: text, loc: 'app.js:1' } }),
		'a log object': (level, text) => ({ log: { level, message: text }, page: 'https://app.example/' }),
		'a level name': (level, text) => ({ levelname: level.toUpperCase(), message: text, lineno: 3 }),
		'severity text': (level, text) => ({ severity_text: level, body: text, trace_id: '' }),
		priority: (level, text) => ({ priority: level, message: text }),
		'an inner message': (level, text) => ({
			...{ kind: 'log', sessionId: 's' },
			data: { severity: level, message: { text } },
		}),
		'method and params': (level, text) => ({
			method: level === 'warning' ? 'warn' : level,
			args: [text, { page: 1 }].slice(0, 1),
			source: 'console',
		}),
		'a list of values': (level, text) => ({ logType: level, values: [text], stackTrace: ['at a', 'at b'] }),
		'metadata around': (level, text) => ({
			...{ meta: { app: 'shop', level: 7 }, entry: { level, text, url: 'https://app.example/a.js' } },
		}),
	},
	requests: {
		'path and code': (method, path, status) => ({ method, path, code: status, ms: 12 }),
		address: (method, address, status) => ({ type: 'request', verb: method, address, result: status }),
		'under attributes': (method, url, status) => ({
			...{ name: 'fetch', attributes: { url, method, status } },
		}),
		'res and req': (method, url, status) => ({
			req: { method, url, headers: { cookie: 'a' } },
			res: { statusCode: status },
			responseTime: 9,
		}),
		'a response with ok': (method, url, status) => ({
			request: { verb: method, uri: url },
			response: { ok: status === 200, statusText: status === 200 ? 'OK' : 'Internal Server Error' },
		}),
		'response alone': (method, url, status) => ({
			...{ method, response: { url, status, type: 'cors' }, requestHeaders: { status: 1 } },
		}),
		'kebab case': (method, url, status) => ({
			...{ 'request-method': method, 'request-url': url, 'response-status': `${status}` },
		}),
		shouting: (method, url, status) => ({ METHOD: method, URL: url, STATUS: status }),
		success: (method, url, status) => ({ method, url, success: status === 200 }),
		failed: (method, url, status) => ({ method, url, failed: status !== 200 }),
		'an error text': (method, url, status) => ({
			...{ method, url, timing: { total: 3 } },
			...(status === 200 ? { status } : { errorMessage: 'Network request failed' }),
		}),
		outcome: (method, url, status) => ({
			...{ operation: method, resource: { url }, outcome: status === 200 ? 'ok' : 'timeout' },
		}),
		'a log of network calls': (method, url, status) => ({
			...{ ts: at, networkCall: { http_method: method, full_url: url, status_code: `${status}` } },
		}),
	},
	actions: {
		interactionType: (what, name) => ({
			...{ interactionType: { click: 'click', input: 'input', go: 'navigation' }[what] },
			...(what === 'go' ? { destinationUrl: name } : { elementLabel: name }),
		}),
		'past tense': (what, name) => ({
			...{ name: { click: 'clicked', input: 'changed', go: 'navigated' }[what], when: iso },
			...(what === 'go' ? { url: name } : { target: name }),
		}),
		'dom events': (what, name) => ({
			domEvent: { eventType: { click: 'click', input: 'input', go: 'popstate' }[what] },
			...(what === 'go' ? { newUrl: name } : { node: { label: name } }),
		}),
		'data of an event': (what, name) => ({
			...{ category: 'user', type: 'event' },
			data: {
				type: { click: 'mouse.click', input: 'keyboard.input', go: 'navigate' }[what],
				...(what === 'go' ? { href: name } : { element: { 'aria-label': name } }),
			},
		}),
		shouting: (what, name) => ({
			...{ ACTION: { click: 'CLICK', input: 'INPUT', go: 'PAGE_VIEW' }[what] },
			...(what === 'go' ? { URL: name } : { LABEL: name }),
		}),
		'an action object': (what, name) => ({
			action: {
				kind: { click: 'press', input: 'fill', go: 'goto' }[what],
				...(what === 'go' ? { url: name } : { on: { name } }),
			},
		}),
	},
};
