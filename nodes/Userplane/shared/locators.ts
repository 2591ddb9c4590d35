import type { INodeProperties } from 'n8n-workflow';

import type { IdField } from './ids';

/** A locator's fixed parts: the parameter's name, its label and how its ID is found. */
export interface Locator extends IdField {
	name: string;
	/** The list search (methods/listSearch.ts) behind From List. */
	searchListMethod: string;
	idExample: string;
	description: string;
}

const DASHBOARD = '^(?:https?://)?[^/?#]+';

/** Pages inside a workspace; `_` stands for the one that was used last (API reference 2, 7). */
const IN_WORKSPACE = `${DASHBOARD}/(?:workspace/[^/?#]+|_)`;

export const WORKSPACE: Locator = {
	name: 'workspaceId',
	displayName: 'Workspace',
	description: 'Leave empty if your API key has access to only one workspace',
	searchListMethod: 'searchWorkspaces',
	// `_` is no workspace, and under `create` one is made
	urlPattern: `${DASHBOARD}/workspace/(?!(?:_|create)(?:[/?#]|$))([^/?#]+)`,
	urlExample: 'https://dash.userplane.io/workspace/ws_abc123/recordings',
	idExample: 'ws_abc123',
};

export const DOMAIN: Locator = {
	name: 'domainId',
	displayName: 'Domain',
	description: "Your site's domain. Must be verified in Userplane.",
	searchListMethod: 'searchDomains',
	idExample: 'dom_abc123',
};

export const PROJECT: Locator = {
	name: 'projectId',
	displayName: 'Project',
	description: 'The project',
	searchListMethod: 'searchProjects',
	idExample: 'prj_abc123',
};

export const LINK: Locator = {
	name: 'linkId',
	displayName: 'Link',
	description: 'The recording link',
	searchListMethod: 'searchLinks',
	urlPattern: `${IN_WORKSPACE}/(?:links|recordings)/?\\?(?:[^#]*&)?links=([^&#]+)`,
	urlExample: 'https://dash.userplane.io/workspace/ws_abc123/recordings?links=lnk_abc123',
	idExample: 'lnk_abc123',
};

export const RECORDING: Locator = {
	name: 'recordingId',
	displayName: 'Recording',
	description: 'The recording',
	searchListMethod: 'searchRecordings',
	urlPattern: `${IN_WORKSPACE}/recordings/([^/?#]+)`,
	urlExample: 'https://dash.userplane.io/workspace/ws_abc123/recordings/rec_abc123',
	idExample: 'rec_abc123',
};

/**
 * The parameter that n8n shows for a locator: From List, By URL where there is one, and By ID. n8n is given no regex to
 * check or extract with, since it would run on unresolved expressions: shared/ids.ts does both.
 */
export function locatorProperty(locator: Locator, extra: Partial<INodeProperties> = {}): INodeProperties {
	const { searchListMethod, urlExample = '', displayName } = locator;
	const property: INodeProperties = {
		displayName,
		name: locator.name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: locator !== WORKSPACE,
		description: locator.description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select a ${displayName.toLowerCase()}...`,
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By URL', name: 'url', type: 'string', placeholder: `e.g. ${urlExample}` },
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${locator.idExample}` },
		],
		...extra,
	};
	const modes = property.modes?.filter(({ name }) => name !== 'url' || urlExample !== '');
	return { ...property, modes };
}

/** Where new links go. */
export const OPTIONAL_PROJECT = locatorProperty(PROJECT, {
	required: false,
	description: "Where the recordings are saved. Leave empty for the workspace's default project.",
});
