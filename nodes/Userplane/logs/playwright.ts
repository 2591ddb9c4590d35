/** Reads the records of Playwright's traces that plain entries do not have. */
import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../shared/objects';
import { type Fact, OTHER } from './facts';
import { readPlain } from './plain';

/** Records of no interest: some of them only when they are about a call. */
const OTHERS = /^(frame-snapshot|screencast-frame|context-options)$/;
const OTHERS_OF_CALLS = /^(after|input|log)$/;

/** What a record says; undefined for an entry that is none, or can be read as a plain one. */
export function readTrace(record: IDataObject): Fact[] | undefined {
	const { type, callId, method, params } = record;
	const isOfCall = callId !== undefined;
	if (isObject(params) && method === 'pageError')
		return readPlain('consoleLog', { level: 'error', ...params });
	if (isObject(params) && isOfCall && type === 'before')
		return readPlain('actions', { action: method, ...params });
	if (type === 'resource-snapshot') return readPlain('networkLog', record);
	return OTHERS.test(asText(type)) || (isOfCall && OTHERS_OF_CALLS.test(asText(type))) ? OTHER : undefined;
}
