/** Recognises the entries of a recording's logs, whatever format they are in: the one place that knows which reader is for which. */
import type { IDataObject } from 'n8n-workflow';

import type { LogName } from '../shared/files';
import { asText, isObject } from '../shared/objects';
import { action, actionIn } from './actions';
import { console, levelOf } from './console';
import { type Fact, OTHER } from './facts';
import { Said } from './meaning';
import { ProtocolReader } from './protocol';
import { isRequest, request, statusIn } from './requests';
import { RrwebReader } from './rrweb';
import { urlIn } from './wording';

/** Records that only Playwright's traces have, some of them when they are about a call. */
const TRACE_RECORDS = /^(frame-snapshot|screencast-frame|context-options)$/;
const TRACE_CALLS = /^(before|after|input|log)$/;

/** Reads the entries of a log in order, and counts those that it cannot interpret. */
export class Recogniser {
	entries = 0;
	/** They may be problems, and nobody knows. */
	unrecognized = 0;

	private readonly rrweb = new RrwebReader();
	private readonly protocol = new ProtocolReader();

	/**
	 * @param value an entry as it stands in the log; undefined for one that cannot be read
	 * @returns what it says; nothing when it cannot be interpreted
	 */
	read(log: LogName, value: unknown): Fact[] {
		let facts: Fact[] = [];
		try {
			if (isObject(value)) facts = this.recognise(log, value);
		} catch (error) {
			// Its values stand so deep in each other that no call stack holds them
			if (!(error instanceof RangeError)) throw error as Error;
		}
		this.entries++;
		if (facts.length === 0) this.unrecognized++;
		return facts;
	}

	private recognise(log: LogName, entry: IDataObject): Fact[] {
		const { type, data, params, snapshot } = entry;
		if (typeof type === 'number' && isObject(data)) return this.rrweb.read(type, data);
		const method = asText(entry.method);
		if (isObject(params) && ProtocolReader.isEvent(method)) return this.protocol.read(method, params);
		if (method === 'pageError' && isObject(params))
			return console('error', new Said({ message: errorIn(params) }));
		if (type === 'resource-snapshot' && isObject(snapshot)) return request(new Said(snapshot));
		if (!isTraceRecord(entry)) return readPlain(log, new Said(entry));
		return type === 'before' && isObject(params) ? action(method, new Said(params)) : OTHER;
	}
}

/** The error of a page in a trace: `{ error: { error: { message } } }`. */
function errorIn({ error }: IDataObject): IDataObject['error'] {
	return isObject(error) && error.error !== undefined ? (error.error as IDataObject) : error;
}

function isTraceRecord({ type, callId }: IDataObject): boolean {
	return TRACE_RECORDS.test(asText(type)) || (callId !== undefined && TRACE_CALLS.test(asText(type)));
}

/** An entry of no format with rules of its own: what it is about tells what it says. */
function readPlain(log: LogName, said: Said): Fact[] {
	if (log === 'networkLog' || isRequest(said)) return request(said);
	const level = levelOf(said);
	const isProblem = level === 'error' || level === 'warning';
	const words = log === 'consoleLog' && isProblem ? console(level, said) : [];
	if (words.length > 0) return words;
	const name = said.all('category').some(({ value }) => value === 'console') ? undefined : actionIn(said);
	if (name !== undefined) return action(name, said);
	if (said.first('status', statusIn) !== undefined && said.first('url', urlIn) !== undefined)
		return request(said);
	return log === 'actions' ? [] : console(level, said);
}
