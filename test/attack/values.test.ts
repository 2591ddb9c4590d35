import type { INodeParameters } from 'n8n-workflow';

import { items, read, useWorld } from '../engine/support';

const world = useWorld();
const value = '={{ $json.value }}';
const create = (name: string) => () => world.create({ additionalFields: { [name]: value } });
const update = (name: string) => () => world.update({ [name]: value });
const upsert = (name: string) => () => world.upsert({ additionalFields: { [name]: value } });
type Field = [string, string, number, () => INodeParameters];
const identifiers: Field[] = [
	['Reference', 'linkReference of create', 2048, create('linkReference')],
	['Reference', 'linkReference of upsert', 2048, () => world.upsert({ linkReference: value })],
	['Ticket ID', 'linkProviderId of create', 255, create('linkProviderId')],
	['Ticket ID', 'linkProviderId of update', 255, update('linkProviderId')],
	['Reference', 'linkProviderRef of update', 2048, update('linkProviderRef')],
	['Ticket ID', 'linkProviderId of upsert', 255, upsert('linkProviderId')],
];
const titles: Field[] = [
	['Title', 'linkTitle of create', 255, create('linkTitle')],
	['Title', 'linkTitle of update', 255, update('linkTitle')],
	['Title', 'linkTitle of upsert', 255, upsert('linkTitle')],
];

describe.each([...identifiers, ...titles])('%s (%s)', (label, _, most, parameters) => {
	const run = async (given: unknown) =>
		await world.run(parameters(), { items: [{ json: { value: given } as never }] });

	const sent = () => JSON.stringify(world.simulator.requests.map(({ body }) => body));
	const half = Math.floor(most / 2);

	it.each(['x'.repeat(most), `x${'é'.repeat(most - 1)}`, '👍'.repeat(half)])(
		'may be as long as the contract allows',
		async (text) => {
			expect(read(await run(text))).toBe('');
			expect(sent()).toContain(text);
		},
	);

	it.each([
		['at its end', 'Broken\ud83d', 'Broken'],
		['at its beginning', '\udc4dbroken', 'broken'],
		['in its middle', 'Bro\ud83d…', 'Bro…'],
		['in wrong order', 'a\udc4d\ud83db', 'ab'],
		['beside a whole emoji', '👍\ud83d👍', '👍👍'],
	])('leaves out half a character %s', async (_where, text, expected) => {
		expect(read(await run(text))).toBe('');
		expect(sent()).toContain(`"${expected}"`);
	});

	it.each([
		['nothing but half a character', '\ud83d', /half a character/],
		['a number that may have been another', 2 ** 53, /too large to be exact.*\n.*quotes/],
		['a negative one', -1e21, /too large to be exact/],
		['no finite number', NaN, /is not a number/],
	])('is refused when it is %s, before any request', async (_what, given, reason) => {
		const text = read(await run(given));
		expect(text).toMatch(new RegExp(`^${label} .*\\[item 0\\]\n.+`));
		expect(text).toMatch(reason);
		expect(world.simulator.requests).toEqual([]);
	});

	it.each([2 ** 53 - 1, -7, 1.5, 1e-7])('may be a number: %d', async (given) => {
		expect(read(await run(given))).toBe('');
		expect(sent()).toContain(`"${given}"`);
	});

	it.each([[['a']], [{ a: 1 }]])('is refused when it is no text: %j', async (given) => {
		expect(read(await run(given))).toMatch(new RegExp(`^${label} .*\\[item 0\\]\n.+`));
		expect(world.simulator.requests).toEqual([]);
	});
});

describe.each(identifiers)('%s (%s)', (label, _, most, parameters) => {
	const run = async (given: unknown) =>
		await world.run(parameters(), { items: [{ json: { value: given } as never }] });
	const sent = () => JSON.stringify(world.simulator.requests.map(({ body }) => body));
	const half = Math.floor(most / 2);

	it.each(['x'.repeat(most + 1), '👍'.repeat(half + 1), 'x'.repeat(100_000)])(
		'is refused when it is longer, before any request, and says how long it is',
		async (text) => {
			const message = `${label} has ${text.length} characters, and at most ${most} are allowed`;
			expect(read(await run(text))).toMatch(new RegExp(`^${message}.*\\[item 0\\]\n.+`));
			expect(world.simulator.requests).toEqual([]);
		},
	);

	it.each(['x'.repeat(9_000), '👍'.repeat(9_000), `x${'👍'.repeat(9_000)}`])(
		'is sent when it is cut as the message says, also in the middle of an emoji',
		async (subject) => {
			const [expression] = /\{\{.*\}\}/.exec(read(await run(subject))) ?? [];
			const named = JSON.stringify(parameters()).replace(value, `=${expression}`);
			const shorter = JSON.parse(named) as INodeParameters;
			expect(read(await world.run(shorter, { items: [{ json: { subject } }] }))).toBe('');
			const text = subject.slice(0, most).replace(/[\ud800-\udbff]$/, '');
			expect(sent()).toContain(`"${text}"`);
		},
	);

	it('is refused with a NUL character in it, before any request', async () => {
		expect(read(await run('a\u0000b'))).toMatch(new RegExp(`^${label} .*NUL.*\\[item 0\\]\n.*replaceAll`));
		expect(world.simulator.requests).toEqual([]);
	});
});

describe.each(titles)('%s (%s)', (_label, _, most, parameters) => {
	const run = async (given: unknown) =>
		await world.run(parameters(), { items: items(3).map(() => ({ json: { value: given } as never })) });
	const sentTitles = () =>
		world.simulator.requests.flatMap(
			({ body }) => (body as { linkTitle?: string } | undefined)?.linkTitle ?? [],
		);

	it.each([
		['one character too many', 'x'.repeat(most + 1), `${'x'.repeat(most - 1)}…`],
		['emoji', '👍'.repeat(most), `${'👍'.repeat(127)}…`],
		['emoji that the limit cuts', `x${'👍'.repeat(most)}`, `x${'👍'.repeat(126)}…`],
		['a family, which is one character of eleven units', '👨‍👩‍👧‍👦'.repeat(40), `${'👨‍👩‍👧‍👦'.repeat(23)}…`],
		['100,000 characters', 'x'.repeat(100_000), `${'x'.repeat(most - 1)}…`],
		['several lines', 'one\r\ntwo\n\nthree\u2028four', 'one two three four'],
		['NUL and other control characters', 'a\u0000b\u001bc', 'a b c'],
	])('is made to fit, and says so once a run: %s', async (_what, given, expected) => {
		const result = await run(given);
		expect(read(result)).toBe('');
		expect(new Set(sentTitles())).toEqual(new Set([expected]));
		expect(expected.length).toBeLessThanOrEqual(most);
		expect(result.hints.filter(({ message }) => message.startsWith('A title was '))).toHaveLength(1);
	});
});

describe('Ticket System', () => {
	const ticketSystems = () => [create, update, upsert].map((parameters) => parameters('linkProviderType')());

	it.each([' zendesk', 'zendesk\n'])('is trimmed: %j', async (given) => {
		for (const parameters of ticketSystems()) {
			const result = await world.run(parameters, { items: [{ json: { value: given } }] });
			expect(read(result)).toBe('');
		}
		expect(world.bodies('PUT')).toEqual(Array(3).fill({ linkProviderType: 'zendesk' }));
	});

	it.each(['Zendesk', 'unknown', '__proto__', 'constructor', 'zen desk', 5])(
		'is refused: %j',
		async (given) => {
			for (const parameters of ticketSystems()) {
				const result = await world.run(parameters, { items: [{ json: { value: given } }] });
				expect(read(result)).toMatch(/^Ticket System .*\[item 0\]\n.*zendesk/);
			}
			expect(world.simulator.requests).toEqual([]);
		},
	);
});

describe('Reusable', () => {
	const reusables = () => [
		world.create({ linkReusable: value }),
		update('linkReusable')(),
		world.upsert({ linkReusable: value }),
	];

	it.each([' true ', 'true\n'])('is trimmed: %j', async (given) => {
		for (const parameters of reusables()) {
			expect(read(await world.run(parameters, { items: [{ json: { value: given } }] }))).toBe('');
		}
		const writes = world.simulator.requests.filter(({ method }) => method !== 'GET');
		expect(writes.map(({ body }) => body)).toMatchObject([
			{ linkReusable: true },
			{ linkReusable: true },
			{ linkReusable: true },
		]);
	});

	it.each(['yes', '', ' ', 0, 1, null, {}])(
		'is refused when it is neither true nor false: %j',
		async (given) => {
			const json = { value: given };
			for (const parameters of reusables()) {
				expect(read(await world.run(parameters, { items: [{ json }] }))).toMatch(
					/^Reusable .*\[item 0\]\n.+/,
				);
			}
			expect(world.simulator.requests).toEqual([]);
		},
	);
});

describe('an update with nothing to update', () => {
	it.each([
		['no field', {}],
		['emptied fields', { linkTitle: '', linkProviderId: '', linkProviderRef: '' }],
		[
			'an expression that gives nothing',
			{ linkTitle: '={{ $json.missing }}', linkReusable: '={{ $json.missing }}' },
		],
		['an empty provider type', { linkProviderType: '={{ "" }}' }],
		['blank metadata rows', {}, { linkMeta: { entry: [{ key: '', value: '' }] } }],
		['no metadata rows', {}, { linkMeta: {} }],
		['empty metadata JSON', { linkMetaJson: ' ' }],
	])('is refused before any request: %s', async (_, fields: INodeParameters, more: INodeParameters = {}) => {
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			const result = await world.run(world.update(fields, more), { items: items(2), onError });
			const text = read(result) || JSON.stringify(result.items);
			expect(text).toMatch(
				/Nothing to update: Link Metadata, Update Fields and Clear Fields are empty.*\[item 0\]/,
			);
		}
		expect(world.simulator.requests).toEqual([]);
	});
});
