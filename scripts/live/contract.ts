/** What the contract says, as far as the live check asks: the one description that the simulator is held to as well. */
import type { OpenAPIBackend } from 'openapi-backend';

import { Words } from './words';

export { answerErrors, apiRoot, loadContract } from '../../test/simulator/contract';

interface Schema {
	type?: string | string[];
	default?: unknown;
	maximum?: number;
	'x-assumed'?: string;
}

/** The IDs of all operations, in the order of the contract. */
export function operationIds(contract: OpenAPIBackend): string[] {
	return contract.router.getOperations().map(({ operationId }) => operationId ?? '');
}

/** The statuses that an operation may answer. */
export function statusesOf(contract: OpenAPIBackend, operationId: string): string[] {
	return Object.keys(contract.router.getOperation(operationId)?.responses ?? {});
}

/** The page sizes of a list: what it takes without being asked for one, and the largest. */
export function pageSizes(contract: OpenAPIBackend, operationId: string): { usual: number; largest: number } {
	const parameters = (contract.router.getOperation(operationId)?.parameters ?? []) as Array<{
		name: string;
		schema?: Schema;
	}>;
	const { default: usual, maximum } = parameters.find(({ name }) => name === 'per_page')?.schema ?? {};
	return { usual: Number(usual), largest: Number(maximum) };
}

/** What the contract takes an update of metadata to do, since no document says it: `replace` or `merge`. */
export function assumedOfMetadata(contract: OpenAPIBackend): string {
	const found = valuesUnder(contract.router.getOperation('links.update'), 'x-assumed');
	return String(found.at(0));
}

/** The words that may be told: names of properties and parameters, codes and listed values. */
export function wordsOf(contract: OpenAPIBackend): Words {
	const operations = contract.router.getOperations();
	const properties = valuesUnder(operations, 'properties').flatMap((value) => Object.keys(value as object));
	const listed = valuesUnder(operations, 'enum').flatMap((value) => value as string[]);
	const parameters = valuesUnder(operations, 'name').filter((name) => typeof name === 'string');
	return new Words([...properties, ...listed, ...parameters]);
}

/** Each value that stands under such a key, at any depth. */
function valuesUnder(tree: unknown, key: string, seen = new Set<unknown>()): unknown[] {
	if (typeof tree !== 'object' || tree === null || seen.has(tree)) return [];
	seen.add(tree);
	return Object.entries(tree).flatMap(([name, value]) => [
		...(name === key ? [value as unknown] : []),
		...valuesUnder(value, key, seen),
	]);
}
