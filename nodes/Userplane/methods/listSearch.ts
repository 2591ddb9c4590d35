import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { toNodeError } from '../runtime/nodeErrors';
import { readId } from '../shared/ids';
import { WORKSPACE } from '../shared/locators';
import { asText, isObject, readObjects } from '../shared/objects';
import { workspacePath, WORKSPACES_PATH } from '../shared/paths';
import { Client } from '../transport/client';

/** How one picker gets its rows and shows them. */
interface Picker {
	/** The list's path below the workspace; undefined for the list of workspaces itself. */
	list?: string;
	/** The name of the array in the list's `data`. */
	rows: string;
	/** The `type` of `/search` that finds the same rows by text, where there is one (API reference 1.23). */
	searchType?: string;
	/** The largest page that the endpoint gives (API reference, pagination). */
	perPage: number;
	show: (row: IDataObject) => INodeListSearchItems;
}

const WORKSPACES: Picker = {
	rows: 'workspaces',
	perPage: 20,
	show: ({ workspaceId, workspaceName }) => entry(workspaceName, workspaceId),
};

const DOMAINS: Picker = {
	list: 'domains',
	rows: 'domains',
	searchType: 'domains',
	perPage: 10,
	show: ({ domainId, domainUrl, domainStatus: status }) =>
		entry(domainUrl, domainId, status === 'verified' ? '' : ` (${asText(status)}, cannot carry links)`),
};

const PROJECTS: Picker = {
	list: 'projects',
	rows: 'projects',
	searchType: 'projects',
	perPage: 10,
	show: ({ projectId, projectTitle, isDefault }) =>
		entry(projectTitle, projectId, isDefault === true ? ' (default)' : ''),
};

/** The list searches of the node's locators, under the names in shared/locators.ts. */
export const listSearch = {
	searchWorkspaces: pick(WORKSPACES),
	searchDomains: pick(DOMAINS),
	searchProjects: pick(PROJECTS),
};

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** n8n's function for a picker: one page at a time, or what `/search` finds for the text typed. */
function pick(picker: Picker): ListSearch {
	return async function (filter = '', paginationToken) {
		try {
			const client = await Client.connect(this);
			const text = filter.trim();
			if (text !== '' && picker.searchType !== undefined) return await search(this, client, picker, text);
			return await loadPage(this, client, picker, text, Number(paginationToken ?? 1));
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	};
}

async function search(
	context: ILoadOptionsFunctions,
	client: Client,
	{ searchType, show }: Picker,
	text: string,
): Promise<INodeListSearchResult> {
	const { data } = await client.request({
		method: 'GET',
		path: workspacePath(workspaceOf(context), 'search'),
		query: { q: text.slice(0, LONGEST_SEARCH), type: searchType, limit: SEARCH_LIMIT },
	});
	return { results: readObjects(data, 'results').map(show) };
}

async function loadPage(
	context: ILoadOptionsFunctions,
	client: Client,
	{ list, rows, perPage, show }: Picker,
	text: string,
	page: number,
): Promise<INodeListSearchResult> {
	const { data } = await client.request({
		method: 'GET',
		path: list === undefined ? WORKSPACES_PATH : workspacePath(workspaceOf(context), list),
		query: { page, per_page: perPage },
	});
	const results = readObjects(data, rows)
		.map(show)
		.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
	const more = isObject(data.pagination) && data.pagination.hasMore === true;
	return { results, paginationToken: more ? String(page + 1) : undefined };
}

/** The longest text that `/search` takes, in characters, and how many rows to ask for (API reference 1.23). */
const LONGEST_SEARCH = 100;
const SEARCH_LIMIT = 20;

/** @throws ParameterError when no workspace is chosen yet */
function workspaceOf(context: ILoadOptionsFunctions): string {
	return readId(context.getCurrentNodeParameter(WORKSPACE.name), WORKSPACE);
}

function entry(name: unknown, id: unknown, note = ''): INodeListSearchItems {
	const title = typeof name === 'string' && name !== '' ? name : id;
	return { name: `${String(title)}${note}`, value: String(id) };
}
