import type { IDataObject } from 'n8n-workflow';

import type { RecordingFacts } from '../../logs/text';
import { asText, isObject } from '../../shared/objects';
import { detailsOf, simpleRecording } from '../../shared/outputs';

/** What the report's text needs, and what the details say beside it. */
type ReportFacts = IDataObject & Omit<RecordingFacts, 'pageUrl' | 'missingLogs'>;

/** What a simple recording has of it. */
type SimpleFacts = IDataObject &
	Pick<
		RecordingFacts,
		'title' | 'dashboardUrl' | 'createdAt' | 'linkProviderType' | 'linkProviderId' | 'linkProviderReference'
	>;

/** What the details say, flat. */
export function factsOf(recording: IDataObject, workspaceId: string): ReportFacts {
	const details = detailsOf(recording);
	const creator = isObject(details.creator) ? details.creator : {};
	const ms = Number(recording.recordingDurationMs ?? NaN);
	return {
		...(simpleRecording(recording, workspaceId) as SimpleFacts),
		requestedBy: asText(creator.name) || null,
		notes: asText(details.notes) || null,
		expiresAt: asText(details.expiresAt) || null,
		duration: Number.isFinite(ms) ? durationOf(ms) : null,
		browser: systemFact(details.systemMeta, 'browser'),
		os: systemFact(details.systemMeta, 'os'),
		customMeta: details.customMeta ?? null,
	};
}

/** `Chrome 130`: name and version, in one text or in two fields. How they are called is not documented. */
function systemFact(meta: unknown, name: 'browser' | 'os'): string | null {
	if (!isObject(meta)) return null;
	const value = meta[name] ?? meta[`${name}Name`];
	const parts = isObject(value) ? [value.name, value.version] : [value, meta[`${name}Version`]];
	return parts.map(asText).filter(Boolean).join(' ') || null;
}

/** `1 min 12 s`. */
function durationOf(ms: number): string {
	const seconds = Math.round(ms / 1_000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
