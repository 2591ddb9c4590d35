import { ApiError } from '../errors';
import type { Handlers, WorkspaceCall } from './call';
import { pageOf } from './paging';
import { domainView, memberView, projectView } from './views';

/** Projects, domains and members: small lists that the API only reads. */
export const workspaceListHandlers: Handlers<WorkspaceCall> = {
	'projects.list': ({ store, workspace: { workspaceId }, query }) => {
		const alive = store.rows(store.projects, workspaceId).filter((project) => project.deletedAt === null);
		const { rows, pagination } = pageOf(alive, query, 5);
		return {
			message: 'Projects fetched',
			data: { workspaceId, projects: rows.map(projectView), pagination },
		};
	},

	'projects.getById': ({ store, workspace: { workspaceId }, params }) => {
		const project = store.projects.get(params.projectId ?? '');
		// No mismatch code is documented for projects: one of another workspace is not found
		if (project?.workspaceId !== workspaceId) throw new ApiError('PROJECT_NOT_FOUND');
		if (project.deletedAt !== null) throw new ApiError('PROJECT_GONE');
		return { message: 'Project fetched', data: { workspaceId, project: projectView(project) } };
	},

	'domains.list': ({ store, workspace: { workspaceId }, query }) => {
		const { rows, pagination } = pageOf(store.rows(store.domains, workspaceId), query, 10);
		return { message: 'Domains fetched', data: { workspaceId, domains: rows.map(domainView), pagination } };
	},

	'members.list': ({ store, workspace: { workspaceId }, query }) => {
		const { rows, pagination } = pageOf(store.rows(store.members, workspaceId), query, 10);
		return {
			message: 'Members fetched',
			data: { workspaceId, workspaceMembers: rows.map(memberView), pagination },
		};
	},
};
