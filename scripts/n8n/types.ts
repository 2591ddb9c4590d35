/** The parts of n8n's JSON that the scripts and the end-to-end suite touch, the same on n8n 1.123, 2.8 and 2.41. */

export interface CredentialReference {
	id: string | null;
	name: string;
}

export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, CredentialReference>;
	webhookId?: string;
	onError?: string;
	alwaysOutputData?: boolean;
	disabled?: boolean;
}

export interface Workflow {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
	pinData?: Record<string, unknown>;
}

/** A workflow that a server holds. */
export interface SavedWorkflow extends Workflow {
	id: string;
	versionId: string;
	active: boolean;
}

/** A file that n8n has stored. */
export interface StoredFile {
	/** Where n8n keeps it; absent when its bytes are part of the execution, as base64 in `data`. */
	id?: string;
	data?: string;
	fileName?: string;
	mimeType: string;
}

export interface Item {
	json: Record<string, unknown>;
	binary?: Record<string, StoredFile>;
}

/** Where an execution stands, e.g. `running`, `success`, `error`, `crashed`. */
export interface ExecutionState {
	id: string;
	status: string;
}

/** One execution with its unpacked data. */
export interface Execution {
	id: string;
	status: string;
	workflowId: string;
	mode: string;
	/** What each node put out in its last run: items per output. */
	output: Record<string, Item[][]>;
	/** The error that ended it, if one did. */
	error?: { message: string; description?: string | null; node?: string };
}

export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
}
