import { errorKinds } from './index';
import type { Simulator } from './index';
import { finishedStatuses } from './rows';
import { callIn, codeOf } from './testClient';
import { useCheckedSimulator } from './useSimulator';

let simulator: Simulator;
useCheckedSimulator((started) => {
	simulator = started;
});

const get = (recordingId: string, resource = '') =>
	callIn(simulator, 'GET', `/recordings/${recordingId}${resource}`);

describe('details', () => {
	const detailKeys = [
		...['link', 'creator', 'project', 'domain', 'workspaceId', 'status', 'systemMeta', 'customMeta', 'notes'],
		...['expiresAt', 'createdAt', 'updatedAt'],
	];

	it('stand under meta', async () => {
		const { recordingId, linkId, workspaceId, memberId, projectId, domainId } = simulator.seed;
		const { body } = await get(recordingId);
		expect(body.data.workspaceId).toBe(workspaceId);
		const { meta, ...own } = body.data.recording;
		expect(own).toEqual({
			recordingId,
			recordingDurationMs: 42_000,
			recordingStartedAt: expect.stringMatching(/Z$/) as string,
		});
		expect(Object.keys(meta)).toEqual(detailKeys);
		expect(meta).toMatchObject({
			link: { linkId, title: 'Checkout fails', providerType: 'zendesk', providerRef: 'Ticket 4711' },
			creator: { workspaceMemberId: memberId },
			project: { projectId, title: 'General' },
			domain: { domainId, url: 'app.acme.example' },
		});
	});

	it('name who requested the recording, the creator of its link, in the list as well', async () => {
		const { videoOnlyRecordingId: id, plainMemberId: workspaceMemberId } = simulator.seed;
		const creator = { workspaceMemberId, name: 'Mia Member' };
		expect((await get(id)).body.data.recording.meta.creator).toEqual(creator);
		const { recordings } = (await callIn(simulator, 'GET', '/recordings')).body.data;
		expect(recordings).toContainEqual(expect.objectContaining({ recordingId: id, creator }));
	});

	it('have metadata of any JSON value, a customer’s note, and an end, or none of them', async () => {
		const { recordingId, videoOnlyRecordingId } = simulator.seed;
		const full = (await get(recordingId)).body.data.recording.meta;
		const kinds = Object.values(full.customMeta ?? {}).map((value) =>
			value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value,
		);
		expect(new Set(kinds)).toEqual(new Set(['string', 'number', 'boolean', 'null', 'array', 'object']));
		expect(full.notes).toMatch(/\w/);
		expect(Date.parse(full.expiresAt ?? '')).toBeGreaterThan(Date.now());
		const bare = (await get(videoOnlyRecordingId)).body.data.recording.meta;
		expect(bare).toMatchObject({ customMeta: null, notes: null, expiresAt: null });
	});

	it('stand on the recording itself when told so', async () => {
		simulator.settings.recordingShape = 'flat';
		const { body } = await get(simulator.seed.recordingId);
		const expected = ['recordingId', 'recordingDurationMs', 'recordingStartedAt', ...detailKeys];
		expect(Object.keys(body.data.recording)).toEqual(expected);
		expect(body.data.recording.link.title).toBe('Checkout fails');
	});

	it('show when a pending upload is complete', async () => {
		const { pendingRecordingId } = simulator.seed;
		const statusOf = async () => (await get(pendingRecordingId)).body.data.recording.meta.status;
		expect(await statusOf()).toBe('pending');
		simulator.store.completeRecording(pendingRecordingId);
		expect(finishedStatuses).toContain(await statusOf());
	});

	it('have one word after another for a finished recording, and no word of them is always there', async () => {
		const { store } = simulator;
		const words = finishedStatuses.map(() => store.addRecording().status);
		expect(new Set(words)).toEqual(new Set(finishedStatuses));
		expect(words).not.toContain('pending');
		const { recordingId } = store.addRecording({ status: 'named' });
		expect((await get(recordingId)).body.data.recording.meta.status).toBe('named');
	});
});

const resources = ['/video', '/thumbnail', '/console-log', '/network-log', '/action'];

describe.each(['', ...resources])('GET of a recording%s', (resource) => {
	it.each([
		['rec_nobody', 404, 'RECORDING_NOT_FOUND'],
		['deletedRecordingId', 410, 'RECORDING_GONE'],
		['otherRecordingId', 403, 'RECORDING_WORKSPACE_MISMATCH'],
	] as const)('%s: %i %s', async (which, status, code) => {
		const reply = await get(which === 'rec_nobody' ? which : simulator.seed[which], resource);
		expect(reply.status).toBe(status);
		expect(reply.body).toEqual({ defined: true, code, status, message: errorKinds[code].message });
	});
});

describe('resources', () => {
	it('of a complete recording have a URL, a type and a size', async () => {
		const types = ['video/webm', 'image/png', 'application/x-ndjson', 'application/json', 'application/json'];
		for (const [index, path] of resources.entries()) {
			const { resource } = (await get(simulator.seed.recordingId, path)).body.data;
			expect(resource).toMatchObject({ type: types[index], captureEnabled: true, message: 'Available' });
			expect(resource.url).toMatch(new RegExp(`^${simulator.filesUrl}/`));
			expect(resource.size).toBeGreaterThan(0);
		}
	});

	it('of a video name its sources and duration', async () => {
		const { resource } = (await get(simulator.seed.videoOnlyRecordingId, '/video')).body.data;
		expect(resource).toMatchObject({ type: 'video/mp4', durationMs: 42_000, size: 120_000 });
		expect(resource.sources).toEqual([{ url: resource.url, type: 'video/mp4' }]);
	});

	it('that are not ready yet have no URL, with capturing on', async () => {
		for (const path of resources) {
			const reply = await get(simulator.seed.pendingRecordingId, path);
			expect(reply.status).toBe(200);
			expect(reply.body.data.resource).toMatchObject({ url: null, captureEnabled: true, size: null });
		}
		const video = await get(simulator.seed.pendingRecordingId, '/video');
		expect(video.body.data.resource.sources).toEqual([]);
	});

	it('that were never captured have no URL, with capturing off', async () => {
		for (const path of ['/console-log', '/network-log', '/action']) {
			const { body } = await get(simulator.seed.videoOnlyRecordingId, path);
			expect(body.data.resource).toMatchObject({ url: null, captureEnabled: false, message: 'Not captured' });
		}
	});
});

describe('an expired recording', () => {
	const expired = (): string => {
		const { store, seed } = simulator;
		return store.expireRecording(seed.recordingId).recordingId;
	};

	it('says when it ended, in the list as well, which shows no thumbnail of it', async () => {
		const recordingId = expired();
		const { meta } = (await get(recordingId)).body.data.recording;
		expect(Date.parse(meta.expiresAt ?? '')).toBeLessThan(Date.now());
		const { recordings } = (await callIn(simulator, 'GET', '/recordings')).body.data;
		expect(recordings).toContainEqual(
			expect.objectContaining({ recordingId, recordingThumbnail: null, expiresAt: meta.expiresAt }),
		);
	});

	it.each(resources)('has no URL at %s', async (path) => {
		const { status, body } = await get(expired(), path);
		expect(status).toBe(200);
		expect(body.data.resource).toMatchObject({ url: null, size: null, captureEnabled: true });
		expect(body.data.resource.sources ?? []).toEqual([]);
	});

	it.each(resources)('is gone at %s when told so', async (path) => {
		simulator.settings.expiredFiles = 'gone';
		const reply = await get(expired(), path);
		expect([reply.status, codeOf(reply)]).toEqual([410, 'RECORDING_GONE']);
		expect((await get(simulator.seed.recordingId)).status).toBe(200);
		expect((await get(simulator.seed.videoOnlyRecordingId, path)).status).toBe(200);
	});

	it('is there again once it has another end, or none', async () => {
		const recordingId = expired();
		const recording = simulator.store.recordings.get(recordingId);
		for (const expiresAt of [null, new Date(Date.now() + 60_000).toISOString()]) {
			Object.assign(recording ?? {}, { expiresAt });
			expect((await get(recordingId, '/video')).body.data.resource.url).not.toBeNull();
		}
	});
});

it('a recording of a deleted project is gone, and comes back with it', async () => {
	const { store, seed } = simulator;
	const project = store.projects.get(seed.secondProjectId);
	const listed = async () => (await callIn(simulator, 'GET', '/recordings')).body.data.recordings.length;
	expect(await listed()).toBe(3);
	Object.assign(project ?? {}, { deletedAt: store.timestamp() });
	expect(await listed()).toBe(2);
	expect(codeOf(await get(seed.videoOnlyRecordingId))).toBe('RECORDING_GONE');
	Object.assign(project ?? {}, { deletedAt: null });
	expect((await get(seed.videoOnlyRecordingId)).status).toBe(200);
});
