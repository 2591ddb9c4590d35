import type { Forms } from './types';

const at = 1_795_253_400_000;
const iso = '2026-11-21T09:30:00.000Z';
const words = { info: 'Info', warning: 'Warn', error: 'Error' };
const short = { info: 'INF', warning: 'WRN', error: 'ERR' };

/** The half of the invented forms that the rule was tried on while it was written. */
export const worked: Forms = {
	console: {
		'keys with capitals': (level, text) => ({ Level: words[level], Message: text, Timestamp: iso }),
		'snake case': (level, text) => ({ log_level: level, log_message: text, created_at: at }),
		'camel case with a prefix': (level, text) => ({ consoleLevel: level, consoleMessage: text, ts: at }),
		'under event': (level, text) => ({ timestamp: at, event: { level, message: text } }),
		'under details': (level, text) => ({ type: 'console', time: iso, details: { severity: level, text } }),
		'under payload': (level, text) => ({
			...{ id: 'e1', kind: 'console', at: iso },
			payload: { logLevel: level.toUpperCase(), content: text, stack: 'Error: other\n at x' },
		}),
		'short words': (level, text) => ({ lvl: short[level], msg: text }),
		'a call of the console': (level, text) => ({
			...{ type: 'console' },
			console: { method: level === 'warning' ? 'warn' : level, arguments: [text] },
		}),
		'a name with the call': (level, text) => ({
			name: `console.${level === 'warning' ? 'warn' : level}`,
			data: { args: [text] },
		}),
		'jsonPayload beside the severity': (level, text) => ({
			...{ severity: level.toUpperCase(), timestamp: iso, insertId: 'x1' },
			jsonPayload: { message: text },
		}),
		'a level in a dotted key': (level, text) => ({ '@timestamp': iso, 'log.level': level, message: text }),
		'an envelope of two': (level, text) => ({
			...{ v: 2, session: 's1', seq: 4 },
			event: { type: 'log', data: { level, parts: [text] } },
		}),
	},
	requests: {
		'prefixes in camel case': (method, url, status) => ({
			...{ requestMethod: method, requestUrl: url, responseStatus: status, durationMs: 204 },
		}),
		'request and response': (method, url, status) => ({
			...{ startTime: iso, request: { method, url, headers: { status: '9' } } },
			response: { statusCode: status, headers: [], body: '{"status":200}' },
		}),
		'capitals, a status as text': (method, url, status) => ({
			...{ URL: url, Method: method, Status: String(status) },
		}),
		'under http': (method, url, status) => ({
			http: { request: { method, url }, response: { status_code: status, body: { bytes: 12 } } },
		}),
		'a status with its words': (method, url, status) => ({
			type: 'xhr',
			properties: {
				...{ url, verb: method },
				status: status === 500 ? '500 Internal Server Error' : status === 200 ? '200 OK' : '0',
			},
		}),
		'a word for the outcome': (method, url, status) => ({
			...{ url, method },
			...(status === 200 ? { status: 'success' } : { status: 'failed', reason: 'net::ERR_FAILED' }),
		}),
		'ok alone': (method, url, status) => ({ url, method, ok: status === 200, duration: 12 }),
		'httpMethod and uri': (method, uri, status) => ({ uri, httpMethod: method, httpStatus: status }),
		'snake case': (method, url, status) => ({
			...{ event_type: 'network', request_url: url, http_method: method, http_status_code: status },
		}),
		'an error with its kind': (method, url, status) => ({
			...{ method, url },
			...(status === 200
				? { response: { status: 200 }, error: null }
				: { error: { name: 'TypeError', message: 'Failed to fetch' } }),
		}),
		'three levels deep': (method, href, status) => ({
			...{ seq: 3 },
			event: { type: 'network', data: { href, method, responseCode: status, timing: { status: 3 } } },
		}),
		'a state of its own': (method, url, status) => ({
			...{ network: { url, method, state: status === 200 ? 'completed' : 'error' } },
		}),
		'a level beside it': (method, url, status) => ({
			...{ level: status === 200 ? 'info' : 'error', category: 'fetch', method, url },
			...(status === 200 ? { status } : {}),
		}),
	},
	actions: {
		'actionType and elementText': (what, name) => ({
			...{ actionType: { click: 'CLICK', input: 'INPUT', go: 'NAVIGATE' }[what], timestamp: at },
			...(what === 'go' ? { toUrl: name } : { elementText: what === 'click' ? name : undefined }),
			...(what === 'input' ? { elementName: name, value: 'hunter2' } : {}),
		}),
		'snake case': (what, name) => ({
			...{ event_type: { click: 'click', input: 'change', go: 'page_view' }[what] },
			...(what === 'go' ? { page_url: name } : { target_label: name }),
		}),
		'an event with a target': (what, name) => ({
			event: {
				type: { click: 'click', input: 'input', go: 'navigation' }[what],
				...(what === 'go' ? { url: name } : { target: { tagName: 'BUTTON', ariaLabel: name } }),
			},
		}),
		'details of an interaction': (what, name) => ({
			type: 'interaction',
			details: {
				action: { click: 'clicked', input: 'typed', go: 'navigated' }[what],
				...(what === 'go' ? { to: name } : { label: name }),
			},
		}),
		'properties with a mark': (what, name) => ({
			event: { click: '$click', input: '$input', go: '$pageview' }[what],
			properties: what === 'go' ? { $current_url: name } : { $el_label: name, $el_value: 'hunter2' },
		}),
		'a user action': (what, name) => ({
			...{ userAction: { click: 'tap', input: 'type', go: 'navigate' }[what], at },
			...(what === 'go' ? { location: { href: name } } : { element: { label: name } }),
		}),
	},
};
