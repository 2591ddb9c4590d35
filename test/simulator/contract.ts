import { join } from 'node:path';
import Ajv from 'ajv';
import { OpenAPIBackend } from 'openapi-backend';

/** The contract's entry file; the other files are parts of it. */
export const contractPath = join(__dirname, 'contract', 'userplane.openapi.yaml');

/** Path prefix of the API, as in the contract's server address. */
export const apiRoot = '/api/v1';

/** openapi-backend lets ajv turn strings into numbers; the query is typed already, so that would only hide mistakes. */
function withoutCoercion(_ajv: Ajv, options: ConstructorParameters<typeof Ajv>[0]): Ajv {
	return new Ajv({ ...options, coerceTypes: false });
}

/**
 * A router and validator of the contract, without handlers.
 * @param quick leaves the document itself unchecked and compiles each schema at its first use
 */
export async function loadContract(quick = true): Promise<OpenAPIBackend> {
	const contract = await new OpenAPIBackend({
		definition: contractPath,
		apiRoot,
		quick,
		strict: true,
		ignoreTrailingSlashes: false,
		customizeAjv: withoutCoercion,
	}).init();
	// The router builds its list anew several times per request, which took most of a request's time
	const operations = contract.router.getOperations();
	contract.router.getOperations = () => operations;
	return contract;
}

/** Why an answer breaks the contract; undefined when it holds. */
export function contractBreach(
	contract: OpenAPIBackend,
	operationId: string,
	status: number,
	body: unknown,
): string | undefined {
	const operation = contract.router.getOperation(operationId);
	if (!operation?.responses?.[String(status)])
		return `${operationId}: status ${status} is not in the contract`;
	const { errors } = contract.validator.validateResponse(body, operation, status);
	if (!errors) return undefined;
	const reasons = errors.map((error) => `${error.instancePath || '/'} ${error.message}`);
	return `${operationId} ${status}: ${[...new Set(reasons)].join('; ')}`;
}
