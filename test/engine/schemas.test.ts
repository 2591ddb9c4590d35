import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { repositoryRoot } from '../harness';
import { ndjsonContent } from '../simulator';
import { replaceFile } from './files';
import { menuEntries } from './menus';
import { byId, read, useWorld } from './support';

const world = useWorld();
const built = join(repositoryRoot, 'dist', 'nodes', 'Userplane', '__schema__', 'v1.0.0');

/** An output schema as n8n's own nodes ship them. An object without `properties` is a map with keys of the user's own. */
interface Schema {
	type: string | string[];
	properties?: Record<string, Schema>;
	/** Only where the service does not say which fields there are. */
	additionalProperties?: true;
	version?: number;
}

/** The operations that the node offers, as `resource/operation`. */
async function offered(): Promise<string[]> {
	return (await menuEntries()).map(({ resource, operation }) => `${resource}/${String(operation.value)}`);
}

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
}

/** Where an output and its schema differ, as paths; `seen` collects the schema's keys that it has. */
function differences(value: unknown, schema: Schema, path: string, seen: Set<string>): string[] {
	const type = typeOf(value);
	const allowed = [schema.type].flat();
	const fits = allowed.includes(type) || (type === 'integer' && allowed.includes('number'));
	if (!fits) return [`${path} is ${type}, not ${allowed.join(' or ')}`];
	if (type !== 'object' || schema.properties === undefined) return [];
	const { properties, additionalProperties } = schema;
	return Object.entries(value as IDataObject).flatMap(([key, inner]) => {
		const at = `${path}.${key}`;
		if (!Object.hasOwn(properties, key)) return additionalProperties ? [] : [`${at} is not in the schema`];
		seen.add(at);
		return differences(inner, properties[key], at, seen);
	});
}

function pathsOf({ properties = {} }: Schema, path = ''): string[] {
	return Object.entries(properties).flatMap(([key, inner]) => [
		`${path}.${key}`,
		...pathsOf(inner, `${path}.${key}`),
	]);
}

function schemaOf(operation: string): Schema {
	return JSON.parse(readFileSync(join(built, `${operation}.json`), 'utf8')) as Schema;
}

/** What each operation needs beside the workspace to give all that it can give, without an option that changes its form. */
function parametersOf(operation: string): INodeParameters {
	const { seed } = world.simulator;
	const [resource] = operation.split('/');
	const ids = {
		domainId: byId(seed.domainId),
		linkId: byId(seed.linkId),
		recordingId: byId(seed.recordingId),
		projectId: byId(seed.projectId),
	};
	const own: Record<string, INodeParameters> = {
		'link/addUrlMeta': {
			linkURL: 'https://record.example/r/a',
			urlMeta: { entry: [{ key: 'a', value: '1' }] },
		},
		'link/upsert': {
			...{ linkProviderType: 'zendesk', linkProviderId: '1' },
			additionalFields: { linkMetaJson: '{ "a": "1" }' },
		},
		'link/update': { updateFields: { linkReusable: true } },
		'recording/download': { resources: ['video', 'thumbnail', 'consoleLog', 'networkLog', 'actions'] },
	};
	const q = { domain: 'acme', link: 'checkout', member: 'a', project: 'general' }[resource] ?? '';
	return { workspaceId: byId(seed.workspaceId), ...ids, q, ...own[operation] };
}

it('is there for every operation, and for nothing else', async () => {
	const operations = await offered();
	expect(operations).toHaveLength(25);
	expect(operations.filter((operation) => !existsSync(join(built, `${operation}.json`)))).toEqual([]);
	const sources = join(repositoryRoot, 'nodes', 'Userplane', '__schema__', 'v1.0.0');
	const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) =>
		name.endsWith('.json'),
	);
	expect(files.map((name) => name.replace('.json', '')).sort()).toEqual([...operations].sort());
});

it('holds for every operation: the keys of an output, in this order, and no other', async () => {
	for (const operation of await offered()) {
		world.reset();
		replaceFile(world.simulator, 'consoleLog', ndjsonContent([{ timestamp: 1, level: 'info' }]));
		if (operation === 'recording/getLogs') {
			const bytes = Buffer.from(`{"timestamp":1772359200000}\n${'broken '.repeat(100)}`);
			replaceFile(world.simulator, 'action', { type: 'application/x-ndjson', bytes });
		}
		const [resource, name] = operation.split('/');
		const result = await world.run({ resource, operation: name, ...parametersOf(operation) });
		expect([operation, read(result)]).toEqual([operation, '']);
		expect(result.items.length).toBeGreaterThan(0);
		const schema = schemaOf(operation);
		expect(schema).toMatchObject({ type: 'object', version: 1 });
		const seen = new Set<string>();
		const found = result.items.flatMap(({ json }) => differences(json, schema, '', seen));
		expect([operation, [...new Set(found)]]).toEqual([operation, []]);
		const order = Object.keys(schema.properties ?? {});
		for (const { json } of result.items)
			expect([operation, ...Object.keys(json).filter((key) => order.includes(key))]).toEqual([
				operation,
				...order.filter((key) => Object.hasOwn(json, key)),
			]);
		const never = pathsOf(schema).filter((path) => !seen.has(path));
		expect([operation, never]).toEqual([operation, []]);
	}
});
