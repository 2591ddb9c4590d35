import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { findOperation, operationProperties, resourceOptions } from './actions/router';
import { listSearch, loadOptions } from './methods/listSearch';
import { toNodeError } from './runtime/nodeErrors';
import type { Operation } from './runtime/operation';
import { runItems } from './runtime/runItems';

/** The action node. Programmatic, since pacing, safe retries and item pairing cannot be had declaratively. */
export class Userplane implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Userplane',
		name: 'userplane',
		icon: { light: 'file:userplane.svg', dark: 'file:userplane.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter["operation"].replace("getAll", "getMany").replace("upsert", "createOrUpdate").replace("addUrlMeta", "setMetadata").replace(/[A-Z]/g, " $&").toLowerCase() + ": " + $parameter["resource"] }}',
		description: 'Create screen recording links for customers and work with the recordings',
		defaults: { name: 'Userplane' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'userplaneApi', required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: resourceOptions,
				default: 'link',
			},
			...operationProperties,
		],
	};

	methods = { listSearch, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await runItems(this, chosenOperation(this))];
	}
}

/** @throws NodeOperationError when this version does not have the operation */
function chosenOperation(context: IExecuteFunctions): Operation {
	const resource = context.getNodeParameter('resource', 0);
	// Of a resource that is not known n8n finds no operation
	const operation = context.getNodeParameter('operation', 0, '');
	try {
		return findOperation(resource, operation);
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
