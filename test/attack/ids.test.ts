import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';

import { trimmed } from '../../nodes/Userplane/shared/texts';
import { byId, items, locator, read, useWorld } from '../engine/support';

const world = useWorld();
const fields: Array<[string, string, (value: INodeParameters | string) => INodeParameters]> = [
	['Workspace', 'create', (workspaceId) => world.create({ workspaceId })],
	['Domain', 'create', (domainId) => world.create({ domainId })],
	['Project', 'create', (projectId) => world.create({ projectId })],
	['Workspace', 'update', (workspaceId) => world.update({ linkTitle: 'x' }, { workspaceId })],
	['Link', 'update', (linkId) => world.update({ linkTitle: 'x' }, { linkId })],
	['Workspace', 'get', (workspaceId) => world.recording({ workspaceId })],
	['Recording', 'get', (recordingId) => world.recording({ recordingId })],
];
const hostile = [
	...[
		'.',
		'..',
		'/',
		'../..',
		'a/b',
		'..\\..',
		'a\\b',
		'a?b=c',
		'?',
		'a#b',
		'#',
		'%2f',
		'a%2fb',
		'%2e%2e',
		'%',
	],
	...['a\nb', 'a\r\nHost: evil.example', 'a\tb', 'a\u0000b', 'a b', 'x'.repeat(300), '\ud83d', 'a\u2028b'],
	...['http://evil.example/x', 'https://dash.userplane.io/workspace/..%2f..%2fme/recordings/..%2f..%2fme'],
	...['{"mode":"id","value":"a b"}', '//evil.example/', 'a;b/c', '\u2028a/'],
];

describe.each(fields)('%s of %s', (label, _, parameters) => {
	it.each(hostile)('is refused before any request: %j', async (id) => {
		for (const value of [byId('={{ $json.id }}'), locator('list', '={{ $json.id }}'), '={{ $json.id }}']) {
			const result = await world.run(parameters(value), { items: [{ json: { id } }] });
			expect(read(result)).toMatch(new RegExp(`^${label} .*\\[item 0\\]\n.+`));
		}
		expect(world.simulator.requests).toEqual([]);
	});

	it.each([[true], [['a']], [{ id: 'a' }]])('is refused when it is no text: %j', async (id) => {
		const result = await world.run(parameters(byId('={{ $json.id }}')), {
			items: [{ json: { id } as never }],
		});
		expect(read(result)).toContain(label);
		expect(world.simulator.requests).toEqual([]);
	});
});

const missing = ['', '   ', '\n', null];
const expressions = [byId('={{ $json.id }}'), locator('url', '={{ $json.id }}'), '={{ $json.id }}'];
const required = fields.filter(([label]) => label !== 'Project' && label !== 'Workspace');

describe.each(required)('%s of %s', (label, _, parameters) => {
	it.each(missing)('is refused when it is missing: %j', async (id) => {
		for (const value of expressions) {
			const result = await world.run(parameters(value), { items: [{ json: { id } }] });
			expect(read(result)).toMatch(new RegExp(`^${label} is empty \\[item 0\\]\n.+`));
		}
		expect(world.simulator.requests).toEqual([]);
	});
});

describe.each(fields.filter(([label]) => label === 'Workspace'))('%s of %s', (_label, _, parameters) => {
	it.each(missing)('is not guessed among several when it is missing, and nothing is done: %j', async (id) => {
		for (const value of expressions) {
			const result = await world.run(parameters(value), { items: [{ json: { id } }] });
			expect(read(result)).toMatch(
				/^Select a workspace. This key can access several: Acme Support \(ws_000001\), Acme Labs \(ws_000002\) \[item 0\]\n.+/,
			);
		}
		expect(world.simulator.requests.map(({ operationId }) => operationId)).toEqual(
			expressions.map(() => 'workspaces.list'),
		);
	});
});

it('names each item, and lets the others pass when the workflow goes on', async () => {
	const parameters = world.recording({ recordingId: byId('={{ $json.n % 2 === 0 ? "rec_000001" : ".." }}') });
	const result = await world.run(parameters, { items: items(4), onError: 'continueRegularOutput' });
	expect(result.items.map(({ json }) => json.recordingId ?? json.error)).toEqual([
		'rec_000001',
		expect.stringMatching(/Recording.*\[item 1\]/),
		'rec_000001',
		expect.stringMatching(/Recording.*\[item 3\]/),
	]);
	expect(world.simulator.requests).toHaveLength(2);
});

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const anyText = fc.oneof(
	fc.string({ unit: codeUnit, maxLength: 12 }),
	fc.string({ unit: 'grapheme', maxLength: 300 }),
	fc.string({
		unit: fc.constantFrom('.', '/', '\\', '%', '2', 'f', 'e', '?', '#', ' ', '\n', 'a', ':'),
		maxLength: 8,
	}),
	fc.constantFrom(
		'__proto__',
		'constructor',
		'undefined',
		'null',
		'...',
		"a'b",
		'~',
		'*',
		'ä',
		'鍵',
		'👍',
		'=1+1',
		'{{ 1 }}',
	),
);

it('reaches exactly one encoded path segment, or nothing at all, whatever the text', async () => {
	const { workspaceId } = world.simulator.seed;
	const above = `/api/v1/public/workspace/${workspaceId}/recordings/`;
	const parameters = world.recording({ recordingId: byId('={{ $json.id }}') });
	let sent = 0;
	const check = async (id: string) => {
		world.simulator.clearRequests();
		const result = await world.run(parameters, { items: [{ json: { id } }] });
		const { requests } = world.simulator;
		sent += requests.length;
		const refused = /^Recording .*\[item 0\]/.test(read(result));
		expect(requests).toHaveLength(refused ? 0 : 1);
		for (const { operationId, path, query } of requests) {
			expect([operationId, query]).toEqual(['recordings.getById', '']);
			const segment = path.slice(above.length);
			expect(path).toBe(above + segment);
			expect(segment).not.toMatch(/[/\\?#]/);
			expect(decodeURIComponent(segment)).toBe(trimmed(id));
		}
	};
	await fc.assert(fc.asyncProperty(anyText, check), { numRuns: 300, seed: 42 });
	expect(sent).toBeGreaterThan(20);
});
