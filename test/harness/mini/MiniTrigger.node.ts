import {
	NodeConnectionTypes,
	NodeOperationError,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

/** Counts its polls in its static data. */
export class MiniTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Mini Trigger',
		name: 'miniTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Counts its polls',
		defaults: { name: 'Mini Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Fail At', name: 'failAt', type: 'number', default: 0 }],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const state = this.getWorkflowStaticData('node');
		if (this.getMode() === 'manual') return await Promise.resolve([[{ json: { sample: true } }]]);
		state.count = ((state.count as number | undefined) ?? 0) + 1;
		if (state.count === this.getNodeParameter('failAt')) {
			throw new NodeOperationError(this.getNode(), 'Poll refused');
		}
		return state.count === 1 ? null : [[{ json: { count: state.count } }]];
	}
}
