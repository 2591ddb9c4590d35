import type { INodeParameters } from 'n8n-workflow';

import { findLinks } from './lists';
import { items, read, readItem, useWorld } from './support';

const world = useWorld();
const asked = () => world.simulator.requests.map(({ operationId }) => operationId);
/** Runs Create or Update by ticket, which is to succeed. */
async function upsert(parameters: INodeParameters = {}, given = items(1)) {
	const result = await world.run(world.ticket(parameters), { items: given });
	expect(read(result)).toBe('');
	return result.items.map(({ json }) => json);
}
const account = (ticketAccount: string) => ({ additionalFields: { ticketAccount } });

describe('by ticket', () => {
	it('the link has the ticket and its system, and a reference that is made of them', async () => {
		const [json] = await upsert();
		expect(asked()).toEqual(['links.list', 'links.create', 'links.list', 'links.update']);
		expect(world.bodies('POST')).toMatchObject([{ linkReference: 'zendesk/35436' }]);
		const ticket = { linkProviderType: 'zendesk', linkProviderId: '35436' };
		expect(world.bodies('PUT')).toEqual([ticket]);
		const reference = { linkProviderReference: 'zendesk/35436' };
		expect(json).toEqual({ ...world.shown(json.linkId), ...ticket, ...reference, isNew: true });
		world.simulator.clearRequests();
		expect(await upsert()).toMatchObject([{ linkId: json.linkId, isNew: false }]);
		expect(asked()).toEqual(['links.getById']);
	});

	it('is the way to match unless another one is chosen', async () => {
		const [first] = await upsert();
		expect(await upsert({ matchBy: 'ticket' })).toMatchObject([{ linkId: first.linkId, isNew: false }]);
	});

	it('a link has the ticket set that it has lost', async () => {
		const link = world.simulator.store.addLink({ linkProviderReference: 'zendesk/35436' });
		await upsert();
		expect(link).toMatchObject({ linkProviderType: 'zendesk', linkProviderId: '35436' });
	});

	it('the link is found again by system and ID, with and without an account', async () => {
		const [plain] = await upsert();
		const [other] = await upsert(account('acme'));
		await upsert({ linkProviderType: 'jira' });
		await upsert({ linkProviderId: '35437' });
		const filters = { linkProviderType: 'zendesk', linkProviderId: 35436 };
		const found = await findLinks(world, filters);
		expect(found.sort()).toEqual([plain.linkId, other.linkId].sort());
	});

	it('calls for one ticket in one run get one link, which is new once', async () => {
		const found = await upsert({}, items(3));
		expect(world.alive('zendesk/35436').map(({ linkId }) => linkId)).toEqual([found[0].linkId]);
		expect(found.map(({ linkId, isNew }) => [linkId, isNew])).toEqual(
			[true, false, false].map((isNew) => [found[0].linkId, isNew]),
		);
	});

	it('calls in two processes at the same moment get one link, which is new once', async () => {
		world.simulator.setLatency(50);
		const run = async () => await world.run(world.ticket(), { credential: { apiKey: world.newKey() } });
		const runs = await Promise.all([run(), run()]);
		expect(runs.map(read)).toEqual(['', '']);
		expect(world.sent('POST')).toHaveLength(2);
		const [{ linkId }, ...more] = world.alive('zendesk/35436');
		expect(more).toEqual([]);
		expect(runs.map(({ items: [item] }) => item.json.linkId)).toEqual([linkId, linkId]);
		expect(runs.map(({ items: [item] }) => item.json.isNew).sort()).toEqual([false, true]);
	});

	it('a creation whose answer is lost makes no second link', async () => {
		const fault = { kind: 'reset', when: 'after' } as const;
		world.simulator.faults.add({ match: { method: 'POST' }, fault, times: 1 });
		expect(await upsert()).toMatchObject([{ isNew: true }]);
		expect(world.alive('zendesk/35436')).toHaveLength(1);
	});
});

describe('the reference of a ticket', () => {
	it.each([
		['of an account', {}, { ticketAccount: ' acme ' }, 'zendesk/acme/35436'],
		['of another system', { linkProviderType: 'others' }, {}, 'others/35436'],
		[
			'whose ID is a number',
			{ linkProviderId: '={{ 7 }}' },
			{ ticketAccount: '={{ 12514403 }}' },
			'zendesk/12514403/7',
		],
		['whose ID has a slash', { linkProviderId: 'octo/repo#12' }, {}, 'zendesk/octo%2Frepo#12'],
		['whose ID has a percent sign', { linkProviderId: 'octo%2Frepo#12' }, {}, 'zendesk/octo%252Frepo#12'],
		[
			'whose account has a slash',
			{},
			{ ticketAccount: 'acme.example/eu' },
			'zendesk/acme.example%2Feu/35436',
		],
		[
			'as long as it may be',
			{ linkProviderId: `x/${'x'.repeat(253)}` },
			{},
			`zendesk/x%2F${'x'.repeat(253)}`,
		],
	])('%s', async (_, own: INodeParameters, additionalFields: INodeParameters, reference) => {
		const [json] = await upsert({ ...own, additionalFields });
		expect(json.linkProviderReference).toBe(reference);
		expect(await upsert({ ...own, additionalFields })).toMatchObject([{ linkId: json.linkId, isNew: false }]);
	});

	it('is another one for each two tickets, whatever their parts hold', async () => {
		const found = [
			...(await upsert({ linkProviderId: 'a/b' })),
			...(await upsert({ linkProviderId: 'b', ...account('a') })),
			...(await upsert({ linkProviderId: 'a%2Fb' })),
			...(await upsert({ linkProviderId: 'c', ...account('a/b') })),
			...(await upsert({ linkProviderId: 'b/c', ...account('a') })),
			...(await upsert({ linkProviderId: '35436', ...account('111') })),
			...(await upsert({ linkProviderId: '35436', ...account('222') })),
			...(await upsert({ linkProviderId: '35436' })),
			...(await upsert({ linkProviderId: '35436', linkProviderType: 'others' })),
		];
		expect(found.map(({ isNew }) => isNew)).toEqual(found.map(() => true));
		expect(new Set(found.map(({ linkProviderReference }) => linkProviderReference)).size).toBe(found.length);
		// The ticket itself stays as it is
		expect(found[0].linkProviderId).toBe('a/b');
	});
});

describe('a ticket that is not whole is refused before any request', () => {
	it.each([
		[
			'no system',
			{ linkProviderType: '={{ "" }}' },
			'Ticket System is empty: select one, or check its expression',
		],
		['no system of an expression', { linkProviderType: '={{ $json.none }}' }, 'Ticket System is empty'],
		[
			'an unknown system',
			{ linkProviderType: '={{ "Zendesk" }}' },
			'Ticket System has an unknown value: "Zendesk"',
		],
		['no ID', { linkProviderId: '={{ " " }}' }, 'Ticket ID is empty: enter one, or check its expression'],
		['no ID of an expression', { linkProviderId: '={{ $json.none }}' }, 'Ticket ID is empty'],
		['half an ID', { linkProviderId: '=ticket-{{ $json.none }}' }, 'Ticket ID is incomplete ("ticket-")'],
		['an ID that is too long', { linkProviderId: 'x'.repeat(256) }, 'Ticket ID has 256 characters'],
		[
			'no account of an expression',
			account('={{ $json.none }}'),
			'Ticket Account is empty: check its expression, or remove the field',
		],
		['an account that nobody sees', account('={{ "\\u200b" }}'), 'Ticket Account is empty'],
		['half an account', account('=acme/{{ $json.none }}'), 'Ticket Account is incomplete ("acme/")'],
		[
			'an account that is undefined',
			account('={{ String($json.none) }}'),
			'Ticket Account is incomplete ("undefined")',
		],
	])('%s', async (_, parameters: INodeParameters, message) => {
		const result = await world.run(world.ticket(parameters), { onError: 'continueRegularOutput' });
		expect(readItem(result.items[0])).toContain(message);
		expect(asked()).toEqual([]);
	});
});

it('what the other way of matching has left in the fields counts for nothing', async () => {
	const left = { linkProviderId: '=x-{{ $json.none }}', linkProviderType: 'jira' };
	const [json] = await upsert({ linkReference: 'R', additionalFields: left });
	expect(json).toMatchObject({ linkProviderReference: 'zendesk/35436', linkProviderId: '35436' });
	const more = { ticketAccount: '', linkTitle: 'T' };
	const parameters = { linkProviderType: 'zendesk', linkProviderId: '1', additionalFields: more };
	const result = await world.run(world.upsert(parameters));
	expect(read(result)).toBe('');
	expect(result.items[0].json).toMatchObject({
		linkProviderReference: 'R',
		linkProviderId: null,
		isNew: true,
	});
});
