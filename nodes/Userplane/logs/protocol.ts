/** Reads events of the DevTools Protocol as plain entries: a request is told by several, which name it by an ID. */
import type { IDataObject } from 'n8n-workflow';

import type { LogName } from '../shared/files';
import { asText, isObject } from '../shared/objects';
import { type Fact, OTHER } from './facts';
import { readPlain } from './plain';
import { type Moment, momentIn } from './times';

/** What is told by which event: of which log it is, and what it means beside what stands in it. */
const EVENTS: Partial<Record<string, [log: LogName, meaning: IDataObject]>> = {
	'Runtime.consoleAPICalled': ['consoleLog', {}],
	'Runtime.exceptionThrown': ['consoleLog', { level: 'error' }],
	'Log.entryAdded': ['consoleLog', {}],
	'Network.responseReceived': ['networkLog', {}],
	'Network.loadingFailed': ['networkLog', { failed: true }],
	'Page.frameNavigated': ['actions', { action: 'navigate' }],
};

/** The most requests under way that are remembered. */
const MOST_REQUESTS = 20_000;

/** From which number of seconds on a `timestamp` is a time since 1970, and not from some start. */
const EARLIEST = 1e9;

export class ProtocolReader {
	private readonly requests = new Map<unknown, IDataObject>();
	/** What its clock was at 0, in ms since 1970: from an event that has both. */
	private start?: number;

	/** What an event says; undefined for an entry that is none. */
	read(entry: IDataObject): Fact[] | undefined {
		const { event, params } = eventIn(entry);
		if (!params) return undefined;
		const { requestId, request } = params;
		if (isObject(request) && this.requests.size < MOST_REQUESTS)
			this.requests.set(requestId, { url: request.url, method: request.method });
		const [log, meaning] = EVENTS[event] ?? [];
		if (log) return readPlain(log, { ...params, ...meaning, ...this.requests.get(requestId) });
		return /^(Network|Page|Runtime|Log|DOM|CSS|Target|Performance)\./.test(event) ? OTHER : [];
	}

	/** When an event was, where `timestamp` is in seconds from some start: since 1970 once an event has told both, by `wallTime`. */
	momentOf(entry: IDataObject): Moment | undefined {
		const { timestamp, wallTime } = eventIn(entry).params ?? {};
		if (typeof timestamp !== 'number' || timestamp < 0 || timestamp >= EARLIEST) return undefined;
		const ms = timestamp * 1e3;
		const wall = momentIn(wallTime);
		if (wall?.clock === 'time') this.start = wall.ms - ms;
		return this.start === undefined ? { clock: 'monotonic', ms } : { clock: 'time', ms: this.start + ms };
	}
}

/** What stands in an entry that is an event; nothing for one whose `method` is that of a request. */
function eventIn({ method, params }: IDataObject): { event: string; params?: IDataObject } {
	const event = asText(method);
	return { event, params: isObject(params) && /^[A-Z]\w+\.\w+$/.test(event) ? params : undefined };
}
