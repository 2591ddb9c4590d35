import { once } from 'node:events';
import { connect } from 'node:net';
import { resolve } from 'node:path';

import { sleep } from 'n8n-workflow';

import { cleanup, runNode, withSimulatedClock } from '.';
import { watchIo } from './io-watch';
import { startMiniServer, type MiniServer } from './mini/server';

const packageDirectory = resolve(__dirname, 'mini');
const minute = 60_000;
let server: MiniServer;

beforeAll(async () => {
	server = await startMiniServer();
});

afterAll(async () => {
	await server.close();
	await cleanup();
});

const run = async (path: string, waitMs = 0, items = 1) =>
	await runNode({
		node: 'mini',
		parameters: { path, waitMs },
		items: Array.from({ length: items }, () => ({ json: {} })),
		credentials: { miniApi: { apiKey: 'k', baseUrl: server.baseUrl } },
		packageDirectory,
	});

it('takes the waits of a run and none of its real work', async () => {
	const { result, elapsedMs } = await withSimulatedClock(async () => await run('/things', minute, 5));
	expect(result.items).toHaveLength(5);
	expect(elapsedMs).toBe(5 * minute);
});

it('waits for a server that waits, and does not run into the request timeout', async () => {
	const { result, elapsedMs } = await withSimulatedClock(async () => await run('/slow', 0, 2));
	expect(result.items.map(({ json }) => json.path)).toEqual(['/slow', '/slow']);
	expect(elapsedMs).toBe(90_000);
});

it('moves the clock that only goes forward, whatever is done to the date', async () => {
	const { result } = await withSimulatedClock(async () => {
		const started = performance.now();
		Date.now = () => 0;
		await sleep(3 * minute);
		return performance.now() - started;
	});
	expect(result).toBeCloseTo(3 * minute);
});

it('keeps the order of parallel waits', async () => {
	const order: string[] = [];
	const wait = async (name: string, ms: number) => {
		await sleep(ms);
		order.push(name);
	};
	const waits = async () => await Promise.all([wait('late', 3 * minute), wait('early', minute)]);
	const { elapsedMs } = await withSimulatedClock(waits);
	expect(order).toEqual(['early', 'late']);
	expect(elapsedMs).toBe(3 * minute);
});

it('simulates AbortSignal.timeout, which keeps nothing going', async () => {
	const { elapsedMs, result } = await withSimulatedClock(async () => {
		const [long, unheard] = [AbortSignal.timeout(5 * minute), AbortSignal.timeout(2 * minute)];
		const forget = () => undefined;
		unheard.addEventListener('abort', forget);
		unheard.removeEventListener('abort', forget);
		await sleep(minute);
		const before = [long.aborted, unheard.aborted];
		const reason = await new Promise((resolve) => {
			long.addEventListener('abort', () => resolve(long.reason));
		});
		return { before, reason, after: [long.aborted, unheard.aborted] };
	});
	expect(result.before).toEqual([false, false]);
	expect(result.after).toEqual([true, true]);
	expect(result.reason).toMatchObject({ name: 'TimeoutError' });
	expect(elapsedMs).toBe(5 * minute);
	expect(AbortSignal.timeout(1).aborted).toBe(false);
});

it('does not jump to the end of a limit that nobody waits for any more', async () => {
	const { elapsedMs } = await withSimulatedClock(async () => {
		const limit = AbortSignal.timeout(minute);
		const forget = () => undefined;
		limit.addEventListener('abort', forget);
		limit.removeEventListener('abort', forget);
		for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
	});
	expect(elapsedMs).toBe(0);
});

it('passes on what the run throws and gives real time back', async () => {
	const before = Date.now();
	const failing = async () => {
		await sleep(100 * minute);
		throw new Error('after all');
	};
	await expect(withSimulatedClock(failing)).rejects.toThrow('after all');
	expect(Date.now() - before).toBeLessThan(100 * minute);
});

it('gives up a run that never ends', async () => {
	const endless = async () => {
		for (;;) await sleep(minute);
	};
	await expect(withSimulatedClock(endless, { limitMs: 5 * minute })).rejects.toThrow('Still running');
});

it('gives up a run that waits for nothing', async () => {
	const stuck = async () => await new Promise(() => undefined);
	await expect(withSimulatedClock(stuck, { stallMs: 20 })).rejects.toThrow('Waits for nothing');
});

it('never goes back from one simulation to the next', async () => {
	const first = await withSimulatedClock(async () => {
		await sleep(minute);
		return Date.now();
	});
	const second = await withSimulatedClock(async () => await Promise.resolve(Date.now()));
	expect(second.result).toBeGreaterThanOrEqual(first.result);
});

it('does not jump while a connection is being made', async () => {
	const io = watchIo();
	const quiet = async () => {
		while (!io.isQuiet()) await new Promise(setImmediate);
	};
	await quiet();
	const socket = connect({ port: Number(new URL(server.baseUrl).port), host: '127.0.0.1' });
	// It begins then
	await new Promise((resolve) => process.nextTick(resolve));
	expect(io.isQuiet()).toBe(false);
	await once(socket, 'connect');
	await quiet();
	socket.destroy();
	io.stop();
});
