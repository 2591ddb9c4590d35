import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PACKAGE_ROOT } from '../n8n/nodePackage';
import type { CredentialReference, Workflow, WorkflowNode } from '../n8n/types';

const FOLDER = path.join(PACKAGE_ROOT, 'examples');
const OUR_NODES = /^n8n-nodes-userplane\./;
const BY_HAND = 'n8n-nodes-base.manualTrigger';

/** What a person fills in after importing an example. */
export interface ExampleValues {
	workspaceId: string;
	domainId: string;
	/** By credential type, e.g. userplaneApi. */
	credentials: Partial<Record<string, CredentialReference>>;
}

/** The examples' names: their file names without `.json`. */
export function exampleNames(): string[] {
	return readdirSync(FOLDER)
		.filter((file) => file.endsWith('.json'))
		.map((file) => path.basename(file, '.json'))
		.sort();
}

/** Reads an example and fills it in, as the note in it tells a person to. */
export function readExample(name: string, values: ExampleValues): Workflow {
	const workflow = JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8')) as Workflow;
	return { ...workflow, nodes: workflow.nodes.map((node) => fillIn(node, values)) };
}

function fillIn(node: WorkflowNode, { workspaceId, domainId, credentials }: ExampleValues): WorkflowNode {
	const wanted = Object.keys(node.credentials ?? {}).map((type): [string, CredentialReference] => {
		const credential = credentials[type];
		if (!credential) throw new Error(`The node "${node.name}" wants a credential of the type ${type}`);
		return [type, credential];
	});
	const parameters = OUR_NODES.test(node.type)
		? {
				...node.parameters,
				workspaceId: byId(workspaceId),
				...('domainId' in node.parameters && { domainId: byId(domainId) }),
			}
		: node.parameters;
	return { ...node, parameters, ...(wanted.length > 0 && { credentials: Object.fromEntries(wanted) }) };
}

function byId(value: string): object {
	return { __rl: true, mode: 'id', value };
}

/** Whether the workflow starts by itself once it is active: it has a trigger other than the button. */
export function startsByItself(workflow: Workflow): boolean {
	return workflow.nodes.some(
		({ type }) => type !== BY_HAND && /(?:trigger|webhook)$/i.test(type) && !/respondTo/.test(type),
	);
}

/** The path of the workflow's webhook, e.g. `zendesk-ticket-created`. @throws Error when it has none */
export function webhookPath(workflow: Workflow): string {
	const webhook = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.webhook');
	if (!webhook) throw new Error(`The workflow "${workflow.name}" has no webhook`);
	return String(webhook.parameters.path);
}
