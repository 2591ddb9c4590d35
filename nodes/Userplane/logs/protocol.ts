/** Reads events of the DevTools Protocol as plain entries: a request is told by several, which name it by an ID. */
import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../shared/objects';
import { type Fact, OTHER } from './facts';
import { readPlain } from './plain';
import { type Moment, momentIn } from './times';

/** The most requests under way that are remembered. */
const MOST_REQUESTS = 20_000;

/** From which number of seconds on a `timestamp` is a time since 1970, and not from some start. */
const EARLIEST = 1e9;

const objectOf = (value: unknown): IDataObject => (isObject(value) ? value : {});

export class ProtocolReader {
	private readonly requests = new Map<string, IDataObject>();
	/** What its clock was at 0, in ms since 1970: from an event that has both. */
	private start?: number;

	/** What an event says; undefined for an entry that is none. */
	read(entry: IDataObject): Fact[] | undefined {
		const { event, params } = eventIn(entry);
		if (!params) return undefined;
		const id = asText(params.requestId);
		switch (event) {
			case 'Runtime.exceptionThrown': {
				const { exception, text } = objectOf(params.exceptionDetails);
				return readPlain('consoleLog', { level: 'error', message: exception ?? text });
			}
			case 'Runtime.consoleAPICalled':
			case 'Log.entryAdded':
				return readPlain('consoleLog', params);
			case 'Network.requestWillBeSent': {
				const { url, method } = objectOf(params.request);
				if (this.requests.size < MOST_REQUESTS) this.requests.set(id, { url, method });
				return OTHER;
			}
			case 'Network.responseReceived': {
				const { url, status } = objectOf(params.response);
				return readPlain('networkLog', { url, status, ...this.requests.get(id) });
			}
			case 'Network.loadingFailed':
				return readPlain('networkLog', { ...params, failed: true, ...this.requests.get(id) });
			case 'Page.frameNavigated':
				return readPlain('actions', { action: 'navigate', to: objectOf(params.frame).url });
			default:
				return /^(Network|Page|Runtime|Log|DOM|CSS|Target|Performance)\./.test(event) ? OTHER : [];
		}
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
