import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	IDataObject,
	IExecuteData,
	INode,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { core, workflow } from './core';
import { credentialReferences } from './credentials';
import { loadPackage, type LoadedPackage } from './package';
import { buildStage } from './workflow';

/** What the credential window shows after Save. */
export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

/** Which credential, if not this package's own. */
export interface CredentialTestOptions {
	/** Credential type; `userplaneApi` when left out. */
	type?: string;
	packageDirectory?: string;
}

/**
 * Tests a credential as the server's credentials tester does: its declarative `test` runs through the real RoutingNode as
 * the only parameter of a throw-away node, then its `rules` and the HTTP status decide the sentence that the user reads.
 */
export async function testCredential(
	data: ICredentialDataDecryptedObject,
	options: CredentialTestOptions = {},
): Promise<CredentialTestResult> {
	const { type = 'userplaneApi' } = options;
	const pkg = await loadPackage(options.packageDirectory);
	const { test } = pkg.credentialType(type);
	if (!test) return { status: 'Error', message: 'No testing function found for this credential.' };
	try {
		const output = await sendTestRequest(pkg, type, data, test);
		const message = messageForBody(test, output?.[0]?.[0]?.json ?? {});
		return message === undefined
			? { status: 'OK', message: 'Connection successful!' }
			: { status: 'Error', message };
	} catch (error) {
		return { status: 'Error', message: messageForError(test, error as RequestError) };
	}
}

async function sendTestRequest(
	pkg: LoadedPackage,
	type: string,
	data: ICredentialDataDecryptedObject,
	test: ICredentialTestRequest,
): Promise<INodeExecutionData[][] | null | undefined> {
	const nodeType = throwAwayNode(type, test);
	const credentials = { [type]: data };
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: 'harness.credentialTest',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: credentialReferences(credentials),
	};
	const stage = buildStage({ pkg, nodes: [node], credentials, extraTypes: { [node.type]: nodeType } });
	const executeData: IExecuteData = { node, data: {}, source: null };
	const context = new core.ExecuteContext(
		stage.workflow,
		node,
		stage.additionalData,
		'internal',
		workflow.createRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		executeData,
		[],
	);
	const helper = stage.additionalData.credentialsHelper;
	const filled = await helper.getDecrypted(
		stage.additionalData,
		{ id: 'temp', name: type },
		type,
		'internal',
	);
	const router = new core.RoutingNode(context, nodeType, { id: 'temp', name: type, type, data: filled });
	return await router.runNode();
}

function throwAwayNode(type: string, test: ICredentialTestRequest): INodeType {
	return {
		description: {
			displayName: 'Credential test',
			name: 'credentialTest',
			group: ['input'],
			version: 1,
			description: 'Sends one request',
			defaults: {},
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: type, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					routing: { request: test.request },
					default: '',
				},
			],
		},
	};
}

/** What the request helper throws: the HTTP answer, if there was one, hangs on its cause. */
interface RequestError extends Error {
	cause?: { code?: string; response?: { status: number; statusText?: string } };
}

function messageForError(test: ICredentialTestRequest, error: RequestError): string {
	const response = error.cause?.response;
	if (!response) return error.cause?.code ?? error.message;
	for (const rule of test.rules ?? []) {
		if (rule.type === 'responseCode' && rule.properties.value === response.status)
			return rule.properties.message;
	}
	return response.statusText || `Received HTTP status code: ${response.status}`;
}

function messageForBody(test: ICredentialTestRequest, body: IDataObject): string | undefined {
	for (const rule of test.rules ?? []) {
		if (rule.type !== 'responseSuccessBody') continue;
		if (valueAt(body, rule.properties.key) === rule.properties.value) return rule.properties.message;
	}
	return undefined;
}

function valueAt(body: IDataObject, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((value, key) => (value as IDataObject | null | undefined)?.[key], body);
}
