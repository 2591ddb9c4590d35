import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { update } from '../../nodes/Userplane/actions/link/update.operation';
import { documentedProviders } from './contractDocument';
import { byId, read, useWorld } from './support';

const world = useWorld();
const rows = (...entry: Array<{ key: string; value: string }>) => ({ linkMeta: { entry } });

/** Updates the seeded link and returns the body that was sent. */
async function updated(updateFields: INodeParameters, parameters: INodeParameters = {}): Promise<unknown> {
	const before = { ...world.simulator.store.links.get(world.simulator.seed.linkId) };
	const result = await world.run(world.update(updateFields, parameters));
	expect(read(result)).toBe('');
	const { store, seed } = world.simulator;
	const link = store.links.get(seed.linkId);
	expect(result.items).toEqual([{ json: world.shown(seed.linkId), pairedItem: { item: 0 } }]);
	const [request, ...more] = world.simulator.requests;
	expect(more).toEqual([]);
	const body = request.body as { linkProviderRef?: unknown };
	const { linkProviderRef, ...changes } = body;
	const reference = linkProviderRef === undefined ? {} : { linkProviderReference: linkProviderRef };
	expect(link).toEqual({ ...before, ...changes, ...reference });
	return body;
}

it('is one PUT to the link', async () => {
	await updated({ linkTitle: 'New' });
	const { workspaceId, linkId } = world.simulator.seed;
	expect(world.simulator.requests[0]).toMatchObject({
		method: 'PUT',
		path: `/api/v1/public/workspace/${workspaceId}/links/${linkId}`,
		query: '',
	});
});

describe('a field', () => {
	it.each([
		['linkTitle', { linkTitle: ' New ' }, { linkTitle: ' New ' }],
		['linkTitle that is a number', { linkTitle: '={{ 0 }}' }, { linkTitle: '0' }],
		['linkReusable', { linkReusable: true }, { linkReusable: true }],
		['linkReusable that is false', { linkReusable: false }, { linkReusable: false }],
		['linkProviderType', { linkProviderType: 'jira' }, { linkProviderType: 'jira' }],
		['linkProviderId', { linkProviderId: 'A-1' }, { linkProviderId: 'A-1' }],
		[
			'linkProviderRef',
			{ linkProviderRef: 'https://a.example/?b=1#c' },
			{ linkProviderRef: 'https://a.example/?b=1#c' },
		],
		['linkMetaJson', { linkMetaJson: '{ "a": true }' }, { linkMeta: { a: 'true' } }],
		['empty linkMetaJson', { linkMetaJson: '{}' }, { linkMeta: {} }],
	])('is sent alone and unchanged: %s', async (_, fields: INodeParameters, body) => {
		expect(await updated(fields)).toEqual(body);
	});

	it('is sent alone and unchanged: linkMeta', async () => {
		expect(await updated({}, rows({ key: 'a', value: '1' }))).toEqual({ linkMeta: { a: '1' } });
	});

	it.each(['linkTitle', 'linkProviderId', 'linkProviderRef'])(
		'is left alone when it is emptied, and cleared when Clear Fields names it: %s',
		async (name) => {
			const others = { linkReusable: true };
			expect(await updated({ ...others, [name]: '' })).toEqual(others);
			world.reset();
			expect(await updated({ ...others, [name]: '={{ null }}' })).toEqual(others);
			world.reset();
			expect(await updated({ ...others, [name]: '' }, { clearFields: [name] })).toEqual({
				...others,
				[name]: null,
			});
			world.reset();
			expect(await updated({}, { clearFields: [name] })).toEqual({ [name]: null });
		},
	);

	it.each([
		['a list', ['linkTitle', 'linkProviderId', 'linkProviderRef']],
		['a text', ' linkProviderRef,linkTitle, linkProviderId, '],
		['a list of an expression', "={{ ['linkProviderId', 'linkTitle', 'linkProviderRef'] }}"],
	])('is cleared with others, named in %s', async (_, clearFields: INodeParameters[string]) => {
		const cleared = { linkTitle: null, linkProviderId: null, linkProviderRef: null };
		expect(await updated({}, { clearFields })).toEqual(cleared);
	});

	it.each([
		[
			'an expression that gives nothing',
			{ linkProviderId: '={{ $json.missing }}', linkReusable: '={{ $json.missing }}' },
		],
		['an expression of a reference that gives nothing', { linkProviderRef: '={{ $json.missing }}' }],
		['an empty provider', { linkProviderType: '={{ "" }}' }],
		['blank metadata rows', {}, rows({ key: '', value: '' })],
		['empty metadata JSON', { linkMetaJson: '' }],
	])('is left alone by %s', async (_, fields: INodeParameters, more: INodeParameters = {}) => {
		expect(await updated({ linkTitle: 'New', ...fields }, more)).toEqual({ linkTitle: 'New' });
	});

	it('is sent with all the others', async () => {
		const body = {
			linkTitle: 'New',
			linkReusable: true,
			linkProviderType: 'linear',
			linkProviderId: '1',
			linkProviderRef: 'R',
		};
		expect(await updated(body, rows({ key: 'a', value: '1' }))).toEqual({
			...body,
			linkMeta: { a: '1' },
		});
	});
});

describe('the description of Link Metadata (JSON)', () => {
	const field = update.properties
		.flatMap(({ options = [] }) => options as INodeProperties[])
		.find(({ name }) => name === 'linkMetaJson');
	const [expression] = /\{\{.*\}\}/.exec(field?.description ?? '') ?? [];

	it.each(['replace', 'merge'] as const)(
		'shows how to keep what is there, should the service %s it',
		async (linkMetaUpdate) => {
			const { settings, seed, store } = world.simulator;
			settings.linkMetaUpdate = linkMetaUpdate;
			const link = store.links.get(seed.linkId);
			if (link) link.linkMeta = { old: '1', plan: 'free' };
			const given = [{ json: { linkMeta: { ...link?.linkMeta } } }];
			const result = await world.run(world.update({ linkMetaJson: `=${expression}` }), { items: given });
			expect(read(result)).toBe('');
			expect(link?.linkMeta).toEqual({ old: '1', plan: 'pro' });
		},
	);
});

it.each(documentedProviders())('sets the provider %s', async (linkProviderType) => {
	expect(await updated({ linkProviderType })).toEqual({ linkProviderType });
});

describe('nothing is sent', () => {
	it.each([
		[
			'when a field is set and cleared at once',
			{ linkTitle: 'New' },
			{ clearFields: ['linkTitle'] },
			/^Title is in both Update Fields and Clear Fields \[item 0\]\nRemove it from one of them/,
		],
		[
			'for a field that cannot be cleared',
			{ linkTitle: 'New' },
			{ clearFields: '={{ ["linkReusable"] }}' },
			/^Clear Fields has an unknown value \[item 0\]\nUse one of: linkProviderRef, linkProviderId, linkTitle/,
		],
		[
			'when all is empty',
			{ linkTitle: '', linkProviderId: '={{ $json.missing }}' },
			{ clearFields: [] },
			/^Nothing to update: Link Metadata, Update Fields and Clear Fields are empty \[item 0\]\nAdd at least one field/,
		],
	])('%s', async (_, fields: INodeParameters, parameters: INodeParameters, text) => {
		expect(read(await world.run(world.update(fields, parameters)))).toMatch(text);
		expect(world.simulator.requests).toEqual([]);
	});
});

it('takes link and workspace of each item', async () => {
	const { store, seed } = world.simulator;
	const parameters = world.update(
		{ linkTitle: '={{ $json.title }}' },
		{ workspaceId: byId('={{ $json.workspace }}'), linkId: byId('={{ $json.link }}') },
	);
	const targets = [
		{ workspace: seed.workspaceId, link: seed.memberLinkId, title: 'One' },
		{ workspace: seed.otherWorkspaceId, link: seed.otherLinkId, title: 'Two' },
	];
	const result = await world.run(parameters, { items: targets.map((json) => ({ json })) });
	expect(result.items.map(({ json, pairedItem }) => [json.linkId, json.linkTitle, pairedItem])).toEqual([
		[seed.memberLinkId, 'One', { item: 0 }],
		[seed.otherLinkId, 'Two', { item: 1 }],
	]);
	expect(store.links.get(seed.otherLinkId)?.linkTitle).toBe('Two');
});
