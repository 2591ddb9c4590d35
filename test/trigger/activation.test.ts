import { withSimulatedClock } from '../harness';
import { MINUTE_MS, service, times, useService } from './support';

const { world, arrive, trigger } = useService();
const created = { event: 'recordingCreated' };

it('starts from now: nothing that is there is told, all that comes is', async () => {
	times(3, () => arrive());
	const polls = trigger(created);
	expect(await polls.poll()).toMatchObject({ ids: [], error: undefined, pages: [1], details: 0 });
	const id = arrive();
	expect((await polls.poll()).ids).toEqual([id]);
	expect((await polls.poll()).ids).toEqual([]);
});

it('starts with an empty list', async () => {
	world.simulator.store.recordings.clear();
	const polls = trigger(created);
	expect(await polls.poll()).toMatchObject({ ids: [], error: undefined });
	const ids = times(45, () => arrive());
	expect((await polls.poll()).ids).toEqual(ids);
});

it('refuses an event that does not exist', async () => {
	const { error } = await trigger({ event: 'recordingDeleted' }).poll();
	expect(error).toMatchObject({
		message: expect.stringContaining('Trigger On has an unknown event') as unknown,
		description: expect.stringContaining('Select one from the list') as unknown,
	});
});

it.each([
	['event', { event: 'recordingReady' }],
	['filter', { ...created, filters: { link_id: ['lnk_000001'] } }],
])('starts anew with another %s', async (_, changed) => {
	const polls = trigger(created);
	await polls.poll();
	arrive();
	polls.parameters = changed;
	expect(await polls.poll()).toMatchObject({ ids: [], error: undefined });
	const id = arrive({ linkId: world.simulator.seed.linkId });
	expect((await polls.poll()).ids).toEqual([id]);
});

it('keeps its place when only the form of the output changes', async () => {
	const polls = trigger(created);
	await polls.poll();
	const id = arrive();
	polls.parameters = { ...created, options: { listRowOnly: true } };
	expect((await polls.poll()).ids).toEqual([id]);
});

it('keeps its place when a filter lists the same values in another order, or twice', async () => {
	const { linkId, otherLinkId } = world.simulator.seed;
	const polls = trigger({ ...created, filters: { link_id: [linkId, otherLinkId] } });
	await polls.poll();
	const id = arrive({ linkId });
	polls.parameters = { ...created, filters: { link_id: [otherLinkId, linkId, otherLinkId] } };
	expect((await polls.poll()).ids).toEqual([id]);
});

describe('a test run', () => {
	const manual = { mode: 'manual' } as const;

	it('shows the newest and leaves the state alone', async () => {
		const polls = trigger(created);
		const id = arrive();
		expect((await polls.poll(manual)).ids).toEqual([id]);
		expect(polls.staticData).toEqual({});
		await polls.poll();
		const kept = JSON.stringify(polls.staticData);
		const next = arrive();
		expect((await polls.poll(manual)).ids).toEqual([next]);
		expect(JSON.stringify(polls.staticData)).toBe(kept);
		expect((await polls.poll()).ids).toEqual([next]);
	});

	it('shows the newest that is ready', async () => {
		const ready = arrive();
		service.now += MINUTE_MS;
		times(6, () => arrive({ status: 'pending' }));
		expect((await trigger({ event: 'recordingReady' }).poll(manual)).ids).toEqual([ready]);
	});

	it.each([
		['cannot be shown', { kind: 'status', status: 403, code: 'FORBIDDEN' }, /FORBIDDEN, HTTP 403/],
		['takes too long', { kind: 'delay', ms: 25_000 }, /out of time because Userplane did not answer/],
	] as const)('says so when the newest %s', async (_, fault, reason) => {
		arrive();
		world.simulator.faults.add({ match: { path: /rec_/ }, fault });
		const run = async () => await trigger(created).poll({ ...manual, budgetMs: 20_000 });
		const { error } = (await withSimulatedClock(run)).result;
		expect(error?.message).toMatch(reason);
	});

	it('shows the newest link', async () => {
		const { linkId } = world.simulator.store.addLink();
		const { json } = await trigger({ event: 'linkCreated' }).poll(manual);
		expect(json).toMatchObject([{ linkId, project: expect.anything() as unknown }]);
	});

	it('says only what it has seen when there may be something further down', async () => {
		times(1, () => arrive());
		service.now += MINUTE_MS;
		times(20, () => arrive({ status: 'pending' }));
		const { error } = await trigger({ event: 'recordingReady' }).poll(manual);
		expect(error).toMatchObject({
			description: expect.stringMatching(
				/^Nothing among the newest 20 items starts this trigger\. Make/,
			) as unknown,
		});
	});

	it('speaks of no next poll when the time is over', async () => {
		const polls = trigger(created);
		const run = async (mode: 'manual' | 'trigger') => await polls.poll({ mode, budgetMs: 20_000 });
		// n8n leaves the workflow off when its first poll fails
		for (const mode of ['trigger', 'manual'] as const) {
			if (mode === 'manual') await polls.poll();
			world.simulator.setLatency(25_000);
			const { result } = await withSimulatedClock(async () => await run(mode));
			world.simulator.setLatency(0);
			expect(result.error).toMatchObject({
				message: 'The poll ran out of time because Userplane did not answer',
				description: expect.stringMatching(/^Try again in a few minutes\. If/) as unknown,
			});
		}
	});

	it('says so when there is nothing', async () => {
		world.simulator.store.recordings.clear();
		const { error } = await trigger(created).poll(manual);
		expect(error).toMatchObject({
			message: 'No data with the current filter could be found',
			description: expect.stringContaining('Nothing in Userplane starts this trigger') as unknown,
		});
	});
});
