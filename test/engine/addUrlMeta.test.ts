import type { INodeParameters } from 'n8n-workflow';

import { items, read, readItem, useWorld } from './support';

const world = useWorld();
const url = 'https://app.acme.example/?userplane-token=t0ken&userplane-action=record';

type Rows = Array<{ key: string; value: string }>;

function parametersOf(linkURL: string, entry: Rows = [{ key: 'a', value: '1' }]): INodeParameters {
	return { resource: 'link', operation: 'addUrlMeta', linkURL, urlMeta: { entry } };
}

/** The URL with metadata. No request is ever sent for it. */
async function add(linkURL: string, entry?: Rows) {
	const result = await world.run(parametersOf(linkURL, entry));
	expect(read(result)).toBe('');
	expect(world.simulator.requests).toEqual([]);
	expect(result.items.map(({ json, pairedItem }) => [Object.keys(json), pairedItem])).toEqual([
		[['linkURL'], { item: 0 }],
	]);
	return result.items[0].json.linkURL;
}

it("has the form of the vendor's documentation", async () => {
	const entry = [
		{ key: 'ticketId', value: '98765' },
		{ key: 'priority', value: 'high' },
	];
	expect(await add(url, entry)).toBe(`${url}&userplane-meta=ticketId%3D98765,priority%3Dhigh`);
});

describe('what the URL has already', () => {
	it.each([
		['no query', 'https://a.example/r/x', 'https://a.example/r/x?userplane-meta=a%3D1'],
		['no path', 'https://a.example', 'https://a.example/?userplane-meta=a%3D1'],
		['an empty query', 'https://a.example/r?', 'https://a.example/r?userplane-meta=a%3D1'],
		['a fragment', 'https://a.example/r?b=2#top', 'https://a.example/r?b=2&userplane-meta=a%3D1#top'],
		['a port', 'http://127.0.0.1:3000/r', 'http://127.0.0.1:3000/r?userplane-meta=a%3D1'],
		[
			'a query in any encoding',
			'https://a.example/?x=b%20c+d&y=%2F/&z&w=1,2=3&x=ü',
			'https://a.example/?x=b%20c+d&y=%2F/&z&w=1,2=3&x=%C3%BC&userplane-meta=a%3D1',
		],
		[
			'a parameter that begins alike',
			'https://a.example/?userplane-metadata=x',
			'https://a.example/?userplane-metadata=x&userplane-meta=a%3D1',
		],
		[
			'metadata',
			'https://a.example/?userplane-meta=plan%3Dpro,x%3D%C3%BC&b=2',
			'https://a.example/?userplane-meta=plan%3Dpro,x%3D%C3%BC,a%3D1&b=2',
		],
		[
			'empty metadata',
			'https://a.example/?userplane-meta=&b=2',
			'https://a.example/?userplane-meta=a%3D1&b=2',
		],
	])('is kept as it is: %s', async (_, given, expected) => {
		expect(await add(given)).toBe(expected);
	});

	it.each([
		['in its place', 'ticketId%3D35,plan%3Dpro', 'ticketId%3D99,plan%3Dpro'],
		['behind others', 'plan%3Dpro,ticketId%3D35', 'plan%3Dpro,ticketId%3D99'],
		['in a URL that is encoded throughout', 'plan%3Dpro%2CticketId%3D35', 'plan%3Dpro,ticketId%3D99'],
		['in a URL that is not encoded', 'ticketId=35,plan=pro', 'ticketId%3D99,plan=pro'],
		['by its decoded key', 'ticket%49d%3d35,x%3D1', 'ticketId%3D99,x%3D1'],
		['once, where it stood twice', 'ticketId%3D35,x%3D1,ticketId%3D36', 'ticketId%3D99,x%3D1'],
		['without a value', 'ticketId,x%3D1', 'ticketId%3D99,x%3D1'],
		['and no key that begins alike', 'ticketId2%3D35,ticket%3D1', 'ticketId2%3D35,ticket%3D1,ticketId%3D99'],
		['nor one of another case', 'ticketid%3D35', 'ticketid%3D35,ticketId%3D99'],
		['nor a value', 'x%3DticketId', 'x%3DticketId,ticketId%3D99'],
		['beside what is no encoding', '100%,%zz%3D1', '100%,%zz%3D1,ticketId%3D99'],
		['in two parameters', 'x%3D1&userplane-meta=ticketId%3D35', 'x%3D1&userplane-meta=ticketId%3D99'],
	])('gives its place to a new value of the same key, %s', async (_, given, expected) => {
		const entry = [{ key: 'ticketId', value: '99' }];
		expect(await add(`${url}&userplane-meta=${given}&b=2`, entry)).toBe(
			`${url}&userplane-meta=${expected}&b=2`,
		);
	});

	it('gives its place to keys of any letters, whatever stands for a space', async () => {
		const given = `${url}&userplane%2Dmeta=a+b%3D1,%C3%BC%20%3D1`;
		const entry = [
			{ key: 'ü ', value: '2' },
			{ key: 'c', value: '3' },
			{ key: 'a b', value: '4' },
		];
		expect(await add(given, entry)).toBe(`${url}&userplane%2Dmeta=a%20b%3D4,%C3%BC%20%3D2,c%3D3`);
	});

	it('is the same after the same once more', async () => {
		const once = await add(url, [{ key: 'a', value: '1' }]);
		expect(await add(once as string, [{ key: 'a', value: '1' }])).toBe(once);
	});

	it('is added to again and again', async () => {
		const once = await add(url, [{ key: 'a', value: '1' }]);
		const twice = await add(once as string, [{ key: 'b', value: '2' }]);
		expect(twice).toBe(`${url}&userplane-meta=a%3D1,b%3D2`);
	});
});

describe('a key or value', () => {
	it.each([
		['a & b#c?d/e', 'a%20%26%20b%23c%3Fd%2Fe'],
		['ü 鍵 👍', '%C3%BC%20%E9%8D%B5%20%F0%9F%91%8D'],
		['100%25', '100%2525'],
		['half \ud83d', 'half%20'],
		['', ''],
	])('is encoded: %j', async (text, encoded) => {
		const value = `={{ ${JSON.stringify(text)} }}`;
		expect(await add(url, [{ key: `={{ "k" + ${JSON.stringify(text)} }}`, value }])).toBe(
			`${url}&userplane-meta=k${encoded}%3D${encoded}`,
		);
	});

	it.each([
		['a comma', ',', 'a, b'],
		['an equals sign', '=', 'a = b'],
	])('is refused with %s', async (name, _, text) => {
		for (const row of [
			{ key: text, value: '1' },
			{ key: 'a', value: text },
		]) {
			expect(read(await world.run(parametersOf(url, [row])))).toMatch(
				new RegExp(
					`^Metadata cannot contain ${name}: "${text}" \\[item 0\\]\n.*replace\\(/\\[,=\\]/g, " "\\)`,
				),
			);
		}
	});

	it('shows the beginning of what it refuses', async () => {
		const rows = [{ key: 'a', value: `${'x'.repeat(40)},y` }];
		expect(read(await world.run(parametersOf(url, rows)))).toContain(`a comma: "${'x'.repeat(40)}" [item 0]`);
	});

	it.each([
		['no row', [], /^Metadata is empty/],
		[
			'an empty row',
			[{ key: '', value: '' }],
			/^Metadata is empty \[item 0\]\nAdd at least one key and value$/,
		],
		['no key', [{ key: ' ', value: '1' }], /^Metadata has a value without a key/],
		[
			'a key twice',
			[
				{ key: 'a', value: '1' },
				{ key: 'a', value: '2' },
			],
			/^Metadata has the key "a" twice/,
		],
		['a key that objects have', [{ key: '__proto__', value: '1' }], /^Metadata cannot use the key/],
		[
			'an object as value',
			[{ key: 'a', value: '={{ { b: 1 } }}' }],
			/^Metadata: the value of "a" is a list or an object/,
		],
		[
			'1,025 characters',
			[{ key: 'a', value: 'x'.repeat(1_025) }],
			/^Metadata: the value of "a" has 1025 characters/,
		],
	])('is refused as %s', async (_, rows, reason) => {
		expect(read(await world.run(parametersOf(url, rows)))).toMatch(reason);
	});
});

describe('the URL', () => {
	it.each([
		['without a scheme', 'app.acme.example/r/x', 'https://app.acme.example/r/x'],
		['without a scheme, with a path', 'app.acme.example/r/https://b', 'https://app.acme.example/r/https://b'],
		['in white space', ' https://app.acme.example/r/x\n', 'https://app.acme.example/r/x'],
	])('may be %s', async (_, given, full) => {
		expect(await add(given)).toBe(`${full}?userplane-meta=a%3D1`);
	});

	it.each([
		['empty', '', /^Link URL is empty/],
		['missing', '={{ $json.missing }}', /^Link URL is empty/],
		['blank', ' ', /^Link URL is empty/],
		[
			'two words',
			'two words',
			/^Link URL is not a URL \[item 0\]\nEnter the URL of a recording link, e\.g\. linkURL from another Userplane node$/,
		],
		['of another kind', 'mailto:a@acme.example', /^Link URL is not a URL/],
		["a link's ID", 'lnk_000001', /^Link URL is not a URL/],
		['a word', 'undefined', /^Link URL is not a URL/],
		['a path', '/app.acme.example', /^Link URL is not a URL/],
		['of a scheme that ends alike', 'shttp://app.acme.example', /^Link URL is not a URL/],
		['a script', 'javascript:alert(1)', /^Link URL is not a URL/],
		['a list', '={{ ["https://a.example"] }}', /^Link URL is not text/],
	])('is refused when it is %s', async (_, given, reason) => {
		const parameters = { ...parametersOf('x'), linkURL: `=${given.replace(/^=/, '')}` };
		expect(read(await world.run(parameters))).toMatch(reason);
	});
});

it('is one for each item, and lets the others pass when the workflow goes on', async () => {
	const entry = [{ key: 'ticket', value: '={{ $json.n === 1 ? "a,b" : $json.n }}' }];
	const result = await world.run(parametersOf(url, entry), {
		items: items(3),
		onError: 'continueRegularOutput',
	});
	expect(result.items.map(({ json, pairedItem }) => [json.linkURL, pairedItem])).toEqual([
		[`${url}&userplane-meta=ticket%3D0`, { item: 0 }],
		[undefined, { item: 1 }],
		[`${url}&userplane-meta=ticket%3D2`, { item: 2 }],
	]);
	expect(readItem(result.items[1])).toContain('Metadata cannot contain a comma');
});

it('sends nothing, whatever the key', async () => {
	const credential = { apiKey: world.simulator.keys.unknown };
	const result = await world.run(parametersOf(url), { credential });
	expect(result.items).toHaveLength(1);
	expect(world.simulator.requests).toEqual([]);
});
