import type { INode, INodeListSearchResult, INodeParameters } from 'n8n-workflow';

import { core } from './core';
import { credentialReferences, type CredentialData } from './credentials';
import { loadPackage } from './package';
import { buildStage, fullName } from './workflow';

/** One request of the editor for the entries of a From List picker. */
export interface ListSearchOptions {
	/** Short name of the node; `userplane` when left out. */
	node?: string;
	/** The `searchListMethod` of the locator. */
	method: string;
	filter?: string;
	paginationToken?: string;
	/** What is set in the panel at that time, e.g. the workspace. */
	parameters?: INodeParameters;
	credentials?: CredentialData;
	typeVersion?: number;
	packageDirectory?: string;
}

/** Asks a node's list search through the real LoadOptionsContext. @throws what the method throws. */
export async function runListSearch(options: ListSearchOptions): Promise<INodeListSearchResult> {
	const { node: name = 'userplane', parameters = {}, typeVersion = 1 } = options;
	const pkg = await loadPackage(options.packageDirectory);
	const node: INode = {
		id: 'node-1',
		name: 'Node',
		type: fullName(pkg, name),
		typeVersion,
		position: [0, 0],
		parameters,
		credentials: credentialReferences(options.credentials ?? {}),
	};
	const { workflow, additionalData } = buildStage({ pkg, nodes: [node], credentials: options.credentials });
	additionalData.currentNodeParameters = parameters;
	const search = pkg.nodeType(name, typeVersion).methods?.listSearch?.[options.method];
	if (!search) throw new Error(`The node ${name} has no list search ${options.method}`);
	const context = new core.LoadOptionsContext(workflow, workflow.getNode('Node') ?? node, additionalData, '');
	return await search.call(context, options.filter, options.paginationToken);
}
