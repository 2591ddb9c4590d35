import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { toNodeError, toUserplaneError } from '../runtime/nodeErrors';
import { CancelledError, ParameterError, UserplaneError } from '../shared/errors';
import { readOptionalId } from '../shared/ids';
import { LISTS } from '../shared/lists';
import { WORKSPACE } from '../shared/locators';
import { readObjects } from '../shared/objects';
import { listPath } from '../shared/paths';
import { LONGEST_SEARCH, searchQuery } from '../shared/search';
import { trimmed } from '../shared/texts';
import { Client } from '../transport/client';
import { withoutQuote } from '../transport/errorBody';
import { onlyWorkspace } from '../transport/onlyWorkspace';
import type { List } from '../transport/pagination';
import { getPage, listRows } from '../transport/pagination';
import type { Picker } from './pickers';
import { DOMAINS, LINKS, MEMBERS, PROJECTS, RECORDINGS, WORKSPACES } from './pickers';

/** How long a person waits for a picker (ms): what holds it up for longer is told instead. */
const PATIENCE_MS = 10_000;

/** How many pages are looked through at once for a text that the API cannot search for. */
const PAGES_AT_ONCE = 5;

/** The most rows that a filter's drop-down offers; an expression takes any ID. */
const MOST_OPTIONS = 100;

/** The From List pickers, under the names in shared/locators.ts. */
export const listSearch = {
	searchWorkspaces: pick(WORKSPACES),
	searchDomains: pick(DOMAINS),
	searchProjects: pick(PROJECTS),
	searchLinks: pick(LINKS),
	searchRecordings: pick(RECORDINGS),
};

/** The drop-downs of the filters, under the names in shared/fields.ts. */
export const loadOptions = {
	getDomains: options(DOMAINS),
	getLinks: options(LINKS),
	getMembers: options(MEMBERS),
	getProjects: options(PROJECTS),
};

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** n8n's function for a picker: one page at a time, or what the text finds. */
function pick(picker: Picker): ListSearch {
	return async function (filter = '', paginationToken) {
		const text = trimmed(filter);
		return await load(this, shownApart, async (client) => {
			const list = await listOf(this, client, picker);
			const { searchType, show } = picker;
			if (text === '' || searchType === undefined)
				return await browse(client, list, picker, text, Number(paginationToken) || 1);
			return { results: await search(client, list, { searchType, show }, text) };
		});
	};
}

function options(picker: Picker) {
	return async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return await load(this, shownTogether, async (client) => {
			const list = await listOf(this, client, picker);
			const rows = await listRows(client, list, {}, { limit: MOST_OPTIONS });
			return rows.map(picker.show).map(({ name, value }) => ({ name, value }));
		});
	};
}

/** Where n8n shows the status, the message and below it what to do: each says its own. */
function shownApart({ message, remedy, answer, label }: UserplaneError): UserplaneError {
	return new UserplaneError(message.replace(` (${label})`, ''), withoutQuote(remedy), answer);
}

/** Where n8n shows the message alone, and nothing of one that has a status: it says what to do as well. */
function shownTogether(error: UserplaneError): UserplaneError {
	const { message, remedy } = shownApart(error);
	return new UserplaneError([message, remedy].filter(Boolean).join('. '), '');
}

/**
 * Connects and loads.
 * @param told the form in which n8n shows why a list cannot load
 * @throws NodeApiError or NodeOperationError that says why
 */
async function load<T>(
	context: ILoadOptionsFunctions,
	told: (error: UserplaneError) => UserplaneError,
	work: (client: Client) => Promise<T>,
): Promise<T> {
	let delays: Client['delays'] | undefined;
	try {
		const client = await Client.connect(context);
		delays = client.delays;
		return await work(client.for({ cancel: AbortSignal.timeout(PATIENCE_MS), isUrgent: true }));
	} catch (error) {
		const reason = delays && error instanceof CancelledError ? tooSlow(delays) : error;
		throw toNodeError(context.getNode(), told(toUserplaneError(reason)));
	}
}

/** What the service finds, and what the list's first page has: the service may look at titles alone. */
async function search(
	client: Client,
	list: List,
	{ searchType, show }: Pick<Required<Picker>, 'searchType' | 'show'>,
	text: string,
): Promise<INodeListSearchItems[]> {
	const query = searchQuery(searchType, text.slice(0, LONGEST_SEARCH));
	const path = [...list.path.slice(0, -1), 'search'];
	const [{ data }, page] = await Promise.all([
		client.request({ method: 'GET', path, query }),
		getPage(client, list, {}, 1),
	]);
	const listed = page.rows.map(show);
	const found = readObjects(data, 'results')
		.map(show)
		.map((entry) => listed.find(({ value }) => value === entry.value) ?? entry);
	const isFound = ({ value }: INodeListSearchItems) => found.some((entry) => entry.value === value);
	return [...found, ...listed.filter((entry) => has(entry, text) && !isFound(entry))];
}

function has({ name }: INodeListSearchItems, text: string): boolean {
	return name.toLowerCase().includes(text.toLowerCase());
}

/** One page; with a text that only we can look for, the first of several pages that has it. */
async function browse(
	client: Client,
	list: List,
	{ show }: Picker,
	text: string,
	start: number,
): Promise<INodeListSearchResult> {
	for (let page = start; ; page++) {
		const { rows, hasMore } = await getPage(client, list, {}, page);
		const results = rows.map(show).filter((entry) => has(entry, text));
		const paginationToken = hasMore ? String(page + 1) : undefined;
		if (results.length > 0 || !hasMore || page - start + 1 >= PAGES_AT_ONCE)
			return { results, paginationToken };
	}
}

async function listOf(context: ILoadOptionsFunctions, client: Client, { list }: Picker): Promise<List> {
	const path = listPath(list, list === 'workspaces' ? undefined : await workspaceOf(context, client));
	return { path, ...LISTS[list] };
}

/** @throws ParameterError when no workspace is selected yet and the key has several */
async function workspaceOf(context: ILoadOptionsFunctions, client: Client): Promise<string> {
	const chosen = readOptionalId(context.getCurrentNodeParameter(WORKSPACE.name), WORKSPACE);
	if (chosen !== '') return chosen;
	return await onlyWorkspace(client).catch((error: unknown) => {
		throw error instanceof ParameterError
			? new ParameterError('Select a workspace first', '')
			: (error as Error);
	});
}

/** Says what held the list up, as far as it is known: what was last seen, no answer, or the limit. */
function tooSlow({ lastTrouble, hasSent }: Client['delays']): UserplaneError {
	const late = `The list could not load within ${PATIENCE_MS / 1_000} seconds`;
	if (lastTrouble && lastTrouble.answer.status !== 429) {
		return new UserplaneError(`${late}: ${lastTrouble.message}`, lastTrouble.remedy, lastTrouble.answer);
	}
	const reason = lastTrouble
		? "Userplane's rate limit is used up"
		: hasSent
			? 'Userplane did not answer'
			: 'other requests have used up the rate limit';
	return new UserplaneError(`${late}: ${reason}`, 'Wait a minute and open the list again, or select By ID');
}
