import type { IDataObject } from 'n8n-workflow';

import { runListSearch, withSimulatedClock } from '../harness';
import type { Fault } from '../simulator';
import { runLoadOptions } from './loadOptions';
import { byId, useWorld } from './support';

const world = useWorld();
const pickers = ['searchWorkspaces', 'searchDomains', 'searchProjects', 'searchLinks', 'searchRecordings'];
const dropDowns = ['getDomains', 'getLinks', 'getMembers', 'getProjects'];
const inWorkspace = [...pickers.slice(1), ...dropDowns];

/** What the editor shows of a list that does not load: the message, and below it the description. */
async function refusal(
	method: string,
	workspace = world.simulator.seed.workspaceId,
	credential: IDataObject = {},
) {
	const request = {
		method,
		parameters: { workspaceId: byId(workspace) },
		credentials: world.credentials(credential),
	};
	const load = method.startsWith('get') ? runLoadOptions(request) : runListSearch(request);
	const error = await load.then(
		() => undefined,
		(reason: unknown) => reason as Error & { description?: string },
	);
	if (!error) throw new Error('The list has loaded');
	return `${error.message}\n${error.description ?? ''}`;
}

/** The same in simulated time, with a limit on patience that the simulation can move. @returns also the ms that it took */
async function refusalInTime(method: string, before: () => void) {
	const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		const controller = new AbortController();
		setTimeout(() => controller.abort(), ms);
		return controller.signal;
	});
	const { result, elapsedMs } = await withSimulatedClock(async () => {
		before();
		return await refusal(method);
	});
	timeout.mockRestore();
	return { text: result, elapsedMs };
}

describe.each([...pickers, ...dropDowns])('%s says why it cannot load', (method) => {
	it('with a key that nobody knows', async () => {
		const apiKey = world.simulator.keys.unknown;
		const text = await refusal(method, undefined, { apiKey });
		expect(text).toMatch(/^The API key is not valid \(API_KEY_INVALID, HTTP 401\)\n.*Account > Developers/);
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
		expect(text).toMatch(/^The list could not load within 10 seconds\n.*rate limit.*By ID/);
		expect(elapsedMs).toBeLessThanOrEqual(10_000);
		expect(elapsedMs).toBeGreaterThan(5_000);
	});

	it('when Userplane does not answer, within ten seconds', async () => {
		const hang = () => void world.simulator.faults.add({ match: {}, fault: { kind: 'hang' } });
		const { text, elapsedMs } = await refusalInTime(method, hang);
		expect(text).toMatch(/^The list could not load within 10 seconds\n.*does not answer/);
		expect(elapsedMs).toBeLessThanOrEqual(10_000);
	});
});

describe.each(inWorkspace)('%s', (method) => {
	it.each(['', '  '])('asks for the workspace first: "%s"', async (workspace) => {
		expect(await refusal(method, workspace)).toMatch(/^Workspace is empty\n.*Choose a workspace/);
		expect(world.simulator.requests).toEqual([]);
	});

	it.each([
		['ws_none', /WORKSPACE_NOT_FOUND, HTTP 404/],
		['ws_000003', /NOT_A_MEMBER, HTTP 403/],
		['ws_000004', /WORKSPACE_GONE, HTTP 410/],
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
	await expect(search()).rejects.toThrow('Workspace is empty');
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
