import type { Domain, Link, Member, Project, Recording, Store } from '../store';

/** A row that another row points at; a missing one is a mistake of the test that changed the store. */
export function rowOf<T>(table: Map<string, T>, id: string): T {
	const row = table.get(id);
	if (row === undefined) throw new Error(`The simulator's store has no row ${id}`);
	return row;
}

export function projectView(project: Project): object {
	const { projectId, projectTitle, isDefault, recordingRetentionDays, createdAt, updatedAt } = project;
	return { projectId, projectTitle, isDefault, recordingRetentionDays, createdAt, updatedAt };
}

export function domainView({ domainId, domainUrl, domainStatus, createdAt, updatedAt }: Domain): object {
	return { domainId, domainUrl, domainStatus, createdAt, updatedAt };
}

export function memberView({ workspaceMemberId, memberName, memberEmail, workspaceRole }: Member): object {
	return { workspaceMemberId, memberName, memberEmail, workspaceRole };
}

function creatorView(store: Store, workspaceMemberId: string): object {
	return { workspaceMemberId, name: rowOf(store.members, workspaceMemberId).memberName };
}

function projectRef(store: Store, projectId: string): object {
	return { projectId, title: rowOf(store.projects, projectId).projectTitle };
}

/** The Link object of the OpenAPI documents. */
export function linkView(store: Store, link: Link): object {
	const { workspaceId: _workspace, projectId, domainId, createdBy, deletedAt: _deleted, ...own } = link;
	const { domainUrl: url, domainStatus: status } = rowOf(store.domains, domainId);
	const project = projectRef(store, projectId);
	return { ...own, project, creator: creatorView(store, createdBy), domain: { domainId, url, status } };
}

/** A link among search results: flat, unlike the Link object. */
export function linkFoundView(store: Store, link: Link): object {
	const { linkId, linkTitle, linkType, createdAt, projectId, domainId } = link;
	const { projectTitle } = rowOf(store.projects, projectId);
	const { domainUrl } = rowOf(store.domains, domainId);
	return { linkId, linkTitle, linkType, createdAt, projectId, projectTitle, domainId, domainUrl };
}

/** A row of the recordings list; it has no link id, project id or status. */
export function recordingRow(store: Store, recording: Recording, recordingThumbnail: string | null): object {
	const { recordingId, recordingDurationMs, expiresAt, createdAt } = recording;
	const link = rowOf(store.links, recording.linkId);
	const creator = creatorView(store, link.createdBy);
	const linkTitle = link.linkTitle;
	return { recordingId, recordingThumbnail, recordingDurationMs, expiresAt, createdAt, creator, linkTitle };
}

/** The details of a recording, under `meta` as on the page seen, or flat. */
export function recordingView(store: Store, recording: Recording, shape: 'meta' | 'flat'): object {
	const { recordingId, recordingDurationMs, recordingStartedAt, workspaceId, status } = recording;
	const { systemMeta, customMeta, notes, expiresAt, createdAt, updatedAt } = recording;
	const link = rowOf(store.links, recording.linkId);
	const { domainId, domainUrl: url } = rowOf(store.domains, link.domainId);
	const details = {
		link: {
			linkId: link.linkId,
			title: link.linkTitle,
			providerType: link.linkProviderType,
			providerId: link.linkProviderId,
			providerRef: link.linkProviderReference,
			createdAt: link.createdAt,
			providerData: null,
		},
		creator: creatorView(store, link.createdBy),
		project: projectRef(store, link.projectId),
		domain: { domainId, url },
		workspaceId,
		...{ status, systemMeta, customMeta, notes, expiresAt, createdAt, updatedAt },
	};
	const own = { recordingId, recordingDurationMs, recordingStartedAt };
	return shape === 'flat' ? { ...own, ...details } : { ...own, meta: details };
}
