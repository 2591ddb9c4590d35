import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../shared/objects';
import type { Answer } from './http';
import { redact } from './redact';

/** Userplane's codes by the HTTP status that each belongs to (API reference, common codes). */
const CODES: Record<number, readonly string[]> = {
	400: ['BAD_REQUEST', 'WORKSPACE_SEARCH_TERM_REQUIRED', 'WORKSPACE_SEARCH_TYPE_INVALID'],
	401: ['API_KEY_REQUIRED', 'API_KEY_INVALID', 'API_KEY_EXPIRED'],
	403: [
		...['API_KEY_DISABLED', 'NOT_A_MEMBER', 'FORBIDDEN', 'PLAN_LIMIT_EXCEEDED'],
		...['LINK_WORKSPACE_MISMATCH', 'LINK_DELETE_FORBIDDEN'],
		...['RECORDING_WORKSPACE_MISMATCH', 'RECORDING_DELETE_FORBIDDEN'],
	],
	404: [
		...['WORKSPACE_NOT_FOUND', 'LINK_NOT_FOUND', 'RECORDING_NOT_FOUND', 'PROJECT_NOT_FOUND'],
		'LINK_DEFAULT_PROJECT_NOT_FOUND',
	],
	410: ['WORKSPACE_GONE', 'LINK_GONE', 'RECORDING_GONE', 'PROJECT_GONE', 'LINK_PROJECT_DELETED'],
	429: ['RATE_LIMITED'],
	500: [
		...['LINK_CREATE_FAILED', 'LINK_UPDATE_FAILED', 'LINK_DELETE_FAILED', 'RECORDING_DELETE_FAILED'],
		'WORKSPACE_SEARCH_UNAVAILABLE',
	],
	503: ['SERVICE_UNAVAILABLE'],
};

/** The status that each documented code belongs to. */
export const STATUS_OF: ReadonlyMap<unknown, number> = new Map(
	Object.entries(CODES).flatMap(([status, codes]) => codes.map((code) => [code, Number(status)])),
);

/**
 * The documented code of an error answer whose code and status belong together. Nothing is taken to be refused, or not to be
 * there, for any other: what answers in Userplane's place may name codes too.
 */
export function ownCode({ status, body }: Answer): string | undefined {
	if (!isObject(body) || (body.status ?? status) !== status) return undefined;
	const code = codeIn(body);
	return STATUS_OF.get(code) === status ? asText(code) : undefined;
}

/** The same of a body that is whole: `{ defined: true, code, status, message }`. The short form may be a gateway's. */
export function wholeCode(answer: Answer): string | undefined {
	const { defined, code, status, message } = isObject(answer.body) ? answer.body : {};
	const isWhole =
		defined === true && code !== undefined && status !== undefined && typeof message === 'string';
	return isWhole ? ownCode(answer) : undefined;
}

/** Whether a code is documented, and for this kind of status (4xx, 5xx). */
export function isDocumented(code: unknown, status: number): boolean {
	return Math.floor((STATUS_OF.get(code) ?? 0) / 100) === Math.floor(status / 100);
}

/** Whether an answer names a code the way Userplane does, e.g. LINK_NOT_FOUND: in `code`, or in `error` beside a message. For words alone. */
export function looksOwn({ status, body }: Answer): boolean {
	const code = isObject(body) ? codeIn(body) : undefined;
	if (STATUS_OF.has(code)) return isDocumented(code, status);
	return typeof code === 'string' && /^[A-Z]+_\w+$/.test(code);
}

function codeIn({ code, error }: IDataObject): unknown {
	return code ?? error;
}

/** What an answer's message says; empty where it is no text. */
export function wordsIn(message: unknown, apiKey: string): string {
	return typeof message === 'string' ? redact(message, apiKey).replace(/\.$/, '') : '';
}

/** What was said, as a sentence to put before a remedy; empty for nothing. */
export function quoteOf(words: string, who = 'Userplane'): string {
	return words === '' ? '' : `${who} says: "${words}". `;
}

/** A remedy without the sentence that `quoteOf` has put before it. */
export function withoutQuote(remedy: string): string {
	return remedy.replace(/^(?:Userplane|The response) says: "[^]*?"\. /, '');
}

/**
 * Reads either error body: `{ error, message }` or `{ defined, code, status, message, data }`.
 * @returns the code, the message as a sentence to put before the advice, and its own words where Userplane itself says it;
 * empty when there is none
 */
export function readBody(answer: Answer, apiKey: string): { code?: string; quote: string; ownWords: string } {
	const { body } = answer;
	if (!isObject(body)) return { quote: '', ownWords: '' };
	const { code, error, message } = body;
	const name = [code, error].find(
		(value): value is string => typeof value === 'string' && /^\w{1,80}$/.test(value),
	);
	const words = wordsIn(message, apiKey);
	const isOwn = looksOwn(answer);
	return {
		code: name === undefined ? undefined : redact(name, apiKey),
		quote: quoteOf(words, isOwn ? 'Userplane' : 'The response'),
		ownWords: isOwn ? words : '',
	};
}
