import type { IDataObject } from 'n8n-workflow';

import { runListSearch, withSimulatedClock } from '../harness';
import type { Fault } from '../simulator';
import { runLoadOptions } from './loadOptions';
import { byId, items, useWorld } from './support';

const world = useWorld();
const pickers = ['searchWorkspaces', 'searchDomains', 'searchProjects', 'searchLinks', 'searchRecordings'];
const dropDowns = ['getDomains', 'getLinks', 'getMembers', 'getProjects'];
const inWorkspace = [...pickers.slice(1), ...dropDowns];

/** Loads a list, as the editor does when a person opens it. */
async function list(
	method: string,
	workspace = world.simulator.seed.workspaceId,
	credential: IDataObject = {},
) {
	const parameters = { workspaceId: byId(workspace) };
	const request = { method, parameters, credentials: world.credentials(credential) };
	return method.startsWith('get') ? await runLoadOptions(request) : await runListSearch(request);
}

/**
 * What the editor shows of a list that does not load, in two lines: of a picker the message and below it what to do, of a
 * drop-down the message alone, which says both.
 */
async function refusal(method: string, workspace?: string, credential?: IDataObject) {
	const error = await list(method, workspace, credential).then(
		() => undefined,
		(reason: unknown) => reason as Error & { description?: string },
	);
	if (!error) throw new Error('The list has loaded');
	const { message, description: remedy = '' } = error;
	expect(message).not.toMatch(/\(.*HTTP \d+\)| says: /);
	// Of an error that has a status, the editor shows a drop-down "[object Object]"
	if (method.startsWith('get')) expect([error.name, remedy]).toEqual(['NodeOperationError', '']);
	return method.startsWith('get') ? message.replace(/\. /, '\n') : `${message}\n${remedy}`.trimEnd();
}

/** The same in simulated time, with a limit on patience that the simulation can move. @returns also the ms that it took */
async function refusalInTime(method: string, before: () => unknown, credential?: IDataObject) {
	const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		const controller = new AbortController();
		setTimeout(() => controller.abort(), ms);
		return controller.signal;
	});
	const { result, elapsedMs } = await withSimulatedClock(async () => {
		await before();
		return await refusal(method, undefined, credential);
	});
	timeout.mockRestore();
	return { text: result, elapsedMs };
}

describe.each([...pickers, ...dropDowns])('%s says why it cannot load', (method) => {
	it('with a key that nobody knows', async () => {
		const apiKey = world.simulator.keys.unknown;
		const text = await refusal(method, undefined, { apiKey });
		expect(text).toMatch(/^The API key is not valid\n.*Account > Developers/);
		expect(text).not.toContain(apiKey);
		expect(world.simulator.requests).toHaveLength(1);
	});

	it('without a key', async () => {
		expect(await refusal(method, undefined, { apiKey: ' ' })).toMatch(/^The API key is missing/);
		expect(world.simulator.requests).toEqual([]);
	});

	it('when the rate limit is reached, within ten seconds', async () => {
		world.simulator.setLimit({ kind: 'sliding', requests: 120, retryAfterHeader: true });
		const useUp = () => void world.simulator.consumeQuota(120);
		const { text, elapsedMs } = await refusalInTime(method, useUp);
		expect(text).toMatch(
			/^The list could not load within 10 seconds: Userplane's rate limit is used up\n.*By ID/,
		);
		expect(elapsedMs).toBeLessThanOrEqual(10_000);
		expect(elapsedMs).toBeGreaterThan(5_000);
	});

	it('when Userplane does not answer, within ten seconds', async () => {
		const hang = () => void world.simulator.faults.add({ match: {}, fault: { kind: 'hang' } });
		const { text, elapsedMs } = await refusalInTime(method, hang);
		expect(text).toMatch(/^The list could not load within 10 seconds: Userplane did not answer\n/);
		expect(elapsedMs).toBeLessThanOrEqual(10_000);
	});
});

describe('a list that is held up says what was last seen', () => {
	const faults: Array<[string, Fault, RegExp]> = [
		['a 500', { kind: 'status', status: 500 }, /seconds: Userplane could not process the request\n/],
		['a cut connection', { kind: 'reset' }, /seconds: The connection to Userplane broke off\n/],
	];

	it.each(faults)('%s', async (_, fault, words) => {
		// The longest pauses: with short ones all tries may be over in ten seconds
		const random = jest.spyOn(Math, 'random').mockReturnValue(1);
		const { text, elapsedMs } = await refusalInTime('searchLinks', () => {
			world.simulator.faults.add({ match: {}, fault });
		});
		random.mockRestore();
		expect(text).toMatch(words);
		expect(text).not.toMatch(/rate limit/);
		expect(elapsedMs).toBe(10_000);
	});

	it('not what was mended by then', async () => {
		const credential = { requestsPerMinute: 2 };
		const first = { match: {}, times: 1, fault: { kind: 'status', status: 500 } } as const;
		for (let n = 0; n < 25; n += 1) world.simulator.store.addLink();
		const { text } = await refusalInTime('getLinks', () => world.simulator.faults.add(first), credential);
		expect(text).toMatch(/seconds: other requests have used up the rate limit\n/);
	});

	it('our own limit, when nothing could be sent', async () => {
		const credential = { requestsPerMinute: 1 };
		const useUp = async () => await world.run(world.recording(), { credential });
		const { text } = await refusalInTime('searchLinks', useUp, credential);
		expect(text).toMatch(/seconds: other requests have used up the rate limit\n/);
	});
});

describe('a list that a person opens', () => {
	it('goes before the runs that wait, and loads as soon as a pause is over', async () => {
		const credential = { requestsPerMinute: 120 };
		world.simulator.setLimit({ kind: 'sliding', requests: 120 });
		const { result } = await withSimulatedClock(async () => {
			const run = world.run(world.recording(), { items: items(240), credential });
			await new Promise((resolve) => setTimeout(resolve, 55_000));
			await list('searchLinks', undefined, credential);
			const before = world.simulator.requests.length;
			await run;
			return before;
		});
		// All 120 of the first window; then it is let in first, and arrives among the first, as fast as n8n sends it
		const next = world.simulator.requests.slice(120, 160).map(({ operationId }) => operationId);
		expect(next).toContain('links.list');
		expect(result).toBeLessThan(240);
	});

	it('loads when the service is well again, however many lists gave up before', async () => {
		const refuse = { kind: 'status', status: 429 } as const;
		const stop = world.simulator.faults.add({ match: {}, fault: refuse });
		const { elapsedMs } = await refusalInTime('searchLinks', () => undefined);
		expect(elapsedMs).toBe(10_000);
		await refusalInTime('searchDomains', () => undefined);
		stop();
		const { elapsedMs: loadedAfterMs } = await withSimulatedClock(async () => await list('searchLinks'));
		expect(loadedAfterMs).toBeLessThanOrEqual(8_000);
	});
});

describe.each(inWorkspace)('%s', (method) => {
	it.each(['', '  '])('asks for the workspace first: "%s"', async (workspace) => {
		expect(await refusal(method, workspace)).toBe('Select a workspace first');
		expect(world.simulator.requests.map(({ path }) => path)).toEqual(['/api/v1/public/workspaces']);
	});

	it('takes the only workspace that a key has, and looks it up once', async () => {
		world.leaveOneWorkspace();
		const chosen = await list(method);
		world.simulator.clearRequests();
		expect(await list(method, '')).toEqual(chosen);
		expect(await list(method, ' ')).toEqual(chosen);
		const { requests, seed } = world.simulator;
		const paths = requests.map(({ path }) => path.replace(`/${seed.workspaceId}/`, '/{}/'));
		expect(paths).toEqual(['/api/v1/public/workspaces', paths[1], paths[1]]);
		expect(paths[1]).toMatch(
			/^\/api\/v1\/public\/workspace\/\{\}\/(domains|projects|links|recordings|members)$/,
		);
	});

	it('looks up the only workspace again when the one before is not there any more', async () => {
		world.leaveOneWorkspace();
		await list(method, '');
		world.changeWorkspace('it is deleted');
		expect(await refusal(method, '')).toMatch(
			/workspace has been deleted\n.*the workspace is then looked up again/,
		);
		world.simulator.clearRequests();
		await list(method, '');
		const [lookUp, request] = world.simulator.requests.map(({ path }) => path);
		expect(lookUp).toBe('/api/v1/public/workspaces');
		expect(request).toContain(world.simulator.seed.otherWorkspaceId);
	});

	it('says so when the key has no workspace, or they cannot be looked up', async () => {
		const { store, faults } = world.simulator;
		store.members.clear();
		expect(await refusal(method, '')).toMatch(
			/^This API key has access to no workspace\nUse the API key of a workspace member/,
		);
		faults.add({ match: { operationId: 'workspaces.list' }, fault: { kind: 'status', status: 403 } });
		expect(await refusal(method, '')).toMatch(/^The API key is disabled\n/);
	});

	it.each([
		['ws_none', /^The workspace was not found\n/],
		['ws_000003', /not a member of this workspace\n/],
		['ws_000004', /^The workspace has been deleted\n/],
		['../me', /^Workspace is not an ID/],
	])('says what is the matter with the workspace %s', async (workspace, reason) => {
		expect(await refusal(method, workspace)).toMatch(reason);
	});
});

it('searching says the same', async () => {
	const search = async () =>
		await runListSearch({
			...{ method: 'searchLinks', filter: 'checkout' },
			parameters: { workspaceId: byId(' ') },
			credentials: world.credentials(),
		});
	await expect(search()).rejects.toThrow('Select a workspace first');
});

it.each([
	['a short 503', { kind: 'status', status: 503 }],
	['a cut connection', { kind: 'reset' }],
	['a 429 of a second', { kind: 'status', status: 429, headers: { 'Retry-After': '1' } }],
] as Array<[string, Fault]>)('waits through %s', async (_, fault) => {
	world.simulator.faults.add({ match: {}, times: 1, fault });
	const { result } = await withSimulatedClock(
		async () =>
			await runListSearch({
				method: 'searchDomains',
				parameters: { workspaceId: byId(world.simulator.seed.workspaceId) },
				credentials: world.credentials(),
			}),
	);
	expect(result.results).toHaveLength(3);
});
