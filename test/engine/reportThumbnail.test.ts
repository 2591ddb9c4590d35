import type { INodeParameters } from 'n8n-workflow';

import { setBinaryMode } from '../harness';
import { sha256Of } from '../simulator';
import { checksumOf, download, putIncident, replaceFile, runAndSearch, seeded } from './files';
import { items, read, useWorld } from './support';

const world = useWorld();
const report = (includeThumbnail?: boolean): INodeParameters => {
	const { resources: _resources, ...base } = download(world.simulator);
	const options = includeThumbnail === undefined ? {} : { includeThumbnail };
	return { ...base, operation: 'getReport', options };
};

beforeEach(() => {
	putIncident(world.simulator);
});

describe.each(['filesystem', 'memory'] as const)("n8n's binary mode %s", (mode) => {
	beforeEach(async () => await setBinaryMode(mode));
	afterAll(async () => await setBinaryMode('filesystem'));

	it('has the picture beside the report, for one request more', async () => {
		const { simulator } = world;
		const without = (await world.run(report())).items[0];
		simulator.clearRequests();
		const { result, leaks } = await runAndSearch(world, report(true));
		expect(read(result)).toBe('');
		const [item] = result.items;
		expect(item.json).toEqual(without.json);
		expect(Object.keys(item.binary ?? {})).toEqual(['thumbnail']);
		expect(item.binary?.thumbnail).toMatchObject({
			fileName: 'rec_000001-thumbnail.png',
			mimeType: 'image/png',
		});
		expect(item.binary?.thumbnail.id === undefined).toBe(mode === 'memory');
		const { content } = seeded(simulator).resources.thumbnail;
		expect(await checksumOf(item.binary?.thumbnail)).toBe(content && sha256Of(content));
		expect(simulator.requests).toHaveLength(5);
		expect(leaks).toEqual([]);
	});
});

it.each([undefined, false])('does not ask for the picture unless that is wanted: %s', async (wanted) => {
	const result = await world.run(report(wanted));
	expect(result.items[0]).not.toHaveProperty('binary');
	expect(world.simulator.requests).toHaveLength(4);
});

it.each([
	['is not there yet', { captureEnabled: true, content: null }],
	['was not captured', { captureEnabled: false, content: null }],
])('is as without the option where the picture %s', async (_, thumbnail) => {
	seeded(world.simulator).resources.thumbnail = thumbnail;
	const without = await world.run(report());
	const result = await world.run(report(true));
	expect(read(result)).toBe('');
	expect(result.items).toEqual(without.items);
	expect(result.hints).toEqual(without.hints);
});

it('is for each item', async () => {
	replaceFile(world.simulator, 'thumbnail', {
		type: 'image/webp',
		bytes: Buffer.from('524946460000000057454250', 'hex'),
	});
	const parameters = { ...report(), options: { includeThumbnail: '={{ $itemIndex === 1 }}' } };
	const result = await world.run(parameters, { items: items(2) });
	expect(read(result)).toBe('');
	expect(result.items.map(({ binary }) => binary?.thumbnail.fileName)).toEqual([
		undefined,
		'rec_000001-thumbnail.webp',
	]);
});
