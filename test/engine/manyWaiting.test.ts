import { runInThisContext } from 'node:vm';

import type { INodeParameters } from 'n8n-workflow';

import { fillLinks, getMany } from './lists';
import { items, read, useWorld } from './support';

const world = useWorld();

/** Node's own process: a test file has a copy, which hears of no warning. */
const node = runInThisContext('process') as NodeJS.Process;
const warned: string[] = [];
const hear = ({ name, message }: Error) => void warned.push(`${name}: ${message}`);
beforeAll(() => void node.on('warning', hear));
beforeEach(() => void warned.splice(0));
afterAll(() => void node.off('warning', hear));

it('hears what Node warns of', async () => {
	const { signal } = new AbortController();
	for (let n = 0; n < 11; n += 1) signal.addEventListener('abort', () => undefined);
	await new Promise((resolve) => setImmediate(resolve));
	expect(warned).toEqual([expect.stringMatching(/^MaxListenersExceededWarning: /)]);
});

describe('Node warns of nothing while many wait', () => {
	const runs: Array<[string, number, () => INodeParameters]> = [
		['200 items', 200, () => world.recording()],
		[
			'a list of 40 pages',
			1,
			() => {
				fillLinks(world.simulator, 800);
				return getMany(world.simulator, 'link', { returnAll: true });
			},
		],
		['40 items that want one link', 40, () => world.upsert()],
	];

	it.each(runs)('for the limit: %s', async (_, count, parameters) => {
		const credential = { requestsPerMinute: 5 };
		const { signal: abortSignal } = new AbortController();
		const given = items(count);
		const result = await world.runWaiting(parameters(), { items: given, credential, abortSignal });
		expect(read(result)).toBe('');
		expect(result.elapsedMs).toBeGreaterThan(60_000);
		expect(warned).toEqual([]);
	});

	it.each(runs)('for a new try: %s', async (_, count, parameters) => {
		const fault = { kind: 'status', status: 503 } as const;
		world.simulator.faults.add({ match: { method: 'GET' }, probability: 0.5, fault });
		const { signal: abortSignal } = new AbortController();
		await world.runWaiting(parameters(), { items: items(count), abortSignal });
		expect(world.simulator.faults.hits).toBeGreaterThan(5);
		expect(warned).toEqual([]);
	});
});
