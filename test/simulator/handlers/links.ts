import { mayDelete } from '../auth';
import { ApiError } from '../errors';
import type { Domain, Link, Project } from '../store';
import type { Handlers, WorkspaceCall } from './call';
import { directionOf, pageOf, passes, sorted } from './paging';
import { linkView } from './views';

interface CreateBody {
	domainId: string;
	linkReusable: boolean;
	projectId?: string;
	linkReference?: string;
	linkMeta?: Record<string, string>;
}

interface UpdateBody {
	linkTitle?: string | null;
	linkReusable?: boolean;
	linkProviderType?: string;
	linkProviderId?: string | null;
	linkProviderRef?: string | null;
	linkMeta?: Record<string, string>;
}

/** The link of the path, alive and of this workspace. */
function findLink({ store, workspace, params }: WorkspaceCall): Link {
	const link = store.links.get(params.linkId ?? '');
	if (!link) throw new ApiError('LINK_NOT_FOUND');
	if (link.workspaceId !== workspace.workspaceId) throw new ApiError('LINK_WORKSPACE_MISMATCH');
	if (store.isLinkGone(link)) throw new ApiError('LINK_GONE');
	return link;
}

/** No document says what an unknown or unverified domain gets; the only declared code that fits is BAD_REQUEST. */
function findDomain({ store, workspace }: WorkspaceCall, domainId: string): Domain {
	const domain = store.domains.get(domainId);
	if (domain?.workspaceId !== workspace.workspaceId)
		throw new ApiError('BAD_REQUEST', { message: 'Domain not found' });
	if (domain.domainStatus !== 'verified')
		throw new ApiError('BAD_REQUEST', { message: 'Domain is not verified' });
	return domain;
}

/** A project that is named but unknown gets BAD_REQUEST, for the same reason as a domain. */
function findProject({ store, workspace }: WorkspaceCall, projectId: string | undefined): Project {
	const projects = store.rows(store.projects, workspace.workspaceId);
	if (projectId === undefined) {
		const fallback = projects.find((project) => project.isDefault && project.deletedAt === null);
		if (!fallback) throw new ApiError('LINK_DEFAULT_PROJECT_NOT_FOUND');
		return fallback;
	}
	const named = projects.find((project) => project.projectId === projectId);
	if (!named) throw new ApiError('BAD_REQUEST', { message: 'Project not found' });
	if (named.deletedAt !== null) throw new ApiError('LINK_PROJECT_DELETED');
	return named;
}

function answer(call: WorkspaceCall, message: string, link: Link): { message: string; data: object } {
	return { message, data: { workspaceId: link.workspaceId, link: linkView(call.store, link) } };
}

export const linkHandlers: Handlers<WorkspaceCall> = {
	'links.list': ({ store, workspace, query }) => {
		const { workspaceId } = workspace;
		const matching = store
			.rows(store.links, workspaceId)
			.filter((link) => !store.isLinkGone(link))
			.filter((link) => passes(query.created_by, link.createdBy))
			.filter((link) => passes(query.project_id, link.projectId))
			.filter((link) => passes(query.domain_id, link.domainId));
		const key = query.sort_by === 'link_title' ? 'linkTitle' : 'createdAt';
		const ordered = sorted(matching, (link) => link[key], directionOf(query));
		const { rows, pagination } = pageOf(ordered, query, 10);
		const links = rows.map((link) => linkView(store, link));
		return { message: 'Links fetched', data: { workspaceId, links, pagination } };
	},

	'links.create': (call) => {
		const { store, workspace, member } = call;
		const body = call.body as CreateBody;
		const domain = findDomain(call, body.domainId);
		const project = findProject(call, body.projectId);
		// Deleted links count: what is metered is creating
		const { planLimit, workspaceId } = workspace;
		if (planLimit !== null && store.rows(store.links, workspaceId).length >= planLimit)
			throw new ApiError('PLAN_LIMIT_EXCEEDED');
		const link = store.addLink({
			workspaceId,
			createdBy: member.workspaceMemberId,
			domainId: domain.domainId,
			projectId: project.projectId,
			linkReusable: body.linkReusable,
			linkProviderReference: body.linkReference ?? null,
			linkMeta: body.linkMeta ?? null,
		});
		return answer(call, 'Link created', link);
	},

	'links.getById': (call) => answer(call, 'Link fetched', findLink(call)),

	'links.update': (call) => {
		const link = findLink(call);
		const { linkProviderRef, ...changes } = call.body as UpdateBody;
		const before = call.settings.linkMetaUpdate === 'merge' ? link.linkMeta : null;
		Object.assign(link, changes);
		if (changes.linkMeta) link.linkMeta = { ...before, ...changes.linkMeta };
		if (linkProviderRef !== undefined) link.linkProviderReference = linkProviderRef;
		return answer(call, 'Link updated', link);
	},

	'links.delete': (call) => {
		const link = findLink(call);
		if (!mayDelete(call.member, link.createdBy)) throw new ApiError('LINK_DELETE_FORBIDDEN');
		link.deletedAt = call.store.timestamp();
		return { message: 'Link deleted', data: { workspaceId: link.workspaceId, linkId: link.linkId } };
	},
};
