import type { INodeParameters } from 'n8n-workflow';

import { read, useWorld } from '../engine/support';

const world = useWorld();
let references = 0;
/** Metadata in either form: rows, and the JSON that stands in a collection. */
type Meta = { linkMeta?: INodeParameters; linkMetaJson?: string };
const operations: Array<[string, (meta: Meta) => INodeParameters]> = [
	[
		'upsert',
		({ linkMeta = {}, ...additionalFields }) =>
			world.upsert({ linkReference: `R${references++}`, linkMeta, additionalFields }),
	],
	['create', ({ linkMeta = {}, ...additionalFields }) => world.create({ linkMeta, additionalFields })],
	['update', ({ linkMeta = {}, ...fields }) => world.update({ linkTitle: 'x', ...fields }, { linkMeta })],
];
const fromItem = '={{ $json.value }}';
const rows = { linkMeta: { entry: [{ key: '={{ $json.key }}', value: fromItem }] } };
const ownProto = JSON.parse('{ "__proto__": "x" }') as object;

describe.each(operations)('metadata of link %s', (_, parameters) => {
	/** The body of the last request that wrote something. */
	const written = () => world.simulator.requests.filter(({ body }) => body !== undefined).at(-1)?.body;

	/** Runs with one item and expects a refusal that names field and item, before any request. */
	async function expectRefusal(fields: Meta, json: object, reason: RegExp): Promise<void> {
		const result = await world.run(parameters(fields), { items: [{ json: json as never }] });
		expect(read(result)).toMatch(/^Link Metadata[^]*\[item 0\]\n.+/);
		expect(read(result)).toMatch(reason);
		expect(world.simulator.requests).toEqual([]);
	}

	it.each([
		['__proto__', { key: '__proto__', value: '1' }, /"__proto__"/],
		['constructor', { key: 'constructor', value: '1' }, /"constructor"/],
		['prototype', { key: 'prototype', value: '1' }, /"prototype"/],
		['no key', { key: '', value: '1' }, /key/],
		['a blank key', { key: ' \n', value: '1' }, /key/],
		['an object as key', { key: { a: 1 }, value: '1' }, /key/],
		['an object', { key: 'a', value: { b: '1' } }, /"a"/],
		['a list', { key: 'a', value: ['1'] }, /"a"/],
		['1025 characters', { key: 'a', value: 'x'.repeat(1025) }, /"a" has 1025 .*1024/],
		['513 emoji', { key: 'a', value: '👍'.repeat(513) }, /"a" has 1026 .*1024.*emoji/],
		['a NUL character', { key: 'a', value: 'a\u0000' }, /"a" contains a NUL/],
		['a NUL character in the key', { key: 'a\u0000', value: '1' }, /a key contains a NUL/],
		[
			'a number that may have been another',
			{ key: 'a', value: Number('1234567890123456789') },
			/"a".*too large/,
		],
		['such a number as key', { key: Number('1234567890123456789'), value: '1' }, /a key.*too large/],
		['half a character as key', { key: '\ud83d', value: '1' }, /a key contains only half/],
	])('is refused as rows: %s', async (_name, json, reason) => {
		await expectRefusal(rows, json, reason);
	});

	it('is refused as rows with a key twice', async () => {
		const entry = ['1', '2'].map((value) => ({ key: 'same', value }));
		await expectRefusal({ linkMeta: { entry } }, {}, /"same" twice/);
	});

	it.each([
		['broken JSON', '{ "a": ', /JSON object/],
		['JavaScript', '{ a: 1 }', /JSON object/],
		['a list', '["a"]', /JSON object/],
		['null as text', 'null', /JSON object/],
		['a number', 5, /JSON object/],
		['true', true, /JSON object/],
		['__proto__', '{ "__proto__": "1" }', /"__proto__"/],
		['__proto__ with an object', '{ "__proto__": { "isAdmin": true } }', /"__proto__"/],
		['an object inside', '{ "a": { "b": "1" } }', /"a"/],
		['an object inside an object', { a: { b: '1' } }, /"a"/],
		['a list inside', { a: ['1'] }, /"a"/],
		['null inside', { a: null }, /"a"/],
		['an empty key', { '': '1' }, /key/],
		['1025 characters', { a: 'x'.repeat(1025) }, /"a".*1024/],
		['a NUL character', '{ "a": "\\u0000" }', /"a" contains a NUL/],
		[
			'a number of an object that may have been another',
			{ a: Number('1234567890123456789') },
			/"a".*too large/,
		],
		['keys that are one without half a character', { a: '1', 'a\ud83d': '2' }, /"a" twice/],
		['a key twice', '{ "a": "1", "b": "2", "a": "1" }', /"a" twice/],
		['a key twice, once escaped', '{ "a": "1", "\\u0061": "2" }', /"a" twice/],
		['a key twice, first with an object', '{ "a": { "b": 1 }, "a": "2" }', /"a" twice/],
		['a key twice behind a confusing list', '{ "a": ["x", ":"], "a": "y" }', /"a" twice/],
		['a key twice, once as __proto__', '{ "__proto__": "1", "__proto__": "2" }', /__proto__/],
		['a text of 100,000 brackets', '['.repeat(100_000), /JSON object/],
	])('is refused as JSON: %s', async (_name, value, reason) => {
		await expectRefusal({ linkMetaJson: fromItem }, { value }, reason);
	});

	it('never sends the prototype of an object that an item brings', async () => {
		await world.run(parameters({ linkMetaJson: fromItem }), {
			items: [{ json: { value: ownProto } as never }],
		});
		expect(JSON.stringify(world.simulator.requests)).not.toContain('__proto__');
	});

	it.each([
		'1234567890123456789',
		'9007199254740993',
		'9007199254740992',
		'1.10',
		'1.0',
		'-0',
		'1e400',
		'1e3',
	])('is refused as JSON with a number that would be sent as another: %s', async (number) => {
		for (const more of ['', ', "b": "1"']) {
			const json = { value: `{ "conversation" : ${number}${more} }` };
			const said = `number ${number} of "conversation".*\\n.*"conversation": "${number}"`;
			await expectRefusal({ linkMetaJson: fromItem }, json, new RegExp(said));
		}
	});

	it.each(['0', '-1', '35436', '9007199254740991', '1.5', '-0.25', '1e-7', '12.75'])(
		'holds a number exactly as it is written: %s',
		async (number) => {
			const json = { value: `{"a":${number},"b":"1.10","c 1.0":"\\"a\\": 1.0"}` };
			const result = await world.run(parameters({ linkMetaJson: fromItem }), { items: [{ json }] });
			expect(read(result)).toBe('');
			expect(written()).toMatchObject({
				linkMeta: { a: number, b: '1.10', 'c 1.0': '"a": 1.0' },
			});
		},
	);

	it('leaves out half a character in keys and values', async () => {
		for (const [fields, json] of [
			[rows, { key: 'k\ud83d', value: 'v\ud83d' }],
			[{ linkMetaJson: fromItem }, { value: '{ "k\\ud83d": "\\udc4dv" }' }],
		] as const) {
			expect(read(await world.run(parameters(fields), { items: [{ json }] }))).toBe('');
			expect(written()).toMatchObject({ linkMeta: { k: 'v' } });
		}
	});

	it('is refused in both forms at once', async () => {
		const both = { linkMeta: { entry: [{ key: 'a', value: '1' }] }, linkMetaJson: '{ "a": "1" }' };
		await expectRefusal(both, {}, /Link Metadata and Link Metadata \(JSON\)/);
	});

	it.each([
		['1024 characters', 'x'.repeat(1024)],
		['512 emoji', '👍'.repeat(512)],
		['line breaks and quotes', 'a\n"b"\\\u2028</script>'],
		['text that looks like an expression', '={{ $json }}'],
	])('is sent unchanged: %s', async (_name, value) => {
		for (const [fields, json] of [
			[rows, { key: 'a', value }],
			[{ linkMetaJson: fromItem }, { value: { a: value } }],
		] as const) {
			const result = await world.run(parameters(fields), { items: [{ json: json as never }] });
			expect(read(result)).toBe('');
			expect(written()).toMatchObject({ linkMeta: { a: value } });
		}
	});
});

it('leaves the prototype of all objects alone', () => {
	expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});
