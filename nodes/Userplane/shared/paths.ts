import type { ListName } from './lists';

/** The paths of the API as segments (API reference, endpoints). Encoding is the transport's work. */

/** `/public/workspace/{workspaceId}/...`: singular in every call inside a workspace. */
export function workspacePath(workspaceId: string, ...rest: string[]): string[] {
	return ['public', 'workspace', workspaceId, ...rest];
}

/** `/public/workspaces`: plural only here. */
export const WORKSPACES_PATH = ['public', 'workspaces'];

/** Where a list is; the list of workspaces needs no workspace. */
export function listPath(list: ListName, workspaceId: string | undefined): string[] {
	return workspaceId === undefined ? WORKSPACES_PATH : workspacePath(workspaceId, list);
}

export function linksPath(workspaceId: string): string[] {
	return workspacePath(workspaceId, 'links');
}

export function linkPath(workspaceId: string, linkId: string): string[] {
	return workspacePath(workspaceId, 'links', linkId);
}

export function recordingPath(workspaceId: string, recordingId: string, ...rest: string[]): string[] {
	return workspacePath(workspaceId, 'recordings', recordingId, ...rest);
}
