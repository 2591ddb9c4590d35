import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../shared/objects';

/** What a log entry may say. */
export type Name =
	'level' | 'message' | 'status' | 'method' | 'url' | 'failure' | 'action' | 'element' | 'to' | 'id';

/**
 * Under which names entries keep what a report needs: the first that is there and fits counts. How Userplane's entries look is
 * documented nowhere, so these are the names that the field uses, each with its source: CDP is the Chrome DevTools Protocol, and
 * plain are objects as most loggers write them. The only place that knows them.
 */
const NAMES: Record<Name, readonly string[]> = {
	level: [
		'params.entry.level', // CDP, Log.entryAdded
		'params.type', // CDP, Runtime.consoleAPICalled
		'data.payload.level', // rrweb, console plugin
		'messageType', // Playwright traces, console
		'severityText', // OpenTelemetry logs
		'severityNumber', // OpenTelemetry logs
		'level', // plain; Chrome DevTools console export, Sentry breadcrumbs, pino, bunyan, winston
		'severity', // plain
		'type', // plain: { type: "error", message }
	],
	message: [
		'params.entry.text', // CDP, Log.entryAdded
		'params.args', // CDP, Runtime.consoleAPICalled
		'params.exceptionDetails.exception.description', // CDP, Runtime.exceptionThrown
		'params.exceptionDetails.text', // CDP, Runtime.exceptionThrown
		'params.error.error.message', // Playwright traces, pageError
		'data.payload.payload', // rrweb, console plugin
		'body.stringValue', // OpenTelemetry logs, JSON encoding
		'message', // plain; Chrome DevTools console export, Sentry breadcrumbs, winston
		'msg', // pino, bunyan
		'text', // Playwright traces, console
		'body', // OpenTelemetry logs
		'args', // plain
	],
	status: [
		'params.response.status', // CDP, Network.responseReceived
		'response.status', // HAR 1.2
		'snapshot.response.status', // Playwright traces, resource-snapshot
		'data.status_code', // Sentry breadcrumbs, xhr and fetch
		'attributes.http.response.status_code', // OpenTelemetry semantic conventions
		'attributes.http.status_code', // OpenTelemetry semantic conventions, before 1.20
		'status', // plain; rrweb, network plugin
		'statusCode', // plain
		'status_code', // plain
	],
	method: [
		'params.request.method', // CDP, Network.requestWillBeSent
		'request.method', // HAR 1.2
		'snapshot.request.method', // Playwright traces, resource-snapshot
		'data.method', // Sentry breadcrumbs, xhr and fetch
		'attributes.http.request.method', // OpenTelemetry semantic conventions
		'attributes.http.method', // OpenTelemetry semantic conventions, before 1.20
		'method', // plain; rrweb, network plugin
	],
	url: [
		'params.request.url', // CDP, Network.requestWillBeSent
		'params.response.url', // CDP, Network.responseReceived
		'params.entry.url', // CDP, Log.entryAdded
		'request.url', // HAR 1.2
		'snapshot.request.url', // Playwright traces, resource-snapshot
		'data.url', // Sentry breadcrumbs, xhr and fetch
		'attributes.url.full', // OpenTelemetry semantic conventions
		'attributes.http.url', // OpenTelemetry semantic conventions, before 1.20
		'url', // plain; rrweb, network plugin
	],
	failure: [
		'params.errorText', // CDP, Network.loadingFailed
		'response._error', // HAR 1.2 as Chrome writes it
		'snapshot.response._failureText', // Playwright traces, resource-snapshot
		'error', // plain
		'errorText', // plain
	],
	action: [
		'category', // Sentry breadcrumbs: ui.click, ui.input, navigation
		'type', // plain: { type: "click", target }
		'action', // plain
		'event', // plain
		'kind', // plain
	],
	element: [
		'text', // plain
		'label', // plain
		'ariaLabel', // plain
		'element', // plain
		'target', // plain
		'params.selector', // Playwright traces, before
		'selector', // plain
		'field', // Userplane: inputs are named by field identifiers (recording data reference)
		'name', // plain
		'message', // Sentry breadcrumbs, ui.*
	],
	to: [
		'data.to', // Sentry breadcrumbs, navigation
		'data.href', // rrweb, Meta event
		'params.url', // Playwright traces, before: { method: "goto" }
		'params.frame.url', // CDP, Page.frameNavigated
		'to', // plain
		'url', // plain
		'href', // plain
	],
	id: ['params.requestId'], // CDP, Network.*
};

/** The steps to what the paths name: `attributes` hold names with dots of their own, which are one step. */
const STEPS = Object.fromEntries(
	Object.entries(NAMES).map(([name, paths]) => [
		name,
		paths.map((path) => path.split(path.startsWith('attributes.') ? /(?<=^attributes)\./ : '.')),
	]),
) as Record<Name, string[][]>;

/** What an entry says first under a name, and that fits; undefined when it says no such thing. */
export function find(
	entry: IDataObject,
	name: Name,
	fits: (value: unknown) => boolean = () => true,
): unknown {
	for (const steps of STEPS[name]) {
		const value = at(entry, steps);
		if (value !== undefined && value !== null && value !== '' && fits(value)) return value;
	}
	return undefined;
}

function at(entry: IDataObject, steps: string[]): unknown {
	let value: unknown = entry;
	for (const step of steps) {
		if (Array.isArray(value)) value = attribute(value, step);
		else if (isObject(value) && Object.hasOwn(value, step)) value = value[step];
		else return undefined;
	}
	return value;
}

/** An attribute in OpenTelemetry's JSON encoding: `[{ key, value: { stringValue | intValue } }]`. */
function attribute(list: unknown[], name: string): unknown {
	const found = list.filter(isObject).find(({ key }) => key === name)?.value;
	return isObject(found) ? (found.stringValue ?? found.intValue) : found;
}
