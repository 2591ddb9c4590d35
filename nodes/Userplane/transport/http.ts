import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';

import { CREDENTIAL_NAME } from '../shared/baseUrl';
import { isObject } from '../shared/objects';

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

/** What came of one try: an answer of any status, or a network fault by its code, e.g. `ECONNRESET`. */
export type Outcome =
	| { kind: 'answer'; status: number; headers: Record<string, unknown>; body: unknown }
	| { kind: 'fault'; code: string };

/** What sending comes to: an outcome, or a failure before there was a request, e.g. a missing credential. */
export type Sent = Outcome | { kind: 'failure'; error: Error };

/** How long one try may take, in ms. A write gets more, since it may not be repeated. */
const TIMEOUT_MS = { read: 30_000, write: 60_000 };

/** How long a file's connection may stand still, in ms. */
const FILE_TIMEOUT_MS = 120_000;

/** Codes of Node and axios for a request that got no answer, e.g. ECONNRESET, ERR_CANCELED, HPE_INVALID_CONSTANT; no HTTP status. */
const NETWORK_CODE = /^[A-Z][A-Z0-9_]{3,}$/;

/**
 * Sends one request through n8n's helper, which adds the key.
 * Every HTTP status is an answer, not an exception: so n8n sends a 401 only once (n8n fact E.2).
 * @param signal ends the request. In an execution n8n's helper sets its own, which is the execution's
 */
export async function send(
	context: RequestContext,
	baseUrl: string,
	request: HttpRequest,
	signal?: AbortSignal,
): Promise<Sent> {
	const { method, path, query, body } = request;
	const options: IHttpRequestOptions = {
		method,
		url: `${baseUrl}/${path.map(encodeURIComponent).join('/')}`,
		qs: query,
		// Arrays as created_by[0]=a: the service reads plain repetition as one text and refuses it
		arrayFormat: 'indices',
		body,
		json: true,
		timeout: method === 'GET' ? TIMEOUT_MS.read : TIMEOUT_MS.write,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
		disableFollowRedirect: true,
		abortSignal: signal,
	};
	try {
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			CREDENTIAL_NAME,
			options,
		)) as IN8nHttpFullResponse;
		const { statusCode: status, headers } = response;
		return { kind: 'answer', status, headers: { ...headers }, body: response.body };
	} catch (error) {
		const code = networkCode(error);
		return code === undefined ? { kind: 'failure', error: asError(error) } : { kind: 'fault', code };
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
			const code = networkCode(error);
			if (code === undefined) throw error as Error;
			return { kind: 'fault', code };
		},
	);
}

function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error('The request could not be made');
}

/** Finds the code of a network fault in what n8n's helper throws: newer cores keep axios's error as cause, others its code as `httpCode`. */
export function networkCode(error: unknown): string | undefined {
	for (let cause: unknown = error, depth = 0; isObject(cause) && depth < 5; cause = cause.cause, depth++) {
		const code = [cause.code, cause.httpCode].find(isNetworkCode);
		if (code !== undefined) return code;
	}
	return undefined;
}

function isNetworkCode(value: unknown): value is string {
	return typeof value === 'string' && NETWORK_CODE.test(value);
}
