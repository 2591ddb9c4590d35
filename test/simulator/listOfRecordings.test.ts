import { videoContent } from './index';
import type { Simulator } from './index';
import { callIn, codeOf } from './testClient';
import { useCheckedSimulator } from './useSimulator';

let simulator: Simulator;
useCheckedSimulator((started) => {
	simulator = started;
});

const get = (recordingId: string, resource = '') =>
	callIn(simulator, 'GET', `/recordings/${recordingId}${resource}`);

describe('list', () => {
	type Row = { recordingId: string };
	const list = async (query = ''): Promise<Row[]> =>
		(await callIn(simulator, 'GET', `/recordings?${query}`)).body.data.recordings;
	const idsOf = (rows: Row[]): string[] => rows.map((row) => row.recordingId);

	it('has rows without link, project and status', async () => {
		const rows = await list();
		expect(Object.keys(rows[0] ?? {})).toEqual([
			...['recordingId', 'recordingThumbnail', 'recordingDurationMs', 'expiresAt', 'createdAt', 'creator'],
			'linkTitle',
		]);
	});

	it('is newest first, with pending and without deleted ones', async () => {
		const { recordingId, pendingRecordingId, videoOnlyRecordingId } = simulator.seed;
		expect(idsOf(await list())).toEqual([videoOnlyRecordingId, pendingRecordingId, recordingId]);
		expect(idsOf(await list('sort_direction=asc'))).toEqual([
			...[recordingId, pendingRecordingId, videoOnlyRecordingId],
		]);
		expect(await list()).toContainEqual(
			expect.objectContaining({ recordingId: pendingRecordingId, recordingThumbnail: null }),
		);
	});

	it('sorts by duration', async () => {
		const short = simulator.store.addRecording({ recordingDurationMs: 1 }).recordingId;
		const long = simulator.store.addRecording({ recordingDurationMs: 99_000 }).recordingId;
		const unknown = simulator.store.addRecording({ recordingDurationMs: null }).recordingId;
		const sorted = async (direction: string) =>
			idsOf(await list(`sort_by=recording_duration&sort_direction=${direction}`));
		const [descending, ascending] = [await sorted('desc'), await sorted('asc')];
		expect([descending[0], descending.at(-1)]).toEqual([long, unknown]);
		expect([ascending[0], ascending.at(-1)]).toEqual([short, unknown]);
	});

	it('filters by creator, project and link', async () => {
		const { seed } = simulator;
		const both = [seed.pendingRecordingId, seed.recordingId];
		expect(idsOf(await list(`link_id[0]=${seed.linkId}`))).toEqual(both);
		expect(idsOf(await list(`created_by[0]=${seed.plainMemberId}`))).toEqual([seed.videoOnlyRecordingId]);
		expect(idsOf(await list(`project_id[0]=${seed.projectId}`))).toEqual(both);
		expect(idsOf(await list(`link_id[0]=${seed.linkId}&link_id[1]=${seed.memberLinkId}`))).toHaveLength(3);
	});

	it('keeps one order for equal times over all pages', async () => {
		const createdAt = simulator.store.timestamp();
		for (let i = 0; i < 25; i++) simulator.store.addRecording({ createdAt });
		const [first, second] = [await list('per_page=20&page=1'), await list('per_page=20&page=2')];
		expect(new Set(idsOf([...first, ...second])).size).toBe(28);
	});
});

describe('delete', () => {
	const remove = (id: string, key = simulator.apiKey) =>
		callIn(simulator, 'DELETE', `/recordings/${id}`, { key });

	it('is soft', async () => {
		const { recordingId, workspaceId } = simulator.seed;
		expect((await remove(recordingId)).body.data).toEqual({ workspaceId, recordingId });
		expect(codeOf(await remove(recordingId))).toBe('RECORDING_GONE');
		expect(codeOf(await get(recordingId))).toBe('RECORDING_GONE');
	});

	it('is for the creator of the link, admins and owners', async () => {
		const { recordingId, videoOnlyRecordingId } = simulator.seed;
		const { member, admin } = simulator.keys;
		const forbidden = await remove(recordingId, member);
		expect([forbidden.status, codeOf(forbidden)]).toEqual([403, 'RECORDING_DELETE_FORBIDDEN']);
		expect((await remove(videoOnlyRecordingId, member)).status).toBe(200);
		expect((await remove(recordingId, admin)).status).toBe(200);
	});

	it.each([
		['rec_nobody', 404, 'RECORDING_NOT_FOUND'],
		['otherRecordingId', 403, 'RECORDING_WORKSPACE_MISMATCH'],
	] as const)('%s: %i %s', async (which, status, code) => {
		const reply = await remove(which === 'rec_nobody' ? which : simulator.seed[which]);
		expect([reply.status, codeOf(reply)]).toEqual([status, code]);
	});
});

it('a recording can be added with files of its own', async () => {
	const video = { captureEnabled: true, content: videoContent(5_000_000, 'mp4') };
	const { recordingId } = simulator.store.addRecording({ resources: { video } });
	const { resource } = (await get(recordingId, '/video')).body.data;
	expect(resource).toMatchObject({ size: 5_000_000, type: 'video/mp4' });
	expect((await get(recordingId, '/thumbnail')).body.data.resource.url).not.toBeNull();
});
