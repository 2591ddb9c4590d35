import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';

import type { ListName } from '../shared/lists';
import { asText } from '../shared/objects';
import type { SearchType } from '../shared/search';
import { trimmed } from '../shared/texts';
import { minuteOf } from '../shared/time';

/** How one picker finds its rows and shows them. */
export interface Picker {
	list: ListName;
	/** The `type` of `/search` that finds the same rows by text, where there is one (API reference 1.23). */
	searchType?: SearchType;
	show: (row: IDataObject) => INodeListSearchItems;
}

export const WORKSPACES: Picker = {
	list: 'workspaces',
	show: ({ workspaceId, workspaceName }) => entry(workspaceId, workspaceName),
};

export const DOMAINS: Picker = {
	list: 'domains',
	searchType: 'domains',
	show: ({ domainId, domainUrl, domainStatus: status }) =>
		entry(
			domainId,
			domainUrl,
			status === 'verified' ? status : `${asText(status)}, cannot be used for links`,
		),
};

export const PROJECTS: Picker = {
	list: 'projects',
	searchType: 'projects',
	show: ({ projectId, projectTitle, isDefault }) =>
		entry(projectId, projectTitle, isDefault === true ? 'default' : undefined),
};

export const MEMBERS: Picker = {
	list: 'members',
	searchType: 'members',
	show: ({ workspaceMemberId, memberName, memberEmail }) =>
		entry(workspaceMemberId, memberName, filled(memberEmail)),
};

/** Date and ticket first, since the editor cuts a long title off. `/search` finds a flat row without reference, ticket and time. */
export const LINKS: Picker = {
	list: 'links',
	searchType: 'links',
	show: ({ linkId, linkTitle, linkProviderReference, linkProviderId, createdAt }) =>
		parts(
			linkId,
			minuteOf(createdAt),
			linkProviderId,
			filled(linkTitle) ?? filled(linkProviderReference) ?? linkId,
		),
};

export const RECORDINGS: Picker = {
	list: 'recordings',
	show: ({ recordingId, linkTitle, createdAt, recordingDurationMs }) =>
		parts(recordingId, minuteOf(createdAt), filled(linkTitle) ?? recordingId, seconds(recordingDurationMs)),
};

/** What it is called, else its ID, and a note on it in parentheses. */
function entry(id: unknown, name: unknown, note?: string): INodeListSearchItems {
	const title = filled(name) ?? String(id);
	return { name: note === undefined ? title : `${title} (${note})`, value: String(id) };
}

/** An entry of several parts, without those that are empty. */
function parts(id: unknown, ...texts: unknown[]): INodeListSearchItems {
	return { name: texts.map(asText).filter(Boolean).join(' · '), value: String(id) };
}

function filled(value: unknown): string | undefined {
	return trimmed(asText(value)) || undefined;
}

function seconds(ms: unknown): string {
	return typeof ms === 'number' ? `${Math.round(ms / 1_000)} s` : '';
}
