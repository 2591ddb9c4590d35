import { mayDelete } from '../auth';
import { ApiError } from '../errors';
import { sizeOf } from '../fileContent';
import type { FileContent } from '../fileContent';
import type { Recording, ResourceKind, Store } from '../store';
import type { Handlers, Success, WorkspaceCall } from './call';
import { directionOf, pageOf, passes, sorted } from './paging';
import { recordingRow, recordingView, rowOf } from './views';

/** The recording of the path, alive and of this workspace. */
function findRecording({ store, workspace, params }: WorkspaceCall): Recording {
	const recording = store.recordings.get(params.recordingId ?? '');
	if (!recording) throw new ApiError('RECORDING_NOT_FOUND');
	if (recording.workspaceId !== workspace.workspaceId) throw new ApiError('RECORDING_WORKSPACE_MISMATCH');
	if (store.isRecordingGone(recording)) throw new ApiError('RECORDING_GONE');
	return recording;
}

/** The file, or null when it is not there, or not any more. */
function contentOf(store: Store, recording: Recording, kind: ResourceKind): FileContent | null {
	return store.isExpired(recording) ? null : recording.resources[kind].content;
}

/** A temporary URL of the file, or null when there is none. */
function urlOf({ store, files }: WorkspaceCall, recording: Recording, kind: ResourceKind): string | null {
	return contentOf(store, recording, kind) ? files.sign(recording.recordingId, kind) : null;
}

/** 200 even when there is nothing: then `url` is null and `captureEnabled` says whether there ever will be. */
function resourceAnswer(call: WorkspaceCall, kind: ResourceKind): Success {
	const recording = findRecording(call);
	const { store, settings } = call;
	if (store.isExpired(recording) && settings.expiredFiles === 'gone') throw new ApiError('RECORDING_GONE');
	const { captureEnabled } = recording.resources[kind];
	const content = contentOf(store, recording, kind);
	const url = urlOf(call, recording, kind);
	const message = content ? 'Available' : captureEnabled ? 'Not available yet' : 'Not captured';
	const type = content?.type ?? null;
	const video = {
		sources: url !== null && type !== null ? [{ url, type }] : [],
		durationMs: recording.recordingDurationMs,
	};
	const common = { url, message, type, size: content ? sizeOf(content) : null, captureEnabled };
	const resource = kind === 'video' ? { ...common, ...video } : common;
	return { message: 'Recording resource fetched', data: { recordingId: recording.recordingId, resource } };
}

export const recordingHandlers: Handlers<WorkspaceCall> = {
	'recordings.list': (call) => {
		const { store, query } = call;
		const { workspaceId } = call.workspace;
		const matching = store
			.rows(store.recordings, workspaceId)
			.filter((recording) => !store.isRecordingGone(recording))
			.map((recording) => ({ recording, link: rowOf(store.links, recording.linkId) }))
			.filter(({ link }) => passes(query.created_by, link.createdBy))
			.filter(({ link }) => passes(query.project_id, link.projectId))
			.filter(({ link }) => passes(query.link_id, link.linkId))
			.map(({ recording }) => recording);
		const key = query.sort_by === 'recording_duration' ? 'recordingDurationMs' : 'createdAt';
		const ordered = sorted(matching, (recording) => recording[key], directionOf(query));
		const { rows, pagination } = pageOf(ordered, query, 10);
		const recordings = rows.map((row) => recordingRow(store, row, urlOf(call, row, 'thumbnail')));
		return { message: 'Recordings fetched', data: { workspaceId, recordings, pagination } };
	},

	'recordings.getById': (call) => {
		const recording = findRecording(call);
		const view = recordingView(call.store, recording, call.settings.recordingShape);
		return { message: 'Recording fetched', data: { workspaceId: recording.workspaceId, recording: view } };
	},

	'recordings.delete': (call) => {
		const recording = findRecording(call);
		const creatorId = rowOf(call.store.links, recording.linkId).createdBy;
		if (!mayDelete(call.member, creatorId)) throw new ApiError('RECORDING_DELETE_FORBIDDEN');
		recording.deletedAt = call.store.timestamp();
		const { workspaceId, recordingId } = recording;
		return { message: 'Recording deleted', data: { workspaceId, recordingId } };
	},

	'recordings.getVideo': (call) => resourceAnswer(call, 'video'),
	'recordings.getThumbnail': (call) => resourceAnswer(call, 'thumbnail'),
	'recordings.getConsoleLog': (call) => resourceAnswer(call, 'consoleLog'),
	'recordings.getNetworkLog': (call) => resourceAnswer(call, 'networkLog'),
	'recordings.getAction': (call) => resourceAnswer(call, 'action'),
};
