import {
	checkedAgain,
	dueNow,
	giveUp,
	MOST_PENDING,
	tick,
	waitFor,
} from '../../nodes/Userplane/trigger/waiting';
import type { Waiting } from '../../nodes/Userplane/trigger/state';
import { recordLogs } from '../harness';
import { finishedStatuses } from '../simulator/rows';
import { times, useService } from './support';

const { world, arrive, trigger } = useService();
const ready = { event: 'recordingReady' };
const entries = (count: number, id = (n: number) => `rec_${n}`) =>
	times(count, (n) => checkedAgain(waitFor(id(n))));

describe('what is waited for', () => {
	it('is looked at in each of the next 20 polls, then in every 30th, and 60 times in all', () => {
		let waiting: Waiting[] = [checkedAgain(waitFor('rec'))];
		const looks = [0];
		for (let poll = 1; waiting.length > 0; poll++) {
			waiting = tick(waiting).map((entry) => {
				if (dueNow([entry]).length === 0) return entry;
				looks.push(poll);
				return checkedAgain(entry);
			});
			waiting = giveUp(waiting).kept;
		}
		expect(looks.slice(0, 23)).toEqual([...times(21, (n) => n), 50, 80]);
		expect(looks).toHaveLength(60);
		expect(looks.at(-1)).toBe(20 + 39 * 30);
	});

	it('takes its turn: at most 60 looks in a poll, and nobody is left out', () => {
		let waiting = entries(150);
		const looked: string[] = [];
		for (let poll = 0; poll < 3; poll++) {
			waiting = tick(waiting);
			const due = dueNow(waiting);
			expect(due.length).toBeLessThanOrEqual(60);
			looked.push(...due.map(({ id }) => id));
			waiting = waiting.map((entry) => (due.includes(entry) ? checkedAgain(entry) : entry));
		}
		expect(new Set(looked).size).toBe(150);
	});

	it('is bounded in number: the oldest are given up', () => {
		const all = entries(MOST_PENDING + 20);
		expect(giveUp(all)).toEqual({ kept: all.slice(20), givenUp: all.slice(0, 20) });
	});

	it('is bounded in size however long the IDs are', () => {
		const all = entries(100, (n) => String(n).padStart(255, 'x'));
		const { kept, givenUp } = giveUp(all);
		expect(JSON.stringify(kept).length).toBeLessThan(16_000);
		expect([...givenUp, ...kept]).toEqual(all);
		expect(kept.length).toBeGreaterThan(40);
	});
});

it('says in the log what it gives up, and does not tell it later', async () => {
	const logs = recordLogs();
	const polls = trigger(ready);
	await polls.poll();
	const id = arrive({ status: 'pending' });
	const told = await polls.polls(20 + 39 * 30 + 2);
	logs.stop();
	expect(told.reduce((sum, { details }) => sum + details, 0)).toBe(60);
	expect(logs.entries.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual([
		`Userplane Trigger: recording ${id} was not ready, or could not be read, in 60 checks, so the trigger gives up on it`,
	]);
	world.simulator.store.completeRecording(id);
	expect((await polls.polls(3)).flatMap(({ ids }) => ids)).toEqual([]);
});

it('waits for many at once, and tells each when it is ready', async () => {
	const polls = trigger(ready);
	await polls.poll();
	const ids = times(300, () => arrive({ status: 'pending' }));
	await polls.polls(3);
	for (const id of ids) world.simulator.store.completeRecording(id);
	const told = (await polls.polls(6)).flatMap((poll) => poll.ids);
	expect([...told].sort()).toEqual([...ids].sort());
});

describe('what is ready', () => {
	it.each(finishedStatuses)('takes a recording whose status is "%s" for ready', async (status) => {
		const polls = trigger({ ...ready, simplify: false });
		await polls.poll();
		const id = arrive({ status });
		expect(await polls.poll()).toMatchObject({ ids: [id], json: [{ meta: { status } }] });
	});

	it('tells what a site and a customer attached as it is, and a recording that has expired meanwhile', async () => {
		const polls = trigger({ ...ready, simplify: false });
		await polls.poll();
		const { store } = world.simulator;
		const customMeta = { user: { id: 7, tags: ['vip', null] }, trial: false };
		const id = arrive();
		Object.assign(store.expireRecording(id), { customMeta, notes: 'Look at the coupon' });
		const { ids, json } = await polls.poll();
		expect(ids).toEqual([id]);
		const { expiresAt } = store.expireRecording(id);
		expect(json).toMatchObject([{ meta: { customMeta, notes: 'Look at the coupon', expiresAt } }]);
	});
});
