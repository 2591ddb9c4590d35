import { Agent } from 'node:http';

import axios, { isAxiosError, type AxiosInstance } from 'axios';
import { ExecutionStatusList, type INodeTypeDescription } from 'n8n-workflow';
import { readExecution } from './execution';
import type {
	CredentialReference,
	CredentialTest,
	Execution,
	ExecutionState,
	SavedWorkflow,
	StoredFile,
	Workflow,
	WorkflowNode,
} from './types';
import { until } from './until';

export interface Owner {
	email: string;
	password: string;
}

const WAIT_MS = 60_000;

/** The states of an execution that has not ended. */
const UNDER_WAY = new Set(['new', 'running', 'waiting']);

/** Drives a server over the REST API that n8n's own editor uses; logged in once `setUpOwner` or `logIn` has resolved. */
export class N8nClient {
	private readonly http: AxiosInstance;
	private apiKey?: string;

	constructor(readonly baseUrl: string) {
		// n8n binds a session to the browser it was opened in, and knows that by this header
		const headers = { 'browser-id': 'n8n-nodes-userplane' };
		// A connection that is kept may be closed by n8n just as the next request begins
		const httpAgent = new Agent({ keepAlive: false });
		this.http = axios.create({ baseURL: baseUrl, headers, timeout: WAIT_MS, proxy: false, httpAgent });
	}

	/** Whether the REST API answers; false as long as there is no connection or n8n is still starting. */
	async isReady(): Promise<boolean> {
		const answer = await this.http.get<unknown>('/rest/settings').catch((error: unknown) => {
			if (isAxiosError(error)) return undefined;
			throw error;
		});
		// While it starts, n8n answers every address with 200 and a sentence
		return typeof answer?.data === 'object';
	}

	async setUpOwner(owner: Owner): Promise<void> {
		await this.openSession('/rest/owner/setup', { ...owner, firstName: 'Userplane', lastName: 'Demo' });
	}

	async logIn(owner: Owner): Promise<void> {
		await this.openSession('/rest/login', { emailOrLdapLoginId: owner.email, password: owner.password });
	}

	/** The server's own version, e.g. 2.41.1. */
	async version(): Promise<string> {
		const settings = await this.data<{ versionCli: string }>('get', '/rest/settings');
		return settings.versionCli;
	}

	/** The full names of all node types that the server has loaded. */
	async nodeTypes(): Promise<string[]> {
		return (await this.nodeDescriptions()).map(({ name }) => name);
	}

	/** All node types that the server has loaded, as its editor knows them; one entry for each group of versions. */
	async nodeDescriptions(): Promise<INodeTypeDescription[]> {
		return await this.call('get', '/types/nodes.json');
	}

	/** The names of all credential types that the server has loaded. */
	async credentialTypes(): Promise<string[]> {
		const types = await this.call<Array<{ name: string }>>('get', '/types/credentials.json');
		return types.map(({ name }) => name);
	}

	async createCredential(name: string, type: string, data: object): Promise<{ id: string; name: string }> {
		const { id } = await this.data<{ id: string }>('post', '/rest/credentials', { name, type, data });
		return { id, name };
	}

	/** Does what the editor's credential window does on Save: the request that the credential type names as its test. */
	async testCredential(credential: CredentialReference, type: string, data: object): Promise<CredentialTest> {
		return await this.data('post', '/rest/credentials/test', { credentials: { ...credential, type, data } });
	}

	async createWorkflow(workflow: Workflow): Promise<SavedWorkflow> {
		const { name, nodes, connections, settings = {}, pinData = {} } = workflow;
		const body = { name, nodes, connections, settings, pinData, meta: {}, tags: [], active: false };
		return await this.data('post', '/rest/workflows', body);
	}

	/** What a From List picker of the node shows, asked for as the editor does. */
	async pickerList(node: WorkflowNode, locator: string, method: string, filter?: string): Promise<string[]> {
		const { results } = await this.data<{ results: Array<{ name: string }> }>(
			'post',
			'/rest/dynamic-node-parameters/resource-locator-results',
			{
				path: `parameters.${locator}`,
				methodName: method,
				nodeTypeAndVersion: { name: node.type, version: node.typeVersion },
				currentNodeParameters: node.parameters,
				credentials: node.credentials,
				filter,
			},
		);
		return results.map(({ name }) => name);
	}

	/** The bytes of a file that n8n has stored, from where it keeps them. */
	async storedFile({ id, data }: StoredFile): Promise<Buffer> {
		if (!id) return Buffer.from(data ?? '', 'base64');
		const params = { id, action: 'download' };
		const answer = await this.http.get<ArrayBuffer>('/rest/binary-data', {
			params,
			responseType: 'arraybuffer',
		});
		return Buffer.from(answer.data);
	}

	/** Switches the workflow on; resolves when its webhooks answer too, which they do a little later. */
	async activate(workflow: SavedWorkflow): Promise<void> {
		const { id, versionId } = workflow;
		await this.data('post', `/rest/workflows/${id}/activate`, { versionId });
		for (const { type, parameters } of workflow.nodes) {
			if (type === 'n8n-nodes-base.webhook') await this.webhookIsUp(parameters);
			if (type === 'n8n-nodes-base.formTrigger') await this.formIsUp(parameters);
		}
	}

	async deactivate(workflow: SavedWorkflow): Promise<void> {
		await this.data('post', `/rest/workflows/${workflow.id}/deactivate`, {});
	}

	/** Runs the workflow from the node `trigger`, as the editor's Execute button does, and waits for its end. */
	async run(workflow: SavedWorkflow, trigger: string): Promise<Execution> {
		const body = { workflowData: workflow, triggerToStartFrom: { name: trigger } };
		const path = `/rest/workflows/${workflow.id}/run`;
		const { executionId } = await this.data<{ executionId: string }>('post', path, body);
		return await this.execution(executionId);
	}

	/** Waits until the execution has ended. */
	async execution(id: string): Promise<Execution> {
		return await until(
			async () => {
				const raw = await this.data<Record<string, unknown>>('get', `/rest/executions/${id}`);
				return UNDER_WAY.has(String(raw.status)) ? undefined : readExecution(raw);
			},
			{ what: `execution ${id} to end`, ms: WAIT_MS },
		);
	}

	/** Where each execution of the workflow stands now, newest first; at most the newest 100, which is what n8n gives at once. */
	async executionStates(workflow: SavedWorkflow): Promise<ExecutionState[]> {
		// Not asked for statuses, n8n puts those under way on top and reads them apart from those that have ended: an
		// execution that ends meanwhile is listed twice or not at all
		const filter = encodeURIComponent(
			JSON.stringify({ workflowId: workflow.id, status: ExecutionStatusList }),
		);
		const path = `/rest/executions?limit=100&filter=${filter}`;
		const { results } = await this.data<{ results: ExecutionState[] }>('get', path);
		return results.map(({ id, status }) => ({ id, status })).sort((a, b) => Number(b.id) - Number(a.id));
	}

	/** All executions of the workflow, newest first; waits for those that still run. */
	async executions(workflow: SavedWorkflow): Promise<Execution[]> {
		const results = await this.executionStates(workflow);
		return await Promise.all(results.map(async ({ id }) => await this.execution(id)));
	}

	/** Fills in the form of an active workflow, as its page does. */
	async submitForm(path: string, values: string[]): Promise<void> {
		const form = new FormData();
		for (const [index, value] of values.entries()) form.append(`field-${index}`, value);
		await this.http.post(`/form/${path}`, form).catch(withReason);
	}

	/**
	 * Imports the file as it is over n8n's public API, which is stricter than the editor's.
	 * @returns the id of the workflow
	 */
	async importByPublicApi(file: object): Promise<string> {
		const headers = { 'x-n8n-api-key': (this.apiKey ??= await this.createApiKey()) };
		const answer = await this.http
			.post<{ id: string }>('/api/v1/workflows', file, { headers })
			.catch(withReason);
		return answer.data.id;
	}

	private async createApiKey(): Promise<string> {
		const body = { label: 'examples', expiresAt: null, scopes: ['workflow:create'] };
		return (await this.data<{ rawApiKey: string }>('post', '/rest/api-keys', body)).rawApiKey;
	}

	/** The address that the world posts events to. */
	webhookUrl(path: string): string {
		return `${this.baseUrl}/webhook/${path}`;
	}

	private async webhookIsUp(parameters: Record<string, unknown>): Promise<void> {
		const [method] = [parameters.httpMethod ?? 'GET'].flat().map(String);
		const url = this.webhookUrl(String(parameters.path));
		// Asking which methods the address takes runs nothing
		const announced = async (): Promise<boolean> => {
			const answer = await this.http.options(url, { headers: { origin: this.baseUrl } });
			return String(answer.headers['access-control-allow-methods']).includes(method);
		};
		await until(announced, { what: `the webhook ${url} to answer`, ms: WAIT_MS });
	}

	private async formIsUp({ options }: Record<string, unknown>): Promise<void> {
		const url = `/form/${(options as { path: string }).path}`;
		const isThere = async (): Promise<boolean> =>
			await this.http.get(url).then(
				() => true,
				() => false,
			);
		await until(isThere, { what: `the form ${url} to answer`, ms: WAIT_MS });
	}

	private async openSession(path: string, body: object): Promise<void> {
		const answer = await this.http.post(path, body).catch(withReason);
		const cookie = answer.headers['set-cookie']?.find((text) => text.startsWith('n8n-auth='));
		if (!cookie) throw new Error(`n8n answered ${path} without a session`);
		this.http.defaults.headers.common.cookie = cookie.split(';')[0];
	}

	private async call<T>(method: 'get' | 'post', path: string, body?: object): Promise<T> {
		const answer = await this.http.request<T>({ method, url: path, data: body }).catch(withReason);
		return answer.data;
	}

	private async data<T>(method: 'get' | 'post', path: string, body?: object): Promise<T> {
		return (await this.call<{ data: T }>(method, path, body)).data;
	}
}

/** axios tells the status alone; n8n's answer tells why. */
function withReason(error: unknown): never {
	if (!isAxiosError(error) || !error.response) throw error;
	const { status, data } = error.response as { status: number; data?: { message?: string } };
	const path = error.config?.url ?? '';
	throw new Error(`n8n answered ${path} with ${status}: ${data?.message ?? JSON.stringify(data)}`);
}
