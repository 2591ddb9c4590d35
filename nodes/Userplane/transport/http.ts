import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';

import { CREDENTIAL_NAME } from '../shared/baseUrl';
import { type Fault, faultOf } from './faults';
import { endOf } from './signals';

/** The n8n contexts that a request can be made from. */
export type RequestContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One call of the API. Each element of `path` is one segment, encoded here: no ID can reach another path. */
export interface HttpRequest {
	method: Method;
	path: readonly string[];
	query?: IDataObject;
	body?: IDataObject;
}

/** An answer of any status. `body` is parsed when it is JSON, else text. */
export interface Answer {
	kind: 'answer';
	status: number;
	headers: Record<string, unknown>;
	body: unknown;
}

/** What came of one try. */
export type Outcome = Answer | Fault;

/** What sending comes to: an outcome, or a failure before there was a request, e.g. a missing credential. */
export type Sent = Outcome | { kind: 'failure'; error: Error };

/** How long one try may take in all, in ms. A write gets more, since it may not be repeated. */
const TIMEOUT_MS = { read: 30_000, write: 60_000 };

/** The code of a try that took longer. */
export const TIMED_OUT = 'TIMEOUT';

/** How long a file's connection may stand still, in ms. */
const FILE_TIMEOUT_MS = 120_000;

/**
 * Sends one request through n8n's helper, which adds the key.
 * Every HTTP status is an answer, not an exception: so n8n sends a 401 only once (n8n fact E.2).
 * @param cancel ends the request: the execution's own signal, where there is one
 */
export async function send(
	context: RequestContext,
	baseUrl: string,
	request: HttpRequest,
	cancel?: AbortSignal,
): Promise<Sent> {
	const { method, path, query, body } = request;
	const late = AbortSignal.timeout(method === 'GET' ? TIMEOUT_MS.read : TIMEOUT_MS.write);
	const end = endOf([late, cancel]);
	try {
		const options: IHttpRequestOptions = {
			method,
			url: `${baseUrl}/${path.map(encodeURIComponent).join('/')}`,
			qs: query,
			// Arrays as created_by[0]=a: the service reads plain repetition as one text and refuses it
			arrayFormat: 'indices',
			body,
			json: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
			disableFollowRedirect: true,
			get abortSignal() {
				return end.signal;
			},
			set abortSignal(_execution) {
				// In an execution n8n's helper puts the execution's signal here, which would leave the try without a bound
			},
		};
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			CREDENTIAL_NAME,
			options,
		)) as IN8nHttpFullResponse;
		const { statusCode: status, headers } = response;
		return { kind: 'answer', status, headers: { ...headers }, body: response.body };
	} catch (error) {
		if (late.aborted) return { kind: 'fault', code: TIMED_OUT, text: '' };
		return faultOf(error) ?? { kind: 'failure', error: asError(error) };
	} finally {
		end.forget();
	}
}

/**
 * Opens a signed address without the key: the storage refuses a request with two ways of signing in, and the key is not
 * its business. The timeout is for a connection on which nothing moves. The body of an answer is a stream.
 */
export async function open(context: RequestContext, url: string, signal?: AbortSignal): Promise<Outcome> {
	const request: IHttpRequestOptions = {
		method: 'GET',
		url,
		encoding: 'stream',
		timeout: FILE_TIMEOUT_MS,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
		abortSignal: signal,
	};
	return await context.helpers.httpRequest(request).then(
		({ statusCode: status, headers, body }: IN8nHttpFullResponse): Outcome => ({
			kind: 'answer',
			status,
			headers: { ...headers },
			body,
		}),
		(error: unknown): Outcome => {
			const fault = faultOf(error);
			if (!fault) throw error as Error;
			return fault;
		},
	);
}

function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error('The request could not be made');
}
