import type { IDataObject } from 'n8n-workflow';

import { shownUrl } from '../../logs/masks';
import { LONGEST_TEXT } from '../../logs/report';
import type { RecordingFacts } from '../../logs/text';
import { asText, isObject } from '../../shared/objects';
import { detailsOf, simpleRecording } from '../../shared/outputs';

/** What the report's text needs, and what the details say beside it. */
type ReportFacts = IDataObject & Omit<RecordingFacts, 'missingLogs'>;

/** What a simple recording has of it. */
type SimpleFacts = IDataObject & Omit<RecordingFacts, 'requestedBy' | 'notes' | 'duration' | 'missingLogs'>;

/** What the details say, flat. The page is as a report shows one: without secrets, and without its query unless that is wanted. */
export function factsOf(recording: IDataObject, workspaceId: string, showQueries: boolean): ReportFacts {
	const details = detailsOf(recording);
	const creator = isObject(details.creator) ? details.creator : {};
	const simple = simpleRecording(recording, workspaceId) as SimpleFacts;
	const ms = Number(asText(recording.recordingDurationMs) || NaN);
	return {
		...simple,
		pageUrl: simple.pageUrl && shownUrl(simple.pageUrl, LONGEST_TEXT, showQueries),
		requestedBy: asText(creator.name) || null,
		notes: asText(details.notes) || null,
		expiresAt: asText(details.expiresAt) || null,
		duration: Number.isFinite(ms) ? durationOf(ms) : null,
		customMeta: details.customMeta ?? null,
	};
}

/** `1 min 12 s`. */
function durationOf(ms: number): string {
	const seconds = Math.round(ms / 1_000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
