import type {
	ExecutionStatus,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IRun,
	NodeExecutionHint,
	OnError,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { core, workflow } from './core';
import { credentialReferences, type CredentialData } from './credentials';
import { loadPackage } from './package';
import { startNode, startStub } from './start-stub';
import { buildStage, fullName } from './workflow';

/** One node of the package, fed by one trigger. */
export interface RunNodeOptions {
	/** Short name of the node, e.g. `userplane`. */
	node: string;
	parameters: INodeParameters;
	/** The items that arrive at the node; one empty item when left out. */
	items?: INodeExecutionData[];
	credentials?: CredentialData;
	onError?: OnError;
	retryOnFail?: boolean;
	maxTries?: number;
	/** Milliseconds between two tries of Retry On Fail; the engine takes 1000 for 0. */
	waitBetweenTries?: number;
	/** Aborting it cancels the execution, as the Stop button does. */
	abortSignal?: AbortSignal;
	executionId?: string;
	workflowId?: string;
	staticData?: IDataObject;
	typeVersion?: number;
	/** The workflow's time zone. */
	timezone?: string;
	/** `manual` (default) or any other execution mode, e.g. `webhook`. */
	mode?: WorkflowExecuteMode;
	/** A built package other than this repository. */
	packageDirectory?: string;
}

/** What came of a run. */
export interface RunNodeResult {
	status: ExecutionStatus;
	/** The very error that ended the node (a NodeApiError, NodeOperationError ...), undefined when it succeeded. */
	error: Error | undefined;
	/** Items by output branch: 0 = success, 1 = Error Output when that mode is on. */
	outputs: INodeExecutionData[][];
	/** The success branch. */
	items: INodeExecutionData[];
	hints: NodeExecutionHint[];
	/** How often the engine called the node's execute(): more than one is Retry On Fail at work. */
	executions: number;
	/** The engine's own record, with everything else. */
	run: IRun;
}

/** Runs items through one node on the real engine, to its end, also when it was cancelled. */
export async function runNode(options: RunNodeOptions): Promise<RunNodeResult> {
	const pkg = await loadPackage(options.packageDirectory);
	const type = fullName(pkg, options.node);
	const observed = observe(pkg.nodeType(options.node, options.typeVersion));
	const nodes = [startNode, nodeUnderTest(type, options)];
	const stage = buildStage({
		...options,
		pkg,
		nodes,
		connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		extraTypes: { [startNode.type]: startStub, [type]: observed.type },
	});
	const runData = workflow.createRunExecutionData({
		executionData: {
			nodeExecutionStack: [
				{ node: startNode, data: { main: [options.items ?? [{ json: {} }]] }, source: null },
			],
		},
	});
	const engine = new core.WorkflowExecute(stage.additionalData, options.mode ?? 'manual', runData);
	const execution = engine.processRunExecutionData(stage.workflow);
	const cancel = () => execution.cancel();
	options.abortSignal?.addEventListener('abort', cancel);
	if (options.abortSignal?.aborted) cancel();
	const run = await execution.finally(() => options.abortSignal?.removeEventListener('abort', cancel));
	return summarise(run, observed.calls);
}

/** What the engine keeps of an error is a flat copy, so each execute() is watched for the error itself. */
interface Call {
	thrown?: unknown;
}

function observe(type: INodeType): { type: INodeType; calls: Call[] } {
	const calls: Call[] = [];
	const observed = Object.create(type) as INodeType;
	if (type.execute) {
		const inner = type as Required<Pick<INodeType, 'execute'>>;
		observed.execute = async function (response) {
			const call: Call = {};
			calls.push(call);
			try {
				return await inner.execute.call(this, response);
			} catch (error) {
				call.thrown = error;
				throw error;
			}
		};
	}
	return { type: observed, calls };
}

function nodeUnderTest(type: string, options: RunNodeOptions): INode {
	return {
		id: 'node-2',
		name: 'Node',
		type,
		typeVersion: options.typeVersion ?? 1,
		position: [200, 0],
		parameters: options.parameters,
		credentials: credentialReferences(options.credentials ?? {}),
		onError: options.onError,
		retryOnFail: options.retryOnFail,
		maxTries: options.maxTries,
		waitBetweenTries: options.waitBetweenTries,
	};
}

function summarise(run: IRun, calls: Call[]): RunNodeResult {
	const { runData, error } = run.data.resultData;
	const tasks = Object.hasOwn(runData, 'Node') ? runData.Node : [];
	const task = tasks.at(-1);
	const outputs = (task?.data?.main ?? []).map((branch) => branch ?? []);
	return {
		status: run.status,
		error: error && ((calls.at(-1)?.thrown ?? error) as Error),
		outputs,
		items: outputs[0] ?? [],
		hints: task?.hints ?? [],
		executions: calls.length,
		run,
	};
}
