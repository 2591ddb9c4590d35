import type { INodeParameters } from 'n8n-workflow';

import type { Fault } from '../simulator';
import { byId, items, read, readItem, useWorld } from './support';

const world = useWorld();
const links = {
	resource: 'link',
	name: 'linkId',
	gone: 'deletedLinkId',
	code: 'LINK',
	table: 'links',
} as const;
const recordings = {
	resource: 'recording',
	name: 'recordingId',
	gone: 'deletedRecordingId',
	code: 'RECORDING',
	table: 'recordings',
} as const;

describe.each([links, recordings])('a deleted $resource', ({ resource, name, gone, code, table }) => {
	const remove = (id?: string): INodeParameters => {
		const { seed } = world.simulator;
		const own = { workspaceId: byId(seed.workspaceId), [name]: byId(id ?? seed[name]) };
		return { resource, operation: 'delete', ...own };
	};
	const isGone = (id: string) => world.simulator.store[table].get(id)?.deletedAt !== null;

	it('is gone, and the output says which', async () => {
		const id = world.simulator.seed[name];
		const result = await world.run(remove());
		expect(result.items).toEqual([{ json: { deleted: true, [name]: id }, pairedItem: { item: 0 } }]);
		expect(isGone(id)).toBe(true);
		expect(world.simulator.requests).toHaveLength(1);
	});

	it.each([
		['the repetition meets 410 after a lost answer', { kind: 'html', status: 503, when: 'after' }, 2],
		['it was answered without a body', { kind: 'status', status: 204, body: '', when: 'after' }, 1],
		[
			'the body only says so',
			{ kind: 'status', status: 200, body: { message: 'Deleted' }, when: 'after' },
			1,
		],
	] as Array<[string, Fault, number]>)('is a success when %s', async (_, fault, requests) => {
		const id = world.simulator.seed[name];
		world.simulator.faults.add({ match: { method: 'DELETE' }, times: 1, fault });
		const result = await world.runWaiting(remove());
		expect(read(result)).toBe('');
		expect(result.items).toEqual([{ json: { deleted: true, [name]: id }, pairedItem: { item: 0 } }]);
		expect(world.simulator.requests).toHaveLength(requests);
	});

	it('may have been deleted when a 200 says something else', async () => {
		const body = { error: 'ACCESS_DENIED', message: 'Log in to the gateway' };
		world.simulator.faults.add({ match: {}, fault: { kind: 'status', status: 200, body } });
		expect(read(await world.runWaiting(remove()))).toMatch(/may have been deleted/);
	});

	it('may have been deleted when no answer says so, and is named', async () => {
		world.simulator.faults.add({ match: { method: 'DELETE' }, fault: { kind: 'reset', when: 'after' } });
		// What was deleted by the first try answers 410 to nobody: each answer is lost
		expect(read(await world.runWaiting(remove()))).toContain(
			`The ${resource} ${world.simulator.seed[name]} may have been deleted (ECONNRESET)`,
		);
	});

	it('is no success when the first request meets 410', async () => {
		const text = read(await world.run(remove(world.simulator.seed[gone])));
		expect(text).toContain(`${code}_GONE, HTTP 410`);
		expect(world.simulator.requests).toHaveLength(1);
	});

	it.each([503, 429])('is no success when 410 follows a %i, which did no work', async (status) => {
		world.simulator.faults.add({ match: {}, times: 1, fault: { kind: 'status', status } });
		const text = read(await world.runWaiting(remove(world.simulator.seed[gone])));
		expect(text).toContain(`${code}_GONE, HTTP 410`);
	});

	it('is no success when the workspace is what is gone', async () => {
		const { simulator } = world;
		simulator.faults.add({ match: {}, times: 1, fault: { kind: 'reset' } });
		const fault = { kind: 'status', status: 410, code: 'WORKSPACE_GONE' } as const;
		simulator.faults.add({ match: {}, fault });
		expect(read(await world.runWaiting(remove()))).toContain('WORKSPACE_GONE, HTTP 410');
	});

	it.each([
		['a word', 410, { error: 'Gone' }],
		['a code of the like', 410, { code: 'SESSION_GONE' }],
		['our code with another status', 403, { code: `${code}_GONE` }],
		['a body that speaks of another status', 410, { code: `${code}_GONE`, status: 500 }],
	])('is no success when what answers is not Userplane: %s', async (_, status, body) => {
		world.simulator.faults.add({ match: {}, times: 1, fault: { kind: 'reset' } });
		world.simulator.faults.add({ match: {}, fault: { kind: 'status', status, body } });
		const name = `${resource} ${world.simulator.seed[`${resource}Id`]}`;
		expect(read(await world.runWaiting(remove()))).toContain(`The ${name} may have been deleted (`);
	});

	it('that is done when another item fails is told as what cannot be deleted again', async () => {
		const { workspaceId } = world.simulator.seed;
		const parameters = {
			...remove(),
			workspaceId: byId(`={{ $json.n ? "ws_none" : "${workspaceId}" }}`),
			[name]: byId(`={{ $json.n ? "x" : "${world.simulator.seed[name]}" }}`),
		};
		world.simulator.setLatency(({ path }) => (path.includes('ws_none') ? 200 : 0));
		expect(read(await world.run(parameters, { items: items(2) }))).toContain(
			`item 0 (${world.simulator.seed[name]}). Leave them out when you run the workflow again, or they fail`,
		);
	});

	it('that several items name is deleted once, and done for all of them', async () => {
		const id = world.simulator.seed[name];
		const url = `https://dash.userplane.io/_/recordings${resource === 'link' ? '?links=' : '/'}${id}`;
		const parameters = { ...remove(), [name]: byId(`={{ $json.n === 1 ? "${url}" : " ${id}" }}`) };
		// The first request takes longer than the others would
		let requests = 0;
		world.simulator.setLatency(() => (requests++ === 0 ? 500 : 0));
		const result = await world.runWaiting(parameters, { items: items(3) });
		expect(read(result)).toBe('');
		const json = { deleted: true, [name]: id };
		expect(result.items).toEqual([0, 1, 2].map((item) => ({ json, pairedItem: { item } })));
		expect(result.items[0].json).not.toBe(result.items[1].json);
		expect(world.simulator.requests.map(({ status }) => status)).toEqual([200]);
	});

	it('that two items name is tried again by the second when the first failed', async () => {
		const fault = { kind: 'status', status: 403, code: 'FORBIDDEN' } as const;
		world.simulator.faults.add({ match: {}, times: 1, fault });
		const more = { items: items(2), onError: 'continueRegularOutput' } as const;
		const result = await world.runWaiting(remove(), more);
		expect(readItem(result.items[0])).toContain('FORBIDDEN, HTTP 403');
		expect(result.items[1].json).toEqual({ deleted: true, [name]: world.simulator.seed[name] });
	});

	it('is no success for any item when others deleted it before', async () => {
		const more = { items: items(2), onError: 'continueRegularOutput' } as const;
		const result = await world.runWaiting(remove(world.simulator.seed[gone]), more);
		for (const item of result.items) expect(readItem(item)).toContain(`${code}_GONE, HTTP 410`);
	});

	it('is one of its own workspace: the same ID in another is not done', async () => {
		const { seed } = world.simulator;
		// The last item begins when the first ones are done
		const workspace = `={{ $json.n === 19 ? "${seed.otherWorkspaceId}" : "${seed.workspaceId}" }}`;
		const parameters = { ...remove(), workspaceId: byId(workspace) };
		const more = { items: items(20), onError: 'continueRegularOutput' } as const;
		const result = await world.runWaiting(parameters, more);
		expect(readItem(result.items[19])).toContain(`${code}_WORKSPACE_MISMATCH, HTTP 403`);
	});

	it('is deleted once more by the next run, which says that it is gone', async () => {
		expect(read(await world.run(remove()))).toBe('');
		expect(read(await world.run(remove()))).toContain(`${code}_GONE, HTTP 410`);
	});

	it('is named when the run stops later', async () => {
		const id = world.simulator.seed[name];
		const parameters = { ...remove(), [name]: byId(`={{ $json.n ? "none" : "${id}" }}`) };
		world.simulator.setLatency(({ path }) => (path.endsWith('none') ? 500 : 0));
		const text = read(await world.runWaiting(parameters, { items: items(2) }));
		expect(text).toContain(`${code}_NOT_FOUND, HTTP 404) [item 1]`);
		expect(text).toContain(`item 0 (${id})`);
	});
});

it('deletes as its key may', async () => {
	const { seed, keys } = world.simulator;
	const remove = { resource: 'link', operation: 'delete', workspaceId: byId(seed.workspaceId) };
	const credential = { apiKey: keys.member };
	const foreign = await world.run({ ...remove, linkId: byId(seed.linkId) }, { credential });
	expect(read(foreign)).toContain('LINK_DELETE_FORBIDDEN, HTTP 403');
	expect(read(await world.run({ ...remove, linkId: byId(seed.memberLinkId) }, { credential }))).toBe('');
});
