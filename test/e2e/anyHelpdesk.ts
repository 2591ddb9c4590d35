import { randomUUID } from 'node:crypto';
import type { Demo } from '../../scripts/demo/demo';
import { readExample } from '../../scripts/demo/examples';
import type { SavedWorkflow, Workflow } from '../../scripts/n8n/types';
import rows from './fixtures/helpdesks.json';

/** The node that a person adapts to a helpdesk, the only one. */
const ADAPTED = 'Pick the ticket fields';

/** A ticket that a payload names, as the example is to read it. */
export interface ExpectedTicket {
	ticketId: string;
	title: string;
	/** Empty where the helpdesk sends none. */
	customerEmail: string;
}

/** A row of docs/helpdesks.md, and payloads of its helpdesk that we wrote after its public documentation. */
export interface HelpdeskRow {
	name: string;
	/** The value of `linkProviderType`. */
	ticketSystem: string;
	event: string;
	/** What stands in the node to adapt, by field; a field that is not named keeps what the example has. */
	fields: Record<string, string>;
	proof: string;
	inTheWay: string;
	/** Where the payload is documented, one URL or several. */
	source: string;
	samples: Array<{ body: unknown; tickets: ExpectedTicket[] }>;
}

export const HELPDESK_ROWS = rows as HelpdeskRow[];

/** Imports the example for any helpdesk once more, adapted to one, and switches it on at an address of its own. */
export async function adapt(
	demo: Demo,
	{ ticketSystem, fields }: Pick<HelpdeskRow, 'ticketSystem' | 'fields'>,
): Promise<{ url: string; workflow: SavedWorkflow }> {
	const { workspaceId, domainId } = demo.userplane;
	const { credentials, secret } = demo;
	const example = readExample('ticket-recording', { workspaceId, domainId, credentials, secret });
	const path = randomUUID();
	const values: Record<string, string> = { ticketSystem, ...fields };
	for (const { name, parameters } of example.nodes) {
		if ('path' in parameters) parameters.path = path;
		if (name !== ADAPTED) continue;
		const { assignments } = parameters.assignments as { assignments: Array<{ name: string; value: string }> };
		for (const field of assignments) {
			const value = field.name in values ? values[field.name] : field.value;
			field.value = value.startsWith('{{') ? `=${value}` : value;
		}
	}
	// Its recordings are told by the copy that the demo runs
	const nodes = example.nodes.filter(({ type }) => type !== 'n8n-nodes-userplane.userplaneTrigger');
	const workflow = await demo.n8n.client.createWorkflow({ ...example, nodes, connections: without(example) });
	await demo.n8n.client.activate(workflow);
	return { url: demo.n8n.client.webhookUrl(path), workflow };
}

function without({ connections }: Pick<Workflow, 'connections'>): Workflow['connections'] {
	return Object.fromEntries(
		Object.entries(connections).filter(([name]) => name !== 'When a recording is ready'),
	);
}
