/** Holds one answer to the contract: status, body, content type and time. */
import type { OpenAPIBackend } from 'openapi-backend';

import { answerErrors, statusesOf } from './contract';
import { type Difference, differencesIn, kindOf } from './differences';
import type { Exchange } from './tap';
import type { Words } from './words';

/** What is other than the contract says; nothing where there was no answer. */
export function check(
	contract: OpenAPIBackend,
	operation: string,
	exchange: Exchange,
	words: Words,
): Difference[] {
	const { status, json, bytes, answerHeaders } = exchange;
	if (status === undefined) return [];
	const errors = answerErrors(contract, operation, status, json);
	const known = statusesOf(contract, operation).join(', ');
	if (!errors) return [{ at: 'status', expected: `one of ${known}`, came: String(status) }];
	const noJson = { at: 'the body', expected: 'JSON', came: `${bytes.length} bytes of something else` };
	const body = json === undefined ? [noJson] : differencesIn(json, errors, words);
	return [...body, ...checkHeaders(answerHeaders)];
}

function checkHeaders({ date, 'content-type': header }: Partial<Record<string, string>>): Difference[] {
	const type = (header ?? '').split(';')[0].trim();
	const came = type === '' ? 'nothing' : 'another type';
	return [
		...(type === 'application/json' ? [] : [{ at: 'Content-Type', expected: 'application/json', came }]),
		...(Number.isNaN(Date.parse(date ?? '')) ? [{ at: 'Date', expected: 'a time', came: kindOf(date) }] : []),
	];
}
