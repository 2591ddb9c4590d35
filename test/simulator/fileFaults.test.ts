import type { Fault, Simulator } from './index';
import { callIn, fetchFile } from './testClient';
import { useSimulator } from './useSimulator';

let simulator: Simulator;
useSimulator((started) => {
	simulator = started;
});
afterEach(() => jest.useRealTimers());

describe('on files', () => {
	const videoUrl = async (): Promise<string> =>
		(await callIn(simulator, 'GET', `/recordings/${simulator.seed.recordingId}/video`)).body.data.resource
			.url;
	const hit = (fault: Fault) =>
		simulator.faults.add({ match: { operationId: 'files.get' }, times: 1, fault });

	it('a status, a reset or a cut in the middle can be had', async () => {
		const url = await videoUrl();
		hit({ kind: 'status', status: 403, body: '<Error/>' });
		expect((await fetchFile(url)).status).toBe(403);
		hit({ kind: 'reset' });
		await expect(fetchFile(url)).rejects.toMatchObject({ code: 'ECONNRESET' });
		hit({ kind: 'truncate', afterBytes: 70_000 });
		await expect(fetchFile(url)).rejects.toThrow(/aborted/);
		expect((await fetchFile(url)).status).toBe(200);
	});

	it.each([
		['a length', 'length', '5000', undefined],
		['chunks', 'chunked', undefined, 'chunked'],
		['the end of the connection', 'close', undefined, undefined],
	] as const)(
		'a part can be sent as if it were all, its end told by %s',
		async (_name, framing, length, te) => {
			const url = await videoUrl();
			const whole = (await fetchFile(url)).body;
			hit({ kind: 'reshape', bytes: 5_000, framing });
			const { status, headers, body } = await fetchFile(url);
			expect([status, headers['content-length'], headers['transfer-encoding']]).toEqual([200, length, te]);
			expect(body.equals(whole.subarray(0, 5_000))).toBe(true);
			hit({ kind: 'reshape', framing });
			expect((await fetchFile(url)).body.equals(whole)).toBe(true);
			hit({ kind: 'reshape', bytes: 0, framing });
			expect((await fetchFile(url)).body).toHaveLength(0);
		},
	);

	it('a file can be packed, so that its length is that of the package', async () => {
		const url = await videoUrl();
		const whole = (await fetchFile(url)).body;
		hit({ kind: 'reshape', gzip: true });
		const { headers, body } = await fetchFile(url);
		expect(Number(headers['content-length'])).toBeLessThan(whole.length);
		expect(body.equals(whole)).toBe(true);
	});

	it('a log-in page or nothing at all can stand in its place', async () => {
		const url = await videoUrl();
		hit({ kind: 'html', status: 200 });
		const page = await fetchFile(url);
		expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
		hit({ kind: 'status', status: 204, body: '' });
		expect(await fetchFile(url)).toMatchObject({ status: 204, body: Buffer.alloc(0) });
	});
});
