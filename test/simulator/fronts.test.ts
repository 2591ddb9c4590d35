import axios from 'axios';
import { Agent } from 'node:https';

import { startSimulator } from './index';
import type { Simulator } from './index';
import { startForwardProxy } from './proxy';
import type { ForwardProxy } from './proxy';
import { startTlsFront, trust } from './tls';

let simulator: Simulator;
let proxy: ForwardProxy;
const cleanUps: Array<() => unknown> = [];

beforeAll(async () => {
	simulator = await startSimulator();
	proxy = await startForwardProxy();
});
beforeEach(() => {
	simulator.reset();
	Object.assign(proxy, { manner: 'open', seen: [] });
});
afterEach(async () => {
	for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});
afterAll(async () => {
	await proxy.close();
	await simulator.stop();
});

const me = (baseUrl: string, more: object = {}) =>
	axios.get(`${baseUrl}/public/me`, {
		headers: { Authorization: `Bearer ${simulator.apiKey}` },
		// An agent of its own: no connection is used twice
		...{ proxy: false, httpsAgent: new Agent(), validateStatus: () => true, ...more },
	});

const front = async (...[kind]: [Parameters<typeof startTlsFront>[1]]) => {
	const started = await startTlsFront(simulator, kind);
	cleanUps.push(async () => await started.close());
	return started;
};

describe('a TLS front', () => {
	it('passes everything on for who trusts its authority', async () => {
		const { baseUrl, ca } = await front('good');
		expect((await me(baseUrl, { httpsAgent: new Agent({ ca }) })).status).toBe(200);
		expect(simulator.requests).toHaveLength(1);
	});

	it.each([
		['selfSigned', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
		['good', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
	] as const)('is not trusted when it is %s', async (kind, code) => {
		await expect(me((await front(kind)).baseUrl)).rejects.toMatchObject({ code });
		expect(simulator.requests).toEqual([]);
	});

	it.each([
		['expired', 'CERT_HAS_EXPIRED'],
		['early', 'CERT_NOT_YET_VALID'],
		['otherName', 'ERR_TLS_CERT_ALTNAME_INVALID'],
	] as const)('is not trusted when it is %s, whoever signed it', async (kind, code) => {
		const { baseUrl, ca } = await front(kind);
		cleanUps.push(trust(ca));
		await expect(me(baseUrl)).rejects.toMatchObject({ code });
	});

	it('is trusted by the whole process until that is ended', async () => {
		const { baseUrl, ca } = await front('good');
		const distrust = trust(ca);
		expect((await me(baseUrl)).status).toBe(200);
		distrust();
		await expect(me(baseUrl)).rejects.toThrow('certificate');
	});

	it('can break off the handshake, or speak no TLS', async () => {
		const started = await front('good');
		started.manner = 'handshake';
		await expect(me(started.baseUrl)).rejects.toThrow('before secure TLS connection');
		started.manner = 'none';
		await expect(me(started.baseUrl)).rejects.toMatchObject({ code: 'EPROTO' });
	});
});

describe('a forward proxy', () => {
	const throughProxy = async () => {
		const { port, hostname: host } = new URL(proxy.url);
		return await me(simulator.baseUrl, { proxy: { protocol: 'http', host, port: Number(port) } });
	};

	it('passes on what it is sent, and sees the key of what is not encrypted', async () => {
		expect((await throughProxy()).status).toBe(200);
		const authorization = `Bearer ${simulator.apiKey}`;
		expect(proxy.seen).toEqual([{ line: `GET ${simulator.baseUrl}/public/me`, authorization }]);
		expect(simulator.requests).toHaveLength(1);
	});

	it.each([
		['login', 407],
		['forbid', 403],
		['busy', 503],
	] as const)('answers itself: %s', async (manner, status) => {
		proxy.manner = manner;
		expect((await throughProxy()).status).toBe(status);
		expect(simulator.requests).toEqual([]);
	});

	it('can cut the connection', async () => {
		proxy.manner = 'cut';
		await expect(throughProxy()).rejects.toMatchObject({ code: 'ECONNRESET' });
	});

	it('is one that the simulator may be taken for', async () => {
		const { port, hostname: host } = new URL(simulator.baseUrl);
		const answer = await me(simulator.baseUrl, { proxy: { protocol: 'http', host, port: Number(port) } });
		expect(answer.status).toBe(200);
		expect(simulator.requests[0]?.path).toBe('/api/v1/public/me');
	});
});
