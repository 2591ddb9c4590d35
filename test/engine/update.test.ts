import type { INodeParameters } from 'n8n-workflow';

import { linkView } from '../simulator/handlers/views';
import { documentedProviders } from './contractDocument';
import { byId, read, useWorld } from './support';

const world = useWorld();
const rows = (...entry: Array<{ key: string; value: string }>) => ({ linkMeta: { entry } });

/** Updates the seeded link and returns the body that was sent. */
async function update(updateFields: INodeParameters): Promise<unknown> {
	const before = { ...world.simulator.store.links.get(world.simulator.seed.linkId) };
	const result = await world.run(world.update(updateFields));
	expect(read(result)).toBe('');
	const { store, seed } = world.simulator;
	const link = store.links.get(seed.linkId);
	if (!link) throw new Error('The link is gone');
	expect(result.items).toEqual([{ json: linkView(store, link), pairedItem: { item: 0 } }]);
	const [request, ...more] = world.simulator.requests;
	expect(more).toEqual([]);
	const body = request.body as { linkProviderRef?: unknown };
	const { linkProviderRef, ...changes } = body;
	const reference = linkProviderRef === undefined ? {} : { linkProviderReference: linkProviderRef };
	expect(link).toEqual({ ...before, ...changes, ...reference });
	return body;
}

it('is one PUT to the link', async () => {
	await update({ linkTitle: 'New' });
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
		['linkMeta', rows({ key: 'a', value: '1' }), { linkMeta: { a: '1' } }],
		['linkMetaJson', { linkMetaJson: '{ "a": true }' }, { linkMeta: { a: 'true' } }],
		['empty linkMetaJson', { linkMetaJson: '{}' }, { linkMeta: {} }],
	])('is sent alone and unchanged: %s', async (_, fields: INodeParameters, body) => {
		expect(await update(fields)).toEqual(body);
	});

	it.each(['linkTitle', 'linkProviderId', 'linkProviderRef'])(
		'is cleared when it is emptied: %s',
		async (name) => {
			expect(await update({ [name]: '' })).toEqual({ [name]: null });
			world.reset();
			expect(await update({ [name]: '={{ null }}' })).toEqual({ [name]: null });
		},
	);

	it.each([
		[
			'an expression that gives nothing',
			{ linkProviderId: '={{ $json.missing }}', linkReusable: '={{ $json.missing }}' },
		],
		['an empty provider', { linkProviderType: '={{ "" }}' }],
		['blank metadata rows', rows({ key: '', value: '' })],
		['empty metadata JSON', { linkMetaJson: '' }],
	])('is left alone by %s', async (_, fields: INodeParameters) => {
		expect(await update({ linkTitle: 'New', ...fields })).toEqual({ linkTitle: 'New' });
	});

	it('is sent with all the others', async () => {
		const body = {
			linkTitle: 'New',
			linkReusable: true,
			linkProviderType: 'linear',
			linkProviderId: '1',
			linkProviderRef: 'R',
		};
		expect(await update({ ...body, ...rows({ key: 'a', value: '1' }) })).toEqual({
			...body,
			linkMeta: { a: '1' },
		});
	});
});

it.each(documentedProviders())('sets the provider %s', async (linkProviderType) => {
	expect(await update({ linkProviderType })).toEqual({ linkProviderType });
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
