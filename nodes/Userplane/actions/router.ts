import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Operation } from '../runtime/operation';
import { ParameterError } from '../shared/errors';
import * as domain from './domain';
import * as link from './link';
import * as member from './member';
import * as project from './project';
import * as recording from './recording';
import { defineResource, propertiesOf } from './resource';
import * as user from './user';
import * as workspace from './workspace';

/** The node's resources, in the order of their names. */
const resources = [
	defineResource('Domain', 'domain', domain),
	defineResource('Link', 'link', link),
	defineResource('Member', 'member', member),
	defineResource('Project', 'project', project),
	defineResource('Recording', 'recording', recording),
	defineResource('User', 'user', user),
	defineResource('Workspace', 'workspace', workspace),
];

/** The lookup table: resource -> operation. */
const table = new Map(
	resources.map(({ value, operations }) => [
		value,
		new Map(operations.map((operation) => [String(operation.option.value), operation])),
	]),
);

/** The Resource menu's entries. */
export const resourceOptions: INodePropertyOptions[] = resources.map(({ name, value }) => ({ name, value }));

/** All resources' Operation menus and fields. */
export const operationProperties: INodeProperties[] = resources.flatMap(propertiesOf);

/** @throws ParameterError when a workflow names an operation that this version does not have */
export function findOperation(resource: string, operation: string): Operation {
	const operations = table.get(resource);
	const found = operations?.get(operation);
	if (found) return found;
	throw new ParameterError(
		operations
			? `The operation "${operation}" of the resource "${resource}" does not exist`
			: `The resource "${resource}" does not exist`,
		'Select a resource and an operation from the lists, or update this package',
	);
}
