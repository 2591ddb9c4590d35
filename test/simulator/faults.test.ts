import axios from 'axios';
import { startSimulator } from './index';
import type { Fault, Simulator } from './index';
import { call, callIn, codeOf, until } from './testClient';
import { useSimulator } from './useSimulator';

let simulator: Simulator;
useSimulator((started) => {
	simulator = started;
});
afterEach(() => jest.useRealTimers());

const create = () =>
	callIn(simulator, 'POST', '/links', { body: { domainId: simulator.seed.domainId, linkReusable: false } });
const me = () => call(simulator, 'GET', '/me');
const made = (): number => simulator.store.links.size - 4;
const once = (fault: Fault) => simulator.faults.add({ match: {}, times: 1, fault });

describe('which requests are hit', () => {
	const fault: Fault = { kind: 'status', status: 503 };

	it.each([
		['the method', { method: 'post' }],
		['the path', { path: /\/links$/g }],
		['the operation', { operationId: 'links.create' }],
	])('is chosen by %s', async (_name, match) => {
		simulator.faults.add({ match, fault });
		expect((await create()).status).toBe(503);
		expect((await create()).status).toBe(503);
		expect((await me()).status).toBe(200);
		expect(simulator.faults.hits).toBe(2);
	});

	it('is limited by times, and ended by hand', async () => {
		simulator.faults.add({ match: {}, times: 2, fault });
		expect([(await me()).status, (await me()).status, (await me()).status]).toEqual([503, 503, 200]);
		const remove = simulator.faults.add({ match: {}, fault });
		expect((await me()).status).toBe(503);
		remove();
		expect((await me()).status).toBe(200);
	});

	it('is drawn by probability, the same for the same seed', async () => {
		const run = async (seed: number): Promise<number[]> => {
			simulator.faults.clear();
			simulator.faults.add({ match: {}, probability: 0.3, seed, fault });
			const statuses: number[] = [];
			for (let i = 0; i < 60; i++) statuses.push((await me()).status);
			return statuses;
		};
		const first = await run(1);
		expect(await run(1)).toEqual(first);
		expect(await run(2)).not.toEqual(first);
		const hits = first.filter((status) => status === 503).length;
		expect(hits).toBeGreaterThan(8);
		expect(hits).toBeLessThan(30);
	});

	it('tries the rules in order', async () => {
		once({ kind: 'status', status: 500 });
		once({ kind: 'status', status: 503 });
		expect([(await me()).status, (await me()).status, (await me()).status]).toEqual([500, 503, 200]);
	});
});

describe('status', () => {
	it('answers before the work is done, or after', async () => {
		once({ kind: 'status', status: 500 });
		expect((await create()).status).toBe(500);
		expect(made()).toBe(0);
		once({ kind: 'status', status: 500, when: 'after' });
		expect((await create()).status).toBe(500);
		expect(made()).toBe(1);
	});

	it.each([
		[429, 'RATE_LIMITED'],
		[503, 'SERVICE_UNAVAILABLE'],
		[500, 'INTERNAL_SERVER_ERROR'],
		[502, 'INTERNAL_SERVER_ERROR'],
	])('%i comes with %s', async (status, code) => {
		once({ kind: 'status', status });
		expect(codeOf(await me())).toBe(code);
	});

	it('takes code, message, headers and body', async () => {
		const headers = { 'Retry-After': '7' };
		once({ kind: 'status', status: 500, code: 'LINK_CREATE_FAILED', message: 'Odd', headers });
		const reply = await create();
		expect(reply.body).toEqual({ defined: true, code: 'LINK_CREATE_FAILED', status: 500, message: 'Odd' });
		expect(reply.headers['retry-after']).toBe('7');
		once({ kind: 'status', status: 500, body: { odd: true } });
		expect((await me()).body).toEqual({ odd: true });
	});

	it('uses the documented message of a code, in the chosen shape', async () => {
		simulator.settings.errorShape = 'short';
		once({ kind: 'status', status: 500, code: 'LINK_UPDATE_FAILED' });
		expect((await me()).body).toEqual({ error: 'LINK_UPDATE_FAILED', message: 'Failed to update link' });
	});
});

it('reset cuts the connection before the work is done, or after', async () => {
	once({ kind: 'reset' });
	await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' });
	expect(made()).toBe(0);
	once({ kind: 'reset', when: 'after' });
	await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' });
	expect(made()).toBe(1);
	expect(simulator.requests.map(({ status }) => status)).toEqual([null, null]);
});

it('drip sends the answer a byte at a time', async () => {
	once({ kind: 'drip', everyMs: 0 });
	const reply = await create();
	expect(reply.body.data.link.linkId).toMatch(/^lnk_/);
	expect(made()).toBe(1);
});

it('no body, or none of ours, can follow the work', async () => {
	once({ kind: 'status', status: 204, body: '', when: 'after' });
	expect(await create()).toMatchObject({ status: 204, body: '' });
	once({ kind: 'html', status: 503, when: 'after' });
	expect((await create()).status).toBe(503);
	expect(made()).toBe(2);
});

it('html is the page of something in front of the service', async () => {
	once({ kind: 'html', status: 502 });
	const reply = await create();
	expect(reply.status).toBe(502);
	expect(reply.headers['content-type']).toContain('text/html');
	expect(reply.body).toContain('<h1>');
	expect(made()).toBe(0);
});

it('redirect names another place', async () => {
	once({ kind: 'redirect', to: 'http://127.0.0.1:9/elsewhere' });
	const reply = await me();
	expect(reply.status).toBe(302);
	expect(reply.headers.location).toBe('http://127.0.0.1:9/elsewhere');
	once({ kind: 'redirect', to: '/x', status: 308 });
	expect((await me()).status).toBe(308);
});

it('truncate stops in the middle of a body', async () => {
	once({ kind: 'truncate', afterBytes: 10 });
	await expect(create()).rejects.toThrow(/aborted/);
	expect(made()).toBe(1);
});

it('rewrite changes an answer that keeps the contract, after the work is done', async () => {
	once({ kind: 'rewrite', body: ({ data }: { data: object }) => ({ data: { ...data, odd: 1 } }) });
	const { status, body } = await create();
	expect([status, made()]).toEqual([200, 1]);
	expect(body).toEqual({
		data: { workspaceId: simulator.seed.workspaceId, link: expect.any(Object) as unknown, odd: 1 },
	});
	expect(simulator.contractBreaches).toEqual([]);
});

it('hang takes the request and never answers, until the simulator goes down', async () => {
	const other = await startSimulator();
	other.faults.add({ match: {}, fault: { kind: 'hang' } });
	const outcome = call(other, 'GET', '/me').then(
		() => 'answered',
		(error: unknown) => (axios.isAxiosError(error) ? error.code : error),
	);
	await until(() => other.faults.hits === 1);
	expect(other.requests).toMatchObject([{ status: null }]);
	await other.stop();
	expect(await outcome).toBe('ECONNRESET');
});

describe('waiting', () => {
	/** Starts a request and stops at its wait, on a clock that only the test moves. */
	async function startWaiting(): Promise<{ reply: ReturnType<typeof me>; answered: () => boolean }> {
		jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'Date', 'performance'] });
		let done = false;
		const reply = create().finally(() => {
			done = true;
		});
		await until(() => simulator.requests.length === 1 && jest.getTimerCount() > 0);
		return { reply, answered: () => done };
	}

	it('a delay serves as usual, later', async () => {
		once({ kind: 'delay', ms: 5000 });
		const { reply, answered } = await startWaiting();
		jest.advanceTimersByTime(4999);
		expect([made(), answered()]).toEqual([0, false]);
		jest.advanceTimersByTime(1);
		expect((await reply).status).toBe(200);
		expect(made()).toBe(1);
	});

	it('latency holds every request, by a figure or a function of the request', async () => {
		simulator.setLatency(({ method }) => (method === 'POST' ? 3000 : 0));
		expect((await me()).status).toBe(200);
		simulator.clearRequests();
		const { reply, answered } = await startWaiting();
		jest.advanceTimersByTime(2999);
		expect([made(), answered()]).toEqual([0, false]);
		jest.advanceTimersByTime(1);
		expect((await reply).status).toBe(200);
	});
});
