import { UnfinishedError, UserplaneError } from '../shared/errors';
import {
	ADVICE,
	ADVICE_BY_STATUS,
	CERTIFICATE_ADVICE,
	FOREIGN_ADVICE,
	TLS_ADVICE,
	UNREADABLE_ADVICE,
	UNTRUSTED_ADVICE,
} from '../shared/advice';
import { isDocumented, looksOwn, ownCode, readBody } from './errorBody';
import type { Fault } from './faults';
import type { Answer, HttpRequest, Outcome } from './http';
import { TIMED_OUT } from './http';
import { redact } from './redact';
import { fateOf, LONGEST_RETRY_AFTER_MS } from './retryPolicy';

/** What is said when nobody knows whether a write was carried out: what may have happened and how to look. */
export interface IfLost {
	message: string;
	remedy: string;
}

/** Tells the user what a try came to that was no success. The key and the query of any address in it are left out. */
export function fromOutcome(outcome: Outcome, apiKey: string, path: readonly string[] = []): UserplaneError {
	return outcome.kind === 'fault' ? fromFault(outcome) : fromAnswer(outcome, apiKey, path);
}

/**
 * Tells the user what an answer means: the code (`code ?? error`, both body shapes), the status, the service's own
 * message and what to do.
 */
function fromAnswer(answer: Answer, apiKey: string, path: readonly string[]): UserplaneError {
	const { code, quote, ownWords } = readBody(answer, apiKey);
	const [message, remedy] = adviceFor(answer, code, apiKey);
	// What is wrong with a value only the service can say
	const isAboutValues = message === ADVICE.BAD_REQUEST[0] && ownWords !== '';
	const told = isAboutValues ? `Userplane refused it: ${ownWords}` : nameWhat(message, path);
	return withLabel(told, `${isAboutValues ? '' : quote}${remedy}`, {
		code,
		status: answer.status,
		isOwn: ownCode(answer) !== undefined,
	});
}

/** Puts the ID and the workspace of a request into "The link was not found" and the like. */
function nameWhat(message: string, path: readonly string[]): string {
	const [, , workspaceId, list, id] = path;
	const [, what, became] =
		/^The (link|recording|project) (was not found|has been deleted)$/.exec(message) ?? [];
	// What is missing may be another thing than the one that was asked for, e.g. a link's project
	if (!id || list !== `${what}s`) return message;
	const kind = looksLike(id);
	const other = kind === undefined || kind === what ? '' : `: this looks like the ID of a ${kind}`;
	return `The ${what} ${id} ${became}${became === 'was not found' ? ` in the workspace ${workspaceId}` : ''}${other}`;
}

/** What IDs of Userplane's documentation begin with. Nothing is refused for it: they may also look otherwise. */
const KINDS = new Map([
	['lnk', 'link'],
	['rec', 'recording'],
	['prj', 'project'],
	['dom', 'domain'],
	['ws', 'workspace'],
]);

function looksLike(id: string): string | undefined {
	return KINDS.get(id.split('_')[0]);
}

/** Tells the user that no answer came, and whether anything was sent. */
function fromFault(fault: Fault): UserplaneError {
	const { code } = fault;
	switch (fateOf(fault)) {
		case 'insecure': {
			const [what, remedy] =
				CERTIFICATE_ADVICE[code] ?? (/^(EPROTO|ERR_)/.test(code) ? TLS_ADVICE : UNTRUSTED_ADVICE);
			const message = `Userplane could not be reached: ${what}`;
			return withLabel(message, `The request was not sent. ${remedy}`, { code });
		}
		case 'unsent':
			return withLabel(
				'Userplane could not be reached',
				'The request was not sent. Check the base URL in your Userplane API credential, and the network and proxy of this machine',
				{ code },
			);
		default:
			return withLabel(
				code === TIMED_OUT ? 'Userplane did not answer in time' : 'The connection to Userplane broke off',
				'Try again in a few minutes. If it happens again, check the base URL in your Userplane API credential and the network of this machine',
				{ code },
			);
	}
}

/** Tells the user that a write may have been carried out although no answer that can be read says so. */
export function mayBeDone(
	request: HttpRequest,
	outcome: Outcome,
	apiKey: string,
	ifLost: IfLost = ifLostOf(request),
): UserplaneError {
	const why =
		fateOf(outcome) === 'done'
			? 'The response reports success but cannot be read, so a proxy or firewall may have sent it'
			: request.method === 'POST'
				? 'The response was lost, so the request was not sent again'
				: 'The response was lost';
	const { code, quote } =
		outcome.kind === 'fault' ? { code: outcome.code, quote: '' } : readBody(outcome, apiKey);
	const status = outcome.kind === 'fault' ? undefined : outcome.status;
	return withLabel(ifLost.message, `${quote}${why}. ${ifLost.remedy}`, { code, status }, UnfinishedError);
}

/** For requests whose caller says nothing: what a path such as `.../links/{linkId}` names. */
function ifLostOf({ method, path }: HttpRequest): IfLost {
	const what = `${path.at(-2)?.replace(/s$/, '')} ${path.at(-1)}`;
	if (method === 'DELETE') {
		return {
			message: `The ${what} may have been deleted`,
			remedy: 'Run this item again. If it was deleted, the error says so',
		};
	}
	if (method === 'PUT') {
		return {
			message: `The ${what} may have been changed`,
			remedy: 'Run this item again. Making the same change twice is safe',
		};
	}
	return {
		message: 'The request may have been carried out',
		remedy: 'Check in Userplane before you run it again',
	};
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
	if (retryAfterMs > LONGEST_RETRY_AFTER_MS) {
		return withLabel(
			`Userplane asks for a pause of ${seconds(retryAfterMs)}, which is too long to wait`,
			'Run the remaining items after that. Each user can send 120 requests a minute and 10,000 a day',
			refusal.answer,
		);
	}
	const why = `Nothing went through for ${seconds(waitedMs)}`;
	return new UserplaneError(refusal.message, `${why}. ${refusal.remedy}`, refusal.answer);
}

/** Tells the user that Userplane refuses this request for the rate limit, again and again, while others pass. */
export function refusedAlone(waitedMs: number, refusal: UserplaneError): UserplaneError {
	return withLabel(
		`Userplane has refused this request for the rate limit for ${seconds(waitedMs)}, while others passed`,
		'Userplane may have another limit for this request. Run this item again later, or ask Userplane about its limits',
		refusal.answer,
	);
}

function seconds(ms: number): string {
	return `${Math.round(ms / 1_000)} seconds`;
}

function adviceFor(answer: Answer, code: string | undefined, apiKey: string): readonly [string, string] {
	const { status, headers } = answer;
	if (status >= 200 && status < 300) return UNREADABLE_ADVICE;
	if (code !== undefined && isDocumented(code, status)) return ADVICE[code];
	if (status >= 300 && status < 400) {
		const target = typeof headers.location === 'string' ? redact(headers.location, apiKey) : 'another URL';
		return [
			`The base URL redirects to ${target}`,
			'The API key is not sent to another URL. Check the base URL in your Userplane API credential',
		];
	}
	const isForeign = !looksOwn(answer);
	if (isForeign && Object.hasOwn(FOREIGN_ADVICE, status)) return FOREIGN_ADVICE[status];
	const [message, remedy] = ADVICE_BY_STATUS[status] ?? usualAdvice(status);
	const origin =
		"The response does not look like Userplane's, so a gateway, proxy or firewall may have sent it";
	return [message, isForeign ? `${origin}. ${remedy}` : remedy];
}

function usualAdvice(status: number): readonly [string, string] {
	return status >= 500
		? ['Userplane could not process the request', 'Try again in a few minutes']
		: ['The request was refused', 'Check the field values'];
}

function withLabel(
	message: string,
	remedy: string,
	answer: UserplaneError['answer'],
	Kind: typeof UserplaneError = UserplaneError,
): UserplaneError {
	const { label } = new UserplaneError(message, remedy, answer);
	return new Kind(`${message} (${label})`, remedy, answer);
}
