import { fillLinks } from './lists';
import { byId, items, read, useWorld } from './support';

const world = useWorld();
const asked = () => world.simulator.requests.map(({ operationId }) => operationId);
const listed = () => asked().filter((operationId) => operationId === 'links.list').length;
const DAY_MS = 86_400_000;

describe('several links with one reference', () => {
	const made = (createdAt: string) =>
		world.simulator.store.addLink({ linkProviderReference: 'R', createdAt });

	it('are left alone but for the oldest, which is taken with a word to the user', async () => {
		const [young, old, younger] = ['2026-03-02', '2026-03-01', '2026-03-03'].map((day) =>
			made(`${day}T00:00:00.000Z`),
		);
		const others = JSON.stringify([young, younger]);
		const result = await world.run(
			world.upsert({ additionalFields: { linkTitle: 'T' }, options: { lookBackDays: 1_000 } }),
		);
		expect(read(result)).toBe('');
		expect(result.items[0].json).toMatchObject({ linkId: old.linkId, linkTitle: 'T', isNew: false });
		expect(result.hints).toEqual([
			{
				message: `More than one link has the reference "R" (${old.linkId} was used). The oldest was used, and the others were not changed.`,
				location: 'outputPane',
			},
		]);
		expect(result.items[0]).not.toHaveProperty('hint');
		expect(JSON.stringify([young, younger])).toBe(others);
	});

	it('of the same time are told apart by their ID', async () => {
		const [first] = [1, 2, 3].map(() => made('2026-03-01T00:00:00.000Z'));
		const result = await world.run(world.upsert({ options: { lookBackDays: 1_000 } }));
		expect(result.items[0].json).toMatchObject({ linkId: first.linkId, isNew: false });
	});

	it('are spoken of as long as there are several', async () => {
		const [old, young] = ['2026-03-01', '2026-03-02'].map((day) => made(`${day}T00:00:00.000Z`));
		const parameters = world.upsert({ options: { lookBackDays: 1_000 } });
		expect((await world.run(parameters)).hints).toHaveLength(1);
		old.deletedAt = '2026-03-03T00:00:00.000Z';
		const result = await world.run(parameters);
		expect(result.items[0].json.linkId).toBe(young.linkId);
		expect(result.hints).toEqual([]);
	});
});

describe('calls for one reference', () => {
	it('in one run get one link, which is new once, in input order', async () => {
		const additionalFields = { linkTitle: '={{ "T" + $json.n }}' };
		const result = await world.run(world.upsert({ additionalFields }), { items: items(3) });
		expect(read(result)).toBe('');
		const [{ linkId }, ...more] = world.alive();
		expect(more).toEqual([]);
		expect(
			result.items.map(({ json, pairedItem }) => [json.linkId, json.linkTitle, json.isNew, pairedItem]),
		).toEqual([
			[linkId, 'T0', true, { item: 0 }],
			[linkId, 'T1', false, { item: 1 }],
			[linkId, 'T2', false, { item: 2 }],
		]);
		expect(asked()).toEqual([
			...['links.list', 'links.create', 'links.list', 'links.update'],
			...['links.getById', 'links.update', 'links.getById', 'links.update'],
		]);
	});

	it('among others come out in input order', async () => {
		const parameters = world.upsert({ linkReference: '={{ ["A", "B"][$json.n % 2] }}' });
		const result = await world.run(parameters, { items: items(6) });
		expect(result.items.map(({ json }) => [json.linkProviderReference, json.isNew])).toEqual([
			...[
				['A', true],
				['B', true],
			],
			...[
				['A', false],
				['B', false],
				['A', false],
				['B', false],
			],
		]);
	});

	it('in two runs of one process at the same moment get one link, and one request creates it', async () => {
		world.simulator.setLatency(50);
		const runs = await Promise.all([world.run(world.upsert()), world.run(world.upsert())]);
		expect(runs.map(read)).toEqual(['', '']);
		expect(runs.map(({ items: [item] }) => item.json.isNew).sort()).toEqual([false, true]);
		expect(world.sent('POST')).toHaveLength(1);
	});

	it('in two processes at the same moment get one link, which is new once', async () => {
		// What a process remembers hangs on the key: two keys stand for two processes
		world.simulator.setLatency(50);
		const run = async () => await world.run(world.upsert(), { credential: { apiKey: world.newKey() } });
		const runs = await Promise.all([run(), run()]);
		expect(runs.map(read)).toEqual(['', '']);
		// Both had looked before either created: without that this would be no test
		expect(world.sent('POST')).toHaveLength(2);
		const [{ linkId }, ...more] = world.alive();
		expect(more).toEqual([]);
		expect(runs.map(({ items: [item] }) => item.json.linkId)).toEqual([linkId, linkId]);
		expect(runs.map(({ items: [item] }) => item.json.isNew).sort()).toEqual([false, true]);
		expect(runs.map(({ hints }) => hints)).toEqual([[], []]);
	});

	it('in two workspaces get a link each', async () => {
		const { workspaceId, otherWorkspaceId, domainId, otherDomainId } = world.simulator.seed;
		const parameters = world.upsert({
			workspaceId: byId(`={{ ["${workspaceId}", "${otherWorkspaceId}"][$json.n] }}`),
			domainId: byId(`={{ ["${domainId}", "${otherDomainId}"][$json.n] }}`),
		});
		const result = await world.run(parameters, { items: items(2) });
		expect(read(result)).toBe('');
		expect(result.items.map(({ json }) => [json.workspaceId, json.isNew])).toEqual([
			[workspaceId, true],
			[otherWorkspaceId, true],
		]);
	});
});

describe('what is read', () => {
	const upsert = async (linkReference: string, lookBackDays?: number) => {
		world.simulator.clearRequests();
		const options = lookBackDays === undefined ? {} : { lookBackDays };
		const result = await world.run(world.upsert({ linkReference, options }));
		expect(read(result)).toBe('');
		return result.items[0].json;
	};

	it.each([
		// An hour lies between two links, and 20 are on a page
		[0, 1],
		[0.5, 1],
		[1, 2],
		// Each round looks as far again as those before it
		[2, 4],
		[5, 8],
	])(
		'at the first use goes back as many days as it is told, from the newest link: %f',
		async (days, pages) => {
			fillLinks(world.simulator, 1_000);
			await upsert('R', days);
			// And one look behind the creation
			expect(listed()).toBe(pages + 1);
			expect(world.newLinks()).toHaveLength(1_001);
		},
	);

	it('at later uses is one page a look, and none for what is known', async () => {
		for (let n = 0; n < 100; n += 1) {
			world.simulator.store.addLink({ createdAt: new Date(Date.now() - n * 60_000).toISOString() });
		}
		await upsert('R', 30);
		expect(listed()).toBe(6 + 1);
		await upsert('S', 30);
		expect(asked()).toEqual(['links.list', 'links.create', 'links.list']);
		await upsert('R', 30);
		expect(asked()).toEqual(['links.getById']);
	});

	it('goes further back once it is told to', async () => {
		const ids = fillLinks(world.simulator, 300);
		const old = world.simulator.store.links.get(ids[250]);
		if (!old) throw new Error('There is no such link');
		old.linkProviderReference = 'Old';
		await upsert('R', 1);
		expect(await upsert('Old', 1_000)).toMatchObject({ linkId: old.linkId, isNew: false });
	});

	it('finds a link of 30 days ago by default, and none of 31', async () => {
		const { store } = world.simulator;
		const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
		store.links.clear();
		store.addLink({ createdAt: ago(0) });
		const { linkId } = store.addLink({ linkProviderReference: 'R', createdAt: ago(29.9) });
		for (let n = 0; n < 20; n += 1) store.addLink({ createdAt: ago(40) });
		store.addLink({ linkProviderReference: 'S', createdAt: ago(50) });
		expect(await upsert('R')).toMatchObject({ linkId, isNew: false });
		expect(await upsert('S')).toMatchObject({ isNew: true });
	});

	it('is shared by all items of a run: 100 new links take at most 120 requests', async () => {
		const parameters = world.upsert({ linkReference: '={{ "R" + $json.n }}' });
		const result = await world.run(parameters, { items: items(100) });
		expect(read(result)).toBe('');
		expect(result.items.map(({ json }) => [json.linkProviderReference, json.isNew])).toEqual(
			items(100).map(({ json: { n } }) => [`R${n}`, true]),
		);
		expect(world.newLinks()).toHaveLength(100);
		expect(world.simulator.requests.length).toBeLessThanOrEqual(120);
	});

	it.each(['-1', '"many"'])('is refused when Look Back is %s, before any request', async (days) => {
		const options = { lookBackDays: `={{ ${days} }}` };
		expect(read(await world.run(world.upsert({ options })))).toMatch(
			/^Look Back \(Days\) is not a number of 0 or more/,
		);
		expect(asked()).toEqual([]);
	});
});

it('takes the only workspace of a key', async () => {
	world.leaveOneWorkspace();
	const result = await world.run(world.upsert({ workspaceId: byId('') }));
	expect(result.items[0].json).toMatchObject({ workspaceId: world.simulator.seed.workspaceId, isNew: true });
	expect(asked()).toEqual(['workspaces.list', 'links.list', 'links.create', 'links.list']);
});
