import { startSimulator } from './index';
import type { LimitOptions, Simulator } from './index';
import { call, callIn, codeOf } from './testClient';

const START = Date.parse('2026-03-01T00:00:00Z');
let now = START;
let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator({ now: () => now });
});
beforeEach(() => {
	now = START;
	simulator.reset();
});
afterAll(() => simulator.stop());
afterEach(() => expect(simulator.contractBreaches).toEqual([]));

const me = (key = simulator.apiKey) => call(simulator, 'GET', '/me', { key });

/** How many of `count` requests pass right now. */
async function passing(count: number, key?: string): Promise<number> {
	let passed = 0;
	for (let i = 0; i < count; i++) if ((await me(key)).status === 200) passed += 1;
	return passed;
}

const limited = (kind: LimitOptions['kind'], more: Partial<LimitOptions> = {}): void =>
	simulator.setLimit({ kind, requests: 4, windowMs: 1000, ...more });

it('is off by default', async () => {
	expect(await passing(150)).toBe(150);
});

it('has the documented size by default', async () => {
	simulator.setLimit({ kind: 'fixed' });
	expect(simulator.consumeQuota(1000)).toBe(120);
	now += 59_999;
	expect(await passing(1)).toBe(0);
	now += 1;
	expect(await passing(1)).toBe(1);
});

it('answers 429 without Retry-After', async () => {
	limited('fixed');
	await passing(4);
	const reply = await me();
	expect(reply.status).toBe(429);
	expect(reply.body).toEqual({
		...{ defined: true, code: 'RATE_LIMITED', status: 429 },
		message: expect.stringContaining('Rate limit exceeded') as string,
	});
	expect(reply.headers).not.toHaveProperty('retry-after');
});

it('does no work for a refused request', async () => {
	limited('fixed', { requests: 1 });
	const body = { domainId: simulator.seed.domainId, linkReusable: false };
	expect((await callIn(simulator, 'POST', '/links', { body })).status).toBe(200);
	expect(codeOf(await callIn(simulator, 'POST', '/links', { body }))).toBe('RATE_LIMITED');
	expect(simulator.store.links.size).toBe(5);
});

it('counts per user over all keys, and users apart', async () => {
	limited('fixed');
	const { owner, ownerSecond, member } = simulator.keys;
	expect(await passing(3, owner)).toBe(3);
	expect(await passing(3, ownerSecond)).toBe(1);
	expect(await passing(5, member)).toBe(4);
});

it('counts refused input too, but not a request without a good key', async () => {
	limited('fixed', { requests: 2 });
	await call(simulator, 'GET', '/me', { key: simulator.keys.unknown });
	await call(simulator, 'GET', '/me?nonsense=1');
	expect(await passing(2)).toBe(1);
});

describe('fixed window', () => {
	it('is full again when the next window starts, wherever the requests fell', async () => {
		limited('fixed');
		now += 999;
		expect(await passing(5)).toBe(4);
		now += 1;
		expect(await passing(5)).toBe(4);
	});

	it('starts its windows at the phase', async () => {
		limited('fixed', { phaseMs: 250 });
		expect(await passing(4)).toBe(4);
		now += 249;
		expect(await passing(1)).toBe(0);
		now += 1;
		expect(await passing(5)).toBe(4);
	});
});

it('a sliding window frees each request a window after it was made', async () => {
	limited('sliding');
	expect(await passing(2)).toBe(2);
	now += 600;
	expect(await passing(3)).toBe(2);
	now += 399;
	expect(await passing(1)).toBe(0);
	now += 1;
	expect(await passing(4)).toBe(2);
	now += 600;
	expect(await passing(4)).toBe(2);
});

it('a bucket refills evenly, up to its size', async () => {
	limited('bucket');
	expect(await passing(6)).toBe(4);
	now += 249;
	expect(await passing(1)).toBe(0);
	now += 1;
	expect(await passing(2)).toBe(1);
	now += 10_000;
	expect(await passing(6)).toBe(4);
});

describe.each(['fixed', 'sliding', 'bucket'] as const)('%s: Retry-After', (kind) => {
	it('is sent on request, and holds', async () => {
		limited(kind, { retryAfterHeader: true, windowMs: 12_000 });
		await passing(4);
		now += 500;
		const seconds = Number((await me()).headers['retry-after']);
		expect(seconds).toBeGreaterThan(0);
		now += seconds * 1000;
		expect(await passing(1)).toBe(1);
	});
});

it('refused requests use no quota, unless told so', async () => {
	limited('sliding');
	await passing(10);
	now += 1000;
	expect(await passing(4)).toBe(4);
	limited('sliding', { countRefused: true });
	await passing(4);
	now += 500;
	expect(await passing(4)).toBe(0);
	now += 500;
	expect(await passing(1)).toBe(0);
});

it('a bucket that counts refused requests goes into debt', async () => {
	limited('bucket', { countRefused: true });
	await passing(6);
	now += 500;
	expect(await passing(1)).toBe(0);
	now += 1000;
	expect(await passing(1)).toBe(1);
});

it('has a daily limit beside the window', async () => {
	limited('fixed', { dailyLimit: 6 });
	expect(await passing(5)).toBe(4);
	now += 1000;
	expect(await passing(5)).toBe(2);
	now += 86_400_000 - 1001;
	expect(await passing(1)).toBe(0);
	now += 1;
	expect(await passing(1)).toBe(1);
});

it('a second consumer takes its share', async () => {
	limited('bucket');
	expect(simulator.consumeQuota(3)).toBe(3);
	expect(await passing(3)).toBe(1);
	expect(simulator.consumeQuota(3)).toBe(0);
	const outsider = simulator.store.apiKeys.get(simulator.keys.outsider)?.userId;
	expect(simulator.consumeQuota(9, outsider)).toBe(4);
});

it('the limit of the start is back after a reset', async () => {
	limited('fixed');
	await passing(4);
	simulator.reset();
	expect(await passing(5)).toBe(5);
});
