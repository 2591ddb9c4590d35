/** The key, its user, its workspaces and what is in one: projects, domains, members. */
import type { IDataObject } from 'n8n-workflow';

import { LISTS } from '../../nodes/Userplane/shared/lists';
import { asText, isObject } from '../../nodes/Userplane/shared/objects';
import { testCredential } from '../../test/harness';
import { getPage, NOBODY, type Page, readRows } from './lists';
import { byId, CannotTry, type Visit } from './visit';

/** The credential's test with the key, with a wrong one and with none. @throws CannotTry when the key is refused */
export async function checkKey(visit: Visit): Promise<void> {
	await visit.watch('Credential test', async () => {
		const { status, message } = await testCredential(visit.credentials().userplaneApi);
		return { error: status === 'OK' ? undefined : message };
	});
	await visit.refused('me', '401 API_KEY_INVALID', '/public/me', {}, 'uspl_n8n_live_check_wrong_key');
	await visit.refused('me', '401 API_KEY_REQUIRED', '/public/me', {}, '');
	await visit.node('User > Get Me', { resource: 'user', operation: 'getMe' });
}

/** Finds the workspace to look at. @throws CannotTry when it has to be chosen first */
export async function checkWorkspaces(visit: Visit, chosen: string | undefined): Promise<void> {
	const page = await checkWorkspaceList(visit);
	const only = page?.total === 1 ? page.rows.at(0)?.workspaceId : undefined;
	const workspaceId = chosen ?? only;
	if (typeof workspaceId !== 'string') {
		const which =
			page && page.total !== 1
				? `The key has access to ${page.total} workspaces`
				: 'The list of workspaces shows no ID';
		throw new CannotTry(
			`${which}: set USERPLANE_WORKSPACE_ID (the ID is in the address bar of the dashboard)`,
		);
	}
	const isListed = page?.rows.some((row) => row.workspaceId === workspaceId);
	if (page && isListed === false && page.rows.length === page.total)
		throw new CannotTry('USERPLANE_WORKSPACE_ID is none of the workspaces of this key');
	visit.workspaceId = workspaceId;
	const own = { resource: 'workspace', workspaceId: byId(workspaceId) };
	await visit.node('Workspace > Get', { ...own, operation: 'get' });
	await visit.node('Workspace > Get Invite URL', { ...own, operation: 'getInviteUrl' });
	await visit.refused('workspaces.getById', '404 WORKSPACE_NOT_FOUND', `/public/workspace/${NOBODY}`);
}

async function checkWorkspaceList(visit: Visit): Promise<Page | undefined> {
	const operation = 'workspaces.list';
	const list = { operation, path: '/public/workspaces', ...LISTS.workspaces };
	const page = await getPage(visit, list, { include_workspace_membership: 'true' });
	const total = visit.lastData(operation)?.total;
	if (page && total !== undefined && total !== page.total)
		visit.differs(operation, 'data.total', 'the same as in data.pagination', 'another number');
	const bare = page?.rows.filter((row) => row.workspaceMembership === undefined).length ?? 0;
	if (bare > 0)
		visit.differs(
			operation,
			'data.workspaces[].workspaceMembership',
			'the key, as asked for',
			`no such key in ${bare} rows`,
		);
	visit.findings.answer('Workspaces of the key', String(page?.total ?? 'not known'));
	await visit.node('Workspace > Get Many', { resource: 'workspace', operation: 'getAll' });
	return page;
}

/** What the checks after it look for. */
export interface Places {
	/** Of a domain that is verified. */
	domainId?: string;
	/** Words to search for, by type. */
	terms: Record<string, string | undefined>;
}

/** The lists that are small, and where a row has a word that can be searched for. */
const PLACES = [
	{ resource: 'project', operation: 'projects.list', name: 'projectTitle', ...LISTS.projects },
	{ resource: 'domain', operation: 'domains.list', name: 'domainUrl', ...LISTS.domains },
	{ resource: 'member', operation: 'members.list', name: 'memberName', ...LISTS.members },
];

/** One page as the node asks for it, and the second one in the service's own size; of projects one by itself. */
export async function checkPlaces(visit: Visit): Promise<Places> {
	const places: Places = { terms: {} };
	for (const list of PLACES) {
		const rows = await checkPlace(visit, list);
		const term = asText(rows.at(0)?.[list.name]).split(/[\s.]+/)[0];
		places.terms[`${list.resource}s`] = term;
		const verified = rows.find(({ domainStatus }) => domainStatus === 'verified');
		if (verified) places.domainId = asText(verified.domainId) || undefined;
		if (list.resource === 'project') await checkProject(visit, rows.at(0)?.projectId);
	}
	return places;
}

async function checkPlace(visit: Visit, list: (typeof PLACES)[number]): Promise<IDataObject[]> {
	const { resource, operation, rows: key, perPage } = list;
	const own = { resource, operation: 'getAll', workspaceId: byId(visit.workspaceId), limit: perPage };
	await visit.node(`${titled(resource)} > Get Many`, own);
	const data = visit.lastData(operation) ?? {};
	const size = isObject(data.pagination) ? data.pagination.perPage : undefined;
	if (typeof size === 'number' && size !== perPage)
		visit.differs(operation, 'data.pagination.perPage', String(perPage), String(size));
	await getPage(visit, { ...list, path: visit.path(`${resource}s`) }, { page: 2 });
	return readRows(data, key);
}

async function checkProject(visit: Visit, projectId: unknown): Promise<void> {
	const own = { resource: 'project', operation: 'get', workspaceId: byId(visit.workspaceId) };
	if (typeof projectId === 'string')
		await visit.node('Project > Get', { ...own, projectId: byId(projectId) });
	else visit.findings.notTried('projects.getById', 'the workspace shows no project');
}

function titled(word: string): string {
	return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** Searches each type for a word that is there, and for one that is nowhere. */
export async function checkSearch(visit: Visit, terms: Places['terms']): Promise<void> {
	const operation = 'workspaces.search';
	const path = visit.path('search');
	for (const type of ['members', 'projects', 'domains', 'links']) {
		const resource = type.slice(0, -1);
		const q = terms[type];
		const name = `${titled(resource)} > Search`;
		if (!q) {
			visit.findings.notTried(name, `there is nothing to search for among the ${type}`);
			continue;
		}
		const result = await visit.node(name, {
			resource,
			operation: 'search',
			workspaceId: byId(visit.workspaceId),
			q,
			limit: 20,
		});
		const data = visit.lastData(operation);
		if (data && typeof data.type === 'string' && data.type !== type)
			visit.differs(operation, 'data.type', 'the type that was asked for', 'another one');
		visit.findings.answer(
			`Search of ${type}`,
			`${result?.items.length ?? 'no'} results for a word of one that is there`,
		);
	}
	const nothing = await visit.data(operation, path, { q: 'n8nlivechecknobody', type: 'links' });
	if (Array.isArray(nothing?.results) && nothing.results.length > 0)
		visit.differs(
			operation,
			'q',
			'no result for a word that is nowhere',
			`${nothing.results.length} results`,
		);
	await visit.refused(operation, '400 WORKSPACE_SEARCH_TERM_REQUIRED', path, { q: ' ', type: 'links' });
}
