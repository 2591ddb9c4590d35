import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { sha256Of, startSimulator, videoContent } from './index';
import type { Simulator } from './index';
import { chunksOf, sizeOf } from './fileContent';
import { callIn, fetchFile } from './testClient';

const START = Date.parse('2026-03-01T00:00:00Z');
let now = START;
let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator({ now: () => now, fileUrlTtlMs: 60_000 });
});
beforeEach(() => {
	now = START;
	simulator.reset();
});
afterAll(() => simulator.stop());

async function urlOf(resource: string, recordingId = simulator.seed.recordingId): Promise<string> {
	const { body } = await callIn(simulator, 'GET', `/recordings/${recordingId}/${resource}`);
	return body.data.resource.url;
}

async function entriesOf(resource: string): Promise<unknown> {
	return JSON.parse((await fetchFile(await urlOf(resource))).body.toString());
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('a signed file', () => {
	it('has another origin than the API', async () => {
		expect(new URL(await urlOf('video')).origin).toBe(simulator.filesUrl);
		expect(new URL(simulator.baseUrl).origin).not.toBe(simulator.filesUrl);
	});

	it.each([
		['video', 'video/webm'],
		['thumbnail', 'image/png'],
		['console-log', 'application/x-ndjson'],
		['network-log', 'application/json'],
		['action', 'application/json'],
	])('%s is served as %s, with its length', async (resource, type) => {
		const { status, headers, body } = await fetchFile(await urlOf(resource));
		expect(status).toBe(200);
		expect(headers['content-type']).toBe(type);
		expect(headers['content-length']).toBe(String(body.length));
	});

	it('has the bytes that its checksum and size promise', async () => {
		for (const format of ['webm', 'mp4'] as const) {
			const content = videoContent(1_000_003, format, 7);
			const { recordingId } = simulator.store.addRecording({
				resources: { video: { captureEnabled: true, content } },
			});
			const { body } = await fetchFile(await urlOf('video', recordingId));
			expect(body.length).toBe(sizeOf(content));
			expect(sha256(body)).toBe(sha256Of(content));
		}
	});

	it('begins as its container does', async () => {
		const webm = await fetchFile(await urlOf('video'));
		expect(webm.body.subarray(0, 4).toString('hex')).toBe('1a45dfa3');
		const mp4 = await fetchFile(await urlOf('video', simulator.seed.videoOnlyRecordingId));
		expect(mp4.body.subarray(4, 8).toString()).toBe('ftyp');
	});

	it('of a log is NDJSON for the console and JSON for the rest', async () => {
		const lines = (await fetchFile(await urlOf('console-log'))).body.toString().trim().split('\n');
		expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual([
			'info',
			'warn',
			'error',
		]);
		expect(await entriesOf('network-log')).toHaveLength(2);
		expect(await entriesOf('action')).toHaveLength(2);
	});

	it('is recorded apart from the API’s requests', async () => {
		await fetchFile(await urlOf('thumbnail'));
		expect(simulator.fileRequests).toMatchObject([{ method: 'GET', operationId: 'files.get', status: 200 }]);
		expect(simulator.requests).toHaveLength(1);
	});
});

it('a file made on the fly is the same each time, and differs by seed and from chunk to chunk', () => {
	const sums = [1, 1, 2].map((seed) => sha256Of(videoContent(200_000, 'webm', seed)));
	expect(sums[0]).toBe(sums[1]);
	expect(sums[0]).not.toBe(sums[2]);
	const chunks = [...chunksOf(videoContent(5 * 65_536))].map(sha256);
	expect(new Set(chunks).size).toBe(5);
});

it('500 MB are sent without being held in memory', async () => {
	const content = videoContent(500_000_000);
	const { recordingId } = simulator.store.addRecording({
		resources: { video: { captureEnabled: true, content } },
	});
	const url = await urlOf('video', recordingId);
	const before = process.memoryUsage().arrayBuffers;
	let peak = before;
	const hash = createHash('sha256');
	await new Promise<void>((resolve, reject) => {
		const onData = (chunk: Buffer): void => {
			hash.update(chunk);
			peak = Math.max(peak, process.memoryUsage().arrayBuffers);
		};
		request(url, (response) => response.on('data', onData).on('end', resolve))
			.on('error', reject)
			.end();
	});
	expect(hash.digest('hex')).toBe(sha256Of(content));
	expect(peak - before).toBeLessThan(150_000_000);
});

describe('a signed URL', () => {
	it('refuses the API key or any other Authorization header', async () => {
		const url = await urlOf('video');
		const { status, headers, body } = await fetchFile(url, { Authorization: 'Bearer x' });
		expect(status).toBe(400);
		expect(headers['content-type']).toBe('application/xml');
		expect(body.toString()).toContain('Only one auth mechanism allowed');
		expect((await fetchFile(url)).status).toBe(200);
	});

	it('expires', async () => {
		const url = await urlOf('video');
		now += 59_999;
		expect((await fetchFile(url)).status).toBe(200);
		now += 1;
		const { status, body } = await fetchFile(url);
		expect(status).toBe(403);
		expect(body.toString()).toMatch(/^<\?xml[^]*Request has expired/);
		expect((await fetchFile(await urlOf('video'))).status).toBe(200);
	});

	it.each([400, 401] as const)('may be answered with %i once it has expired', async (status) => {
		const url = await urlOf('video');
		simulator.settings.staleUrlStatus = status;
		now += 60_000;
		expect((await fetchFile(url)).status).toBe(status);
	});

	it.each([
		['without its query', (url: string) => url.split('?')[0] ?? ''],
		['without its signature', (url: string) => url.replace(/&X-Amz-Signature=.*/, '')],
		['with another signature', (url: string) => url.replace(/.{4}$/, '0000')],
		['with a shorter signature', (url: string) => url.slice(0, -1)],
		['with a longer life', (url: string) => url.replace('Expires=60', 'Expires=600')],
		['for another file', (url: string) => url.replace('/video?', '/thumbnail?')],
		['for another recording', (url: string) => url.replace('rec_000001', 'rec_000004')],
	])('cannot be used %s', async (_name, forge) => {
		const url = await urlOf('video');
		expect(forge(url)).not.toBe(url);
		expect((await fetchFile(forge(url))).status).toBe(403);
	});

	it('is good for GET only', async () => {
		const url = await urlOf('video');
		const status = await new Promise((resolve) =>
			request(url, { method: 'HEAD' }, (response) => resolve(response.statusCode)).end(),
		);
		expect(status).toBe(403);
	});

	it('answers 404 once the file is no more', async () => {
		const url = await urlOf('video');
		simulator.store.recordings.delete(simulator.seed.recordingId);
		expect((await fetchFile(url)).status).toBe(404);
	});
});
