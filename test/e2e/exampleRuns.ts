import type { Demo } from '../../scripts/demo/demo';
import { readExample } from '../../scripts/demo/examples';
import type { CredentialReference, Execution, SavedWorkflow, WorkflowNode } from '../../scripts/n8n/types';
import { withChoices, type Loaded } from './exampleProblems';

/** What a run of an example differs in from the example as it is imported. */
export interface RunOptions {
	/** What stands where an outside service would, or the trigger: the items that the node of this name puts out. */
	pinned?: Record<string, object[]>;
	/** Credentials beyond the demo's own, by type. */
	credentials?: Record<string, CredentialReference>;
	/** Nodes that the note tells a person to enable. */
	enabled?: string[];
	/** Leaves out the notes on the canvas. */
	withoutNotes?: boolean;
}

/** Imports the example once more, filled in, and executes it as the editor's button does. */
export class ExampleRunner {
	/** The names of the examples that have come to their end without an error. */
	readonly executed = new Set<string>();

	constructor(
		private readonly demo: Demo,
		private readonly loaded: Loaded,
	) {}

	/** Runs the example from the node `trigger` and waits for its end. */
	async run(name: string, trigger: string, options: RunOptions = {}): Promise<Execution> {
		const execution = await this.demo.n8n.client.run(await this.import(name, options), trigger);
		if (execution.status === 'success') this.executed.add(name);
		return execution;
	}

	/** Switches the example on; its triggers are at work from now on. */
	async publish(name: string, options: RunOptions = {}): Promise<SavedWorkflow> {
		const workflow = await this.import(name, options);
		await this.demo.n8n.client.activate(workflow);
		return workflow;
	}

	/** Imports the example once more, filled in. */
	async import(name: string, options: RunOptions = {}): Promise<SavedWorkflow> {
		const { userplane, credentials } = this.demo;
		const { workspaceId, domainId } = userplane;
		const all = { ...credentials, ...options.credentials };
		const example = withChoices(readExample(name, { workspaceId, domainId, credentials: all }), this.loaded);
		const pinData = Object.fromEntries(
			Object.entries(options.pinned ?? {}).map(([node, items]) => [node, items.map((json) => ({ json }))]),
		);
		const nodes = example.nodes
			.filter(({ type }) => !(options.withoutNotes && type.endsWith('.stickyNote')))
			.map((node) => enable(node, options.enabled ?? []));
		return await this.demo.n8n.client.createWorkflow({ ...example, name: `Run of ${name}`, nodes, pinData });
	}
}

function enable(node: WorkflowNode, names: string[]): WorkflowNode {
	return names.includes(node.name) ? { ...node, disabled: false } : node;
}

/** The items that the node put out, of all its outputs. @throws Error when it did not run, with what stopped the run */
export function itemsOf({ output, error }: Execution, node: string): Array<Record<string, unknown>> {
	if (!(node in output)) throw new Error(`"${node}" did not run: ${error?.message ?? 'nothing came to it'}`);
	return output[node].flat().map(({ json }) => json);
}
