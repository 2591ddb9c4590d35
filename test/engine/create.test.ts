import type { INodeParameters } from 'n8n-workflow';

import type { Fault } from '../simulator';
import { documentedProviders } from './contractDocument';
import { byId, read, readItem, useWorld } from './support';

const world = useWorld();
const meta = (...entry: Array<{ key: string; value: string }>) => ({ linkMeta: { entry } });

async function create(parameters: INodeParameters = {}, item: { [key: string]: string | object } = {}) {
	const result = await world.run(world.create(parameters), { items: [{ json: item as never }] });
	expect(read(result)).toBe('');
	return result;
}

describe('the request', () => {
	it('holds the domain and linkReusable, and nothing that was left alone', async () => {
		const { items } = await create();
		const { workspaceId, domainId } = world.simulator.seed;
		expect(world.simulator.requests).toHaveLength(1);
		expect(world.simulator.requests[0]).toMatchObject({
			method: 'POST',
			path: `/api/v1/public/workspace/${workspaceId}/links`,
			query: '',
			body: { domainId, linkReusable: false },
			status: 200,
		});
		expect(world.simulator.requests[0]?.headers.authorization).toBe(`Bearer ${world.key}`);
		expect(Object.keys(world.bodies('POST')[0] as object)).toEqual(['domainId', 'linkReusable']);
		expect(items).toEqual([{ json: world.shown(world.newLinks()[0]), pairedItem: { item: 0 } }]);
	});

	it.each([
		['linkReusable', { linkReusable: true }, { linkReusable: true }],
		['linkReusable of an expression', { linkReusable: '={{ "true" }}' }, { linkReusable: true }],
		['linkReference', { additionalFields: { linkReference: ' #1 ' } }, { linkReference: '#1' }],
		[
			'linkReference that is a number',
			{ additionalFields: { linkReference: '={{ 35436 }}' } },
			{ linkReference: '35436' },
		],
		['linkMeta', meta({ key: 'a', value: '1' }, { key: 'b', value: '' }), { linkMeta: { a: '1', b: '' } }],
		['linkMetaJson', { additionalFields: { linkMetaJson: '{ "a": 1 }' } }, { linkMeta: { a: '1' } }],
		[
			'linkMetaJson of an expression',
			{ additionalFields: { linkMetaJson: '={{ { a: "1" } }}' } },
			{ linkMeta: { a: '1' } },
		],
	])('holds %s', async (_, parameters: INodeParameters, fields) => {
		await create(parameters);
		const { domainId } = world.simulator.seed;
		expect(world.bodies('POST')).toEqual([{ domainId, linkReusable: false, ...fields }]);
		expect(world.sent('PUT')).toEqual([]);
	});

	it('holds the project', async () => {
		const { domainId, secondProjectId: projectId } = world.simulator.seed;
		const { items } = await create({ projectId: byId(projectId) });
		expect(world.bodies('POST')).toEqual([{ domainId, projectId, linkReusable: false }]);
		expect(items[0]?.json.project).toMatchObject({ projectId });
	});

	it.each([
		['an empty project', { projectId: byId('') }],
		['a project whose expression gives nothing', { projectId: byId('={{ $json.missing }}') }],
		['an empty reference', { additionalFields: { linkReference: '' } }],
		[
			'a reference whose expression gives nothing',
			{ additionalFields: { linkReference: '={{ $json.missing }}' } },
		],
		['a reference that is null', { additionalFields: { linkReference: '={{ null }}' } }],
		['blank metadata rows', meta({ key: '', value: '' })],
		['empty metadata JSON', { additionalFields: { linkMetaJson: '' } }],
		['an empty title and provider ID', { additionalFields: { linkTitle: '', linkProviderId: '' } }],
		['a title that is null', { additionalFields: { linkTitle: '={{ null }}' } }],
	])('does not hold %s', async (_, parameters: INodeParameters) => {
		await create(parameters);
		const { domainId } = world.simulator.seed;
		expect(world.bodies('POST')).toEqual([{ domainId, linkReusable: false }]);
		expect(world.sent('PUT')).toEqual([]);
	});

	it('holds what the expressions give for each item', async () => {
		const parameters = world.create({
			projectId: byId('={{ $json.project }}'),
			linkReusable: '={{ $json.n === 1 }}',
			...meta({ key: 'n', value: '={{ $json.n }}' }),
			additionalFields: { linkReference: '={{ "#" + $json.n }}' },
		});
		const { domainId, secondProjectId } = world.simulator.seed;
		const result = await world.run(parameters, {
			items: [{ json: { n: 0, project: '' } }, { json: { n: 1, project: secondProjectId } }],
		});
		expect(read(result)).toBe('');
		const bodies = world.bodies('POST') as Array<{ linkReference: string }>;
		expect(bodies.sort((a, b) => a.linkReference.localeCompare(b.linkReference))).toEqual([
			{ domainId, linkReusable: false, linkReference: '#0', linkMeta: { n: '0' } },
			{ domainId, projectId: secondProjectId, linkReusable: true, linkReference: '#1', linkMeta: { n: '1' } },
		]);
	});
});

describe('the following update', () => {
	it.each([
		{ linkTitle: 'Checkout' },
		{ linkProviderType: 'zendesk' },
		{ linkProviderId: '35436' },
		{ linkTitle: 'Checkout', linkProviderType: 'jira', linkProviderId: 'ABC-1' },
	])('sets what POST cannot: %j', async (additionalFields) => {
		const { items } = await create({ additionalFields: { ...additionalFields, linkReference: 'R' } });
		const { domainId, workspaceId } = world.simulator.seed;
		const [linkId] = world.newLinks();
		expect(world.simulator.requests.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
			{
				method: 'POST',
				path: `/api/v1/public/workspace/${workspaceId}/links`,
				body: { domainId, linkReusable: false, linkReference: 'R' },
			},
			{
				method: 'PUT',
				path: `/api/v1/public/workspace/${workspaceId}/links/${linkId}`,
				body: additionalFields,
			},
		]);
		expect(items).toEqual([{ json: world.shown(linkId), pairedItem: { item: 0 } }]);
		expect(items[0]?.json).toMatchObject(additionalFields);
	});

	it.each(documentedProviders())('sets the provider %s', async (linkProviderType) => {
		const { items } = await create({ additionalFields: { linkProviderType } });
		expect(world.bodies('PUT')).toEqual([{ linkProviderType }]);
		expect(items[0]?.json.linkProviderType).toBe(linkProviderType);
	});

	const faults: Array<[string, Fault, RegExp]> = [
		['status', { kind: 'status', status: 403, code: 'NOT_A_MEMBER' }, /NOT_A_MEMBER/],
		['failure', { kind: 'status', status: 500, code: 'LINK_UPDATE_FAILED' }, /LINK_UPDATE_FAILED/],
		['reset', { kind: 'reset' }, /ECONNRESET/],
		['unreadable answer', { kind: 'html', status: 200 }, /HTTP 200/],
	];
	it.each(faults)('names the created link when it meets a %s, in each mode', async (_, fault, reason) => {
		const parameters = world.create({ additionalFields: { linkTitle: 'T', linkProviderId: '1' } });
		world.simulator.faults.add({ match: { method: 'PUT' }, fault });
		const stopped = await world.runWaiting(parameters);
		const regular = await world.runWaiting(parameters, { onError: 'continueRegularOutput' });
		const branched = await world.runWaiting(parameters, { onError: 'continueErrorOutput' });
		const texts = [read(stopped), readItem(regular.items[0]), readItem(branched.outputs[1][0])];
		expect(world.newLinks()).toHaveLength(3);
		for (const [run, linkId] of world.newLinks().entries()) {
			expect(texts[run]).toMatch(new RegExp(`${linkId} was created, but linkTitle, linkProviderId`));
			expect(texts[run]).toContain('Do not create it again');
			expect(texts[run]).not.toMatch(/\brun (this|it|the)\b/i);
			expect(texts[run]).toMatch(reason);
		}
	});
});

it('says so too when no update follows', async () => {
	const body = { message: 'OK', data: { workspaceId: 'w' } };
	world.simulator.faults.add({ match: {}, fault: { kind: 'status', status: 201, body, when: 'after' } });
	expect(read(await world.run(world.create()))).toMatch(
		/^The link was created, but the response does not contain it/,
	);
});

it('says that the link was created when the answer does not name it', async () => {
	const { faults } = world.simulator;
	const body = { message: 'OK', data: { link: { linkTitle: null } } };
	faults.add({ match: { method: 'POST' }, fault: { kind: 'status', status: 200, body, when: 'after' } });
	const result = await world.run(world.create({ additionalFields: { linkTitle: 'a' } }));
	expect(read(result)).toMatch(/link was created/);
	expect(world.simulator.requests.map(({ method }) => method)).toEqual(['POST']);
	expect(world.newLinks()).toHaveLength(1);
});
