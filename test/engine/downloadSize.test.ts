import { setBinaryMode } from '../harness';
import type { Fault } from '../simulator';
import { videoContent } from '../simulator';
import { download, replaceFile, runAndSearch, stateSize } from './files';
import { read, useWorld } from './support';

const world = useWorld();
const MEGABYTE = 1_000_000;
const limited = (maxSize: unknown) => download(world.simulator, { options: { maxSize: maxSize as number } });

const storage = (fault: Fault) => world.simulator.faults.add({ match: { operationId: 'files.get' }, fault });

/** Lets the service state another size of the video. */
const state = (size: unknown) => stateSize(world.simulator, 'recordings.getVideo', size);

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

	it.each([null, undefined, 10, '10', 'large'])(
		'goes by what the storage says when the service says %s',
		async (size) => {
			state(size);
			const result = await world.run(limited(2));
			expect(read(result)).toMatch(/^The video is larger than the maximum: 3\.0 of 2\.0 MB/);
			expect(world.simulator.fileRequests).toHaveLength(1);
		},
	);

	it('reads a size that is said as text', async () => {
		state('3000000');
		expect(read(await world.run(limited(2)))).toMatch(/3\.0 of 2\.0 MB/);
		expect(world.simulator.fileRequests).toEqual([]);
	});

	describe.each(['filesystem', 'memory'] as const)('in the binary mode %s', (mode) => {
		beforeEach(async () => await setBinaryMode(mode));
		afterAll(async () => await setBinaryMode('filesystem'));

		it.each([
			['nobody says a size', null, 'chunked'],
			['the connection alone ends it', null, 'close'],
			['the size that is said is false', 10, 'chunked'],
		] as const)('breaks a transfer off when %s', async (_, size, framing) => {
			replaceFile(world.simulator, 'video', videoContent(200 * MEGABYTE));
			state(size);
			storage({ kind: 'reshape', framing });
			const { result, leaks } = await runAndSearch(world, limited(2));
			expect(read(result)).toMatch(/^The video is larger than the maximum: more than 2\.0 MB \[item 0\]/);
			expect(result.items).toEqual([]);
			expect(leaks).toEqual([]);
			// The storage never got to the end of the file
			expect(world.simulator.fileRequests.map(({ status }) => status)).toEqual([null]);
		});

		it('lets a file pass that is as large as it may be, and whose size nobody says', async () => {
			state(null);
			storage({ kind: 'reshape', framing: 'chunked' });
			const result = await world.run(limited(3));
			expect(read(result)).toBe('');
			expect(result.items[0].binary?.video).toMatchObject({ bytes: 3 * MEGABYTE });
			expect(read(await world.run(limited(2.999_999)))).toMatch(/more than 3\.0 MB/);
		});

		it('counts what is unpacked, not what is sent', async () => {
			replaceFile(world.simulator, 'video', { type: 'video/webm', bytes: Buffer.alloc(3 * MEGABYTE, 1) });
			state(null);
			storage({ kind: 'reshape', gzip: true });
			expect(read(await world.run(limited(2)))).toMatch(/^The video is larger than the maximum: more than/);
			expect((await world.run(limited(3))).items[0].binary?.video).toMatchObject({ bytes: 3 * MEGABYTE });
		});
	});

	it('passes no part of a file on when the workflow goes on', async () => {
		state(null);
		storage({ kind: 'reshape', framing: 'chunked' });
		const [item] = (await world.run(limited(2), { onError: 'continueRegularOutput' })).items;
		expect(Object.keys(item.json)).toEqual(['error', 'message']);
		expect(item).not.toHaveProperty('binary');
	});
});

describe('binary data in memory', () => {
	beforeAll(async () => await setBinaryMode('memory'));
	afterAll(async () => await setBinaryMode('filesystem'));

	it('has a ceiling with a message of its own, told before the file is read', async () => {
		replaceFile(world.simulator, 'video', videoContent(500 * MEGABYTE));
		const { result, leaks } = await runAndSearch(world, download(world.simulator));
		expect(read(result)).toMatch(/^The video is too large for n8n's in-memory binary data \[item 0\]/);
		expect(read(result)).toMatch(/N8N_DEFAULT_BINARY_DATA_MODE.*filesystem.*Temporary URLs/s);
		expect(leaks).toEqual([]);
		expect(world.simulator.fileRequests).toEqual([]);
	});

	it('has that ceiling also when the service does not say how large the file is', async () => {
		replaceFile(world.simulator, 'video', videoContent(500 * MEGABYTE));
		state(null);
		const result = await world.run(download(world.simulator));
		expect(read(result)).toMatch(/^The video is too large for n8n's in-memory binary data/);
		// The storage never got to the end of the file
		expect(world.simulator.fileRequests.map(({ status }) => status)).toEqual([null]);
	});

	it('is no hindrance for temporary URLs', async () => {
		replaceFile(world.simulator, 'video', videoContent(500 * MEGABYTE));
		expect(read(await world.run(download(world.simulator, { output: 'url' })))).toBe('');
	});
});
