import { setBinaryMode } from '../harness';
import { videoContent } from '../simulator';
import { download, replaceFile, runAndSearch } from './files';
import { read, useWorld } from './support';

const world = useWorld();
const MEGABYTE = 1_000_000;
const limited = (maxSize: unknown) => download(world.simulator, { options: { maxSize: maxSize as number } });

describe('Maximum Size', () => {
	beforeEach(() => replaceFile(world.simulator, 'video', videoContent(3 * MEGABYTE)));

	it.each([1, 2.9, '={{ "2.5" }}'])('refuses a larger file before it is transferred: %s', async (maxSize) => {
		const { result, leaks } = await runAndSearch(world, limited(maxSize));
		expect(read(result)).toMatch(/^The video is larger than the maximum: 3\.0 of [\d.]+ MB \[item 0\]/);
		expect(read(result)).toMatch(/Maximum Size \(MB\)/);
		expect(world.simulator.fileRequests).toEqual([]);
		expect(leaks).toEqual([]);
	});

	it.each([3, 3.5, 0, '={{ null }}', '={{ "" }}'])('lets others pass: %s', async (maxSize) => {
		const result = await world.run(limited(maxSize));
		expect(read(result)).toBe('');
		expect(result.items[0].binary?.video).toMatchObject({ bytes: 3 * MEGABYTE });
	});

	it.each([-1, '={{ "much" }}', '={{ {} }}'])('is refused itself when it is %s', async (maxSize) => {
		expect(read(await world.run(limited(maxSize)))).toMatch(
			/^Maximum Size \(MB\) is not a number of 0 or more/,
		);
		expect(world.simulator.requests).toEqual([]);
	});

	it.each([null, undefined, 10])('goes by what the storage says when the service says %s', async (size) => {
		const [{ json }] = (await world.run({ ...limited(0), output: 'url' })).items;
		const resource = { ...(json.video as object), size };
		const body = { message: 'OK', data: { recordingId: 'rec_000001', resource } };
		const match = { operationId: 'recordings.getVideo' };
		world.simulator.faults.add({ match, fault: { kind: 'status', status: 200, body } });
		const result = await world.run(limited(2));
		expect(read(result)).toMatch(/^The video is larger than the maximum: 3\.0 of 2\.0 MB/);
		expect(world.simulator.fileRequests).toHaveLength(1);
	});
});

describe('binary data in memory', () => {
	beforeAll(async () => await setBinaryMode('memory'));
	afterAll(async () => await setBinaryMode('filesystem'));

	it('has a ceiling with a message of its own, told before the file is read', async () => {
		replaceFile(world.simulator, 'video', videoContent(500 * MEGABYTE));
		const { result, leaks } = await runAndSearch(world, download(world.simulator));
		expect(read(result)).toMatch(
			/^rec_000001-video\.webm is too large for n8n's in-memory binary data \[item 0\]/,
		);
		expect(read(result)).toMatch(/N8N_DEFAULT_BINARY_DATA_MODE.*filesystem.*Temporary URLs/s);
		expect(leaks).toEqual([]);
		// The storage never got to the end of the file
		expect(world.simulator.fileRequests.map(({ status }) => status)).toEqual([null]);
	});

	it('is no hindrance for temporary URLs', async () => {
		replaceFile(world.simulator, 'video', videoContent(500 * MEGABYTE));
		expect(read(await world.run(download(world.simulator, { output: 'url' })))).toBe('');
	});
});
