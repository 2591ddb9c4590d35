import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

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

/** Polls once through the real PollContext. Never throws what the node throws: see `error`. */
export async function runPoll(options: PollOptions): Promise<PollResult> {
	const { node: name = 'userplaneTrigger', typeVersion = 1, mode = 'trigger' } = options;
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
		staticData: { [stateKey]: throughJson(options.staticData ?? {}) },
	});
	const activation = mode === 'manual' ? 'manual' : 'activate';
	const own = workflow.getNode('Trigger') ?? node;
	const context = new core.PollContext(workflow, own, additionalData, mode, activation);
	const kept = () => throughJson(context.getWorkflowStaticData('node'));
	try {
		const trigger = pkg.nodeType(name, typeVersion);
		if (!trigger.poll) throw new Error(`The node ${name} does not poll`);
		const branches = await trigger.poll.call(context);
		return { items: branches && (branches[0] ?? []), error: undefined, staticData: kept() };
	} catch (error) {
		return { items: null, error: error as Error, staticData: kept() };
	}
}

function throughJson(data: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(data)) as IDataObject;
}
