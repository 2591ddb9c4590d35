import { sleep } from 'n8n-workflow';

import { pollStage, recordLogs, withSimulatedClock } from '../harness';
import type { PollStage } from '../harness';
import { SECOND_MS, times, useService } from './support';

const { world, arrive, trigger } = useService();
const created = { event: 'recordingCreated' };
const slowly = () => world.simulator.setLatency(({ path }) => (/rec_/.test(path) ? 10 * SECOND_MS : 0));

it.each([
	['share one state, as usual', false],
	['have a copy of the state each, as with durable cursors', true],
])('tells a recording once although polls overlap that %s', async (_, areCopies) => {
	const polls = trigger(created);
	await polls.poll();
	const ids = times(30, () => arrive());
	world.simulator.requests.length = 0;
	const at = async (count: number) =>
		areCopies
			? (await Promise.all(times(count, async () => await polls.poll({ discard: true })))).map(
					(told) => told.ids,
				)
			: await polls.pollAtOnce(count);
	const told = await at(3);
	expect(told.map((items) => items.length).sort()).toEqual([0, 0, 30]);
	expect(told.flat()).toEqual(ids);
	expect(world.simulator.requests).toHaveLength(2 + 30);
	if (areCopies) return;
	expect((await polls.poll()).ids).toEqual([]);
});

it('leaves the state of the poll that was left out as it was', async () => {
	const polls = trigger(created);
	await polls.poll();
	arrive();
	slowly();
	const { result } = await withSimulatedClock(async () => {
		const kept = JSON.stringify(polls.staticData);
		const first = polls.poll();
		await sleep(SECOND_MS);
		const second = trigger(created);
		second.staticData = polls.staticData;
		const left = await second.poll();
		expect(JSON.stringify(second.staticData)).toBe(kept);
		return [await first, left];
	});
	expect(result.map(({ ids }) => ids.length)).toEqual([1, 0]);
});

it.each([
	['of another workflow', { workflowId: 'workflow-2' }],
	['of a workflow that is not saved', { workflowId: '' }],
	['that is a test run', { mode: 'manual' as const }],
])('does not hold up a poll %s', async (_, other) => {
	const polls = trigger(created);
	await polls.poll();
	const id = arrive();
	slowly();
	const options = { ...other, discard: true };
	const { result } = await withSimulatedClock(
		async () => await Promise.all([polls.poll({ discard: true }), polls.poll(options), sleep(1)]),
	);
	expect(result.slice(0, 2)).toMatchObject([{ ids: [id] }, { ids: [id] }]);
});

it('does not hold up another trigger of the same workflow', async () => {
	const [one, other] = [trigger(created), trigger(created)];
	for (const polls of [one, other]) await polls.poll();
	const id = arrive();
	const stage = await pollStage(other.options);
	const node = { ...stage.context.getNode(), id: 'node-2' };
	stage.context.getNode = () => node;
	const [told, beside] = await Promise.all([one.poll(), stage.trigger.poll?.call(stage.context)]);
	expect(told.ids).toEqual([id]);
	expect(beside).toHaveLength(1);
});

it('does not let two workflows that are not saved hold up each other', async () => {
	const [one, other] = [trigger(created), trigger(created)];
	const unsaved = { workflowId: '' };
	for (const polls of [one, other]) await polls.poll(unsaved);
	const id = arrive();
	const told = await Promise.all([one.poll(unsaved), other.poll(unsaved)]);
	expect(told).toMatchObject([{ ids: [id] }, { ids: [id] }]);
});

/** Lets what n8n does after each answer take its time, which nothing of ours can cut off. */
function afterEachAnswer({ context }: PollStage, action: () => Promise<void> | void): void {
	const { helpers } = context;
	const send = helpers.httpRequestWithAuthentication.bind(context);
	helpers.httpRequestWithAuthentication = async function (...given) {
		const answer: unknown = await send(...given);
		await action();
		return answer;
	};
}

it('lets nothing of the next poll run beside one that n8n has given up', async () => {
	const polls = trigger(created);
	await polls.poll();
	const id = arrive();
	const stage = await pollStage({ ...polls.options, budgetMs: 36 * SECOND_MS });
	afterEachAnswer(stage, async () => await sleep(50 * SECOND_MS));
	const kept = JSON.stringify(stage.staticData());
	const { result } = await withSimulatedClock(async () => {
		const abandoned = stage.trigger.poll?.call(stage.context).catch(() => null);
		await sleep(46 * SECOND_MS);
		const sent = world.simulator.requests.length;
		const beside = await polls.poll({ discard: true });
		expect(world.simulator.requests).toHaveLength(sent);
		return { told: await abandoned, beside };
	});
	expect(result).toMatchObject({ told: null, beside: { ids: [], error: undefined } });
	expect(JSON.stringify(stage.staticData())).toBe(kept);
	expect((await polls.poll()).ids).toEqual([id]);
});

it('neither tells nor keeps anything after its time: n8n may have gone on without it', async () => {
	const polls = trigger({ ...created, options: { listRowOnly: true } });
	await polls.poll();
	const id = arrive();
	const stage = await pollStage({ ...polls.options, budgetMs: 3 * SECOND_MS });
	const standStill = () => {
		for (const end = performance.now() + 3.1 * SECOND_MS; performance.now() < end;);
	};
	afterEachAnswer(stage, standStill);
	const kept = JSON.stringify(stage.staticData());
	const logs = recordLogs();
	expect(await stage.trigger.poll?.call(stage.context)).toBeNull();
	logs.stop();
	expect(JSON.stringify(stage.staticData())).toBe(kept);
	expect(logs.entries.map(({ message }) => message)).toContain(
		'Userplane Trigger: this poll took too long, and the next one starts from the same place',
	);
	expect((await polls.poll()).ids).toEqual([id]);
});
