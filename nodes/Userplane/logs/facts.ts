import type { IDataObject } from 'n8n-workflow';

import type { LogName } from '../shared/files';
import { asText, isObject } from '../shared/objects';
import { action, isAction, page } from './actions';
import { type Level, levelOf } from './levels';
import { find } from './names';
import { clicked, textOf } from './wording';

/** What a report takes from a log entry. Texts are as the page wrote them: secrets and markup are dealt with later. */
export type Fact =
	| { kind: 'console'; level: Level; text: string; url?: string }
	| { kind: 'request'; method?: string; url?: string; status?: number; failure?: string }
	| { kind: 'page'; url: string }
	| { kind: 'action'; text: string }
	/** Understood, and of no interest. */
	| { kind: 'other' };

const OTHER: Fact[] = [{ kind: 'other' }];

const TRACE_RECORDS = /^(before|after|input|log|frame-snapshot|screencast-frame|context-options)$/;

/** The most nodes of a page and requests under way that are remembered for what refers to them. */
const MOST_REMEMBERED = 20_000;

/** Recognises the entries of a recording's logs, whatever format they are in (names.ts). */
export class Recogniser {
	/** rrweb names elements by the number that a snapshot gave them; the DevTools Protocol names requests by an ID. */
	private readonly elements = new Map<number, string>();
	private readonly requests = new Map<string, IDataObject>();

	/**
	 * @param value an entry as it stands in the log; undefined for one that cannot be read
	 * @returns what it says; nothing when it cannot be interpreted
	 */
	read(log: LogName, value: unknown): Fact[] {
		try {
			return this.recognise(log, isObject(value) ? value : {});
		} catch (error) {
			// Its values stand so deep in each other that no call stack holds them
			if (!(error instanceof RangeError)) throw error as Error;
			return [];
		}
	}

	private recognise(log: LogName, entry: IDataObject): Fact[] {
		if (typeof entry.type === 'number' && isObject(entry.data))
			return this.readRrweb(entry.type, entry.data, entry);
		const method = asText(entry.method);
		const { params } = entry;
		// Without the event's own name, which is no method of a request
		if (isObject(params) && /^[A-Z]\w+\.\w+$/.test(method)) return this.readProtocol(method, { params });
		if (method === 'pageError') return console('error', entry);
		if (!isTraceRecord(entry)) return readPlain(log, entry);
		return entry.type === 'before' ? action(method.toLowerCase(), entry) : OTHER;
	}

	private readProtocol(method: string, entry: IDataObject): Fact[] {
		const id = asText(find(entry, 'id'));
		switch (method) {
			case 'Runtime.exceptionThrown':
				return console('error', entry);
			case 'Runtime.consoleAPICalled':
			case 'Log.entryAdded':
				return console(levelOf(entry), entry);
			case 'Network.requestWillBeSent':
				if (this.requests.size < MOST_REMEMBERED)
					this.requests.set(id, {
						url: find(entry, 'url') as string,
						method: find(entry, 'method') as string,
					});
				return OTHER;
			case 'Network.responseReceived':
				return request({
					...{ url: find(entry, 'url') as string, status: find(entry, 'status') as number },
					...this.requests.get(id),
				});
			case 'Network.loadingFailed':
				return isObject(entry.params) && entry.params.canceled === true
					? OTHER
					: request({ ...this.requests.get(id), error: find(entry, 'failure') as string });
			case 'Page.frameNavigated':
				return page(entry);
			default:
				return /^(Network|Page|Runtime|Log|DOM|CSS|Target|Performance)\./.test(method) ? OTHER : [];
		}
	}

	private readRrweb(type: number, data: IDataObject, entry: IDataObject): Fact[] {
		// Only a snapshot has one
		this.learn(data.node);
		if (type === 4) return page(entry);
		if (type === 6) return readPlugin(data, entry);
		if (type !== 3) return type === 5 ? [] : OTHER;
		const element = this.elements.get(Number(data.id)) ?? `element ${asText(data.id)}`;
		if (data.source === 2 && data.type === 2) return [{ kind: 'action', text: clicked(element) }];
		return data.source === 5 ? [{ kind: 'action', text: `Typed into ${element}` }] : OTHER;
	}

	/** Takes down what people would call the elements of a snapshot: by their text, label or name. */
	private learn(node: unknown, above?: number): void {
		if (!isObject(node) || this.elements.size >= MOST_REMEMBERED) return;
		const text = asText(node.textContent).trim();
		if (text !== '' && above !== undefined && !this.elements.has(above)) this.elements.set(above, text);
		const attributes = isObject(node.attributes) ? node.attributes : {};
		const label = [attributes['aria-label'], attributes.name, attributes.placeholder]
			.map(asText)
			.find(Boolean);
		const id = Number(node.id);
		if (label !== undefined) this.elements.set(id, label);
		// What stands in a text area was typed
		const named = node.tagName === 'textarea' ? undefined : id;
		if (Array.isArray(node.childNodes)) for (const child of node.childNodes) this.learn(child, named);
	}
}

/** Whether an entry is one that only Playwright's traces have. An input without a call is a plain action. */
function isTraceRecord(entry: IDataObject): boolean {
	return TRACE_RECORDS.test(asText(entry.type)) && ('callId' in entry || entry.type !== 'input');
}

/** rrweb's console plugin, and its network plugin, which tells several requests at once. */
function readPlugin({ plugin, payload }: IDataObject, entry: IDataObject): Fact[] {
	if (asText(plugin).startsWith('rrweb/console')) return console(levelOf(entry), entry);
	const requests = isObject(payload) && Array.isArray(payload.requests) ? payload.requests : [];
	return requests.filter(isObject).flatMap(request);
}

function readPlain(log: LogName, entry: IDataObject): Fact[] {
	const category = asText(entry.category);
	if (/^(xhr|fetch|http)$/.test(category)) return request(entry);
	const name = category === 'console' || log === 'networkLog' ? undefined : find(entry, 'action', isAction);
	if (name !== undefined) return action(asText(name).toLowerCase(), entry);
	const mayBeRequest = log === 'networkLog' || find(entry, 'status', isStatus) !== undefined;
	if (mayBeRequest && find(entry, 'url') !== undefined) return request(entry);
	return log === 'actions' ? [] : console(levelOf(entry), entry);
}

function request(entry: IDataObject): Fact[] {
	const url = asText(find(entry, 'url')) || asText(entry.name) || undefined;
	const said = find(entry, 'status', isStatus);
	const status = said === undefined ? undefined : Number(said);
	const failed = find(entry, 'failure', (value) => value !== false);
	const failure = failed === undefined ? undefined : textOf(failed);
	if (url === undefined && status === undefined && failure === undefined) return [];
	const method = asText(find(entry, 'method')) || undefined;
	return [{ kind: 'request', url, method, status, failure }];
}

function console(level: Level | undefined, entry: IDataObject): Fact[] {
	const message = find(entry, 'message');
	if (level === undefined || message === undefined) return [];
	const text = textOf(message);
	if (level === 'other') return [{ kind: 'console', level, text }];
	return [{ kind: 'console', level, text, url: asText(find(entry, 'url')) || undefined }];
}

function isStatus(value: unknown): boolean {
	return /^-?\d{1,3}$/.test(asText(value));
}
