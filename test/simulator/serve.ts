import type { IncomingHttpHeaders } from 'node:http';
import type { Context, OpenAPIBackend, Operation } from 'openapi-backend';
import { authenticate } from './auth';
import { contractBreach, loadContract } from './contract';
import { ApiError, errorBody, isErrorCode } from './errors';
import type { ErrorShape } from './errors';
import { registerHandlers } from './handlers';
import type { CallBase } from './handlers';
import type { Success } from './handlers/call';
import { parseQuery } from './query';
import type { QueryParameter } from './query';
import type { Settings } from './options';
import type { RateLimiter } from './rateLimit';

export interface ApiRequest {
	method: string;
	/** Dot segments resolved, still percent-encoded */
	path: string;
	/** Raw, without the question mark */
	query: string;
	headers: IncomingHttpHeaders;
	/** The body's bytes; none = no body */
	bytes: Buffer;
}

export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: object;
}

/** What an answer depends on beside the request. */
export interface ServiceState extends Pick<CallBase, 'store' | 'files'> {
	limiter: RateLimiter;
	settings: Settings;
	contractBreaches: string[];
}

let shared: Promise<OpenAPIBackend> | undefined;

/** The contract with its handlers; loaded once, since it holds no state of a simulator. */
export function sharedContract(): Promise<OpenAPIBackend> {
	shared ??= loadContract().then((loaded) => {
		registerHandlers(loaded);
		loaded.register('validationFail', refuse);
		return loaded;
	});
	return shared;
}

/** Turns what the validator found into the documented refusal. */
function refuse({ validation, operation }: Context): never {
	const errors = validation.errors ?? [];
	const parameters: object[] = operation.parameters ?? [];
	for (const { keyword, instancePath, params } of errors) {
		const name = keyword === 'required' ? String(params.missingProperty) : instancePath.split('/').pop();
		const own = parameters.find((parameter) => 'name' in parameter && parameter.name === name);
		const code = own && 'x-error-code' in own ? String(own['x-error-code']) : '';
		// A value that is there but too long is a bad request like any other
		if (isErrorCode(code) && keyword !== 'maxLength') throw new ApiError(code);
	}
	const issues = errors.map(({ instancePath, message, params }) => ({
		at: instancePath,
		message,
		...params,
	}));
	throw new ApiError('BAD_REQUEST', { data: { issues } });
}

/** The JSON object of a body. @throws ApiError BAD_REQUEST for any other body, or one where none belongs */
function readBody(request: ApiRequest, operation: Operation): object | undefined {
	const refusal = (reason: string): ApiError => new ApiError('BAD_REQUEST', { data: { body: reason } });
	const expected = 'requestBody' in operation && operation.requestBody !== undefined;
	// Whether one is required is the contract's business
	if (request.bytes.length === 0) return undefined;
	if (!expected) throw refusal('not allowed here');
	const [type = ''] = (request.headers['content-type'] ?? '').split(';');
	if (type.trim().toLowerCase() !== 'application/json')
		throw refusal('Content-Type must be application/json');
	let body: unknown;
	try {
		body = JSON.parse(request.bytes.toString());
	} catch {
		throw refusal('malformed JSON');
	}
	if (typeof body !== 'object' || body === null || Array.isArray(body)) throw refusal('expected an object');
	return body;
}

async function work(request: ApiRequest, operation: Operation, state: ServiceState): Promise<Answer> {
	const user = authenticate(state.store, request.headers.authorization);
	state.limiter.admit(user.userId);
	const declared = (operation.parameters ?? []) as QueryParameter[];
	const query = parseQuery(request.query, declared);
	const body = readBody(request, operation);
	const { method, path } = request;
	const { store, files, settings } = state;
	const base: CallBase = { store, files, settings, user };
	const headers = { ...request.headers } as Record<string, string | string[]>;
	const typed = { method, path, headers, query: query as Record<string, string>, body };
	const contract = await sharedContract();
	const success = (await contract.handleRequest(typed, base)) as Success;
	return { status: 200, headers: {}, body: success };
}

function answerOf(error: unknown, shape: ErrorShape): Answer {
	if (error instanceof URIError)
		return answerOf(new ApiError('BAD_REQUEST', { data: { path: error.message } }), shape);
	if (!(error instanceof ApiError)) throw error;
	return { status: error.status, headers: error.headers, body: errorBody(error, shape) };
}

/** Answers a request as the service would. An answer that breaks the contract is recorded and becomes a 500. */
export async function serve(
	request: ApiRequest,
	operation: Operation | undefined,
	state: ServiceState,
): Promise<Answer> {
	const undeclared = (code: string, status: number, message: string): Answer => ({
		...{ status, headers: {} },
		body: errorBody({ code, status, message }, state.settings.errorShape),
	});
	if (!operation) return undeclared('NOT_FOUND', 404, 'Not found');
	let breach: string | undefined;
	try {
		const answer = await work(request, operation, state).catch((error: unknown) =>
			answerOf(error, state.settings.errorShape),
		);
		const { operationId = '' } = operation;
		breach = contractBreach(await sharedContract(), operationId, answer.status, answer.body);
		if (breach === undefined) return answer;
	} catch (error) {
		breach = `${operation.operationId}: ${error instanceof Error ? error.stack : String(error)}`;
	}
	state.contractBreaches.push(breach);
	return undeclared('SIMULATOR_CONTRACT_BREACH', 500, `THE SIMULATOR BREAKS ITS CONTRACT: ${breach}`);
}
