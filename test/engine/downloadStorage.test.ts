import { setBinaryMode } from '../harness';
import type { Fault } from '../simulator';
import { sha256Of, videoContent } from '../simulator';
import { checksumOf, download, replaceFile, runAndSearch, urlsAskedFor } from './files';
import { beforeEachRequest } from './lists';
import { read, useWorld } from './support';

const world = useWorld();
const content = videoContent(2_000_000);
const logs = () => ({ ...download(world.simulator), operation: 'getLogs', logs: ['consoleLog'] });
const storage = (fault: Fault, times?: number) =>
	world.simulator.faults.add({ match: { operationId: 'files.get' }, times, fault });
const status = (code: number): Fault => ({
	...{ kind: 'status', status: code },
	body: '<Error><Code>X</Code><Message>https://s3.example.com/?X-Amz-Signature=1</Message></Error>',
});

beforeEach(() => {
	replaceFile(world.simulator, 'video', content);
	// A transfer is no timer: while its bytes move, the simulated clock would jump to the end of a time limit
	jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal);
});
afterEach(() => jest.restoreAllMocks());

/** Downloads the video, which must come whole. @returns how often the service and the storage were asked */
async function expectWhole(): Promise<{ asked: number; opened: number; elapsedMs: number }> {
	const result = await world.runWaiting(download(world.simulator));
	expect(read(result)).toBe('');
	expect(await checksumOf(result.items[0].binary?.video)).toBe(sha256Of(content));
	const asked = urlsAskedFor(world.simulator).length;
	return { asked, opened: world.simulator.fileRequests.length, elapsedMs: result.elapsedMs };
}

describe('an address that has expired', () => {
	it.each([403, 400, 401] as const)('is fetched afresh once, when that is told by %i', async (refusal) => {
		const { simulator } = world;
		simulator.settings.staleUrlStatus = refusal;
		simulator.settings.fileUrlTtlMs = -1;
		beforeEachRequest(simulator, (count) => {
			if (count === 3) simulator.settings.fileUrlTtlMs = 60_000;
		});
		expect(await expectWhole()).toEqual({ asked: 2, opened: 2, elapsedMs: 0 });
		const [first, second] = simulator.fileRequests;
		expect([first.status, second.status]).toEqual([refusal, 200]);
		expect(first.query).not.toBe(second.query);
	});

	it.each([
		['video', 403],
		['logs', 403],
		['video', 400],
		['logs', 401],
	] as const)('and again has: it is told, for %s by %i', async (what, refusal) => {
		world.simulator.settings.staleUrlStatus = refusal;
		world.simulator.settings.fileUrlTtlMs = -1;
		const parameters = what === 'video' ? download(world.simulator) : logs();
		const { result, leaks } = await runAndSearch(world, parameters);
		expect(read(result)).toMatch(
			/^Userplane's file storage refused the file \(HTTP 40[013]\) \[item 0\]\n.*Run this item again/,
		);
		expect(urlsAskedFor(world.simulator)).toHaveLength(2);
		expect(world.simulator.fileRequests).toHaveLength(2);
		expect(leaks).toEqual([]);
	});

	it('of a log is fetched afresh too', async () => {
		storage(status(403), 1);
		const result = await world.run(logs());
		expect(read(result)).toBe('');
		expect(result.items).toHaveLength(3);
		expect(world.simulator.requests).toHaveLength(2);
	});

	it('may have expired because the files before it took long', async () => {
		const { simulator } = world;
		storage({ kind: 'delay', ms: 50_000 });
		simulator.settings.fileUrlTtlMs = 70_000;
		const result = await world.runWaiting(
			download(simulator, { resources: ['video', 'thumbnail', 'actions'] }),
		);
		expect(read(result)).toBe('');
		expect(simulator.fileRequests.filter((request) => request.status === 403).length).toBeGreaterThan(0);
		expect(Object.keys(result.items[0].binary ?? {})).toHaveLength(3);
	});

	it('may lead to a file that is gone meanwhile', async () => {
		const { simulator } = world;
		storage(status(403), 1);
		beforeEachRequest(simulator, (count) => {
			if (count === 3) replaceFile(simulator, 'video', null);
		});
		expect(read(await world.run(download(simulator)))).toMatch(
			/^The video of recording rec_000001 is not ready/,
		);
	});
});

describe.each(['filesystem', 'memory'] as const)('a transfer in the binary mode %s', (mode) => {
	beforeAll(async () => await setBinaryMode(mode));
	afterAll(async () => await setBinaryMode('filesystem'));

	it.each([0, 1, 65_536, 1_999_999])(
		'that breaks off after %i bytes is tried again, whole',
		async (afterBytes) => {
			storage({ kind: 'truncate', afterBytes }, 2);
			const { asked, opened, elapsedMs } = await expectWhole();
			expect([asked, opened]).toEqual([3, 3]);
			expect(elapsedMs).toBeGreaterThanOrEqual(1_500);
			expect(elapsedMs).toBeLessThanOrEqual(3_000);
		},
	);

	it.each([
		['a cut connection', { kind: 'reset' }],
		['429', status(429)],
		['500', status(500)],
		['503', status(503)],
	] as Array<[string, Fault]>)('is tried again after %s', async (_, fault) => {
		storage(fault, 2);
		expect(await expectWhole()).toMatchObject({ asked: 3, opened: 3 });
	});

	it.each([
		['a cut transfer', { kind: 'truncate', afterBytes: 70_000 }, 'ECONNRESET'],
		['a cut connection', { kind: 'reset' }, 'ECONNRESET'],
		['429', status(429), 'HTTP 429'],
		['503', status(503), 'HTTP 503'],
	] as Array<[string, Fault, string]>)('is given up after five times, for %s', async (_, fault, reason) => {
		storage(fault);
		const { result, leaks } = await runAndSearch(world, download(world.simulator));
		expect(read(result)).toBe(
			`The file could not be transferred (${reason}) [item 0]\nThe transfer was tried 5 times. Check the network of this machine and run this item again`,
		);
		expect(world.simulator.fileRequests).toHaveLength(5);
		expect(leaks).toEqual([]);
	});
});

it.each([0, 70_000])(
	'a transfer that stands still after %i bytes is given up and tried again',
	async (afterBytes) => {
		const alarms: AbortController[] = [];
		// The time limits of requests are others
		const isTransfers = (ms: number) => ms === 120_000;
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
			const alarm = new AbortController();
			if (isTransfers(ms)) alarms.push(alarm);
			return alarm.signal;
		});
		storage({ kind: 'truncate', afterBytes, stall: true }, 1);
		const whole = expectWhole();
		while (world.simulator.fileRequests.length < 2) {
			await new Promise(setImmediate);
			for (const alarm of [...alarms]) alarm.abort();
		}
		expect(await whole).toMatchObject({ asked: 2, opened: 2 });
	},
);

describe('a storage', () => {
	it.each([300, 404, 410, 418])('that answers %i is believed at once', async (code) => {
		storage(status(code));
		const { result, leaks } = await runAndSearch(world, download(world.simulator));
		expect(read(result)).toContain(`file storage refused the file (HTTP ${code})`);
		expect(result.error).toMatchObject({ httpCode: `${code}` });
		expect(world.simulator.fileRequests).toHaveLength(1);
		expect(leaks).toEqual([]);
	});

	it.each([
		['in one mode', 'continueRegularOutput', 0],
		['in the other', 'continueErrorOutput', 1],
	] as const)('that refuses is told when the workflow goes on, %s', async (_, onError, branch) => {
		storage(status(404));
		const { result, leaks } = await runAndSearch(world, download(world.simulator), { onError });
		const [failed] = result.outputs[branch];
		expect(failed.json.error).toMatch(/HTTP 404\) \[item 0\]$/);
		expect(Object.keys(failed.json)).toEqual(['error', 'message']);
		expect(leaks).toEqual([]);
	});

	it('may redirect, and still gets no key', async () => {
		// In the time of the simulation too, which may have gone far beyond the real one
		const [{ json }] = (await world.runWaiting(download(world.simulator, { output: 'url' }))).items;
		const { url } = json.video as { url: string };
		storage({ kind: 'redirect', to: url }, 1);
		await expectWhole();
		const headers = world.simulator.fileRequests.map((request) => request.headers.authorization);
		expect(headers).toEqual([undefined, undefined]);
	});

	it.each([
		'not an address',
		'ftp://127.0.0.1/file?X-Amz-Signature=1',
		'http://127.0.0.1:1/file?X-Amz-Signature=1',
	])('may have an address that leads nowhere: %s', async (url) => {
		const body = { message: 'OK', data: { resource: { url, captureEnabled: true } } };
		world.simulator.faults.add({ match: {}, fault: { kind: 'status', status: 200, body } });
		const { result, leaks } = await runAndSearch(world, download(world.simulator));
		expect(read(result)).toMatch(/could not be transferred/);
		expect(leaks).toEqual([]);
	});
});

describe('Stop', () => {
	it('ends a transfer that is under way', async () => {
		const stop = new AbortController();
		replaceFile(world.simulator, 'video', videoContent(200_000_000));
		storage({ kind: 'delay', ms: 0 });
		beforeEachRequest(world.simulator, () => setTimeout(() => stop.abort(), 30));
		const result = await world.run(download(world.simulator), { abortSignal: stop.signal });
		expect(result.status).toBe('canceled');
		expect(world.simulator.fileRequests.length).toBeLessThanOrEqual(1);
	});

	it('ends the pause before another try', async () => {
		const stop = new AbortController();
		storage(status(503));
		beforeEachRequest(world.simulator, (count) => {
			if (count === 3) stop.abort();
		});
		const result = await world.runWaiting(download(world.simulator), { abortSignal: stop.signal });
		expect(result.status).toBe('canceled');
		expect(world.simulator.fileRequests.length).toBeLessThanOrEqual(2);
	});
});
