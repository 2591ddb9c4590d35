import { UserplaneError } from '../shared/errors';
import { isObject } from '../shared/objects';
import { ADVICE, ADVICE_BY_STATUS } from './advice';
import type { Outcome } from './http';

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
	const { code, text } = readBody(answer.body);
	const [message, remedy] = adviceFor(answer, code);
	const quote = text === undefined ? '' : `Userplane says: "${redact(text, apiKey)}". `;
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
export function lostAnswer(outcome: Outcome, ifLost: IfLost): UserplaneError {
	const why = outcome.kind === 'fault' ? outcome.code : `HTTP ${outcome.status}`;
	const status = outcome.kind === 'answer' ? outcome.status : undefined;
	return new UserplaneError(
		`${ifLost.message} (${why})`,
		`The answer was lost on the way, so the request was not sent again. ${ifLost.remedy}`,
		{ status },
	);
}

/** Tells the user that the rate limit let nothing through for too long. */
export function quotaExhausted(waitedMs: number, answer: UserplaneError['answer']): UserplaneError {
	return withLabel(
		'Userplane has accepted no request for some time, most likely because the daily limit is used up',
		`Nothing went through for ${Math.round(waitedMs / 1_000)} seconds. Userplane allows 120 requests a minute and 10,000 a day per user. Run the remaining items tomorrow, or ask Userplane for a higher limit`,
		answer,
	);
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
		.replace(/(https?:\/\/[^\s?#"']+)[?#][^\s"']*/gi, '$1')
		.replace(/[\s\u0000-\u001f\u007f]+/g, ' ')
		.trim();
	return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line;
}

function adviceFor({ status, headers }: Answer, code: string | undefined): readonly [string, string] {
	if (code !== undefined && ADVICE[code]) return ADVICE[code];
	if (status >= 300 && status < 400) {
		const target = typeof headers.location === 'string' ? ` to ${redact(headers.location, '')}` : '';
		return [
			`Userplane's address leads elsewhere${target}`,
			'The key is not sent to another address. Check the base URL in the credential',
		];
	}
	if (ADVICE_BY_STATUS[status]) return ADVICE_BY_STATUS[status];
	return status >= 500
		? ['Userplane could not process the request', 'Try again in a few minutes']
		: ['Userplane refused the request', "Check this node's fields"];
}

/** Reads either error body: `{ error, message }` or `{ defined, code, status, message, data }`. */
function readBody(body: unknown): { code?: string; text?: string } {
	if (!isObject(body)) return {};
	const { code, error, message } = body;
	const name = [code, error].find((value) => typeof value === 'string' && /^\w{1,80}$/.test(value));
	return {
		code: name as string | undefined,
		text:
			typeof message === 'string' && message.trim() !== '' ? message.trim().replace(/\.$/, '') : undefined,
	};
}

function withLabel(message: string, remedy: string, answer: UserplaneError['answer']): UserplaneError {
	const { label } = new UserplaneError(message, remedy, answer);
	return new UserplaneError(label === '' ? message : `${message} (${label})`, remedy, answer);
}
