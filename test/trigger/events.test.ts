import { recordLogs } from '../harness';
import { MINUTE_MS, service, times, useService } from './support';

const { world, arrive, remove, trigger, fail } = useService();
const created = { event: 'recordingCreated' };
const ready = { event: 'recordingReady' };

it('tells a recording as soon as it is listed, with its details', async () => {
	const polls = trigger({ ...created, simplify: false });
	await polls.poll();
	const id = arrive({ status: 'pending' });
	const { json } = await polls.poll();
	expect(json).toMatchObject([
		{ recordingId: id, meta: { status: 'pending', link: expect.anything() as unknown } },
	]);
});

it('tells the list row alone when that is wanted', async () => {
	const polls = trigger({ ...created, options: { listRowOnly: true } });
	await polls.poll();
	const id = arrive();
	const { json, details } = await polls.poll();
	expect(json).toMatchObject([{ recordingId: id, creator: expect.anything() as unknown }]);
	expect(json[0]).not.toHaveProperty('meta');
	expect(details).toBe(0);
});

it('tells a link', async () => {
	const polls = trigger({ event: 'linkCreated' });
	await polls.poll();
	const { linkId } = world.simulator.store.addLink();
	arrive();
	expect(await polls.poll()).toMatchObject({
		ids: [linkId],
		json: [{ linkURL: expect.any(String) as unknown }],
		details: 0,
	});
	expect((await polls.poll()).ids).toEqual([]);
});

it.each(['meta', 'flat'] as const)('tells a recording when it is ready, details %s', async (shape) => {
	world.simulator.settings.recordingShape = shape;
	const polls = trigger(ready);
	await polls.poll();
	const [slow, quick] = [arrive({ status: 'pending' }), arrive()];
	expect((await polls.poll()).ids).toEqual([quick]);
	expect(await polls.poll()).toMatchObject({ ids: [], details: 1 });
	world.simulator.store.completeRecording(slow);
	expect(await polls.poll()).toMatchObject({ ids: [slow], details: 1 });
	expect(await polls.poll()).toMatchObject({ ids: [], pages: [1], details: 0 });
});

const detailsWith = (id: string, meta: object) => {
	const body = { message: 'Recording fetched', data: { recording: { recordingId: id, meta } } };
	return fail({ path: id, fault: { kind: 'status', status: 200, body } });
};

it('does not take a pending recording for ready', async () => {
	const polls = trigger(ready);
	await polls.poll();
	const id = arrive();
	const mend = detailsWith(id, { status: 'pending' });
	expect((await polls.polls(2)).flatMap(({ ids }) => ids)).toEqual([]);
	mend();
	expect((await polls.poll()).ids).toEqual([id]);
});

it.each([{ status: '' }, { status: null }, {}])(
	'tells a recording with %j, and says so in the log',
	async (meta) => {
		const polls = trigger(ready);
		await polls.poll();
		const ids = [arrive(), arrive()];
		const mends = ids.map((id) => detailsWith(id, meta));
		const logs = recordLogs();
		expect((await polls.poll()).ids).toEqual(ids);
		mends.forEach((mend) => mend());
		expect((await polls.poll()).ids).toEqual([]);
		logs.stop();
		expect(logs.entries.map(({ message }) => message)).toEqual([
			'Userplane Trigger: Userplane does not say whether 2 recordings are ready, so they start the workflow although they may not be',
		]);
	},
);

it.each(['recordingCreated', 'linkCreated'])('looks at no status on %s', async (event) => {
	const polls = trigger({ event });
	await polls.poll();
	const logs = recordLogs();
	if (event === 'linkCreated') world.simulator.store.addLink();
	else detailsWith(arrive(), {});
	expect((await polls.poll()).ids).toHaveLength(1);
	logs.stop();
	expect(logs.entries).toEqual([]);
});

it('is the default event', async () => {
	const polls = trigger({});
	await polls.poll();
	arrive({ status: 'pending' });
	const done = arrive();
	expect((await polls.poll()).ids).toEqual([done]);
});

it('says nothing of what was deleted before it could be told', async () => {
	const polls = trigger(ready);
	await polls.poll();
	const [gone, waiting, there] = [arrive(), arrive({ status: 'pending' }), arrive()];
	world.simulator.setLatency(({ path }) => {
		if (path.endsWith(gone)) remove(gone);
		return 0;
	});
	expect((await polls.poll()).ids).toEqual([there]);
	remove(waiting);
	expect(await polls.poll()).toMatchObject({ ids: [], error: undefined, details: 1 });
	expect(await polls.poll()).toMatchObject({ ids: [], details: 0 });
});

it('does not wait for what was never there', async () => {
	const polls = trigger(created);
	await polls.poll();
	const [lost, there] = [arrive(), arrive()];
	fail({ path: lost, fault: { kind: 'status', status: 404, code: 'RECORDING_NOT_FOUND' } });
	expect((await polls.poll()).ids).toEqual([there]);
	expect(await polls.poll()).toMatchObject({ ids: [], details: 0 });
});

it.each([
	['500', { kind: 'status', status: 500 }],
	['502', { kind: 'html', status: 502 }],
	['a page that is not the service', { kind: 'html', status: 404 }],
	['a broken connection', { kind: 'reset' }],
] as const)('does not let others wait for one that always answers %s', async (_, fault) => {
	const polls = trigger(created);
	await polls.poll();
	const [broken, there] = [arrive(), arrive()];
	const mend = fail({ path: broken, fault });
	expect((await polls.pollPatiently()).ids).toEqual([there]);
	service.now += MINUTE_MS;
	const next = arrive();
	expect((await polls.pollPatiently()).ids).toEqual([next]);
	mend();
	expect((await polls.pollPatiently()).ids).toEqual([broken]);
	expect((await polls.polls(3)).flatMap(({ ids }) => ids)).toEqual([]);
});

it('gives up a poll in which the service shows nothing, and loses nothing', async () => {
	const polls = trigger(created);
	await polls.poll();
	const ids = times(40, () => arrive());
	const mend = fail({ path: '/recordings/', fault: { kind: 'status', status: 500 } });
	const down = await polls.pollPatiently();
	expect(down).toMatchObject({ ids: [], error: undefined });
	mend();
	const told = (await polls.polls(3)).flatMap((poll) => poll.ids);
	expect(told.sort()).toEqual(ids.sort());
});
