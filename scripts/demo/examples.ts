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
	/** What events are signed with; without it that stays to be entered. */
	secret?: string;
}

/** The examples' names: their file names without `.json`. */
export function exampleNames(): string[] {
	return readdirSync(FOLDER)
		.filter((file) => file.endsWith('.json'))
		.map((file) => path.basename(file, '.json'))
		.sort();
}

/** Reads an example and fills it in, as the note in it tells a person to; a credential that is not there stays unchosen. */
export function readExample(name: string, values: ExampleValues): Workflow {
	const workflow = readFileOf(name);
	return { ...workflow, nodes: workflow.nodes.map((node) => fillIn(node, values)) };
}

/** The types of the credentials without which the example cannot run: those of its nodes that are not disabled. */
export function credentialsOf(name: string): string[] {
	const enabled = readFileOf(name).nodes.filter(({ disabled }) => !disabled);
	return [...new Set(enabled.flatMap(({ credentials }) => Object.keys(credentials ?? {})))];
}

function readFileOf(name: string): Workflow {
	return JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8')) as Workflow;
}

function fillIn(node: WorkflowNode, values: ExampleValues): WorkflowNode {
	const { credentials, ...rest } = node;
	const chosen = Object.keys(credentials ?? {}).flatMap((type): Array<[string, CredentialReference]> => {
		const credential = values.credentials[type];
		return credential ? [[type, credential]] : [];
	});
	const parameters = { ...node.parameters, ...choices(node, values) };
	if (values.secret && parameters.secret === '') parameters.secret = values.secret;
	return { ...rest, parameters, ...(chosen.length > 0 && { credentials: Object.fromEntries(chosen) }) };
}

/** What is to be chosen from the lists in the node. */
function choices({ type, parameters }: WorkflowNode, { workspaceId, domainId }: ExampleValues): object {
	if (!OUR_NODES.test(type)) return {};
	const unchosen = Object.entries({ workspaceId, domainId }).filter(
		([name]) => (parameters[name] as { value?: string } | undefined)?.value === '',
	);
	return Object.fromEntries(unchosen.map(([name, value]) => [name, byId(value)]));
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
	return String(webhookOf(workflow).parameters.path);
}

/** The node that the world posts events to. @throws Error when there is none */
export function webhookOf({ name, nodes }: Workflow): WorkflowNode {
	const webhook = nodes.find(({ type }) => type === 'n8n-nodes-base.webhook');
	if (!webhook) throw new Error(`The workflow "${name}" has no webhook`);
	return webhook;
}
