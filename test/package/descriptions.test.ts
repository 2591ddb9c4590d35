import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { ICredentialType, INodeProperties, INodeType } from 'n8n-workflow';

import { repositoryRoot } from '../harness/package';
import { isSentenceCase, isTitleCase, isWellPunctuated, labelled } from './labels';

/** What the editor downloads for all nodes together. */
const budgetBytes = 60_000;

const manifest = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as {
	homepage: string;
	n8n: { nodes: string[]; credentials: string[] };
};

/** Makes an object of the one class that a built file exports. */
function instance(file: string): unknown {
	const exported = jest.requireActual<Record<string, new () => unknown>>(join(repositoryRoot, file));
	const [made] = Object.values(exported);
	return new made();
}

const nodes = manifest.n8n.nodes.map((file) => (instance(file) as INodeType).description);
const credentials = manifest.n8n.credentials.map((file) => instance(file) as ICredentialType);
const panels: Array<[string, INodeProperties[]]> = [...nodes, ...credentials].map((type) => [
	type.displayName,
	type.properties,
]);

it('describes the nodes in few bytes', () => {
	expect(Buffer.byteLength(JSON.stringify(nodes))).toBeLessThan(budgetBytes);
});

it.each(nodes.map((node) => [node.displayName, node] as const))('%s introduces itself', (name, node) => {
	expect(isTitleCase(name)).toBe(true);
	expect(isWellPunctuated(node.description)).toBe(true);
	expect(node.defaults.name).toBe(name);
});

it('tells n8n what kind of node each is', () => {
	const credential = [{ name: 'userplaneApi', required: true }];
	const own = { version: 1, outputs: ['main'], credentials: credential };
	expect(nodes).toEqual([
		expect.objectContaining({ ...own, name: 'userplane', group: ['transform'], inputs: ['main'] }),
		expect.objectContaining({
			...own,
			name: 'userplaneTrigger',
			group: ['trigger'],
			inputs: [],
			polling: true,
		}),
	]);
	const [resource] = nodes[0].properties;
	// Which fields show would not be known before the workflow runs
	expect(resource).toMatchObject({
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: 'link',
	});
});

it('has an icon for light and dark themes where each says', () => {
	const icons = manifest.n8n.nodes
		.map((file, index) => ({ file, icon: nodes[index].icon }))
		.concat(manifest.n8n.credentials.map((file, index) => ({ file, icon: credentials[index].icon })));
	for (const { file, icon } of icons) {
		const { light, dark } = icon as Record<'light' | 'dark', string>;
		const paths = [light, dark].map((name) => join(dirname(file), name.replace(/^file:/, '')));
		expect(paths).toEqual(['dist/nodes/Userplane/userplane.svg', 'dist/nodes/Userplane/userplane.dark.svg']);
	}
});

it('asks for the key of Userplane, and hides it', () => {
	const [credential] = credentials;
	expect(credential).toMatchObject({ name: 'userplaneApi', displayName: 'Userplane API' });
	expect(credential.documentationUrl).toBe(manifest.homepage);
	expect(credential.properties).toEqual([
		expect.objectContaining({
			...{ type: 'notice', displayName: expect.stringContaining('Account > Developers') as unknown },
		}),
		expect.objectContaining({
			...{ name: 'apiKey', type: 'string', typeOptions: { password: true }, default: '', required: true },
		}),
		expect.objectContaining({ name: 'baseUrl', type: 'string' }),
		expect.objectContaining({
			...{ name: 'requestsPerMinute', type: 'number', typeOptions: { minValue: 0, numberPrecision: 0 } },
		}),
	]);
});

describe.each(panels)('the panel of %s', (_name, properties) => {
	const all = labelled(properties);
	const failing = (passes: (label: (typeof all)[number]) => boolean) =>
		all.filter((label) => !passes(label)).map(({ path, title }) => `${path}: ${title}`);
	const texts = all.flatMap(({ path, description, hint }) =>
		[description, hint].filter((text) => text !== undefined).map((text) => ({ path, text })),
	);

	it('has labels in Title Case', () => {
		expect(all.length).toBeGreaterThan(2);
		const isNotice = ({ parameter }: (typeof all)[number]) => parameter?.type === 'notice';
		expect(failing((label) => isNotice(label) || isTitleCase(label.title))).toEqual([]);
		expect(failing(({ title }) => !/\b(Id|Ids|Url|Json|Api)\b/.test(title))).toEqual([]);
	});

	it('has well punctuated descriptions and hints', () => {
		expect(texts.filter(({ text }) => !isWellPunctuated(text))).toEqual([]);
	});

	it('says "Whether" at every switch', () => {
		const switches = all.filter(({ parameter }) => parameter?.type === 'boolean');
		expect(switches.filter(({ description }) => !/^Whether /.test(description ?? ''))).toEqual([]);
	});

	it('shows an example, not a value, in every text field', () => {
		const fields = all.filter(({ parameter }) => ['string', 'json'].includes(parameter?.type ?? ''));
		const placeholders = fields.map(({ path, parameter }) => `${path}: ${parameter?.placeholder ?? 'e.g. '}`);
		expect(placeholders.filter((line) => !/: (e\.g\. |name@)/.test(line))).toEqual([]);
	});

	it('lists options alphabetically, each once', () => {
		const lists = all.filter(({ parameter }) =>
			['options', 'multiOptions', 'collection'].includes(parameter?.type ?? ''),
		);
		for (const { path, parameter } of lists) {
			const titles = labelled(parameter?.options ?? [])
				.filter((option) => !option.path.includes('.'))
				.map(({ title }) => title);
			const sorted = [...new Set(titles)].sort((one, other) => one.localeCompare(other, 'en'));
			expect([path, ...titles]).toEqual([path, ...sorted]);
		}
	});

	it('describes each operation for people and agents', () => {
		const operations = properties.filter(({ name }) => name === 'operation');
		const options = operations.flatMap(({ options: list }) => labelled(list ?? []));
		const lacking = options.filter(({ action, description }) => !action || !description);
		expect(lacking.map(({ path }) => path)).toEqual([]);
		expect(options.filter(({ action }) => !isSentenceCase(action ?? ''))).toEqual([]);
		expect(new Set(options.map(({ action }) => action)).size).toBe(options.length);
	});

	it('shows every field for parameters and values that exist', () => {
		const values = (name: string) =>
			properties
				.filter((property) => property.name === name)
				.flatMap(({ options }) => labelled(options ?? []).map(({ path }) => path));
		const conditions = properties.flatMap(({ name, displayOptions }) =>
			[displayOptions?.show, displayOptions?.hide].flatMap((rule) =>
				Object.entries(rule ?? {}).map(([controller, wanted]) => ({
					name,
					controller,
					wanted: wanted ?? [],
				})),
			),
		);
		const broken = conditions.filter(({ controller, wanted }) => {
			const known = values(controller.replace(/^\//, ''));
			if (known.length === 0) return !properties.some(({ name }) => name === controller);
			return wanted.some((value) => !known.includes(String(value as string)));
		});
		expect(broken).toEqual([]);
	});
});
