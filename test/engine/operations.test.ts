import { byId, items, read, useWorld } from './support';
import { operations, parametersOf, pathOf } from './operations';

const world = useWorld();
const named = operations.map((one) => ({ name: `${one.resource} ${one.operation}`, one }));
const inWorkspace = named.filter(({ one }) => one.needsWorkspace !== false);

describe.each(named)('$name', ({ one }) => {
	it('sends one request and gives its objects as items', async () => {
		const { simulator } = world;
		const expected = one.output(simulator);
		const result = await world.run(parametersOf(one, simulator.seed));
		expect(read(result)).toBe('');
		expect(result.items).toEqual(expected.map((json) => ({ json, pairedItem: { item: 0 } })));
		expect(simulator.requests).toHaveLength(1);
		const [request] = simulator.requests;
		expect({ ...request, query: decodeURIComponent(request.query) }).toMatchObject({
			...{ method: one.method, path: pathOf(one, simulator.seed), operationId: one.operationId },
			...{ query: one.query ?? '', body: undefined, status: 200 },
		});
		expect(request.headers.authorization).toBe(`Bearer ${world.key}`);
	});

	it('is tolerant of keys that nobody knows yet', async () => {
		const { simulator } = world;
		const [row] = one.output(simulator);
		const future = { ...row, somethingNew: { list: [1] } };
		const list = listNames[one.operation === 'search' ? 'search' : one.resource];
		const data = ['getAll', 'search'].includes(one.operation)
			? { [list]: [future], pagination: { page: 1, perPage: 20, total: 1, totalPages: 1, hasMore: false } }
			: one.isBare
				? future
				: { [one.resource]: future };
		simulator.faults.add({
			match: { operationId: one.operationId },
			fault: { kind: 'status', status: 200, body: { message: 'OK', data } },
		});
		const result = await world.run(parametersOf(one, simulator.seed));
		const expected = one.operation === 'delete' ? row : future;
		expect(result.items.map(({ json }) => json)).toEqual([JSON.parse(JSON.stringify(expected))]);
	});
});

describe.each(inWorkspace)('$name', ({ one }) => {
	it('runs for each item, and its outputs are paired with it', async () => {
		const { simulator } = world;
		const many = one.output(simulator).length;
		// A link or recording can be deleted once, so only one item names the seeded workspace
		const workspaces = [simulator.seed.foreignWorkspaceId, simulator.seed.workspaceId, 'ws_none'];
		const result = await world.run(
			parametersOf(one, simulator.seed, { workspaceId: byId('={{ $json.id }}') }),
			{ items: workspaces.map((id) => ({ json: { id } })), onError: 'continueRegularOutput' },
		);
		const paired = result.items.map(({ json, pairedItem }) => ['error' in json, pairedItem]);
		expect(paired).toEqual([
			[true, { item: 0 }],
			...Array.from({ length: many }, () => [false, { item: 1 }]),
			[true, { item: 2 }],
		]);
		expect(result.items[0].json.message).toContain('NOT_A_MEMBER, HTTP 403');
		expect(result.items.at(-1)?.json.message).toContain('WORKSPACE_NOT_FOUND, HTTP 404');
	});

	it('without a workspace looks up the only one, once a process and key', async () => {
		const { simulator } = world;
		world.leaveOneWorkspace();
		const expected = one.output(simulator);
		const parameters = parametersOf(one, simulator.seed, { workspaceId: byId(' ') });
		const result = await world.run(parameters);
		expect(read(result)).toBe('');
		expect(result.items).toEqual(expected.map((json) => ({ json, pairedItem: { item: 0 } })));
		const path = pathOf(one, simulator.seed);
		expect(simulator.requests.map((request) => [request.method, request.path])).toEqual([
			['GET', '/api/v1/public/workspaces'],
			[one.method, path],
		]);
		await world.run(parameters);
		expect(simulator.requests.slice(2).map((request) => request.path)).toEqual([path]);
		world.key = world.newKey();
		await world.run(parameters);
		expect(simulator.requests.slice(3).map((request) => request.path)).toEqual([
			'/api/v1/public/workspaces',
			path,
		]);
	});

	it('without a workspace names those of a key that has several, and sends nothing else', async () => {
		const { seed, requests } = world.simulator;
		const result = await world.run(parametersOf(one, seed, { workspaceId: byId(' ') }));
		expect(read(result)).toBe(
			`Select a workspace. This key can access several: Acme Support (${seed.workspaceId}), Acme Labs (${seed.otherWorkspaceId}) [item 0]\nYou can leave Workspace empty only if your API key has access to one workspace`,
		);
		expect(requests.map(({ method, path }) => [method, path])).toEqual([
			['GET', '/api/v1/public/workspaces'],
		]);
	});
});

it('N items of M rows each come out in order', async () => {
	const { seed, store } = world.simulator;
	const parameters = {
		...{ resource: 'project', operation: 'getAll', returnAll: true },
		workspaceId: byId(`={{ $json.n % 2 ? "${seed.otherWorkspaceId}" : "${seed.workspaceId}" }}`),
	};
	const result = await world.run(parameters, { items: items(4) });
	const own = store.projects.get(seed.otherProjectId)?.projectTitle;
	expect(result.items.map(({ json, pairedItem }) => [json.projectTitle, pairedItem])).toEqual([
		['General', { item: 0 }],
		['Billing', { item: 0 }],
		[own, { item: 1 }],
		['General', { item: 2 }],
		['Billing', { item: 2 }],
		[own, { item: 3 }],
	]);
});

it.each([
	['link', 'get', 'linkId', 'Link'],
	['link', 'delete', 'linkId', 'Link'],
	['recording', 'delete', 'recordingId', 'Recording'],
	['recording', 'download', 'recordingId', 'Recording'],
	['recording', 'getLogs', 'recordingId', 'Recording'],
	['project', 'get', 'projectId', 'Project'],
])('%s %s takes one ID, trimmed, and no path', async (resource, operation, name, label) => {
	const { seed } = world.simulator;
	const parameters = (id: string) => ({
		...{ resource, operation, workspaceId: byId(seed.workspaceId) },
		[name]: byId(`={{ ${JSON.stringify(id)} }}`),
	});
	for (const id of ['', '..', '.', 'a/b', 'a?b', 'a b']) {
		expect(read(await world.run(parameters(id)))).toContain(label);
	}
	expect(world.simulator.requests).toEqual([]);
	const ids: Record<string, string> = { ...seed };
	expect(read(await world.run(parameters(` ${ids[name]}\n`)))).toBe('');
	expect(world.simulator.requests[0].path).toMatch(new RegExp(`/${ids[name]}(/|$)`));
});

it.each([
	['link', 'teleport', 'The operation "teleport" of the resource "link" does not exist'],
	['spaceship', 'get', 'The resource "spaceship" does not exist'],
])('says so when this version has no %s %s', async (resource, operation, message) => {
	expect(read(await world.run({ resource, operation }))).toBe(
		`${message}\nSelect a resource and an operation from the lists, or update this package`,
	);
	expect(world.simulator.requests).toEqual([]);
});

/** What the array of a list is called in `data`. */
const listNames: Record<string, string> = {
	...{ domain: 'domains', link: 'links', member: 'workspaceMembers', project: 'projects' },
	...{ recording: 'recordings', search: 'results', workspace: 'workspaces' },
};
