import type { Demo } from '../../scripts/demo/demo';
import type { Workflow } from '../../scripts/n8n/types';

/** Ids are locators in the editor's JSON. */
const LOCATOR = /Id$/;

/** A workflow of the button and one Userplane node with these parameters; ids are given as plain texts. */
export function workflowOf(demo: Demo, parameters: Record<string, unknown>): Workflow {
	const entries = Object.entries(parameters).map(([name, value]) => [
		name,
		LOCATOR.test(name) ? { __rl: true, mode: 'id', value } : value,
	]);
	return {
		name: 'One Userplane node',
		nodes: [
			{
				id: '0b0a4a3e-58f5-4a52-9a1c-7f0f4f2f7d01',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: '0b0a4a3e-58f5-4a52-9a1c-7f0f4f2f7d02',
				name: 'Userplane',
				type: 'n8n-nodes-userplane.userplane',
				typeVersion: 1,
				position: [220, 0],
				parameters: Object.fromEntries(entries) as Record<string, unknown>,
				credentials: { userplaneApi: demo.credentials.userplaneApi },
			},
		],
		connections: { Start: { main: [[{ node: 'Userplane', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}

/** The same workflow, started by what is posted to a webhook instead of the button: each post is a production execution. */
export function onPost(workflow: Workflow, path: string): Workflow {
	const [start, ...rest] = workflow.nodes;
	const webhook = {
		...start,
		...{ type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: start.id },
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'noData' },
	};
	return { ...workflow, nodes: [webhook, ...rest] };
}
