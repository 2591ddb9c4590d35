import type { INodeParameters } from 'n8n-workflow';

import { withSimulatedClock } from '../harness';
import { byId, items, locator, read, readItem, useWorld } from './support';

const world = useWorld();
const WORKSPACES = '/api/v1/public/workspaces';
const paths = () => world.simulator.requests.map(({ path }) => path);
const lookUps = () => paths().filter((path) => path === WORKSPACES).length;

/** Recording > Get whose Workspace is empty. */
const get = (parameters: INodeParameters = {}) => world.recording({ workspaceId: byId(''), ...parameters });

describe('an empty Workspace', () => {
	it('is looked up once for all items of a run, and for later runs', async () => {
		world.leaveOneWorkspace();
		for (const runs of [1, 2]) {
			const result = await world.run(get(), { items: items(30) });
			expect(read(result)).toBe('');
			expect(result.items.map(({ json }) => json.recordingId)).toEqual(
				items(30).map(() => world.simulator.seed.recordingId),
			);
			expect(world.simulator.requests).toHaveLength(1 + runs * 30);
		}
		expect(lookUps()).toBe(1);
	});

	it('is not looked up when no item has one', async () => {
		await world.run(world.recording());
		expect(lookUps()).toBe(0);
	});

	it('that an old workflow does not have at all means the same', async () => {
		world.leaveOneWorkspace();
		const { workspaceId: _workspace, ...parameters } = world.recording();
		expect(read(await world.run(parameters))).toBe('');
		expect(lookUps()).toBe(1);
	});

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'of a key that has several is an error of the items that have none (%s)',
		async (onError) => {
			const { workspaceId, recordingId } = world.simulator.seed;
			const parameters = get({ workspaceId: byId(`={{ $json.n === 1 ? "" : "${workspaceId}" }}`) });
			const result = await world.run(parameters, { items: items(3), onError });
			const stops = onError === 'stopWorkflow';
			const text = stops ? read(result) : readItem(result.items[1]);
			expect(text).toMatch(
				/^Select a workspace. This key can access several: .* \[item 1\]\nYou can leave Workspace empty only/,
			);
			expect(result.items.map(({ json }) => json.recordingId)).toEqual(
				stops ? [] : [recordingId, undefined, recordingId],
			);
			expect(world.simulator.requests).toHaveLength(stops ? 1 : 3);
		},
	);

	it.each([0, 3, 4, 25])('is told of at most five by name, with %i more than two', async (more) => {
		const { store, seed } = world.simulator;
		const own = store.membership(seed.workspaceId, seed.userId);
		const workspace = store.workspaces.get(seed.workspaceId);
		if (!own || !workspace) throw new Error('The seed has no such rows');
		for (let n = 0; n < more; n += 1) {
			const workspaceId = `ws_more_${n}`;
			store.workspaces.set(workspaceId, { ...workspace, workspaceId });
			store.members.set(`wsm_more_${n}`, { ...own, workspaceId, workspaceMemberId: `wsm_more_${n}` });
		}
		const text = read(await world.run(get()));
		expect(text.match(/ \w+ \(ws_\w+\)(?=,| )/g)).toHaveLength(Math.min(5, 2 + more));
		expect(/, \.\.\. \[item 0\]\n/.test(text)).toBe(more > 3);
		expect(text).toMatch(
			/^Select a workspace. This key can access several: Acme Support \(ws_\w+\), Acme Labs \(ws_\w+\)(,| \[item 0\]\n)/,
		);
		expect(paths()).toEqual([WORKSPACES]);
	});

	it('of a key without one is an error', async () => {
		world.simulator.store.members.clear();
		expect(read(await world.run(get()))).toMatch(
			/^This API key has access to no workspace \[item 0\]\nUse the API key of a workspace member/,
		);
		expect(paths()).toEqual([WORKSPACES]);
	});

	it('that cannot be looked up is an error, and is looked up again by the next run', async () => {
		world.leaveOneWorkspace();
		const { faults } = world.simulator;
		faults.add({ match: {}, times: 1, fault: { kind: 'status', status: 403, code: 'FORBIDDEN' } });
		expect(read(await world.run(get()))).toMatch(/FORBIDDEN, HTTP 403\) \[item 0\]/);
		expect(read(await world.run(get()))).toBe('');
		expect(lookUps()).toBe(2);
	});

	it('is not looked up when another field cannot be sent', async () => {
		world.leaveOneWorkspace();
		const recordingId = byId(`={{ $json.n === 1 ? ".." : "${world.simulator.seed.recordingId}" }}`);
		for (const given of [items(2).slice(1), items(2)]) {
			const run = await world.run(get({ recordingId }), { items: given });
			expect(read(run)).toMatch(/^Recording is not an ID/);
		}
		expect(paths()).toEqual([]);
	});

	it('is not looked up by what has no Workspace', async () => {
		expect(read(await world.run({ resource: 'user', operation: 'getMe' }))).toBe('');
		expect(paths()).toEqual(['/api/v1/public/me']);
	});

	it('that is being looked up ends with the execution', async () => {
		world.simulator.faults.add({ match: {}, fault: { kind: 'hang' } });
		const stop = new AbortController();
		const { result, elapsedMs } = await withSimulatedClock(async () => {
			setTimeout(() => stop.abort(), 500);
			return await world.run(get(), { abortSignal: stop.signal });
		});
		expect(read(result)).toMatch(/^The execution was canceled\n/);
		expect(elapsedMs).toBe(500);
	});

	it('takes a URL of the only workspace, and refuses one of another', async () => {
		world.leaveOneWorkspace();
		const { workspaceId, recordingId } = world.simulator.seed;
		const url = (workspace: string) =>
			`https://dash.userplane.io/workspace/${workspace}/recordings/${recordingId}`;
		expect(read(await world.run(get({ recordingId: locator('url', url(workspaceId)) })))).toBe('');
		world.simulator.clearRequests();
		expect(read(await world.run(get({ recordingId: locator('url', url('ws_other')) })))).toMatch(
			/^Recording has a URL of another workspace, ws_other \[item 0\]\n/,
		);
		expect(paths()).toEqual([]);
	});
});

describe('the only workspace', () => {
	const shown = (parameters: INodeParameters = {}) => ({
		...{ resource: 'workspace', operation: 'get', workspaceId: byId('') },
		...parameters,
	});
	const again = 'If Workspace is empty, try again: the workspace is then looked up again';

	it.each([
		['it is deleted', 'WORKSPACE_GONE, HTTP 410'],
		['it is unknown', 'WORKSPACE_NOT_FOUND, HTTP 404'],
		['the user has left', 'NOT_A_MEMBER, HTTP 403'],
	] as const)(
		'is forgotten when the service says that %s, and the next run has the new one',
		async (how, code) => {
			world.leaveOneWorkspace();
			expect(read(await world.run(shown()))).toBe('');
			world.changeWorkspace(how);
			const failed = await world.run(shown(), { items: items(3), onError: 'continueRegularOutput' });
			expect(failed.items.map(readItem)).toEqual(
				items(3).map(() => expect.stringContaining(again) as string),
			);
			expect(readItem(failed.items[0])).toContain(code);
			const { items: found } = await world.run(shown(), { items: items(3) });
			const ids = found.map(({ json }) => json.workspaceId);
			expect(ids).toEqual(items(3).map(() => world.simulator.seed.otherWorkspaceId));
			expect(lookUps()).toBe(2);
		},
	);

	it.each([
		['another one that is named is not there', {}, { workspaceId: byId('ws_none') }],
		['something else says so', { code: 'WORKSPACE_GONE', status: 502, message: 'No' }, {}],
	])('stays known when %s', async (_, body, parameters) => {
		world.leaveOneWorkspace();
		await world.run(shown());
		const match = { path: /ws_000001/ };
		const mend = world.simulator.faults.add({ match, fault: { kind: 'status', status: 410, body } });
		const text = read(await world.run(shown(parameters)));
		expect(text).toMatch(/HTTP 4(04|10)/);
		expect(text).not.toContain(again);
		mend();
		expect(read(await world.run(shown()))).toBe('');
		expect(lookUps()).toBe(1);
	});
});

it('a URL of another workspace than the chosen one is refused, before any request', async () => {
	const { recordingId } = world.simulator.seed;
	const url = `https://dash.userplane.io/workspace/ws_000002/recordings/${recordingId}`;
	const text = read(await world.run(world.recording({ recordingId: locator('url', url) })));
	expect(text).toMatch(
		/^Recording has a URL of another workspace, ws_000002 \[item 0\]\nSelect that workspace, or enter a URL of the workspace ws_000001/,
	);
	expect(paths()).toEqual([]);
});
