import type { INode, INodeParameters, INodePropertyOptions } from 'n8n-workflow';

import { loadPackage } from '../harness';
import type { CredentialData } from '../harness';
import { core } from '../harness/core';
import { credentialReferences } from '../harness/credentials';
import { buildStage, fullName } from '../harness/workflow';

/** One request of the editor for the entries of a drop-down. */
export interface LoadOptionsRequest {
	/** The `loadOptionsMethod` of the field. */
	method: string;
	/** What is set in the panel at that time, e.g. the workspace. */
	parameters: INodeParameters;
	credentials: CredentialData;
}

/** Asks the node for the entries of a drop-down through the real LoadOptionsContext. @throws what the method throws. */
export async function runLoadOptions({
	method,
	parameters,
	credentials,
}: LoadOptionsRequest): Promise<INodePropertyOptions[]> {
	const pkg = await loadPackage();
	const node: INode = {
		...{ id: 'node-1', name: 'Node', typeVersion: 1, position: [0, 0], parameters },
		type: fullName(pkg, 'userplane'),
		credentials: credentialReferences(credentials),
	};
	const { workflow, additionalData } = buildStage({ pkg, nodes: [node], credentials });
	additionalData.currentNodeParameters = parameters;
	const load = pkg.nodeType('userplane').methods?.loadOptions?.[method];
	if (!load) throw new Error(`The node has no drop-down ${method}`);
	const context = new core.LoadOptionsContext(workflow, workflow.getNode('Node') ?? node, additionalData, '');
	return await load.call(context);
}
