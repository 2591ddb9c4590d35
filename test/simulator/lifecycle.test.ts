import axios from 'axios';
import { startSimulator } from './index';
import type { Simulator } from './index';
import { finishedStatuses } from './rows';
import { call, callIn, fetchFile } from './testClient';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator();
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.stop());

const create = () =>
	callIn(simulator, 'POST', '/links', { body: { domainId: simulator.seed.domainId, linkReusable: false } });

it('records requests as they came', async () => {
	const query = 'created_by%5B0%5D=a%20b&sort_by=created_at';
	await callIn(simulator, 'GET', `/links?${query}`, { headers: { 'X-Note': 'hello' } });
	const body = { domainId: simulator.seed.domainId, linkReusable: true };
	await callIn(simulator, 'POST', '/links', { body });
	const path = `/api/v1/public/workspace/${simulator.seed.workspaceId}/links`;
	expect(simulator.requests).toMatchObject([
		{ method: 'GET', path, query, body: undefined, operationId: 'links.list', status: 200 },
		{ method: 'POST', path, query: '', body, operationId: 'links.create', status: 200 },
	]);
	expect(simulator.requests[0]?.headers).toMatchObject({
		'x-note': 'hello',
		authorization: `Bearer ${simulator.apiKey}`,
	});
	simulator.clearRequests();
	expect(simulator.requests).toEqual([]);
});

it('gives the same ids after each reset', async () => {
	const idOf = async () => (await create()).body.data.link.linkId;
	const first = await idOf();
	simulator.reset();
	expect(simulator.store.links.size).toBe(4);
	expect(await idOf()).toBe(first);
	expect(first).toMatch(/^lnk_/);
	expect([...simulator.store.workspaces.keys()][0]).toBe(simulator.seed.workspaceId);
});

it('two simulators know nothing of each other', async () => {
	const other = await startSimulator();
	await create();
	expect(other.store.links.size).toBe(4);
	expect(other.baseUrl).not.toBe(simulator.baseUrl);
	await other.stop();
});

it('goes down and comes back on the same ports with its state and signed URLs', async () => {
	const { linkId } = (await create()).body.data.link;
	const video = await callIn(simulator, 'GET', `/recordings/${simulator.seed.recordingId}/video`);
	await simulator.stop();
	await expect(call(simulator, 'GET', '/me')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
	await simulator.restart();
	expect((await callIn(simulator, 'GET', `/links/${linkId}`)).status).toBe(200);
	expect((await fetchFile(video.body.data.resource.url)).status).toBe(200);
	await simulator.restart();
	expect((await call(simulator, 'GET', '/me')).status).toBe(200);
});

describe('control paths', () => {
	interface State {
		recordingId: string;
		links: object[];
		recordings: Array<{ resources: { video: object } }>;
	}
	const control = (method: string, path: string, data?: object) => {
		const url = `${new URL(simulator.baseUrl).origin}/_control${path}`;
		return axios.request<State>({ method, url, data, validateStatus: () => true, proxy: false });
	};

	it('show the state and the requests, without keys', async () => {
		await create();
		const state = await control('GET', '/state');
		expect(state.data.links).toHaveLength(5);
		expect(state.data.recordings[0]?.resources.video).toEqual({
			captureEnabled: true,
			type: 'video/webm',
			size: 200_000,
		});
		const requests = await control('GET', '/requests');
		expect(requests.data).toMatchObject([{ operationId: 'links.create', status: 200 }]);
		const shown = JSON.stringify([state.data, requests.data]);
		expect(shown).not.toContain(simulator.apiKey);
	});

	it('add a recording and complete a pending one', async () => {
		const { linkId } = simulator.seed;
		const added = await control('POST', '/recordings', { linkId, status: 'pending' });
		expect(added.status).toBe(201);
		const { recordingId } = added.data;
		const detail = async () =>
			(await callIn(simulator, 'GET', `/recordings/${recordingId}`)).body.data.recording;
		expect((await detail()).meta.status).toBe('pending');
		await control('POST', `/recordings/${recordingId}/complete`);
		expect(finishedStatuses).toContain((await detail()).meta.status);
	});

	it('add an expired recording', async () => {
		const expiresAt = '2020-01-01T00:00:00.000Z';
		const { recordingId } = (await control('POST', '/recordings', { expiresAt })).data;
		const { body } = await callIn(simulator, 'GET', `/recordings/${recordingId}/video`);
		expect(body.data.resource.url).toBeNull();
	});

	it('refuse an unknown field, link and recording', async () => {
		expect((await control('POST', '/recordings', { colour: 'red' })).status).toBe(400);
		expect((await control('POST', '/recordings', { linkId: 'lnk_nobody' })).status).toBe(404);
		expect((await control('POST', '/recordings/rec_nobody/complete')).status).toBe(404);
	});

	it('set the limit and reset', async () => {
		await control('POST', '/limit', { kind: 'fixed', requests: 1, windowMs: 86_400_000 });
		const statuses = [
			(await call(simulator, 'GET', '/me')).status,
			(await call(simulator, 'GET', '/me')).status,
		];
		expect(statuses).toEqual([200, 429]);
		await create();
		await control('POST', '/reset');
		expect((await call(simulator, 'GET', '/me')).status).toBe(200);
		expect(simulator.store.links.size).toBe(4);
	});

	it('are not recorded', async () => {
		await control('GET', '/state');
		expect(simulator.requests).toEqual([]);
	});
});
