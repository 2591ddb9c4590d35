import { byId, read } from '../engine/support';
import { useService } from './support';

const { world, arrive, trigger } = useService();

/** A recording through a link of this ticket system. */
function arriveFor(linkProviderType: string): string {
	const { linkId } = world.simulator.store.addLink({
		linkProviderType,
		linkTitle: 'Checkout',
		linkProviderId: '7',
	});
	return arrive({ linkId });
}

it('gives flat fields of a recording', async () => {
	const polls = trigger({ event: 'recordingReady' });
	await polls.poll();
	const id = arriveFor('zendesk');
	const { json } = await polls.poll();
	const { workspaceId } = world.simulator.seed;
	expect(json).toEqual([
		{
			recordingId: id,
			title: 'Checkout',
			dashboardUrl: `https://dash.userplane.io/workspace/${workspaceId}/recordings/${id}`,
			status: expect.any(String) as unknown,
			createdAt: expect.any(String) as unknown,
			recordingDurationMs: expect.any(Number) as unknown,
			linkId: expect.any(String) as unknown,
			linkProviderType: 'zendesk',
			linkProviderId: '7',
			linkProviderReference: null,
			...{
				workspaceId,
				pageUrl: 'https://app.acme.example/checkout',
				browser: 'Firefox 140',
				os: 'Windows 11',
			},
		},
	]);
});

it.each([
	['a recording in full', { event: 'recordingReady', simplify: false }],
	['a row of the list', { event: 'recordingCreated', options: { listRowOnly: true } }],
])('names the workspace beside %s', async (_, parameters) => {
	const polls = trigger(parameters);
	await polls.poll();
	const id = arrive();
	const { workspaceId } = world.simulator.seed;
	expect((await polls.poll()).json).toMatchObject([{ recordingId: id, workspaceId }]);
});

it('gives a link with its URL right behind its ID', async () => {
	const polls = trigger({ event: 'linkCreated' });
	await polls.poll();
	world.simulator.store.addLink();
	const [json] = (await polls.poll()).json;
	expect(Object.keys(json).slice(0, 2)).toEqual(['linkId', 'linkURL']);
	expect(json.workspaceId).toBe(world.simulator.seed.workspaceId);
});

it.each([
	{ event: 'recordingReady' },
	{ event: 'recordingCreated' },
	{ event: 'recordingCreated', options: { listRowOnly: true } },
])('tells only the recordings of one ticket system: %j', async (parameters) => {
	const polls = trigger({ ...parameters, filters: { linkProviderType: 'zendesk' } });
	await polls.poll();
	arriveFor('intercom');
	const id = arriveFor('zendesk');
	expect((await polls.poll()).ids).toEqual([id]);
	expect((await polls.poll()).ids).toEqual([]);
});

it('tells only the links of one ticket system', async () => {
	const polls = trigger({ event: 'linkCreated', filters: { linkProviderType: 'zendesk' } });
	await polls.poll();
	const { store } = world.simulator;
	store.addLink({ linkProviderType: 'jira' });
	const { linkId } = store.addLink({ linkProviderType: 'zendesk' });
	expect((await polls.poll()).ids).toEqual([linkId]);
});

it('starts anew when the ticket system is changed', async () => {
	const polls = trigger({ event: 'recordingReady', filters: { linkProviderType: 'zendesk' } });
	await polls.poll();
	arriveFor('jira');
	polls.parameters = { ...polls.parameters, filters: { linkProviderType: 'jira' } };
	expect((await polls.poll()).ids).toEqual([]);
	const id = arriveFor('jira');
	expect((await polls.poll()).ids).toEqual([id]);
});

describe('an empty Workspace', () => {
	it('means the only one that the key has, looked up once', async () => {
		const { store, seed } = world.simulator;
		for (const { workspaceMemberId: id, workspaceId } of store.members.values())
			if (workspaceId === seed.otherWorkspaceId) store.members.delete(id);
		const polls = trigger({ event: 'recordingReady', workspaceId: byId('') });
		await polls.poll();
		const id = arrive();
		expect((await polls.poll()).ids).toEqual([id]);
		const lookups = world.simulator.requests.filter(({ operationId }) => operationId === 'workspaces.list');
		expect(lookups).toHaveLength(1);
	});

	it('is looked up again by the poll after the one that learns that it is not there any more', async () => {
		world.leaveOneWorkspace();
		const polls = trigger({ event: 'recordingCreated', workspaceId: byId('') });
		await polls.poll();
		world.changeWorkspace('it is deleted');
		const { error } = await polls.poll();
		expect(read({ error } as never)).toMatch(/WORKSPACE_GONE[^]*the workspace is then looked up again/);
		expect((await polls.poll()).error).toBeUndefined();
		expect(world.simulator.requests.at(-1)?.path).toContain(world.simulator.seed.otherWorkspaceId);
	});

	it('is refused when there are several', async () => {
		const { error } = await trigger({ event: 'recordingReady', workspaceId: byId('') }).poll();
		expect(read({ error } as never)).toMatch(
			/Select a workspace. This key can access several: .+\nYou can leave Workspace empty/,
		);
	});
});
