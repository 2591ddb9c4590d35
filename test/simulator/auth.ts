import { ApiError } from './errors';
import type { Member, Store, User, Workspace } from './store';

/**
 * The user behind an Authorization header.
 * @throws ApiError API_KEY_REQUIRED | API_KEY_INVALID | API_KEY_EXPIRED | API_KEY_DISABLED
 */
export function authenticate(store: Store, header: string | undefined): User {
	const key = /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
	if (key === undefined) throw new ApiError('API_KEY_REQUIRED');
	const known = store.apiKeys.get(key);
	const user = known && store.users.get(known.userId);
	if (!known || !user) throw new ApiError('API_KEY_INVALID');
	if (known.disabled) throw new ApiError('API_KEY_DISABLED');
	if (known.expiresAt !== null && Date.parse(known.expiresAt) <= store.now())
		throw new ApiError('API_KEY_EXPIRED');
	return user;
}

/**
 * The workspace and the user's membership of it.
 * @throws ApiError WORKSPACE_NOT_FOUND | WORKSPACE_GONE | NOT_A_MEMBER
 */
export function enterWorkspace(
	store: Store,
	workspaceId: string,
	user: User,
): { workspace: Workspace; member: Member } {
	const workspace = store.workspaces.get(workspaceId);
	if (!workspace) throw new ApiError('WORKSPACE_NOT_FOUND');
	if (workspace.deletedAt !== null) throw new ApiError('WORKSPACE_GONE');
	const member = store.membership(workspaceId, user.userId);
	if (!member) throw new ApiError('NOT_A_MEMBER');
	return { workspace, member };
}

/** Deleting is for the creator and for admins and owners (roles page). */
export function mayDelete(member: Member, creatorId: string): boolean {
	return member.workspaceRole !== 'member' || member.workspaceMemberId === creatorId;
}
