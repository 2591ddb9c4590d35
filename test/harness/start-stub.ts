import { NodeConnectionTypes, type INode, type INodeType } from 'n8n-workflow';

/** Hands its items on, as a trigger does in a running workflow. */
export const startStub: INodeType = {
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: 'Hands its items on',
		defaults: {},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute() {
		return await Promise.resolve([this.getInputData()]);
	},
};

/** The stub's place in a workflow. */
export const startNode: INode = {
	id: 'node-1',
	name: 'Start',
	type: 'harness.start',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
