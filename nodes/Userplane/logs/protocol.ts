/** Reads events of the DevTools Protocol: a request is told by several, which name it by an ID. */
import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../shared/objects';
import { page } from './actions';
import { console, levelOf } from './console';
import { type Fact, OTHER } from './facts';
import { Said } from './meaning';
import { request } from './requests';

/** The most requests under way that are remembered. */
const MOST_REQUESTS = 20_000;

/** What stands at a path of names; undefined when nothing does. */
function at(object: IDataObject, ...path: string[]): unknown {
	return path.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), object);
}

export class ProtocolReader {
	private readonly requests = new Map<string, IDataObject>();

	/** Whether a value of `method` names an event, and no method of a request. */
	static isEvent(method: string): boolean {
		return /^[A-Z]\w+\.\w+$/.test(method);
	}

	read(event: string, params: IDataObject): Fact[] {
		const id = asText(params.requestId);
		switch (event) {
			case 'Runtime.exceptionThrown':
				return console('error', new Said({ message: thrown(params) }));
			case 'Runtime.consoleAPICalled':
				return readConsole({ level: params.type, message: params.args });
			case 'Log.entryAdded': {
				const { level, text, url } = isObject(params.entry) ? params.entry : ({} as IDataObject);
				return readConsole({ level, message: text, url });
			}
			case 'Network.requestWillBeSent': {
				const [url, method] = [at(params, 'request', 'url'), at(params, 'request', 'method')];
				if (this.requests.size < MOST_REQUESTS) this.requests.set(id, { url, method } as IDataObject);
				return OTHER;
			}
			case 'Network.responseReceived': {
				const [url, status] = [at(params, 'response', 'url'), at(params, 'response', 'status')];
				return request(new Said({ url, status, ...this.requests.get(id) } as IDataObject));
			}
			case 'Network.loadingFailed': {
				const { errorText, canceled, blockedReason } = params;
				return request(
					new Said({ failed: true, ...this.requests.get(id), errorText, canceled, blockedReason }),
				);
			}
			case 'Page.frameNavigated':
				return page(new Said({ url: at(params, 'frame', 'url') as string }));
			default:
				return /^(Network|Page|Runtime|Log|DOM|CSS|Target|Performance)\./.test(event) ? OTHER : [];
		}
	}
}

/** What was thrown. */
function thrown({ exceptionDetails: details }: IDataObject): string {
	if (!isObject(details)) return '';
	return asText(at(details, 'exception', 'description')) || asText(details.text);
}

function readConsole(entry: IDataObject): Fact[] {
	const said = new Said(entry);
	return console(levelOf(said), said);
}
