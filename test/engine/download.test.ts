import { setBinaryMode } from '../harness';
import { sha256Of, videoContent } from '../simulator';
import { chunksOf, sizeOf } from '../simulator/fileContent';
import { checksumOf, download, replaceFile, runAndSearch, seeded, SIGNATURE } from './files';
import { items, read, useWorld } from './support';

const world = useWorld();

/** The node's name of each file, its word in the path, its name in the store and what the file is called. */
const files = [
	['video', 'video', 'video', 'rec_000001-video.webm', 'video/webm'],
	['thumbnail', 'thumbnail', 'thumbnail', 'rec_000001-thumbnail.png', 'image/png'],
	['consoleLog', 'console-log', 'consoleLog', 'rec_000001-console-log.ndjson', 'application/x-ndjson'],
	['networkLog', 'network-log', 'networkLog', 'rec_000001-network-log.json', 'application/json'],
	['actions', 'action', 'action', 'rec_000001-actions.json', 'application/json'],
] as const;
const names = files.map(([name]) => name);

describe.each(['filesystem', 'memory'] as const)("n8n's binary mode %s", (mode) => {
	beforeEach(async () => await setBinaryMode(mode));
	afterAll(async () => await setBinaryMode('filesystem'));

	it.each(files)('stores the file %s', async (name, word, kind, fileName, mimeType) => {
		const { simulator } = world;
		const { content } = seeded(simulator).resources[kind];
		if (!content) throw new Error('The seed has no such file');
		const result = await world.run(download(simulator, { resources: [name] }));
		expect(read(result)).toBe('');
		const [item] = result.items;
		expect(item.pairedItem).toEqual({ item: 0 });
		expect(item.json).toMatchObject({ recordingId: simulator.seed.recordingId, title: 'Checkout fails' });
		expect(item.json).toHaveProperty(name, {
			...{ type: mimeType, size: sizeOf(content) },
			...(name === 'video' ? { durationMs: 42_000 } : {}),
		});
		expect(Object.keys(item.binary ?? {})).toEqual([name]);
		expect(item.binary?.[name]).toMatchObject({ fileName, mimeType, bytes: sizeOf(content) });
		expect(item.binary?.[name].id === undefined).toBe(mode === 'memory');
		expect(await checksumOf(item.binary?.[name])).toBe(sha256Of(content));
		const base = `/api/v1/public/workspace/${simulator.seed.workspaceId}/recordings/${simulator.seed.recordingId}`;
		expect(simulator.requests.map(({ path }) => path)).toEqual([base, `${base}/${word}`]);
		expect(simulator.fileRequests).toHaveLength(1);
	});

	it('stores all files in one item, and sends the key to no storage', async () => {
		const { simulator } = world;
		const { result, leaks } = await runAndSearch(world, download(simulator, { resources: names }));
		const [item] = result.items;
		expect(Object.keys(item.binary ?? {}).sort()).toEqual([...names].sort());
		for (const [name, , kind] of files) {
			const content = seeded(simulator).resources[kind].content ?? videoContent(0);
			expect(await checksumOf(item.binary?.[name])).toBe(sha256Of(content));
		}
		expect(simulator.fileRequests).toHaveLength(5);
		expect(simulator.fileRequests.map(({ headers }) => headers.authorization)).toEqual(
			Array(5).fill(undefined),
		);
		expect(simulator.requests.every(({ headers }) => headers.authorization === `Bearer ${world.key}`)).toBe(
			true,
		);
		expect(leaks).toEqual([]);
	});

	it('keeps no folder or address as the place of a file', async () => {
		const [item] = (await world.run(download(world.simulator))).items;
		expect(item.binary?.video).not.toHaveProperty('directory');
	});
});

it('is the video unless others are chosen', async () => {
	const [item] = (await world.run(download(world.simulator))).items;
	expect(Object.keys(item.binary ?? {})).toEqual(['video']);
});

it.each([
	['webm', 'video/webm'],
	['mp4', 'video/mp4'],
] as const)('tells a video in %s', async (format, mimeType) => {
	const content = videoContent(150_001, format, 9);
	replaceFile(world.simulator, 'video', content);
	const [item] = (await world.run(download(world.simulator))).items;
	const video = item.binary?.video;
	expect(video).toMatchObject({ fileName: `rec_000001-video.${format}`, fileExtension: format, mimeType });
	expect(await checksumOf(video)).toBe(sha256Of(content));
});

it.each([
	['a parameter', 'video/mp4; codecs="av01"', 'video/mp4', 'mp4'],
	['capitals', 'Video/MP4', 'video/mp4', 'mp4'],
	['a type that says nothing', 'binary/octet-stream', 'video/webm', 'webm'],
	['a type that nobody expects', 'video/quicktime', 'video/quicktime', 'webm'],
])('reads a MIME type with %s', async (_, type, mimeType, extension) => {
	replaceFile(world.simulator, 'video', { type, bytes: Buffer.from('\x1aE\xdf\xa3 video', 'latin1') });
	const [item] = (await world.run(download(world.simulator))).items;
	expect(item.binary?.video).toMatchObject({ mimeType, fileName: `rec_000001-video.${extension}` });
});

it.each([
	['JPEG', 'image/jpeg', 'jpg'],
	['WebP', 'image/webp', 'webp'],
])('names a thumbnail in %s', async (_, type, extension) => {
	replaceFile(world.simulator, 'thumbnail', { type, bytes: Buffer.from('\xff\xd8\xff image', 'latin1') });
	const [item] = (await world.run(download(world.simulator, { resources: ['thumbnail'] }))).items;
	const expected = { mimeType: type, fileName: `rec_000001-thumbnail.${extension}` };
	expect(item.binary?.thumbnail).toMatchObject(expected);
});

it('stores a log that is empty', async () => {
	replaceFile(world.simulator, 'consoleLog', { type: 'application/x-ndjson', bytes: Buffer.alloc(0) });
	const result = await world.run(download(world.simulator, { resources: ['consoleLog'] }));
	expect(read(result)).toBe('');
	expect(result.items[0].binary?.consoleLog).toMatchObject({ bytes: 0 });
});

it('keeps a file name in bounds whatever the ID', async () => {
	const { store, seed } = world.simulator;
	const recordingId = "rec:é+&=;,@!$'()*~鍵";
	store.addRecording({ recordingId, linkId: seed.linkId });
	const parameters = download(world.simulator, { recordingId, resources: ['thumbnail'] });
	const [item] = (await world.run(parameters)).items;
	expect(item.binary?.thumbnail.fileName).toMatch(/^rec[\w.-]+-thumbnail\.png$/);
});

it('is paired with its item, each with its own files', async () => {
	const { seed, store } = world.simulator;
	const ids = [seed.recordingId, 'none', seed.videoOnlyRecordingId];
	const parameters = download(world.simulator, {
		recordingId: '={{ $json.id }}',
		resources: '={{ $json.id === "rec_000001" ? ["thumbnail", "actions"] : "video" }}',
	});
	const result = await world.run(parameters, {
		items: ids.map((id) => ({ json: { id } })),
		onError: 'continueRegularOutput',
	});
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
		items(3).map(({ json }) => ({ item: json.n })),
	);
	expect(result.items.map(({ binary }) => Object.keys(binary ?? {}))).toEqual([
		['actions', 'thumbnail'],
		[],
		['video'],
	]);
	const { content } = store.recordings.get(seed.videoOnlyRecordingId)?.resources.video ?? {};
	expect(await checksumOf(result.items[2].binary?.video)).toBe(sha256Of(content ?? videoContent(0)));
});

it.each([
	['nothing', '={{ [] }}', /^Files is empty/],
	['commas', '={{ " , " }}', /^Files is empty/],
	['a file that does not exist', '={{ ["video", "audio"] }}', /^Files has an unknown value.*video/s],
	['the word of the path', '={{ "console-log" }}', /^Files has an unknown value/],
])('is refused for %s, before any request', async (_, resources, reason) => {
	expect(read(await world.run(download(world.simulator, { resources })))).toMatch(reason);
	expect(world.simulator.requests).toEqual([]);
});

describe('Temporary URLs', () => {
	const urls = (resources: string[]) => download(world.simulator, { resources, output: 'url' });

	it('are given with what the service says of each file, and nothing is transferred', async () => {
		const result = await world.run(urls([...names]));
		expect(read(result)).toBe('');
		const [{ json, binary, pairedItem }] = result.items;
		expect([binary, pairedItem]).toEqual([undefined, { item: 0 }]);
		expect(Object.keys(json)).toEqual(expect.arrayContaining(['recordingId', 'title', ...names]));
		expect(json.video).toMatchObject({
			...{ type: 'video/webm', size: 200_000, durationMs: 42_000, captureEnabled: true },
			sources: [{ type: 'video/webm', url: expect.stringMatching(SIGNATURE) as string }],
		});
		expect(world.simulator.fileRequests).toEqual([]);
	});

	it('open without a key', async () => {
		const [{ json }] = (await world.run(urls(['video']))).items;
		const response = await fetch((json.video as { url: string }).url);
		const bytes = Buffer.from(await response.arrayBuffer());
		const content = seeded(world.simulator).resources.video.content;
		expect(bytes).toEqual(Buffer.concat([...chunksOf(content ?? videoContent(0))]));
	});

	it('do not mind a maximum size', async () => {
		const result = await world.run({ ...urls(['video']), options: { maxSize: 0.000001 } });
		expect(read(result)).toBe('');
	});

	it.each([
		['={{ "disk" }}', /^Output has an unknown value.*binary, url/s],
		['={{ "" }}', /^Output is empty/],
		['={{ null }}', /^Output is empty/],
	])('are no other output: %s', async (output, message) => {
		expect(read(await world.run(download(world.simulator, { output })))).toMatch(message);
	});
});
