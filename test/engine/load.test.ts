import { withSimulatedClock } from '../harness';
import type { RunNodeResult } from '../harness';
import type { Fault } from '../simulator';
import { items, read, readItem, useWorld } from './support';

const world = useWorld();
const paced = { requestsPerMinute: 120 };
const goesOn = { onError: 'continueRegularOutput' } as const;
const numbered = () => world.create({ additionalFields: { linkReference: '={{ $json.n }}' } });

/** The items that links in the store belong to, ascending. */
function linked(): number[] {
	const { links } = world.simulator.store;
	return world
		.newLinks()
		.map((linkId) => Number(links.get(linkId)?.linkProviderReference))
		.sort((a, b) => a - b);
}

/**
 * Each of `count` items has either made its link, exactly one, or says what became of it; and there is no link but those
 * of the successes and of items that say that theirs may exist.
 * @returns how many failed, and how many of those say that a link may exist
 */
function expectAccounts(result: RunNodeResult, count: number) {
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(items(count).map((_, item) => ({ item })));
	const done: number[] = [];
	const uncertain: number[] = [];
	const failed: number[] = [];
	result.items.forEach((item, n) => {
		if (typeof item.json.linkId === 'string') {
			done.push(n);
			return;
		}
		failed.push(n);
		const text = readItem(item);
		expect(text).toMatch(/may have been created|could not be reached|not available|daily limit/);
		if (text.includes('may have been created')) uncertain.push(n);
	});
	const existing = linked();
	expect(new Set(existing).size).toBe(existing.length);
	const expected = [...done, ...uncertain.filter((n) => existing.includes(n))];
	expect(existing).toEqual(expected.sort((a, b) => a - b));
	return { failed: failed.length, uncertain: uncertain.length };
}

describe('under load', () => {
	const faults: Array<[string, Array<[number, Fault]>, boolean]> = [
		['5% of the connections cut before the work', [[0.05, { kind: 'reset' }]], true],
		['5% of the connections cut after the work', [[0.05, { kind: 'reset', when: 'after' }]], true],
		['5% of the answers 503', [[0.05, { kind: 'status', status: 503 }]], false],
		['a tenth of the answers slow', [[0.1, { kind: 'delay', ms: 20_000 }]], false],
		[
			'all of it',
			[
				[0.025, { kind: 'reset' }],
				[0.025, { kind: 'reset', when: 'after' }],
				[0.05, { kind: 'status', status: 503 }],
				[0.05, { kind: 'delay', ms: 20_000 }],
			],
			true,
		],
	];

	it.each(faults)('every item is done once or says what became of it: %s', async (_, kinds, loses) => {
		world.simulator.setLimit({ kind: 'sliding' });
		kinds.forEach(([probability, fault], seed) => {
			world.simulator.faults.add({ match: { method: 'POST' }, probability, seed, fault });
		});
		const result = await world.runWaiting(numbered(), { items: items(200), credential: paced, ...goesOn });
		expect(world.simulator.faults.hits).toBeGreaterThan(4);
		const { failed, uncertain } = expectAccounts(result, 200);
		expect(failed).toBe(uncertain);
		expect(uncertain > 0).toBe(loses);
	});

	it('and when the service restarts in the middle', async () => {
		world.simulator.setLimit({ kind: 'sliding' });
		world.simulator.setLatency(1_000);
		const { result } = await withSimulatedClock(async () => {
			setTimeout(() => void world.simulator.stop(), 3_500);
			setTimeout(() => void world.simulator.restart(), 3_600);
			return await world.run(numbered(), { items: items(200), credential: paced, ...goesOn });
		});
		const { failed } = expectAccounts(result, 200);
		expect(failed).toBeGreaterThan(0);
		expect(failed).toBeLessThan(200);
	});

	it('what may be repeated gets through all of it', async () => {
		world.simulator.setLimit({ kind: 'sliding' });
		const kinds: Fault[] = [
			{ kind: 'reset' },
			{ kind: 'status', status: 503 },
			{ kind: 'html', status: 502 },
		];
		kinds.forEach((fault, seed) => {
			world.simulator.faults.add({ match: { method: 'GET' }, probability: 0.05, seed, fault });
		});
		const result = await world.runWaiting(world.recording(), { items: items(200), credential: paced });
		expect(read(result)).toBe('');
		expect(result.items).toHaveLength(200);
	});
});

describe('two workers on one quota', () => {
	it('get everything through, once each, with few refusals', async () => {
		world.simulator.setLimit({ kind: 'sliding' });
		// Another spelling of the address is another gate, as in another process
		const baseUrl = world.simulator.baseUrl.replace('127.0.0.1', 'localhost');
		const halves = [items(250), items(500).slice(250)];
		const { result, elapsedMs } = await withSimulatedClock(
			async () =>
				await Promise.all(
					[{}, { baseUrl }].map(
						async (credential, n) =>
							await world.run(numbered(), {
								...{ items: halves[n], credential: { ...paced, ...credential } },
								...{ executionId: `${n}`, workflowId: `workflow-${n}` },
							}),
					),
				),
		);
		expect(result.map(read)).toEqual(['', '']);
		expect(linked()).toEqual(items(500).map(({ json }) => json.n));
		const refused = world.simulator.requests.filter(({ status }) => status === 429).length;
		expect(refused).toBeGreaterThan(0);
		expect(refused).toBeLessThan(60);
		expect(elapsedMs).toBeLessThan(1.5 * 240_000);
	});
});

describe('a used up daily limit', () => {
	it('ends the rest of the items soon after the first is given up, when the workflow goes on', async () => {
		// Its day begins now: the next one must not begin while the run waits
		world.simulator.setLimit({ kind: 'none', dailyLimit: 10, phaseMs: Date.now() % 86_400_000 });
		const result = await world.runWaiting(numbered(), { items: items(100), credential: paced, ...goesOn });
		expect(expectAccounts(result, 100)).toEqual({ failed: 90, uncertain: 0 });
		for (const item of result.items.slice(-5)) expect(readItem(item)).toMatch(/daily limit/);
		expect(result.elapsedMs).toBeGreaterThan(120_000);
		expect(result.elapsedMs).toBeLessThan(300_000);
		expect(world.sent('POST').length).toBeLessThan(10 + 16 + 40);
	});
});
