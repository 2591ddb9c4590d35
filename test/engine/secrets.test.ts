import { inspect } from 'node:util';

import { stringify } from 'flatted';

import { recordLogs } from '../harness';
import type { Fault } from '../simulator';
import type { Run } from './support';
import { items, useWorld } from './support';

const world = useWorld();
const signed = 'https://s3.example.com/video.webm?X-Amz-Credential=abc&X-Amz-Signature=0123456789abcdef';
const SIGNATURE = /X-Amz-Signature|0123456789abcdef/;

/** Everything that a run leaves behind: its data, the error with all that hangs on it, and what was logged. */
async function traces(run: Run = {}): Promise<string> {
	const logs = recordLogs();
	const parts: unknown[] = [];
	for (const parameters of [world.create({ additionalFields: { linkTitle: 'T' } }), world.recording()]) {
		for (const onError of ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const) {
			const result = await world.runWaiting(parameters, { onError, ...run });
			const { error } = result;
			parts.push(result, error, error?.stack, error?.cause, error && JSON.stringify(error));
		}
	}
	logs.stop();
	parts.push(logs.entries);
	return parts
		.map((part) => `${inspect(part, { depth: 30, showHidden: true })}\n${stringify([part])}`)
		.join('\n');
}

/** The message that a hostile or careless service sends back. */
const echo = () => `Key ${world.key} (Bearer ${world.key}) may not read ${signed}`;

describe.each(['uspl_live', 'own-key'])('a key like %s_1', (prefix) => {
	beforeEach(() => {
		world.key = world.newKey(prefix);
	});

	it('leaves no trace when all goes well', async () => {
		expect(await traces({ items: items(2) })).not.toContain(world.key);
		expect(world.simulator.requests[0]?.headers.authorization).toBe(`Bearer ${world.key}`);
	});

	it.each([400, 401, 403, 404, 410, 418, 429, 500, 503])(
		'leaves no trace when a %i repeats it',
		async (status) => {
			const fault: Fault = { kind: 'status', status, message: echo(), code: 'ECHO' };
			world.simulator.faults.add({ match: {}, fault });
			const left = await traces();
			expect(left).toContain('[API key]');
			expect(left).not.toContain(world.key);
			expect(left).not.toMatch(SIGNATURE);
		},
	);

	it.each([
		['a cut connection', () => ({ kind: 'reset' })],
		['an error page', () => ({ kind: 'html', status: 502 })],
		['a text with it', () => ({ kind: 'status', status: 500, body: echo() })],
		['a good status with it', () => ({ kind: 'status', status: 200, body: { message: echo() } })],
		['it as code', () => ({ kind: 'status', status: 400, body: { error: world.key, message: echo() } })],
		['a redirect with it', () => ({ kind: 'redirect', to: `http://127.0.0.1:9/${world.key}?sig=${signed}` })],
	] as Array<[string, () => Fault]>)('leaves no trace after %s', async (_, fault) => {
		world.simulator.faults.add({ match: {}, fault: fault() });
		const left = await traces();
		expect(left).not.toContain(world.key);
		expect(left).not.toMatch(SIGNATURE);
	});

	it('leaves no trace when it is refused before a request', async () => {
		const key = `${world.key} two`;
		expect(await traces({ credential: { apiKey: key } })).not.toContain(world.key);
		expect(await traces({ credential: { baseUrl: 'http://plain.example' } })).not.toContain(world.key);
		expect(world.simulator.requests).toEqual([]);
	});

	it('leaves no trace when the service is down', async () => {
		await world.simulator.stop();
		const left = await traces();
		await world.simulator.restart();
		expect(left).toContain('ECONNREFUSED');
		expect(left).not.toContain(world.key);
	});
});
