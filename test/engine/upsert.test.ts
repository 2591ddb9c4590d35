import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Run } from './support';
import { byId, items, read, useWorld } from './support';

const world = useWorld();
const asked = () => world.simulator.requests.map(({ operationId }) => operationId);
const creation = ['links.list', 'links.create', 'links.list'];

/** Runs Create or Update, which is to succeed. */
async function upsert(parameters: INodeParameters = {}, more: Run = {}) {
	const result = await world.run(world.upsert(parameters), more);
	expect(read(result)).toBe('');
	return result;
}

describe('a reference that no link has', () => {
	it('takes a look, a creation and a look', async () => {
		const { domainId, secondProjectId: projectId } = world.simulator.seed;
		const additionalFields = { projectId: byId(projectId) };
		const linkMeta = { entry: [{ key: 'plan', value: 'pro' }] };
		const { items: found, hints } = await upsert({ linkReusable: true, linkMeta, additionalFields });
		expect(asked()).toEqual(creation);
		const claim = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/) as string;
		expect(world.bodies('POST')).toEqual([
			{
				...{ domainId, projectId, linkReusable: true, linkReference: 'R' },
				linkMeta: { plan: 'pro', n8nClaim: claim },
			},
		]);
		const [linkId] = world.newLinks();
		const json = { ...world.shown(linkId), isNew: true };
		expect(found).toEqual([{ json, pairedItem: { item: 0 } }]);
		expect(Object.keys(found[0].json).slice(0, 2)).toEqual(['linkId', 'linkURL']);
		expect(hints).toEqual([]);
	});

	it('takes an update too with what only an update can set', async () => {
		const additionalFields = { linkTitle: 'T', linkProviderType: 'zendesk', linkProviderId: '9' };
		const { items: found } = await upsert({ additionalFields });
		expect(asked()).toEqual([...creation, 'links.update']);
		expect(world.bodies('PUT')).toEqual([additionalFields]);
		const [linkId, ...more] = world.newLinks();
		expect(more).toEqual([]);
		expect(found[0].json).toEqual({ ...world.shown(linkId), ...additionalFields, isNew: true });
	});

	it('is marked anew for each link', async () => {
		await upsert();
		await upsert({ linkReference: 'S' });
		const claims = (world.bodies('POST') as Array<{ linkMeta: IDataObject }>).map(({ linkMeta }) => linkMeta);
		expect(new Set(claims.map(({ n8nClaim }) => n8nClaim)).size).toBe(2);
	});

	it('is looked for letter by letter', async () => {
		world.simulator.store.addLink({ linkProviderReference: 'r' });
		world.simulator.store.addLink({ linkProviderReference: 'R2' });
		expect((await upsert()).items[0].json.isNew).toBe(true);
	});
});

describe('a reference that a link has', () => {
	const before = {
		...{ linkProviderReference: 'R', linkTitle: 'Old', linkProviderType: 'zendesk', linkProviderId: '1' },
		...{ linkReusable: false, linkMeta: { a: '1', n8nClaim: 'mark', other: 'y' } },
	};

	it('takes a look and a request that makes sure, at the first use', async () => {
		const { linkId } = world.simulator.store.addLink(before);
		const { items: found, hints } = await upsert();
		expect(asked()).toEqual(['links.list', 'links.getById']);
		expect(found).toEqual([{ json: { ...world.shown(linkId), isNew: false }, pairedItem: { item: 0 } }]);
		expect(hints).toEqual([]);
	});

	it('takes one request afterwards, and nothing else when nothing differs', async () => {
		const additionalFields = { linkTitle: 'T', linkMetaJson: '{ "plan": "pro" }' };
		const first = await upsert({ additionalFields });
		world.simulator.clearRequests();
		const second = await upsert({ additionalFields });
		expect(asked()).toEqual(['links.getById']);
		expect(second.items[0].json).toEqual({ ...first.items[0].json, isNew: false });
		expect(world.newLinks()).toHaveLength(1);
	});

	const changes: Array<[string, INodeParameters, IDataObject]> = [
		['the title', { linkTitle: 'New', linkProviderType: 'zendesk' }, { linkTitle: 'New' }],
		[
			'system and ID',
			{ linkTitle: 'Old', linkProviderType: 'jira', linkProviderId: '2' },
			{
				...{ linkProviderType: 'jira', linkProviderId: '2' },
			},
		],
		['one metadata value', { linkMetaJson: '{ "a": "2" }' }, { linkMeta: { ...before.linkMeta, a: '2' } }],
		[
			'a metadata entry more',
			{ linkMetaJson: '{ "b": "1", "a": "1" }' },
			{
				linkMeta: { ...before.linkMeta, b: '1' },
			},
		],
	];

	describe.each(['replace', 'merge'] as const)('by a service that takes metadata to %s', (linkMetaUpdate) => {
		it.each(changes)('is sent what differs alone, and keeps the rest: %s', async (_, fields, body) => {
			const { settings, store } = world.simulator;
			settings.linkMetaUpdate = linkMetaUpdate;
			const link = store.addLink(before);
			const { items: found } = await upsert({ additionalFields: fields });
			expect(asked()).toEqual(['links.list', 'links.getById', 'links.update']);
			expect(world.bodies('PUT')).toEqual([body]);
			expect(link).toMatchObject({ ...before, ...body });
			expect(Object.keys(link.linkMeta ?? {})).toEqual(expect.arrayContaining(['a', 'n8nClaim', 'other']));
			expect(found[0].json).toEqual({ ...world.shown(link.linkId), isNew: false });
		});
	});

	it('is made reusable, and single-use again', async () => {
		const link = world.simulator.store.addLink({ ...before, linkReusable: false });
		for (const linkReusable of [true, false]) {
			await upsert({ linkReusable });
			expect(link.linkReusable).toBe(linkReusable);
		}
		expect(world.bodies('PUT')).toEqual([{ linkReusable: true }, { linkReusable: false }]);
	});

	it('is given metadata where it has none', async () => {
		world.simulator.store.addLink({ ...before, linkMeta: null });
		await upsert({ additionalFields: { linkMetaJson: '{ "a": "1" }' } });
		expect(world.bodies('PUT')).toEqual([{ linkMeta: { a: '1' } }]);
	});

	it.each([
		['a mark of its own', { linkMetaJson: '{ "n8nClaim": "other", "a": "1" }' }],
		['fewer metadata', { linkMetaJson: '{ "a": "1" }' }],
		['no metadata', { linkMetaJson: '{}' }],
		['empty fields', { linkTitle: '', linkProviderId: '={{ $json.missing }}', linkProviderType: '' }],
		['another project', { projectId: byId('prj_000002') }],
	])('is left alone by %s', async (_, additionalFields: INodeParameters) => {
		world.simulator.store.addLink(before);
		await upsert({ additionalFields });
		expect(asked()).toEqual(['links.list', 'links.getById']);
	});

	it('is found in whatever domain it is', async () => {
		const { linkId } = world.simulator.store.addLink(before);
		const { items: found } = await upsert({ domainId: byId('dom_000002') });
		expect(found[0].json).toMatchObject({ linkId, isNew: false });
	});
});

describe('a link that does not count', () => {
	it.each([
		['has been deleted', { deletedAt: '2026-01-01T00:00:00.000Z' }],
		['has another reference now', { linkProviderReference: 'S' }],
		['is of a deleted project', { projectId: 'prj_000003' }],
	])('%s since it was known', async (_, change) => {
		await upsert();
		const [old] = world.newLinks();
		Object.assign(world.simulator.store.links.get(old) ?? {}, change);
		world.simulator.clearRequests();
		const second = await upsert();
		expect(asked()).toEqual(['links.getById', ...creation]);
		expect(second.items[0].json).toMatchObject({ linkProviderReference: 'R', isNew: true });
		expect(second.items[0].json.linkId).not.toBe(old);
	});
});

describe('a link that Userplane does not find', () => {
	const notFound = { kind: 'status', status: 404, code: 'LINK_NOT_FOUND' } as const;

	it('is asked for again where it is new, and no other one is made', async () => {
		await upsert();
		const [linkId] = world.newLinks();
		world.simulator.faults.add({ match: { operationId: 'links.getById' }, fault: notFound, times: 3 });
		const result = await world.runWaiting(world.upsert());
		expect(read(result)).toBe('');
		expect(result.items[0].json).toMatchObject({ linkId, isNew: false });
		expect([world.newLinks(), world.sent('GET').length]).toEqual([[linkId], 2 + 4]);
	});

	it('for a minute is not there any more, and made anew', async () => {
		await upsert();
		const [linkId] = world.newLinks();
		world.simulator.store.links.delete(linkId);
		const result = await world.runWaiting(world.upsert());
		expect(result.items[0].json.isNew).toBe(true);
		expect(result.items[0].json.linkId).not.toBe(linkId);
		expect(result.elapsedMs).toBeGreaterThan(50_000);
	});
});

describe('the reference', () => {
	it('is trimmed', async () => {
		const { items: found } = await upsert({ linkReference: ' Ticket 9\n' });
		expect(found[0].json).toMatchObject({ linkProviderReference: 'Ticket 9', isNew: true });
		const again = await upsert({ linkReference: 'Ticket 9' });
		expect(again.items[0].json).toMatchObject({ linkId: found[0].json.linkId, isNew: false });
	});

	it.each([
		['a number', '={{ 35436 }}', '35436'],
		['as long as it may be', 'x'.repeat(2048), 'x'.repeat(2048)],
	])('may be %s', async (_, linkReference, sent) => {
		await upsert({ linkReference });
		expect(world.bodies('POST')).toMatchObject([{ linkReference: sent }]);
	});

	it.each(['', ' \n', '={{ "\\u200b \\u2060" }}', '={{ null }}', '={{ $json.missing }}'])(
		'is refused when it is empty, before any request: %j',
		async (linkReference) => {
			const parameters = world.upsert({ linkReference: `=${linkReference.replace(/^=/, '')}` });
			const result = await world.run(parameters, { items: items(2), onError: 'continueRegularOutput' });
			expect(result.items.map(({ json }) => json.error)).toEqual([
				'Reference is empty: enter one, or check its expression [item 0]',
				'Reference is empty: enter one, or check its expression [item 1]',
			]);
			expect(result.items[0].json.message).toMatch(/^Check that the previous node returns a value/);
			expect(asked()).toEqual([]);
		},
	);

	it.each([
		['too long', 'x'.repeat(2049), /^Reference has 2049 characters, and at most 2048 are allowed/],
		['a list', '={{ ["a"] }}', /^Reference is not text/],
		[
			'an object in a text',
			'=Ticket {{ { id: 1 } }}',
			/^Reference contains an object \("Ticket \[object Object\]"\): select one of its fields/,
		],
		['nothing but half a character', '={{ "\\ud83d" }}', /^Reference contains only half a character/],
		['a number that may have been another', '={{ 2 ** 60 }}', /^Reference is a number too large/],
	])('is refused when it is %s, before any request', async (_, linkReference, reason) => {
		expect(read(await world.run(world.upsert({ linkReference })))).toMatch(reason);
		expect(asked()).toEqual([]);
	});
});
