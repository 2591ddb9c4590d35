import type { INode, INodeType } from 'n8n-workflow';

import { cleanup, loadPackage } from '../harness';
// After the harness, which sets the engine's environment
import { createNodeAsTool } from 'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool';

import { menuEntries } from './menus';
import type { MenuEntry } from './menus';

let nodeType: INodeType;
let operations: MenuEntry[];

beforeAll(async () => {
	nodeType = (await loadPackage()).nodeType('userplane');
	operations = await menuEntries();
});

afterAll(async () => await cleanup());

/** What an agent is told of a tool. */
interface Tool {
	name: string;
	description: string;
	schema: { safeParse: (value: unknown) => { success: boolean } };
}

/** The tool that an agent is given for a node with these parameters. */
function toolOf(parameters: INode['parameters']): Tool {
	const node: INode = {
		...{
			id: 'tool',
			name: 'Find Links',
			type: 'userplaneTool',
			typeVersion: 1,
			position: [0, 0],
			parameters,
		},
	};
	const handleToolInvocation = async () => await Promise.resolve('done');
	const made: { response: unknown } = createNodeAsTool({ node, nodeType, handleToolInvocation });
	return made.response as Tool;
}

it('may be used as a tool', () => {
	expect(nodeType.description.usableAsTool).toBe(true);
	expect(operations).toHaveLength(25);
});

it('tells an agent what each operation does, no two alike', () => {
	const told = operations.map(({ resource, operation }) => {
		const { description } = toolOf({ resource, operation: operation.value });
		expect(description).toBe(`${operation.action} in Userplane`);
		return description;
	});
	expect(new Set(told).size).toBe(told.length);
});

it('says of each operation when it is of use', () => {
	for (const { operation } of operations) {
		expect(operation.description).toMatch(/^[A-Z].{15,}/);
		expect(operation.description).not.toBe(operation.action);
	}
});

it('lets an agent fill in fields', () => {
	const tool = toolOf({
		...{ resource: 'link', operation: 'search' },
		workspaceId: { __rl: true, mode: 'id', value: 'ws_1' },
		q: "={{ $fromAI('text', 'What to look for', 'string') }}",
		limit: "={{ $fromAI('limit', '', 'number') }}",
	});
	expect(tool.name).toBe('Find_Links');
	expect(tool.schema.safeParse({ text: 'checkout', limit: 3 }).success).toBe(true);
	expect(tool.schema.safeParse({ text: 'checkout' }).success).toBe(false);
});
