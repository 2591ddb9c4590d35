import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { findOperation, operationProperties, resourceOptions } from './actions/router';
import { listSearch } from './methods/listSearch';
import { toNodeError } from './runtime/nodeErrors';
import { runItems } from './runtime/runItems';

/** The action node. Programmatic, since pacing, safe retries and item pairing cannot be had declaratively. */
export class Userplane implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Userplane',
		name: 'userplane',
		icon: { light: 'file:userplane.svg', dark: 'file:userplane.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
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

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const resource = this.getNodeParameter('resource', 0) as string;
		const operation = this.getNodeParameter('operation', 0) as string;
		try {
			return [await runItems(this, findOperation(resource, operation))];
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	}
}
