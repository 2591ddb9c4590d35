import type { INodeParameters, INodePropertyOptions } from 'n8n-workflow';

import { cleanup, loadPackage, type LoadedPackage } from '../harness';
import { buildStage, fullName } from '../harness/workflow';
import { menuEntries } from './menus';

let pkg: LoadedPackage;

beforeAll(async () => {
	pkg = await loadPackage();
});

afterAll(async () => await cleanup());

/** The line that the editor writes below a node: worked out as the editor does. */
function lineBelow(type: string, parameters: INodeParameters): unknown {
	const node = { id: 'node', name: 'Node', type: fullName(pkg, type), typeVersion: 1, parameters };
	const { workflow } = buildStage({ pkg, nodes: [{ ...node, position: [0, 0] }] });
	const [placed] = Object.values(workflow.nodes);
	const { subtitle } = pkg.nodeType(type).description;
	return workflow.expression.getSimpleParameterValue(placed, subtitle, 'internal', {});
}

it('the node says what it does in the words of its menu', async () => {
	const entries = await menuEntries();
	const lines = entries.map(({ resource, operation }) =>
		lineBelow('userplane', { resource, operation: operation.value }),
	);
	const menu = entries.map(({ resource, operation }) => `${operation.name.toLowerCase()}: ${resource}`);
	// There is little room below a node
	expect(lines).toEqual(menu.map((line) => line.replace('url metadata', 'metadata')));
	expect(lines).toEqual(expect.arrayContaining(['create or update: link', 'get many: recording']));
});

it('the trigger says what it waits for', () => {
	const { properties } = pkg.nodeType('userplaneTrigger').description;
	const events = properties.flatMap(({ name, options }) => (name === 'event' ? (options ?? []) : []));
	const lines = (events as INodePropertyOptions[]).map(({ value }) =>
		lineBelow('userplaneTrigger', { event: value }),
	);
	expect(lines).toEqual(['link created', 'recording created', 'recording ready']);
});
