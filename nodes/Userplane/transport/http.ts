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

/** How long one try may take, in ms. A write gets more, since it may not be repeated. */
const TIMEOUT_MS = { read: 30_000, write: 60_000 };

/** Codes of Node and axios for a connection that failed. */
const NETWORK_CODE = /^(E[A-Z_]{3,}|ERR_[A-Z_]+|CERT_[A-Z_]+|[A-Z_]+_CERT(IFICATE)?|[A-Z_]+_CERT_[A-Z_]+)$/;

/**
 * Sends one request through n8n's helper, which adds the key and ends the request when the execution is cancelled.
 * Every HTTP status is an answer, not an exception: so n8n sends a 401 only once (n8n fact E.2).
 * @throws whatever is neither an answer nor a network fault, e.g. a missing credential
 */
export async function send(context: RequestContext, baseUrl: string, request: HttpRequest): Promise<Outcome> {
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
		if (code === undefined) throw error;
		return { kind: 'fault', code };
	}
}

/** Finds the code of a network fault in what n8n's helper throws, which wraps axios's error in its own. */
function networkCode(error: unknown): string | undefined {
	for (let cause: unknown = error, depth = 0; isObject(cause) && depth < 5; cause = cause.cause, depth++) {
		if (typeof cause.code === 'string' && NETWORK_CODE.test(cause.code)) return cause.code;
	}
	return undefined;
}
