import { withSimulatedClock } from '../harness';
import { MINUTE_MS, service, times, useService } from './support';

const { world, arrive, remove, trigger } = useService();
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

it('knows what is there although it takes several pages and was late', async () => {
	times(45, (n) => arrive({ lateMs: n * 10_000 }));
	const polls = trigger(created);
	const [{ pages }] = await polls.polls(4);
	expect(pages).toEqual([1, 2, 3, 1, 2, 3]);
	const late = arrive({ lateMs: 10 * MINUTE_MS });
	expect((await polls.polls(4)).flatMap(({ ids }) => ids)).toEqual([late]);
});

it('does not take a row for new that moved to a page it had read already', async () => {
	const ids = times(60, () => arrive());
	const polls = trigger(created);
	// The newest goes between the first and the second page, in each of the first two readings
	const gone = [ids[59], ids[58]];
	const pages: number[] = [];
	world.simulator.setLatency(() => {
		const page = Number(new URLSearchParams(world.simulator.requests.at(-1)?.query).get('page'));
		if (page === 2 && gone.length > 0) remove(gone.shift() ?? '');
		if (page === 1 && pages.length > 0) arrive();
		pages.push(page);
		return 0;
	});
	await polls.poll();
	world.simulator.setLatency(0);
	expect(gone).toEqual([]);
	const told = (await polls.polls(5)).flatMap((poll) => poll.ids);
	expect(told.filter((id) => ids.includes(id))).toEqual([]);
});

it('does not take a row for new that moved although the count is what it was on the first page', async () => {
	const ids = times(60, () => arrive());
	const polls = trigger(created);
	// In each of the first two readings one arrives before the second page, and the newest goes before the third
	const gone: string[] = [];
	world.simulator.setLatency(() => {
		const page = Number(new URLSearchParams(world.simulator.requests.at(-1)?.query).get('page'));
		const isOver = gone.length === 2;
		if (page === 2 && !isOver) arrive();
		if (page === 3 && !isOver) gone.push(ids[59 - gone.length]);
		if (page === 3 && !isOver) remove(gone.at(-1) ?? '');
		return 0;
	});
	await polls.poll();
	world.simulator.setLatency(0);
	const told = (await polls.polls(5)).flatMap((poll) => poll.ids);
	expect(told.filter((id) => ids.includes(id))).toEqual([]);
});

it('does not read for ever what changes all the time', async () => {
	times(60, () => arrive());
	const newest = times(40, () => arrive());
	world.simulator.setLatency(() => {
		const page = Number(new URLSearchParams(world.simulator.requests.at(-1)?.query).get('page'));
		if (page === 2 && newest.length > 0) remove(newest.pop() ?? '');
		return 0;
	});
	const { pages } = await trigger(created).poll();
	world.simulator.setLatency(0);
	expect(pages.filter((page) => page === 1)).toHaveLength(5);
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

it('starts anew from a state that it cannot read', async () => {
	const polls = trigger(created);
	await polls.poll();
	polls.staticData = { cursor: { ...(polls.staticData.cursor as object), floor: 'soon' } };
	arrive();
	expect(await polls.poll()).toMatchObject({ ids: [], error: undefined });
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
