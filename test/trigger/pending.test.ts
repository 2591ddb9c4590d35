import {
	checkedAgain,
	dueNow,
	giveUp,
	neverChecked,
	takesOn,
	tick,
} from '../../nodes/Userplane/trigger/pending';
import type { Row } from '../../nodes/Userplane/trigger/pages';
import type { Pending } from '../../nodes/Userplane/trigger/state';
import { recordLogs } from '../harness';
import { finishedStatuses } from '../simulator/rows';
import { times, useService } from './support';

const { world, arrive, trigger } = useService();
const ready = { event: 'recordingReady' };

const row = (id: string): Row => [id, 0];
const entry = (id: string, checks = 1, due = 0): Pending => [id, checks, due];
const never = (id: string) => entry(id, 0);
const named = (count: number, length: number) => times(count, (n) => String(n).padStart(length, 'x'));
const idsOf = (list: Pending[]) => list.map(([id]) => id);

it('1. What was just found is checked before all that was checked before.', () => {
	const pending = [never('never'), entry('later', 1, 1), entry('now')];
	expect(idsOf(neverChecked(pending))).toEqual(['never']);
	expect(idsOf(dueNow(pending))).toEqual(['now']);
});

it('2. What is not ready is checked again in each of the next 20 polls, then in every 30th, and 60 times in all.', () => {
	let pending: Pending[] = [checkedAgain(never('rec'))];
	const looks = [0];
	for (let poll = 1; pending.length > 0; poll++) {
		pending = tick(pending).map((one) => {
			if (dueNow([one]).length === 0) return one;
			looks.push(poll);
			return checkedAgain(one);
		});
		pending = giveUp(pending).kept;
	}
	expect(looks.slice(0, 23)).toEqual([...times(21, (n) => n), 50, 80]);
	expect(looks).toHaveLength(60);
	expect(looks.at(-1)).toBe(20 + 39 * 30);
});

describe('3. At most 60 of these are checked in a poll; what is due for the longest comes first, so that everyone’s turn comes.', () => {
	it('in order', () => {
		expect(idsOf(dueNow([entry('now'), entry('late', 3, -2)]))).toEqual(['late', 'now']);
		expect(tick([entry('a', 0, 0), entry('b', 1, 1)])).toEqual([entry('a', 0, 0), entry('b', 1, 0)]);
	});

	it('and nobody is left out', () => {
		let pending = named(150, 8).map((id) => checkedAgain(never(id)));
		const looked: string[] = [];
		for (let poll = 0; poll < 3; poll++) {
			pending = tick(pending);
			const due = dueNow(pending);
			expect(due.length).toBeLessThanOrEqual(60);
			looked.push(...idsOf(due));
			pending = pending.map((one) => (due.includes(one) ? checkedAgain(one) : one));
		}
		expect(new Set(looked).size).toBe(150);
	});
});

describe('4. One poll takes on 1,000 at most, and keeps 500 that are not ready: so the state stays small, however long IDs are.', () => {
	it.each([
		['1,000 rows', 1_000, 4, false, 1_000],
		['of more the first 1,000', 1_001, 4, false, 1_000],
		['the same where they are told as they are listed', 1_001, 200, true, 1_000],
		['as many IDs as take 16,000 characters', 101, 148, false, 100],
		['at least one, however long its ID is', 2, 20_000, false, 1],
	])('takes on %s', (_, count, length, asTheyAre, taken) => {
		const isTakenOn = takesOn(asTheyAre);
		expect(named(count, length).map(row).filter(isTakenOn)).toHaveLength(taken);
	});

	it('gives up what was checked 60 times', () => {
		const { kept, givenUp } = giveUp([entry('a', 59), entry('b', 60), entry('c', 0)]);
		expect([idsOf(kept), idsOf(givenUp)]).toEqual([['a', 'c'], ['b']]);
	});

	it('gives up the oldest of more than 500 that are not ready, and none that was not checked', () => {
		const pending = named(501, 4).map((id) => entry(id));
		const { kept, givenUp } = giveUp([never('new'), ...pending]);
		expect([kept.length, idsOf(kept)[0], idsOf(givenUp)]).toEqual([501, 'new', ['xxx0']]);
	});

	it('gives up nothing for the sake of what was not checked', () => {
		const pending = [entry('a'), ...named(1_000, 108).map(never)];
		expect(giveUp(pending)).toEqual({ kept: pending, givenUp: [] });
	});

	it('gives up the oldest of those whose IDs take more than 12,000 characters', () => {
		const pending = named(101, 108).map((id) => entry(id));
		const { kept, givenUp } = giveUp(pending);
		expect([kept, givenUp]).toEqual([pending.slice(1), pending.slice(0, 1)]);
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
