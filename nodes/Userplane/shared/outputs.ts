import type { IDataObject } from 'n8n-workflow';

import { asText, isObject, readObject } from './objects';
import { trimmed } from './texts';

/** The vendor's dashboard (API reference 2, 7). */
const DASHBOARD = 'https://dash.userplane.io';

/** What a recording without a title is called. */
export const UNTITLED = 'Untitled recording';

/** What a link is used for most, and so comes first. `isNew` is of Create or Update alone. */
const FIRST_OF_LINK = [
	...['linkId', 'linkURL', 'isNew', 'linkTitle'],
	...['linkProviderType', 'linkProviderId', 'linkProviderReference', 'linkProviderRef'],
];

/** A link as it is given out: in the order of use, with the workspace that other nodes ask for. */
export function linkOutput(link: IDataObject, workspaceId: string): IDataObject {
	const first = FIRST_OF_LINK.filter((name) => Object.hasOwn(link, name));
	return { ...Object.fromEntries(first.map((name) => [name, link[name]])), ...link, workspaceId };
}

/** The link of an answer; undefined when the answer names none. */
export function readLink(data: IDataObject): IDataObject | undefined {
	const link = readObject(data, 'link');
	return asText(link.linkId) === '' ? undefined : link;
}

/** A recording as it is given out. */
export function recordingOutput(recording: IDataObject, workspaceId: string): IDataObject {
	return { ...recording, workspaceId };
}

/**
 * A recording's details: status, link, creator, notes and the like. Where they stand has changed between versions of the API's
 * pages: in `meta`, or in the recording itself. Each is taken from where it is.
 */
export function detailsOf({ meta, ...own }: IDataObject): IDataObject {
	const inMeta = Object.entries(isObject(meta) ? meta : {}).filter(([, value]) => value !== null);
	return { ...own, ...Object.fromEntries(inMeta) };
}

/** The fields of a recording that a message or a ticket needs, flat, under the names that a link has for them; null = not known. */
export function simpleRecording(recording: IDataObject, workspaceId: string): IDataObject {
	const details = detailsOf(recording);
	const link = isObject(details.link) ? details.link : {};
	const recordingId = asText(recording.recordingId);
	return {
		recordingId: recording.recordingId,
		title: titleOf(recording, link),
		dashboardUrl: dashboardUrl(workspaceId, recordingId),
		status: details.status ?? null,
		createdAt: details.createdAt ?? null,
		recordingDurationMs: details.recordingDurationMs ?? null,
		linkId: link.linkId ?? null,
		linkProviderType: link.providerType ?? null,
		linkProviderId: link.providerId ?? null,
		linkProviderReference: link.providerRef ?? null,
		workspaceId,
		...placeOf(isObject(details.systemMeta) ? details.systemMeta : {}),
	};
}

/** Where it was recorded: page, browser and system. Which fields `systemMeta` has is not documented (API reference 2, evidence grade C). */
function placeOf(meta: IDataObject): Record<'pageUrl' | 'browser' | 'os', string | null> {
	const pages = [meta.url, meta.pageUrl, meta.page, meta.href].map((page) =>
		isObject(page) ? page.url : page,
	);
	return {
		pageUrl: pages.map((page) => trimmed(asText(page))).find((page) => /^https?:\/\//i.test(page)) ?? null,
		browser: versionOf(meta, 'browser'),
		os: versionOf(meta, 'os'),
	};
}

/** `Chrome 130`: name and version, in one text or in two fields. */
function versionOf(meta: IDataObject, name: 'browser' | 'os'): string | null {
	const value = meta[name] ?? meta[`${name}Name`];
	const parts = isObject(value) ? [value.name, value.version] : [value, meta[`${name}Version`]];
	return parts.map(asText).filter(Boolean).join(' ') || null;
}

/** Where a member of the workspace can watch a recording. */
function dashboardUrl(workspaceId: string, recordingId: string): string {
	return `${DASHBOARD}/workspace/${encodeURIComponent(workspaceId)}/recordings/${encodeURIComponent(recordingId)}`;
}

/** What people know a recording by: its link's title, else its reference. */
function titleOf(recording: IDataObject, link: IDataObject): string {
	const names = [link.title, recording.linkTitle, link.providerRef].map((name) => trimmed(asText(name)));
	return names.find((name) => name !== '') ?? UNTITLED;
}
