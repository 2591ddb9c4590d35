import { createHash } from 'node:crypto';

import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	IHttpRequestOptions,
	INode,
	INodeCredentials,
	INodeCredentialsDetails,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';

import { core, workflow } from './core';
import type { LoadedPackage } from './package';

/** What a user typed into each credential, by credential type. */
export type CredentialData = Record<string, ICredentialDataDecryptedObject>;

/** The node's reference to its credentials. The same data always gets the same id, other data another one. */
export function credentialReferences(data: CredentialData): INodeCredentials {
	return Object.fromEntries(
		Object.entries(data).map(([type, values]) => {
			const digest = createHash('sha256')
				.update(JSON.stringify([type, values]))
				.digest('hex');
			return [type, { id: digest.slice(0, 16), name: type }];
		}),
	);
}

/**
 * What the n8n server does with stored credentials, for one in-memory store. n8n-core leaves this part to the server:
 * defaults are filled in, and requests are signed by the credential class's own `authenticate` (function or generic).
 */
export class HarnessCredentials extends workflow.ICredentialsHelper {
	constructor(
		private readonly pkg: LoadedPackage,
		private readonly data: CredentialData,
	) {
		super();
	}

	getParentTypes(type: string): string[] {
		return this.pkg.credentialType(type).extends ?? [];
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.pkg.credentialType(type).properties;
	}

	async getCredentials(details: INodeCredentialsDetails, type: string): Promise<ICredentials> {
		return await Promise.resolve(new core.Credentials({ id: details.id, name: details.name }, type, ''));
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_details: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		if (!Object.hasOwn(this.data, type))
			throw new Error(`No credential of type ${type} was given to this run`);
		const properties = this.getCredentialsProperties(type);
		const filled = workflow.NodeHelpers.getNodeParameters(
			properties,
			this.data[type] as Parameters<typeof workflow.NodeHelpers.getNodeParameters>[1],
			true,
			false,
			null,
			null,
		);
		return await Promise.resolve((filled ?? {}) as ICredentialDataDecryptedObject);
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		type: string,
		request: IHttpRequestOptions | IRequestOptionsSimplified,
		inWorkflow: Workflow,
		node: INode,
	): Promise<IHttpRequestOptions> {
		const options = request as IHttpRequestOptions;
		const { authenticate } = this.pkg.credentialType(type);
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		const resolve = (value: string) => resolveValue(value, credentials, inWorkflow, node);
		for (const [part, entries] of Object.entries(authenticate?.properties ?? {})) {
			const signed = Object.entries(entries as Record<string, string>).map(([key, value]) => [
				resolve(key),
				resolve(value),
			]);
			const before = Reflect.get(options, part) as object | undefined;
			Reflect.set(options, part, { ...before, ...(Object.fromEntries(signed) as object) });
		}
		return options;
	}

	/** No credential of this package expires, so there is nothing to renew. */
	async preAuthentication(): Promise<undefined> {
		await Promise.resolve();
	}

	/** Asked for by n8n-core 2.3x and later. */
	async runPreAuthentication(): Promise<undefined> {
		await Promise.resolve();
	}

	/** Asked for by n8n-core 2.3x and later. */
	isCredentialUsableByNode(): boolean {
		return true;
	}

	async updateCredentials(): Promise<void> {
		await Promise.resolve();
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		await Promise.resolve();
	}
}

function resolveValue(
	value: string,
	credentials: ICredentialDataDecryptedObject,
	inWorkflow: Workflow,
	node: INode,
): string {
	if (!workflow.isExpression(value)) return value;
	const keys = { $credentials: credentials };
	const resolved = inWorkflow.expression.getSimpleParameterValue(
		node,
		value,
		'internal',
		keys,
		undefined,
		'',
	);
	return resolved ? String(resolved as string) : '';
}
