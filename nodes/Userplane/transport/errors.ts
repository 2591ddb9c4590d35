import { UnfinishedError, UserplaneError } from '../shared/errors';
import { isObject } from '../shared/objects';
import { ADVICE, ADVICE_BY_STATUS } from './advice';
import type { Outcome } from './http';
import { LONGEST_RETRY_AFTER_MS } from './retryPolicy';

type Answer = Extract<Outcome, { kind: 'answer' }>;

/** What a caller adds to the message when an answer was lost: what may have happened and how to look. */
export interface IfLost {
	message: string;
	remedy: string;
}

/** The longest text of the service that is shown, in characters. */
const LONGEST_QUOTE = 500;

/**
 * Tells the user what an answer means: the code (`code ?? error`, both body shapes), the status, the service's own
 * message and what to do. The key and the query of any address in it are left out.
 */
export function fromAnswer(answer: Answer, apiKey: string): UserplaneError {
	const { code, quote } = readBody(answer.body, apiKey);
	const [message, remedy] = adviceFor(answer, code, apiKey);
	return withLabel(message, `${quote}${remedy}`, { code, status: answer.status });
}

/** Tells the user that no answer came and none of the work was done, or that repeating it is harmless. */
export function fromFault(code: string): UserplaneError {
	return new UserplaneError(
		'Userplane could not be reached',
		`The connection failed (${code}). Check the base URL in the credential and this machine's network, then run it again`,
	);
}

/** Tells the user that the work may have been done although its answer was lost. */
export function lostAnswer(outcome: Outcome, ifLost: IfLost, apiKey: string): UnfinishedError {
	const remedy = `The answer that would say so was lost, so the request was not sent again. ${ifLost.remedy}`;
	if (outcome.kind === 'fault') return new UnfinishedError(`${ifLost.message} (${outcome.code})`, remedy);
	const { code, quote } = readBody(outcome.body, apiKey);
	return withLabel(ifLost.message, `${quote}${remedy}`, { code, status: outcome.status }, UnfinishedError);
}

/**
 * Tells the user that the rate limit let nothing through for too long, or asks for too long a pause.
 * @param refusal the last refusal's own error
 */
export function quotaExhausted(
	waitedMs: number,
	retryAfterMs: number,
	refusal: UserplaneError,
): UserplaneError {
	const why =
		retryAfterMs > LONGEST_RETRY_AFTER_MS
			? `Userplane asks for a pause of ${seconds(retryAfterMs)}`
			: `Nothing went through for ${seconds(waitedMs)}`;
	return new UserplaneError(refusal.message, `${why}. ${refusal.remedy}`, refusal.answer);
}

/** An answer with a good status whose body is not Userplane's. */
export function unreadable(status: number): UserplaneError {
	return withLabel(
		'The answer does not come from Userplane',
		'Check the base URL in the credential. A proxy or a firewall may also have answered in its place',
		{ status },
	);
}

/** Takes the key, and what could sign an address, out of a text that is shown or logged; and makes it one short line. */
export function redact(text: string, apiKey: string): string {
	const withoutKey = apiKey === '' ? text : text.split(apiKey).join('[API key]');
	const line = withoutKey
		.replace(/uspl_[\w-]+/g, '[API key]')
		.replace(/[^\s"']+/g, withoutQuery)
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim();
	return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line;
}

/** Cuts a word at the query of the address in it. Not one expression: on a long hostile text that takes quadratic time. */
function withoutQuery(word: string): string {
	const address = word.search(/https?:\/\//i);
	const query = address < 0 ? -1 : word.slice(address).search(/[?#]/);
	return query < 0 ? word : word.slice(0, address + query);
}

function seconds(ms: number): string {
	return `${Math.round(ms / 1_000)} seconds`;
}

function adviceFor(
	{ status, headers }: Answer,
	code: string | undefined,
	apiKey: string,
): readonly [string, string] {
	if (code !== undefined && Object.hasOwn(ADVICE, code)) return ADVICE[code];
	if (status >= 300 && status < 400) {
		const target = typeof headers.location === 'string' ? ` to ${redact(headers.location, apiKey)}` : '';
		return [
			`Userplane's address leads elsewhere${target}`,
			'The key is not sent to another address. Check the base URL in the credential',
		];
	}
	if (Object.hasOwn(ADVICE_BY_STATUS, status)) return ADVICE_BY_STATUS[status];
	return status >= 500
		? ['Userplane could not process the request', 'Try again in a few minutes']
		: ['Userplane refused the request', "Check this node's fields"];
}

/**
 * Reads either error body: `{ error, message }` or `{ defined, code, status, message, data }`.
 * @returns the code, and the service's message as a sentence to put before the advice; empty when there is none
 */
function readBody(body: unknown, apiKey: string): { code?: string; quote: string } {
	if (!isObject(body)) return { quote: '' };
	const { code, error, message } = body;
	const name = [code, error].find(
		(value): value is string => typeof value === 'string' && /^\w{1,80}$/.test(value),
	);
	const text = typeof message === 'string' ? redact(message, apiKey).replace(/\.$/, '') : '';
	return {
		code: name === undefined ? undefined : redact(name, apiKey),
		quote: text === '' ? '' : `Userplane says: "${text}". `,
	};
}

function withLabel(
	message: string,
	remedy: string,
	answer: UserplaneError['answer'],
	Kind: typeof UserplaneError = UserplaneError,
): UserplaneError {
	const { label } = new UserplaneError(message, remedy, answer);
	return new Kind(label === '' ? message : `${message} (${label})`, remedy, answer);
}
