import { seededRandom } from '../simulator/faults';
import { byId, items, read, useWorld } from './support';

const world = useWorld();
const numbered = () => world.create({ additionalFields: { linkReference: '={{ $json.n }}' } });

/** Answers take 0 to 3 simulated seconds, the same in every run. */
function shuffleAnswers(): void {
	const random = seededRandom(7);
	world.simulator.setLatency(() => Math.round(random() * 3_000));
}

describe('the output', () => {
	it('is in the order of the input and paired with it, whichever answer comes first', async () => {
		shuffleAnswers();
		const result = await world.runWaiting(numbered(), { items: items(60) });
		expect(read(result)).toBe('');
		const references = result.items.map(({ json }) => Number(json.linkProviderReference));
		expect(references).toEqual(items(60).map(({ json }) => json.n));
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(references.map((item) => ({ item })));
		expect(world.newLinks()).toHaveLength(60);
	});

	it('has each failed item in its place', async () => {
		shuffleAnswers();
		const ids = ['rec_000001', 'none', 'rec_000002', '..', 'rec_000003'];
		const result = await world.runWaiting(world.recording({ recordingId: byId('={{ $json.id }}') }), {
			items: ids.map((id) => ({ json: { id } })),
			onError: 'continueRegularOutput',
		});
		expect(
			result.items.map(
				({ json }) => json.recordingId ?? /RECORDING_\w+|only dots/.exec(JSON.stringify(json))?.[0],
			),
		).toEqual(['rec_000001', 'RECORDING_NOT_FOUND', 'rec_000002', 'only dots', 'RECORDING_GONE']);
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4].map((item) => ({ item })),
		);
	});

	it('leaves by the right branch, failed items with their input', async () => {
		const ids = ['rec_000001', 'none', 'rec_000002'];
		const result = await world.run(world.recording({ recordingId: byId('={{ $json.id }}') }), {
			items: ids.map((id) => ({ json: { id } })),
			onError: 'continueErrorOutput',
		});
		const [good = [], bad = []] = result.outputs;
		expect(good.map(({ json, pairedItem }) => [json.recordingId, pairedItem])).toEqual([
			['rec_000001', { item: 0 }],
			['rec_000002', { item: 2 }],
		]);
		expect(bad).toHaveLength(1);
		expect(bad[0]?.json).toEqual({
			id: 'none',
			error: expect.stringContaining('[item 1]') as string,
			message: expect.stringContaining('RECORDING_NOT_FOUND') as string,
		});
	});
});

describe('items that write the same link', () => {
	it('do so in input order, beside others', async () => {
		shuffleAnswers();
		const { seed, store } = world.simulator;
		const links = [seed.linkId, seed.memberLinkId, seed.linkId, seed.linkId, seed.memberLinkId, seed.linkId];
		const result = await world.runWaiting(
			world.update({ linkTitle: '={{ "Title " + $json.n }}' }, { linkId: byId('={{ $json.link }}') }),
			{ items: links.map((link, n) => ({ json: { link, n } })) },
		);
		expect(read(result)).toBe('');
		const titles = (linkId: string) =>
			world
				.sent('PUT')
				.filter(({ path }) => path.endsWith(linkId))
				.map(({ body }) => (body as { linkTitle: string }).linkTitle);
		expect(titles(seed.linkId)).toEqual(['Title 0', 'Title 2', 'Title 3', 'Title 5']);
		expect(titles(seed.memberLinkId)).toEqual(['Title 1', 'Title 4']);
		expect(store.links.get(seed.linkId)?.linkTitle).toBe('Title 5');
		expect(result.items.map(({ json }) => json.linkTitle)).toEqual(links.map((_, n) => `Title ${n}`));
	});
});

describe('Stop Workflow', () => {
	const failAt = (n: number) =>
		world.create({ domainId: byId(`={{ $json.n === ${n} ? "none" : "${world.simulator.seed.domainId}" }}`) });

	it('begins nothing after the first failure, ends what is under way, and names what was done', async () => {
		world.simulator.setLatency(({ path }) => (path === '' ? 0 : 1_000));
		const result = await world.runWaiting(failAt(2), { items: items(200) });
		expect(result).toMatchObject({ status: 'error', outputs: [] });
		const made = world.newLinks();
		expect(world.simulator.requests.length).toBe(made.length + 1);
		expect(made.length).toBeLessThan(40);
		const text = read(result);
		expect(text).toMatch(/BAD_REQUEST, HTTP 400\) \[item 2\]/);
		const named = [...text.matchAll(/item (\d+) \((lnk_\d+)\)/g)];
		expect(named.map(([, item]) => Number(item))).toEqual([
			0,
			1,
			...items(made.length + 1)
				.map(({ json }) => json.n)
				.slice(3),
		]);
		expect(named.map(([, , linkId]) => linkId).sort()).toEqual(made.sort());
	});

	it('names no more than fits, and how many more there are', async () => {
		const result = await world.run(failAt(79), { items: items(80) });
		expect(read(result)).toMatch(/and \d+ more/);
		expect([...read(result).matchAll(/lnk_\d+/g)]).toHaveLength(20);
	});

	it('finishes an item that has begun: its link gets its title', async () => {
		const { workspaceId, otherWorkspaceId, domainId } = world.simulator.seed;
		world.simulator.setLatency(({ path }) => (path.includes(workspaceId) ? 2_000 : 500));
		const parameters = world.create({
			workspaceId: byId('={{ $json.workspace }}'),
			domainId: byId('={{ $json.domain }}'),
			additionalFields: { linkTitle: 'Wanted' },
		});
		const result = await world.runWaiting(parameters, {
			items: [
				{ json: { workspace: workspaceId, domain: domainId } },
				{ json: { workspace: otherWorkspaceId, domain: 'none' } },
			],
		});
		const [linkId] = world.newLinks();
		expect(read(result)).toContain('[item 1]');
		expect(read(result)).toContain(`item 0 (${linkId})`);
		expect(world.simulator.store.links.get(linkId)?.linkTitle).toBe('Wanted');
	});

	it('sends nothing when any item cannot be sent', async () => {
		const parameters = world.recording({ recordingId: byId('={{ $json.n === 3 ? "" : "rec_000001" }}') });
		const result = await world.run(parameters, { items: items(5) });
		expect(read(result)).toMatch(/Recording is empty \[item 3\]/);
		expect(result.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 3 } });
		expect(world.simulator.requests).toEqual([]);
	});

	it('names the first failed item, not the first failure', async () => {
		world.simulator.setLatency(({ path }) => (path.includes('late') ? 2_000 : 100));
		const parameters = world.recording({ recordingId: byId('={{ $json.n === 0 ? "late" : "soon" }}') });
		expect(read(await world.runWaiting(parameters, { items: items(2) }))).toContain('[item 0]');
	});
});

describe("n8n's own Retry On Fail", () => {
	const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

	it('runs the whole node again when the first item failed and the workflow goes on', async () => {
		const parameters = world.create({ domainId: byId('={{ $json.n === 0 ? "none" : "dom_000001" }}') });
		const result = await world.runWaiting(parameters, {
			...retry,
			items: items(2),
			onError: 'continueRegularOutput',
		});
		expect(result.executions).toBe(3);
		expect(world.newLinks()).toHaveLength(3);
	});

	it('is not needed: a failed request is repeated by the node itself', async () => {
		world.simulator.faults.add({ match: {}, times: 2, fault: { kind: 'status', status: 503 } });
		const result = await world.runWaiting(world.create(), retry);
		expect(result).toMatchObject({ status: 'success', executions: 1 });
		expect(world.newLinks()).toHaveLength(1);
	});
});
