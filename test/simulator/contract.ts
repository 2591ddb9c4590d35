import { join } from 'node:path';
import Ajv, { type ErrorObject } from 'ajv';
import { OpenAPIBackend } from 'openapi-backend';

/** The contract's entry file; the other files are parts of it. */
export const contractPath = join(__dirname, 'contract', 'userplane.openapi.yaml');

/** Path prefix of the API, as in the contract's server address. */
export const apiRoot = '/api/v1';

/**
 * A router and validator of the contract, without handlers.
 * @param quick leaves the document itself unchecked and compiles each schema at its first use
 * @param allErrors tells all that is wrong with an answer, not the first alone
 */
export async function loadContract(quick = true, allErrors = false): Promise<OpenAPIBackend> {
	const contract = await new OpenAPIBackend({
		definition: contractPath,
		apiRoot,
		quick,
		strict: true,
		ignoreTrailingSlashes: false,
		// openapi-backend lets ajv turn strings into numbers; the query is typed already, so that would only hide mistakes
		customizeAjv: (_ajv, options) => new Ajv({ ...options, coerceTypes: false, allErrors }),
	}).init();
	// The router builds its list anew several times per request, which took most of a request's time
	const operations = contract.router.getOperations();
	contract.router.getOperations = () => operations;
	return contract;
}

/** What an answer breaks the contract with, as ajv tells it; undefined when the operation has no such status. */
export function answerErrors(
	contract: OpenAPIBackend,
	operationId: string,
	status: number,
	body: unknown,
): ErrorObject[] | undefined {
	const operation = contract.router.getOperation(operationId);
	if (!operation?.responses?.[String(status)]) return undefined;
	return contract.validator.validateResponse(body, operation, status).errors ?? [];
}

/** Why an answer breaks the contract; undefined when it holds. */
export function contractBreach(
	contract: OpenAPIBackend,
	operationId: string,
	status: number,
	body: unknown,
): string | undefined {
	const errors = answerErrors(contract, operationId, status, body);
	if (!errors) return `${operationId}: status ${status} is not in the contract`;
	if (errors.length === 0) return undefined;
	const reasons = errors.map((error) => `${error.instancePath || '/'} ${error.message}`);
	return `${operationId} ${status}: ${[...new Set(reasons)].join('; ')}`;
}
