import type {
	IConnections,
	IDataObject,
	INode,
	INodeType,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { core, workflow } from './core';
import { HarnessCredentials, type CredentialData } from './credentials';
import type { LoadedPackage } from './package';

/** Where a run takes place: what all kinds of run (node, poll, picker, credential test) have in common. */
export interface Surroundings {
	pkg: LoadedPackage;
	nodes: INode[];
	connections?: IConnections;
	credentials?: CredentialData;
	mode?: WorkflowExecuteMode;
	executionId?: string;
	workflowId?: string;
	staticData?: IDataObject;
	/** The workflow's time zone, e.g. `Europe/Berlin`; the server's when left out. */
	timezone?: string;
	/** Node types beside the package's own, by full name: the stubs of the harness. */
	extraTypes?: Record<string, INodeType>;
}

/** A workflow and its additional data, as a server would hand them to the engine. */
export interface Stage {
	workflow: Workflow;
	additionalData: IWorkflowExecuteAdditionalData;
}

/** Nothing is ever called at these addresses; newer engines parse them with `new URL()` and refuse an empty one. */
const address = 'http://127.0.0.1:5678/unused';

/** Builds the workflow and the additional data of one run. Nothing is shared between two stages but the package. */
export function buildStage(options: Surroundings): Stage {
	const { nodes, connections = {}, mode = 'manual', executionId = '1', workflowId = 'workflow-1' } = options;
	const base = { id: workflowId, name: 'Harness', active: false, nodes, connections };
	const zone = options.timezone === undefined ? {} : { timezone: options.timezone };
	const settings = { executionOrder: 'v1' as const, ...zone };
	const stage = new workflow.Workflow({
		...base,
		nodeTypes: nodeTypes(options),
		settings,
		staticData: options.staticData,
	});
	const dates = { createdAt: new Date(), updatedAt: new Date(), isArchived: false, activeVersionId: null };
	const additionalData: IWorkflowExecuteAdditionalData = {
		executionId,
		currentNodeExecutionIndex: 0,
		variables: {},
		credentialsHelper: new HarnessCredentials(options.pkg, options.credentials ?? {}),
		hooks: new core.ExecutionLifecycleHooks(mode, executionId, { ...base, ...dates, settings }),
		externalSecretsProxy: new core.ExternalSecretsProxy(),
		restApiUrl: address,
		instanceBaseUrl: address,
		formWaitingBaseUrl: address,
		webhookBaseUrl: address,
		webhookWaitingBaseUrl: address,
		webhookTestBaseUrl: address,
		logAiEvent: () => undefined,
		setExecutionStatus: () => undefined,
		getRunExecutionData: async () => await Promise.resolve(undefined),
		executeWorkflow: async () => await Promise.reject(new Error('The harness runs no sub-workflows')),
		startRunnerTask: async () => await Promise.reject(new Error('The harness has no task runner')),
	};
	return { workflow: stage, additionalData };
}

function nodeTypes({ pkg, extraTypes = {} }: Surroundings): INodeTypes {
	const find = (type: string, version?: number): INodeType =>
		extraTypes[type] ?? pkg.nodeType(type.slice(type.lastIndexOf('.') + 1), version);
	return { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
}

/** The name under which n8n knows a node of a package. */
export function fullName(pkg: LoadedPackage, node: string): string {
	return `${pkg.name}.${node}`;
}
