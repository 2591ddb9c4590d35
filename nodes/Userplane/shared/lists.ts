/** The lists of the API: the array's name in `data`, the key of a row's ID, the largest page (API reference, pagination). */
export const LISTS = {
	/** Evidence grade B. */
	workspaces: { rows: 'workspaces', id: 'workspaceId', perPage: 20 },
	/** Evidence grade C. */
	projects: { rows: 'projects', id: 'projectId', perPage: 10 },
	/** Evidence grade C, from the vendor's own client alone: it asks for 10, and no larger page is known to be allowed. */
	domains: { rows: 'domains', id: 'domainId', perPage: 10 },
	/** Evidence grade C, as the domains. The array has a name of its own. */
	members: { rows: 'workspaceMembers', id: 'workspaceMemberId', perPage: 10 },
	/** Evidence grade C. */
	links: { rows: 'links', id: 'linkId', perPage: 20 },
	/** Evidence grade C. */
	recordings: { rows: 'recordings', id: 'recordingId', perPage: 20 },
} as const;

/** The order of links and recordings by which reading can end at the first older row (API reference, lists; evidence grade C). */
export const NEWEST_FIRST = { sort_by: 'created_at', sort_direction: 'desc' };

export type ListName = keyof typeof LISTS;
