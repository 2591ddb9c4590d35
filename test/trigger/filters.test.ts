import { service, MINUTE_MS, times, useService } from './support';

const { world, arrive, trigger, queries } = useService();
const rows = { event: 'recordingCreated', options: { listRowOnly: true } };

it.each([
	['nothing chosen', { link_id: [] }, 'Link Names or IDs'],
	['an empty text', { created_by: '' }, 'Requested By Names or IDs'],
	['an expression without a value', { project_id: '={{ undefined }}' }, 'Project Names or IDs'],
	['a list of nothing', { link_id: '={{ [null] }}' }, 'Link Names or IDs'],
	['no ticket system', { linkProviderType: '={{ "" }}' }, 'Ticket System'],
])('is not switched on with an empty filter, which would tell everything: %s', async (_, filters, label) => {
	const { error } = await trigger({ ...rows, filters }).poll();
	expect(error?.message).toBe(`The filter ${label} is empty: enter a value, or remove the filter`);
	expect(queries()).toEqual([]);
});

it('tells only what the filter lets through, on every page', async () => {
	const { linkId, memberLinkId, otherLinkId } = world.simulator.seed;
	const polls = trigger({ ...rows, filters: { link_id: [linkId, otherLinkId] } });
	await polls.poll();
	const ids = times(45, () => [arrive({ linkId: memberLinkId }), arrive({ linkId })][1]);
	const told = await polls.poll();
	expect(told).toMatchObject({ ids, pages: [1, 2, 3] });
	const filter = `link_id[0]=${linkId}&link_id[1]=${otherLinkId}`;
	expect(queries()).toHaveLength(4);
	for (const query of queries()) expect(query).toContain(filter);
});

it('filters recordings by link, project and who requested them at once', async () => {
	const { linkId, memberId, plainMemberId, projectId } = world.simulator.seed;
	const filters = { created_by: [memberId, plainMemberId], link_id: linkId, project_id: projectId };
	const polls = trigger({ ...rows, filters });
	await polls.poll();
	const id = arrive({ linkId });
	arrive({ linkId: world.simulator.seed.memberLinkId });
	expect((await polls.poll()).ids).toEqual([id]);
	expect(queries()[0]).toContain(
		`link_id[0]=${linkId}&project_id[0]=${projectId}&created_by[0]=${memberId}&created_by[1]=${plainMemberId}`,
	);
});

it('filters links by creator, domain and project', async () => {
	const { adminMemberId, domainId, projectId, secondProjectId, plainMemberId } = world.simulator.seed;
	const filters = {
		created_by: [adminMemberId],
		domain_id: [domainId],
		project_id: [projectId, secondProjectId],
	};
	const polls = trigger({ event: 'linkCreated', filters });
	await polls.poll();
	const { linkId } = world.simulator.store.addLink({ createdBy: adminMemberId, projectId: secondProjectId });
	world.simulator.store.addLink({ createdBy: plainMemberId });
	service.now += MINUTE_MS;
	expect((await polls.poll()).ids).toEqual([linkId]);
	expect(queries()[0]).toContain(`created_by[0]=${adminMemberId}&domain_id[0]=${domainId}`);
});

it('refuses a filter that is no ID before any request', async () => {
	for (const [filter, label] of [
		['link_id', 'Link Names or IDs'],
		['created_by', 'Requested By Names or IDs'],
	]) {
		const { error } = await trigger({ ...rows, filters: { [filter]: ['a/b'] } }).poll();
		expect(error?.message).toContain(`${label} is not an ID`);
	}
	expect(queries()).toEqual([]);
});

it.each(['={{ "Zendesk" }}', '={{ "help desk" }}'])(
	'refuses a ticket system that there is not, which would tell nothing for ever: %s',
	async (linkProviderType) => {
		const { error } = await trigger({ ...rows, filters: { linkProviderType } }).poll();
		expect(error?.message).toMatch(/^Ticket System has an unknown value: "(Zendesk|help desk)"$/);
		expect(queries()).toEqual([]);
	},
);

it('trims the ticket system', async () => {
	const polls = trigger({ event: 'linkCreated', filters: { linkProviderType: '={{ " jira\\n" }}' } });
	await polls.poll();
	const { linkId } = world.simulator.store.addLink({ linkProviderType: 'jira' });
	expect((await polls.poll()).ids).toEqual([linkId]);
});

it.each([-1, 'soon', '', ' ', null, Number.NaN, {}])('refuses %j days', async (days) => {
	const { error } = await trigger({ ...rows, options: { catchUpDays: days as number } }).poll();
	expect(error).toMatchObject({
		message: expect.stringContaining('Catch Up (Days) must be 0 or a positive number') as unknown,
		description: expect.stringContaining('e.g. 7 or 0.5') as unknown,
	});
	expect(world.simulator.requests).toEqual([]);
});
