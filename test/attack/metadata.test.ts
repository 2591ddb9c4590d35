import type { INodeParameters } from 'n8n-workflow';

import { read, useWorld } from '../engine/support';

const world = useWorld();
const operations: Array<[string, (fields: INodeParameters) => INodeParameters]> = [
	['create', (fields) => world.create({ additionalFields: fields })],
	['update', (fields) => world.update({ linkTitle: 'x', ...fields })],
];
const fromItem = '={{ $json.value }}';
const rows = { linkMeta: { entry: [{ key: '={{ $json.key }}', value: fromItem }] } };
const ownProto = JSON.parse('{ "__proto__": "x" }') as object;

describe.each(operations)('metadata of link %s', (_, parameters) => {
	/** Runs with one item and expects a refusal that names field and item, before any request. */
	async function expectRefusal(fields: INodeParameters, json: object, reason: RegExp): Promise<void> {
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
		['1025 characters', { key: 'a', value: 'x'.repeat(1025) }, /"a".*1024/],
		['1025 emoji', { key: 'a', value: '👍'.repeat(1025) }, /"a".*1024/],
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

	it('is refused in both forms at once', async () => {
		const both = { linkMeta: { entry: [{ key: 'a', value: '1' }] }, linkMetaJson: '{ "a": "1" }' };
		await expectRefusal(both, {}, /Link Metadata and Link Metadata \(JSON\)/);
	});

	it.each([
		['1024 characters', 'x'.repeat(1024)],
		['1024 emoji', '👍'.repeat(1024)],
		['line breaks and quotes', 'a\n"b"\\\u0000\u2028</script>'],
		['text that looks like an expression', '={{ $json }}'],
	])('is sent unchanged: %s', async (_name, value) => {
		const method = parameters({}).operation === 'create' ? 'POST' : 'PUT';
		for (const [fields, json] of [
			[rows, { key: 'a', value }],
			[{ linkMetaJson: fromItem }, { value: { a: value } }],
		] as const) {
			const result = await world.run(parameters(fields), { items: [{ json: json as never }] });
			expect(read(result)).toBe('');
			expect(world.bodies(method).at(-1)).toMatchObject({ linkMeta: { a: value } });
		}
	});
});

it('leaves the prototype of all objects alone', () => {
	expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});
