import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import type { Operation } from '../runtime/operation';

/** A resource as the user sees it. Its operations are what its `index.ts` exports. */
export interface Resource {
	name: string;
	value: string;
	operations: Operation[];
}

/** Makes a resource of its `index.ts`: operations in the order of their names, as the menu shows them. */
export function defineResource(name: string, value: string, exported: Record<string, Operation>): Resource {
	const operations = Object.values(exported).sort((a, b) => a.option.name.localeCompare(b.option.name));
	return { name, value, operations };
}

/** The Operation menu of a resource and the fields of all its operations, each shown where it belongs. */
export function propertiesOf({ value: resource, operations }: Resource): INodeProperties[] {
	const menu: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: operations.map(({ option }) => option),
		default: defaultOperation(operations),
	};
	return [menu, ...sharedFields(operations).flatMap((field) => show(resource, field))];
}

interface SharedField {
	/** Alike for fields that are alike. */
	key: string;
	property: INodeProperties;
	operations: string[];
}

/**
 * The operations' fields, each operation's in its own order. One that several have alike is kept once, which keeps what
 * n8n loads small.
 */
function sharedFields(operations: Operation[]): SharedField[] {
	const fields: SharedField[] = [];
	for (const { option, properties } of operations) {
		let next = 0;
		for (const property of properties) {
			const key = JSON.stringify(property);
			const found = fields.findIndex((field, index) => index >= next && field.key === key);
			if (found < 0) fields.splice(next, 0, { key, property, operations: [] });
			else next = found;
			fields[next].operations.push(String(option.value));
			next++;
		}
	}
	return fields;
}

function show(resource: string, { property, operations }: SharedField): INodeProperties[] {
	return updateDisplayOptions({ show: { resource: [resource], operation: operations } }, [property]);
}

/** What a new node shows first: creating links is what most come for; elsewhere a read does no harm. */
function defaultOperation(operations: Operation[]): string {
	const values = operations.map(({ option }) => String(option.value));
	return ['create', 'getAll', 'get', 'search'].find((value) => values.includes(value)) ?? values[0];
}
