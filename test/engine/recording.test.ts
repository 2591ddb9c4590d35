import { recordingView } from '../simulator/handlers/views';
import { byId, items, read, useWorld } from './support';

const world = useWorld();
const shapes = ['meta', 'flat'] as const;

function stored(recordingId: string) {
	const recording = world.simulator.store.recordings.get(recordingId);
	if (!recording) throw new Error(`There is no recording ${recordingId}`);
	return recording;
}

describe.each(shapes)('a recording in the form "%s"', (shape) => {
	beforeEach(() => {
		world.simulator.settings.recordingShape = shape;
	});

	it('is passed on as it comes', async () => {
		const result = await world.run(world.recording({ simplify: false }));
		const { seed, store, requests } = world.simulator;
		const { workspaceId } = seed;
		const json = { ...recordingView(store, stored(seed.recordingId), shape), workspaceId };
		expect(result.items).toEqual([{ json, pairedItem: { item: 0 } }]);
		expect(requests).toHaveLength(1);
		expect(requests[0]).toMatchObject({
			method: 'GET',
			path: `/api/v1/public/workspace/${seed.workspaceId}/recordings/${seed.recordingId}`,
			query: '',
			body: undefined,
		});
	});

	it('is made simple, which is the default', async () => {
		const result = await world.run(world.recording());
		const { seed, store } = world.simulator;
		const recording = stored(seed.recordingId);
		const link = store.links.get(seed.linkId);
		const expected = {
			recordingId: seed.recordingId,
			title: link?.linkTitle,
			dashboardUrl: `https://dash.userplane.io/workspace/${seed.workspaceId}/recordings/${seed.recordingId}`,
			status: recording.status,
			createdAt: recording.createdAt,
			recordingDurationMs: recording.recordingDurationMs,
			linkId: seed.linkId,
			linkProviderType: link?.linkProviderType,
			linkProviderId: link?.linkProviderId,
			linkProviderReference: link?.linkProviderReference,
			workspaceId: seed.workspaceId,
			pageUrl: 'https://app.acme.example/checkout',
			browser: 'Firefox 140',
			os: 'Windows 11',
		};
		expect(result.items).toEqual([{ json: expected, pairedItem: { item: 0 } }]);
		expect(Object.keys(result.items[0]?.json ?? {})).toEqual(Object.keys(expected));
	});

	it('has null for what is not known', async () => {
		const { seed, store } = world.simulator;
		Object.assign(stored(seed.recordingId), { recordingDurationMs: null, expiresAt: null });
		const nothing = { linkTitle: null, linkProviderId: null, linkProviderReference: null };
		Object.assign(store.links.get(seed.linkId) ?? {}, nothing);
		const [item] = (await world.run(world.recording({ simplify: true }))).items;
		const unknown = ['recordingDurationMs', 'linkProviderId', 'linkProviderReference'];
		expect(
			Object.entries(item.json)
				.filter(([, value]) => value === null)
				.map(([name]) => name),
		).toEqual(unknown);
		expect(item.json.title).toBe('Untitled recording');
	});

	it('has the reference of a link without a title as its title', async () => {
		const { seed, store } = world.simulator;
		Object.assign(store.links.get(seed.linkId) ?? {}, { linkTitle: ' ' });
		const [{ json }] = (await world.run(world.recording())).items;
		expect(json.title).toBe('Ticket 4711');
	});
});

describe.each(shapes)('what a customer and a site attached, in the form "%s"', (shape) => {
	it('is passed on as it comes, whatever JSON it is', async () => {
		world.simulator.settings.recordingShape = shape;
		const { seed, store } = world.simulator;
		for (const recordingId of [seed.recordingId, seed.videoOnlyRecordingId]) {
			const { customMeta, notes, expiresAt } = stored(recordingId);
			const [{ json }] = (
				await world.run(world.recording({ recordingId: byId(recordingId), simplify: false }))
			).items;
			expect(shape === 'meta' ? json.meta : json).toMatchObject({ customMeta, notes, expiresAt });
		}
		expect(store.recordings.get(seed.recordingId)?.customMeta).toMatchObject({
			flags: expect.any(Array) as unknown,
		});
	});
});

it.each(['missing', 'gone'] as const)(
	'of an expired one are there, its files being %s',
	async (expiredFiles) => {
		const { settings, store, seed } = world.simulator;
		settings.expiredFiles = expiredFiles;
		const { expiresAt } = store.expireRecording(seed.recordingId);
		const result = await world.run(world.recording({ simplify: false }));
		expect(read(result)).toBe('');
		expect(result.items).toMatchObject([{ json: { recordingId: seed.recordingId, meta: { expiresAt } } }]);
		const simple = await world.run(world.recording());
		expect(read(simple)).toBe('');
		expect(simple.items).toMatchObject([{ json: { recordingId: seed.recordingId } }]);
	},
);

it('is simple or not for each item', async () => {
	const result = await world.run(world.recording({ simplify: '={{ $json.n === 0 }}' }), { items: items(2) });
	expect(result.items.map(({ json }) => 'meta' in json)).toEqual([false, true]);
});

it('is of each item', async () => {
	const { recordingId, pendingRecordingId } = world.simulator.seed;
	const { status } = stored(recordingId);
	const ids = [pendingRecordingId, recordingId, pendingRecordingId];
	const parameters = world.recording({ recordingId: byId('={{ $json.id }}') });
	const result = await world.run(parameters, { items: ids.map((id) => ({ json: { id } })) });
	expect(read(result)).toBe('');
	expect(result.items.map(({ json }) => [json.recordingId, json.status])).toEqual([
		[pendingRecordingId, 'pending'],
		[recordingId, status],
		[pendingRecordingId, 'pending'],
	]);
});
