import type { INodeParameters } from 'n8n-workflow';

import { queriesOf } from './lists';
import { menuEntries } from './menus';
import { byId, items, read, useWorld } from './support';

const world = useWorld();
const resources = ['link', 'project', 'domain', 'member'];

function search(resource: string, q: unknown, parameters: INodeParameters = {}): INodeParameters {
	const { workspaceId } = world.simulator.seed;
	const text = `={{ ${JSON.stringify(q)} }}`;
	return { resource, operation: 'search', workspaceId: byId(workspaceId), q: text, ...parameters };
}

const sent = () => queriesOf(world.simulator.requests).map((query) => Object.fromEntries(query));

describe.each(resources)('a search for a %s', (resource) => {
	it.each([
		['a list', ['acme'], /is not text/],
		['an object', { q: 'acme' }, /is not text/],
		['a NUL character', 'a\u0000b', /NUL/],
		['only half a character', '\ud83d', /half a character/],
		['a number that may have been another', 2 ** 60, /too large to be exact/],
	])('is refused before any request when its text is %s', async (_, q, reason) => {
		const text = read(await world.run(search(resource, q)));
		expect(text).toMatch(/^Search Text .*\[item 0\]\n.+/);
		expect(text).toMatch(reason);
		expect(world.simulator.requests).toEqual([]);
	});

	it('trims its text', async () => {
		expect(read(await world.run(search(resource, ' \n acme \t')))).toBe('');
		expect(sent()).toEqual([{ q: 'acme', type: `${resource}s`, limit: '20' }]);
	});

	it.each([
		['empty', ''],
		['white space', ' \n '],
		['null', null],
	])('is refused before any request when its text is %s', async (_, q) => {
		expect(read(await world.run(search(resource, q)))).toMatch(/^Search Text is empty \[item 0\]/);
		expect(world.simulator.requests).toEqual([]);
	});
});

it.each([
	['one character', 'a'],
	['100 characters', 'x'.repeat(100)],
	['100 characters in white space', ` ${'x'.repeat(100)} `],
	['50 characters of two units each', '🎬'.repeat(50)],
	['a number', 35436],
	['what an address would need encoded', 'a&type=members#?%20=+é鍵'],
])('a text may have %s', async (_, q) => {
	expect(read(await world.run(search('link', q)))).toBe('');
	expect(sent()[0].q).toBe(String(q).trim());
	expect(sent()[0].type).toBe('links');
});

it('half a character is left out of a text', async () => {
	expect(read(await world.run(search('link', 'acme \ud83dx')))).toBe('');
	expect(sent()[0].q).toBe('acme x');
});

it.each(['x'.repeat(101), '🎬'.repeat(51)])('a text of more than 100 characters is refused', async (q) => {
	const text = read(await world.run(search('link', q)));
	expect(text).toMatch(
		/^Search Text has 10[12] characters, and at most 100 are allowed.*\[item 0\]\n.*slice\(0, 100\)/,
	);
	expect(world.simulator.requests).toEqual([]);
});

describe('the limit', () => {
	beforeEach(() => {
		for (let n = 0; n < 30; n += 1) world.simulator.store.addLink({ linkTitle: `Basket ${n}` });
	});

	it.each([
		['5', 5, '5', 5],
		['20', 20, '20', 20],
		['21, of which the service gives 20', 21, '20', 20],
		['its default of 50', undefined, '20', 20],
	])('is %s', async (_, limit, asked, count) => {
		const parameters = search('link', 'basket', limit === undefined ? {} : { limit });
		const result = await world.run(parameters);
		expect(result.items).toHaveLength(count);
		expect(sent().map((query) => query.limit)).toEqual([asked]);
	});

	it('holds although the service does not', async () => {
		const results = Array.from({ length: 9 }, (_, n) => ({ linkId: `lnk_${n}` }));
		const body = { message: 'OK', data: { type: 'links', results } };
		world.simulator.faults.add({ match: {}, fault: { kind: 'status', status: 200, body } });
		const { items: found } = await world.run(search('link', 'basket', { limit: 3 }));
		expect(found.map(({ json }) => json.linkId)).toEqual(['lnk_0', 'lnk_1', 'lnk_2']);
	});

	it.each(['0', '-5', '2.5', '"all"'])('is refused when it is %s', async (limit) => {
		const text = read(await world.run(search('link', 'basket', { limit: `={{ ${limit} }}` })));
		expect(text).toMatch(/^Limit is not a whole number above 0/);
		expect(world.simulator.requests).toEqual([]);
	});
});

it('a link is found by its title alone, which its description says', async () => {
	const { store, seed } = world.simulator;
	store.addLink({ linkProviderReference: 'Basket 7', linkProviderId: 'Basket 7' });
	const { linkId } = store.addLink({ linkTitle: 'Basket', linkProviderReference: 'Ticket 7' });
	const found = async (q: string) =>
		(await world.run(search('link', q))).items.map(({ json }) => json.linkId);
	expect(await found('basket')).toEqual([linkId]);
	expect(await found('Ticket 4711')).toEqual([]);
	expect(store.links.get(seed.linkId)?.linkProviderReference).toBe('Ticket 4711');
	const entries = await menuEntries();
	const entry = entries.find(
		({ resource, operation }) => resource === 'link' && operation.value === 'search',
	);
	expect(entry?.operation.description).toMatch(/by title\. To find a link by ticket, use Get Many/);
});

describe('Full Details', () => {
	it('gives each match as Get does, with one request for each, in the order of the search', async () => {
		const { store, seed, requests } = world.simulator;
		const [half, whole] = [store.addLink({ linkTitle: 'Baskets' }), store.addLink({ linkTitle: 'Basket' })];
		const found = await world.run(search('link', 'basket', { fullDetails: true }));
		expect(found.items).toEqual(
			[whole, half].map(({ linkId }) => ({ json: world.shown(linkId), pairedItem: { item: 0 } })),
		);
		const links = `/api/v1/public/workspace/${seed.workspaceId}/links`;
		expect(requests.slice(1).map(({ method, path }) => [method, path])).toEqual([
			['GET', `${links}/${whole.linkId}`],
			['GET', `${links}/${half.linkId}`],
		]);
	});

	it('stops at the limit, also with its requests', async () => {
		for (let n = 0; n < 5; n += 1) world.simulator.store.addLink({ linkTitle: `Basket ${n}` });
		const found = await world.run(search('link', 'basket', { fullDetails: true, limit: 2 }));
		expect(found.items).toHaveLength(2);
		expect(world.simulator.requests).toHaveLength(3);
	});

	it.each([
		['is off by default', {}],
		['can be turned off', { fullDetails: '={{ false }}' }],
	])('%s', async (_, parameters: INodeParameters) => {
		const found = await world.run(search('link', 'checkout', parameters));
		expect(found.items[0].json).not.toHaveProperty('linkURL');
		expect(world.simulator.requests).toHaveLength(1);
	});

	it('of a link that cannot be got is a failure', async () => {
		const { faults, seed } = world.simulator;
		const fault = { kind: 'status', status: 410, code: 'LINK_GONE' } as const;
		faults.add({ match: { operationId: 'links.getById' }, fault });
		const text = read(await world.run(search('link', 'checkout', { fullDetails: true })));
		expect(text).toMatch(new RegExp(`^The link ${seed.linkId} has been deleted`));
	});
});

it('nothing found is no item, and no failure', async () => {
	const result = await world.run(search('link', 'nowhere'));
	expect(result).toMatchObject({ status: 'success', items: [] });
});

it('the order is the service’s own, best match first, and each item has its own', async () => {
	const { store } = world.simulator;
	const [half, whole] = [store.addLink({ linkTitle: 'Baskets' }), store.addLink({ linkTitle: 'Basket' })];
	const parameters = { ...search('link', ''), q: '={{ $json.n ? "checkout" : "basket" }}' };
	const result = await world.run(parameters, { items: items(2) });
	expect(result.items.map(({ json, pairedItem }) => [json.linkId, pairedItem])).toEqual([
		[whole.linkId, { item: 0 }],
		[half.linkId, { item: 0 }],
		[world.simulator.seed.linkId, { item: 1 }],
	]);
});

it('an answer without results is not taken for nothing found', async () => {
	const body = { message: 'OK', data: { type: 'links' } };
	world.simulator.faults.add({ match: {}, fault: { kind: 'status', status: 200, body } });
	const text = read(await world.run(search('link', 'basket')));
	expect(text).toMatch(/^Userplane sent an unexpected response: it has no list "results"/);
});
