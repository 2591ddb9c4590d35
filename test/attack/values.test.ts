import type { INodeParameters } from 'n8n-workflow';

import { items, read, useWorld } from '../engine/support';

const world = useWorld();
const value = '={{ $json.value }}';
const create = (name: string) => () => world.create({ additionalFields: { [name]: value } });
const update = (name: string) => () => world.update({ [name]: value });
const texts: Array<[string, string, number, () => INodeParameters]> = [
	['Reference', 'linkReference of create', 2048, create('linkReference')],
	['Link Title', 'linkTitle of create', 255, create('linkTitle')],
	['Provider ID', 'linkProviderId of create', 255, create('linkProviderId')],
	['Link Title', 'linkTitle of update', 255, update('linkTitle')],
	['Provider ID', 'linkProviderId of update', 255, update('linkProviderId')],
	['Reference', 'linkProviderRef of update', 2048, update('linkProviderRef')],
];

describe.each(texts)('%s (%s)', (label, _, most, parameters) => {
	const run = async (given: unknown) =>
		await world.run(parameters(), { items: [{ json: { value: given } as never }] });

	it.each(['x', '👍'])('may be as long as the contract allows: %s', async (character) => {
		for (const length of [most - 1, most]) {
			expect(read(await run(character.repeat(length)))).toBe('');
			expect(JSON.stringify(world.simulator.requests.map(({ body }) => body))).toContain(
				character.repeat(length),
			);
		}
	});

	it.each(['x', '👍'])('is refused when it is longer, before any request: %s', async (character) => {
		for (const length of [most + 1, 100_000]) {
			expect(read(await run(character.repeat(length)))).toMatch(
				new RegExp(`^${label} .*${most}.*\\[item 0\\]\n.+`),
			);
		}
		expect(world.simulator.requests).toEqual([]);
	});

	it.each([[['a']], [{ a: 1 }]])('is refused when it is no text: %j', async (given) => {
		expect(read(await run(given))).toMatch(new RegExp(`^${label} .*\\[item 0\\]\n.+`));
		expect(world.simulator.requests).toEqual([]);
	});
});

describe('Provider Type', () => {
	it.each(['Zendesk', 'unknown', '__proto__', 'constructor', ' zendesk', 5])(
		'is refused: %j',
		async (given) => {
			for (const parameters of [create('linkProviderType')(), update('linkProviderType')()]) {
				const result = await world.run(parameters, { items: [{ json: { value: given } }] });
				expect(read(result)).toMatch(/^Provider Type .*\[item 0\]\n.*zendesk/);
			}
			expect(world.simulator.requests).toEqual([]);
		},
	);
});

describe('Link Reusable', () => {
	it.each(['yes', '', 0, 1, null, {}])('is refused when it is neither true nor false: %j', async (given) => {
		const json = { value: given };
		for (const parameters of [world.create({ linkReusable: value }), update('linkReusable')()]) {
			expect(read(await world.run(parameters, { items: [{ json }] }))).toMatch(
				/^Link Reusable .*\[item 0\]\n.+/,
			);
		}
		expect(world.simulator.requests).toEqual([]);
	});
});

describe('an update with nothing to update', () => {
	it.each([
		['no field', {}],
		[
			'an expression that gives nothing',
			{ linkTitle: '={{ $json.missing }}', linkReusable: '={{ $json.missing }}' },
		],
		['an empty provider type', { linkProviderType: '={{ "" }}' }],
		['blank metadata rows', { linkMeta: { entry: [{ key: '', value: '' }] } }],
		['no metadata rows', { linkMeta: {} }],
		['empty metadata JSON', { linkMetaJson: ' ' }],
	])('is refused before any request: %s', async (_, fields: INodeParameters) => {
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			const result = await world.run(world.update(fields), { items: items(2), onError });
			const text = read(result) || JSON.stringify(result.items);
			expect(text).toMatch(/Update Fields is empty.*\[item 0\]/);
		}
		expect(world.simulator.requests).toEqual([]);
	});
});
