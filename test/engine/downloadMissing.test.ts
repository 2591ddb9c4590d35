import { download, replaceFile, runAndSearch, seeded } from './files';
import { byId, items, read, readItem, useWorld } from './support';

const world = useWorld();
const names = ['video', 'thumbnail', 'consoleLog', 'networkLog', 'actions'];
const labels = ['video', 'thumbnail', 'console log', 'network log', 'action log'];
const logs = (parameters: object = {}) => ({
	...download(world.simulator),
	operation: 'getLogs',
	...parameters,
});

describe.each(names.map((name, index) => [name, labels[index]]))('the file %s', (name, label) => {
	const of = (recordingId: string) =>
		download(world.simulator, { resources: [name], recordingId: byId(recordingId) });

	it('is not ready while the recording is pending', async () => {
		const { pendingRecordingId } = world.simulator.seed;
		const text = read(await world.run(of(pendingRecordingId)));
		expect(text).toMatch(
			new RegExp(`^The ${label} of recording ${pendingRecordingId} is not ready \\[item 0\\]`),
		);
		expect(text).toMatch(/Userplane says: "Not available yet".*Skip Missing/);
		expect(text).not.toContain('not captured');
		expect(world.simulator.fileRequests).toEqual([]);
	});

	it('was not captured', async () => {
		const { simulator } = world;
		const kind = name === 'actions' ? 'action' : name;
		Object.assign(seeded(simulator).resources, { [kind]: { captureEnabled: false, content: null } });
		const text = read(await world.run(of(simulator.seed.recordingId)));
		expect(text).toMatch(new RegExp(`^The ${label} of recording rec_000001 was not captured \\[item 0\\]`));
		expect(text).toMatch(
			/\nUserplane says: "Not captured"\. Select other files, or turn on Skip Missing\. You can turn on capturing in Userplane$/,
		);
	});
});

it('is told apart from one that will never be there: the recording is complete', async () => {
	Object.assign(seeded(world.simulator).resources, { video: { captureEnabled: true, content: null } });
	const text = read(await world.run(download(world.simulator)));
	expect(text).toMatch(/^There is no video for recording rec_000001 \[item 0\]\n.*Skip Missing/);
	expect(text).not.toMatch(/not ready|[Ww]ait/);
});

describe.each(['missing', 'gone'] as const)('an expired recording whose files are %s', (expiredFiles) => {
	const expire = () => {
		const { settings, store, seed } = world.simulator;
		settings.expiredFiles = expiredFiles;
		return String(store.expireRecording(seed.recordingId).expiresAt).slice(0, 10);
	};

	it('is told by Download and by Get Logs, with the day', async () => {
		const day = expire();
		const video = read(await world.run(download(world.simulator)));
		expect(video).toBe(
			`The video of recording rec_000001 expired on ${day} [item 0]\nSelect another recording, or change the expiration of this one in the Userplane dashboard`,
		);
		expect(read(await world.run(logs()))).toMatch(new RegExp(`^The action log of .* expired on ${day}`));
		expect(video).not.toMatch(/not ready|deleted/);
		expect(world.simulator.fileRequests).toEqual([]);
	});

	it('is told when its details stand on the recording itself', async () => {
		world.simulator.settings.recordingShape = 'flat';
		expect(read(await world.run(download(world.simulator)))).toBe('');
		const day = expire();
		expect(read(await world.run(download(world.simulator)))).toContain(`expired on ${day}`);
	});
});

it('is told in the other two modes as well', async () => {
	const recordingId = byId(world.simulator.seed.pendingRecordingId);
	for (const onError of ['continueRegularOutput', 'continueErrorOutput'] as const) {
		const { outputs } = await world.run(download(world.simulator, { recordingId }), { onError });
		const [failed] = outputs.flat();
		expect(readItem(failed)).toContain('is not ready [item 0]');
		expect(Object.keys(failed.json)).toEqual(['error', 'message']);
		expect(failed.pairedItem).toEqual({ item: 0 });
	}
});

it('is told of a description that says nothing', async () => {
	const body = { message: 'OK', data: { recordingId: 'rec_000001' } };
	world.simulator.faults.add({ match: {}, fault: { kind: 'status', status: 200, body } });
	expect(read(await world.run(download(world.simulator)))).toBe(
		'The video of recording rec_000001 is not ready [item 0]\nWait until the recording is uploaded, e.g. with the trigger event Recording Ready, or turn on Skip Missing',
	);
	expect(read(await world.run(logs()))).toMatch(/^The action log .* is not ready/);
});

it('shows no address that the service puts into its words', async () => {
	const message = `See https://s3.example.com/a?X-Amz-Signature=abc\n${'x'.repeat(5_000)}`;
	const body = { message: 'OK', data: { resource: { url: null, message, captureEnabled: true } } };
	world.simulator.faults.add({ match: {}, fault: { kind: 'status', status: 200, body } });
	const { result, leaks } = await runAndSearch(world, download(world.simulator));
	expect(read(result)).toContain('https://s3.example.com/a');
	expect(read(result).length).toBeLessThan(1_000);
	expect(leaks).toEqual([]);
});

describe('Skip Missing', () => {
	const options = { skipMissing: true };

	it('leaves out what is not there and downloads the rest', async () => {
		const { simulator } = world;
		const recordingId = byId(simulator.seed.videoOnlyRecordingId);
		const result = await world.run(download(simulator, { resources: names, recordingId, options }));
		expect(read(result)).toBe('');
		const [{ json, binary }] = result.items;
		expect(names.filter((name) => name in json)).toEqual(['video', 'thumbnail']);
		expect(Object.keys(binary ?? {}).sort()).toEqual(['thumbnail', 'video']);
	});

	it('leaves an item without files when nothing is there', async () => {
		const { simulator } = world;
		const recordingId = simulator.seed.pendingRecordingId;
		const result = await world.run(download(simulator, { resources: names, recordingId, options }));
		const [{ json }] = result.items;
		expect([json.recordingId, names.filter((name) => name in json)]).toEqual([recordingId, []]);
		expect(result.items[0]).not.toHaveProperty('binary');
	});

	it('leaves out a missing log', async () => {
		replaceFile(world.simulator, 'consoleLog', null);
		const result = await world.run(logs({ options }));
		expect(new Set(result.items.map(({ json }) => json.log))).toEqual(new Set(['networkLog', 'actions']));
		expect(read(await world.run(logs()))).toMatch(/^There is no console log for recording/);
	});

	it('gives no item when there is no log, and no failure', async () => {
		const recordingId = byId(world.simulator.seed.videoOnlyRecordingId);
		const result = await world.run(logs({ recordingId, options }), { items: items(2) });
		expect(result).toMatchObject({ status: 'success', items: [] });
	});

	it('does not hide that the recording is not there', async () => {
		const text = read(await world.run(download(world.simulator, { recordingId: byId('none'), options })));
		expect(text).toContain('RECORDING_NOT_FOUND, HTTP 404');
	});
});
