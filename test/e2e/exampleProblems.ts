import { NodeHelpers, type INode, type INodeParameters, type INodeTypeDescription } from 'n8n-workflow';
import type { Workflow, WorkflowNode } from '../../scripts/n8n/types';

/** What the server has loaded. */
export interface Loaded {
	nodes: INodeTypeDescription[];
	/** Names of credential types. */
	credentials: string[];
}

const NOTE = 'n8n-nodes-base.stickyNote';
const ANY_ID = '10001';

/** What the editor would mark red in the workflow, and what it would drop from it; a sentence each. Disabled nodes count too. */
export function problemsOf(workflow: Workflow, loaded: Loaded): string[] {
	return workflow.nodes.flatMap((node) => {
		const description = describe(node, loaded);
		if (!description) return [`${node.name}: no node type ${node.type} of version ${node.typeVersion}`];
		return [
			...missing(node, description).flatMap(([, sentences]) => sentences),
			...unknown(node.parameters, resolved(node, description)).map((name) => `unknown parameter ${name}`),
			...credentialProblems(node, description, loaded),
		].map((problem) => `${node.name}: ${problem}`);
	});
}

/** The nodes in which a person has to choose something before the workflow can run: a credential, or from a list. */
export function nodesToFillIn(workflow: Workflow, loaded: Loaded): string[] {
	return workflow.nodes
		.filter((node) => {
			const description = describe(node, loaded);
			return node.credentials !== undefined || (description && missing(node, description).length > 0);
		})
		.map(({ name }) => name);
}

/** The workflow with something chosen wherever a list was left for a person to choose from. */
export function withChoices<T extends Workflow>(workflow: T, loaded: Loaded): T {
	const choose = (node: WorkflowNode): WorkflowNode => {
		const description = describe(node, loaded);
		if (!description) return node;
		const parameters = { ...node.parameters };
		for (const [name] of missing(node, description)) parameters[name] = choice(parameters[name]);
		return { ...node, parameters };
	};
	return { ...workflow, nodes: workflow.nodes.map(choose) };
}

/** The texts of the workflow's notes. */
export function notesOf({ nodes }: Workflow): string {
	return nodes
		.flatMap(({ type, parameters }) => (type === NOTE ? [String(parameters.content)] : []))
		.join('\n');
}

function choice(left: unknown): unknown {
	if (isObject(left)) return { __rl: true, mode: 'id', value: ANY_ID };
	return left === '' ? ANY_ID : left;
}

function describe({ type, typeVersion }: WorkflowNode, { nodes }: Loaded): INodeTypeDescription | undefined {
	return nodes.find(({ name, version }) => name === type && [version].flat().includes(typeVersion));
}

/** n8n looks at enabled nodes only. */
function enabled(node: WorkflowNode): INode {
	return { ...node, disabled: false } as INode;
}

/** The parameters that n8n finds wanting, with what it says about them. */
function missing(node: WorkflowNode, description: INodeTypeDescription): Array<[string, string[]]> {
	const withDefaults = enabled({ ...node, parameters: resolved(node, description) });
	const issues = NodeHelpers.getNodeParametersIssues(description.properties, withDefaults, description);
	return Object.entries(issues?.parameters ?? {});
}

/** The node's parameters as n8n reads them: those it knows and shows, with their defaults. */
function resolved(node: WorkflowNode, description: INodeTypeDescription): INodeParameters {
	const given = node.parameters as INodeParameters;
	return (
		NodeHelpers.getNodeParameters(description.properties, given, true, false, enabled(node), description) ??
		{}
	);
}

/** The paths in `given` that are not in `known`. */
function unknown(given: object, known: object, path = ''): string[] {
	return Object.entries(given).flatMap(([name, value]: [string, unknown]) => {
		if (!(name in known)) return [`${path}${name}`];
		const other = (known as Record<string, unknown>)[name];
		return isObject(value) && isObject(other) ? unknown(value, other, `${path}${name}.`) : [];
	});
}

function credentialProblems(node: WorkflowNode, description: INodeTypeDescription, loaded: Loaded): string[] {
	const parameters = resolved(node, description);
	const declared = (description.credentials ?? []).filter((credential) =>
		NodeHelpers.displayParameter(parameters, credential, enabled(node), description),
	);
	// The HTTP Request node wants whatever type its parameters name
	const { nodeCredentialType, genericAuthType } = node.parameters;
	const named = [nodeCredentialType, genericAuthType].filter((type) => typeof type === 'string');
	const given = Object.keys(node.credentials ?? {});
	const required = [
		...declared.filter((credential) => credential.required).map(({ name }) => name),
		...named,
	];
	const takes = [...declared.map(({ name }) => name), ...named];
	return [
		...required.filter((type) => !given.includes(type)).map((type) => `no credential ${type}`),
		...given.filter((type) => !takes.includes(type)).map((type) => `takes no credential ${type}`),
		...given.filter((type) => !loaded.credentials.includes(type)).map((type) => `no credential type ${type}`),
	];
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
