import type { IDataObject } from 'n8n-workflow';

import { asText, isObject, readObject } from './objects';

/** The vendor's dashboard (API reference 2, 7). */
const DASHBOARD = 'https://dash.userplane.io';

/** A link as it is given out: what it is for right behind its ID, and the workspace that other nodes ask for. */
export function linkOutput({ linkId, linkURL, ...link }: IDataObject, workspaceId: string): IDataObject {
	return {
		...(linkId === undefined ? {} : { linkId }),
		...(linkURL === undefined ? {} : { linkURL }),
		...link,
		workspaceId,
	};
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
 * The ten fields of a recording that a message or a ticket needs, flat, under the names that a link has for them. Where the
 * details stand has changed between versions of the API's pages: in `meta`, or in the recording itself.
 */
export function simpleRecording(recording: IDataObject, workspaceId: string): IDataObject {
	const meta = readObject(recording, 'meta');
	const link = isObject(meta.link) ? meta.link : {};
	const recordingId = asText(recording.recordingId);
	return {
		recordingId: recording.recordingId,
		title: titleOf(recording, link),
		dashboardUrl: dashboardUrl(workspaceId, recordingId),
		status: meta.status ?? recording.status ?? null,
		createdAt: meta.createdAt ?? recording.createdAt ?? null,
		recordingDurationMs: recording.recordingDurationMs ?? null,
		linkId: link.linkId ?? null,
		linkProviderType: link.providerType ?? null,
		linkProviderId: link.providerId ?? null,
		linkProviderReference: link.providerRef ?? null,
	};
}

/** Where a member of the workspace can watch a recording. */
function dashboardUrl(workspaceId: string, recordingId: string): string {
	return `${DASHBOARD}/workspace/${encodeURIComponent(workspaceId)}/recordings/${encodeURIComponent(recordingId)}`;
}

/** What people know a recording by: its link's title, else its reference. */
function titleOf(recording: IDataObject, link: IDataObject): string {
	const names = [link.title, recording.linkTitle, link.providerRef].map((name) => asText(name).trim());
	return names.find((name) => name !== '') ?? 'Untitled recording';
}
