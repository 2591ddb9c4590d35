import type { Member, Store, User, Workspace } from '../store';
import type { Handlers, WorkspaceCall } from './call';
import { pageOf } from './paging';
import { rowOf } from './views';

function workspaceView({ workspaceId, workspaceName, createdAt, updatedAt }: Workspace): object {
	return { workspaceId, workspaceName, createdAt, updatedAt };
}

function membershipView({ workspaceMemberId, workspaceRole, workspaceJoinedAt }: Member): object {
	return { workspaceMembership: { workspaceMemberId, workspaceRole, workspaceJoinedAt } };
}

/** The user's memberships of workspaces that are not deleted. */
function membershipsOf(store: Store, user: User): Member[] {
	return [...store.members.values()]
		.filter((member) => member.userId === user.userId)
		.filter((member) => rowOf(store.workspaces, member.workspaceId).deletedAt === null);
}

/** Calls that need a valid key only. */
export const accountHandlers: Handlers = {
	me: ({ store, user }) => {
		const { userId: id, name, email, emailVerified, image, createdAt } = user;
		const memberships = membershipsOf(store, user);
		const memberIds = memberships.map((member) => member.workspaceMemberId);
		const links = [...store.links.values()].filter((link) => memberIds.includes(link.createdBy));
		const alive = links.filter((link) => !store.isLinkGone(link));
		const recordings = [...store.recordings.values()]
			.filter((recording) => !store.isRecordingGone(recording))
			.filter((recording) => links.some((link) => link.linkId === recording.linkId));
		const stats = { workspaces: memberships.length, recordings: recordings.length, links: alive.length };
		return {
			message: 'User fetched',
			data: { user: { id, name, email, emailVerified, image, createdAt }, stats },
		};
	},

	'workspaces.list': ({ store, user, query }) => {
		const { rows, pagination } = pageOf(membershipsOf(store, user), query, 10);
		const workspaces = rows.map((member) => ({
			...workspaceView(rowOf(store.workspaces, member.workspaceId)),
			...(query.include_workspace_membership === true ? membershipView(member) : {}),
		}));
		return { message: 'Workspaces fetched', data: { workspaces, total: pagination.total, pagination } };
	},
};

export const workspaceHandlers: Handlers<WorkspaceCall> = {
	'workspaces.getById': ({ workspace }) => ({
		message: 'Workspace fetched',
		data: { workspace: workspaceView(workspace) },
	}),

	'workspaces.getInviteUrl': ({ workspace: { inviteUrl, workspaceId } }) => ({
		message: 'Invite URL fetched',
		data: { inviteUrl, workspaceId },
	}),
};
