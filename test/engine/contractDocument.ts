import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { parse } from 'yaml';

import { contractPath } from '../simulator/contract';

/** A failure that the contract names for an operation. */
export interface DocumentedError {
	code: string;
	status: number;
}

interface Reference {
	$ref: string;
}

interface Operation {
	operationId: string;
	responses: Record<string, Reference>;
}

interface ErrorResponse {
	content: { 'application/json': { schema: { allOf: [Reference, Reference] } } };
}

function part<T>(file: string): Record<string, T> {
	return parse(readFileSync(join(dirname(contractPath), file), 'utf8')) as Record<string, T>;
}

const paths = {
	...part<Record<string, Operation>>('paths/links.yaml'),
	...part<Record<string, Operation>>('paths/recordings.yaml'),
};
const responses = part<ErrorResponse>('errors.yaml');
const codes = part<{ properties: { code: { enum: string[] } } }>('errorCodes.yaml');

/** What the last part of a reference names. @throws when it is not there */
function at<T>(parts: Record<string, T>, { $ref }: Reference): T {
	const found = parts[$ref.slice($ref.lastIndexOf('/') + 1)];
	if (found === undefined) throw new Error(`The contract has no ${$ref}`);
	return found;
}

/** Every error of an operation, e.g. `links.create`, read from the contract itself. */
export function documentedErrors(operationId: string): DocumentedError[] {
	const operations = Object.values(paths).flatMap((path) => Object.values(path));
	const operation = operations.find((candidate) => candidate.operationId === operationId);
	return Object.entries(operation?.responses ?? {})
		.filter(([status]) => status !== '200')
		.flatMap(([status, response]) => {
			const [, ofCodes] = at(responses, response).content['application/json'].schema.allOf;
			return at(codes, ofCodes).properties.code.enum.map((code) => ({ code, status: Number(status) }));
		});
}

/** The values of `linkProviderType` in the contract. */
export function documentedProviders(): string[] {
	return part<{ enum: string[] }>('schemas.yaml').providerType.enum;
}
