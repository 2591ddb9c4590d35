import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';

import type { ListName } from '../shared/lists';
import { asText, isObject } from '../shared/objects';
import type { SearchType } from '../shared/search';
import { parseTime } from '../shared/time';

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
			status === 'verified' ? '(verified)' : `(${asText(status)}, cannot carry links)`,
		),
};

export const PROJECTS: Picker = {
	list: 'projects',
	searchType: 'projects',
	show: ({ projectId, projectTitle, isDefault }) =>
		entry(projectId, projectTitle, isDefault === true ? '(default)' : ''),
};

export const MEMBERS: Picker = {
	list: 'members',
	searchType: 'members',
	show: ({ workspaceMemberId, memberName, memberEmail }) =>
		entry(workspaceMemberId, memberName, typeof memberEmail === 'string' ? `(${memberEmail})` : ''),
};

/** A link is listed with its reference and full domain, but found by `/search` as a flat row without them. */
export const LINKS: Picker = {
	list: 'links',
	searchType: 'links',
	show: ({ linkId, linkTitle, linkProviderReference, domain, domainUrl }) =>
		entry(linkId, linkTitle ?? linkProviderReference, on(isObject(domain) ? domain.url : domainUrl)),
};

export const RECORDINGS: Picker = {
	list: 'recordings',
	show: ({ recordingId, linkTitle, createdAt, recordingDurationMs }) =>
		entry(
			recordingId,
			linkTitle ?? recordingId,
			[minute(createdAt), seconds(recordingDurationMs)].join(' ').trim(),
		),
};

function entry(id: unknown, name: unknown, note = ''): INodeListSearchItems {
	const title = typeof name === 'string' && name.trim() !== '' ? name : String(id);
	return { name: `${title} ${note}`.trim(), value: String(id) };
}

function on(url: unknown): string {
	return typeof url === 'string' ? `(${url})` : '';
}

/** `2026-11-21 09:30 UTC`, from an ISO time; nothing from anything else. */
function minute(time: unknown): string {
	const ms = typeof time === 'string' ? parseTime(time) : NaN;
	return Number.isNaN(ms) ? '' : `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function seconds(ms: unknown): string {
	return typeof ms === 'number' ? `(${Math.round(ms / 1_000)} s)` : '';
}
