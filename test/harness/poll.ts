import type { IDataObject, INode, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';

import { core } from './core';
import { credentialReferences, type CredentialData } from './credentials';
import { loadPackage } from './package';
import { buildStage, fullName } from './workflow';

/** One poll of a polling trigger. */
export interface PollOptions {
	/** Short name of the trigger; `userplaneTrigger` when left out. */
	node?: string;
	parameters: INodeParameters;
	credentials?: CredentialData;
	/** What the trigger had kept before, as `staticData` of an earlier result. It is not changed. */
	staticData?: IDataObject;
	/** `trigger` (default): the clock of an active workflow. `manual`: a test run from the editor. */
	mode?: 'trigger' | 'manual';
	typeVersion?: number;
	packageDirectory?: string;
	/** Default: `workflow-1`. Empty = a workflow that is not saved. */
	workflowId?: string;
	/** What n8n says that the poll may take, as newer versions do; by default what the engine says of itself. */
	budgetMs?: number;
}

/** What a poll gave. */
export interface PollResult {
	/** Items of the first output, or null when the trigger had nothing to say (no execution is started). */
	items: INodeExecutionData[] | null;
	/** What poll() threw, undefined when it ended well. */
	error: Error | undefined;
	/** What the trigger keeps now, failed or not: a copy through JSON, as a server stores it. */
	staticData: IDataObject;
}

/** Where a workflow's static data keeps what belongs to this node. */
const stateKey = 'node:Trigger';

/** A trigger and the real PollContext of its polls. */
export interface PollStage {
	trigger: INodeType;
	context: InstanceType<typeof core.PollContext>;
	/** What the trigger keeps now: a copy through JSON, as a server stores it. */
	staticData: () => IDataObject;
}

/** Puts a trigger in a workflow with what it had kept before. Nothing is shared between two stages but the package. */
export async function pollStage(options: PollOptions): Promise<PollStage> {
	const { node: name = 'userplaneTrigger', typeVersion = 1, mode = 'trigger', budgetMs } = options;
	const pkg = await loadPackage(options.packageDirectory);
	const node: INode = {
		id: 'node-1',
		name: 'Trigger',
		type: fullName(pkg, name),
		typeVersion,
		position: [0, 0],
		parameters: options.parameters,
		credentials: credentialReferences(options.credentials ?? {}),
	};
	const { workflow, additionalData } = buildStage({
		pkg,
		nodes: [node],
		credentials: options.credentials,
		mode,
		workflowId: options.workflowId,
		staticData: { [stateKey]: throughJson(options.staticData ?? {}) },
	});
	const activation = mode === 'manual' ? 'manual' : 'activate';
	const own = workflow.getNode('Trigger') ?? node;
	const context = new core.PollContext(workflow, own, additionalData, mode, activation);
	// Newer versions of n8n-core keep it in a property of that name, which n8n's scheduler gives them
	if (budgetMs !== undefined) Object.assign(context, { getPollBudgetMs: () => budgetMs });
	const staticData = () => throughJson(context.getWorkflowStaticData('node'));
	return { trigger: pkg.nodeType(name, typeVersion), context, staticData };
}

/** Polls once. Never throws what the node throws: see `error`. */
export async function runPoll(options: PollOptions): Promise<PollResult> {
	const { trigger, context, staticData } = await pollStage(options);
	if (!trigger.poll) throw new Error('The node does not poll');
	try {
		const branches = await trigger.poll.call(context);
		return { items: branches && (branches[0] ?? []), error: undefined, staticData: staticData() };
	} catch (error) {
		return { items: null, error: error as Error, staticData: staticData() };
	}
}

function throughJson(data: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(data)) as IDataObject;
}
