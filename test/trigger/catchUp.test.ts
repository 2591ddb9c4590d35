import type { INodeParameters } from 'n8n-workflow';

import { DAY_MS } from '../../nodes/Userplane/shared/time';
import { recordLogs, withSimulatedClock } from '../harness';
import { MINUTE_MS, SECOND_MS, service, times, useService } from './support';
import type { Trigger } from './support';

const { world, arrive, trigger } = useService();
const HOUR_MS = 60 * MINUTE_MS;
const created = { event: 'recordingCreated' };
const catchUp = (catchUpDays: unknown): INodeParameters => ({ options: { catchUpDays } as INodeParameters });

/** A trigger that was switched on and has polled a few times. */
async function running(parameters: INodeParameters): Promise<Trigger> {
	const polls = trigger(parameters);
	await polls.polls(3);
	return polls;
}

/** Time goes by, with so many recordings on the way. @returns their ids */
function goBy(ms: number, count: number): string[] {
	const ids = times(count, () => {
		service.now += ms / (count + 1);
		return arrive();
	});
	service.now += ms / (count + 1);
	return ids;
}

/** What the trigger tells until it has nothing to say, and what it warns of. */
async function tellAll(polls: Trigger): Promise<{ ids: string[]; warnings: string[] }> {
	const logs = recordLogs();
	const ids: string[] = [];
	for (let quiet = 0; quiet < 3;) {
		const [told] = await polls.polls(1);
		ids.push(...told.ids);
		quiet = told.ids.length === 0 ? quiet + 1 : 0;
	}
	logs.stop();
	return {
		ids,
		warnings: logs.entries.filter(({ level }) => level === 'warn').map(({ message }) => message),
	};
}

describe('3. After a pause all is passed over that is older than Catch Up (Days), and what was found before and waits.', () => {
	it.each([
		['an hour', HOUR_MS, 12],
		['a weekend', 62 * HOUR_MS, 90],
		['almost a week', 6.9 * DAY_MS, 250],
	])('of %s all is told that came meanwhile', async (_, ms, count) => {
		const polls = await running(created);
		const ids = goBy(ms, count);
		expect(await tellAll(polls)).toEqual({ ids, warnings: [] });
	});

	it('of 90 days the last week is told, and what is passed over is counted in the log', async () => {
		const polls = await running(created);
		goBy(83 * DAY_MS, 415);
		const ids = goBy(7 * DAY_MS - HOUR_MS, 35);
		expect(await tellAll(polls)).toEqual({
			ids,
			warnings: [
				'Userplane Trigger: 415 items were skipped after a pause of 90 days, because they are older than Catch Up (Days)',
			],
		});
		const next = arrive({ lateMs: 10 * MINUTE_MS });
		expect((await tellAll(polls)).ids).toEqual([next]);
	});

	it.each([
		// No whole number of ms
		[0.7, 0.7 * DAY_MS],
		[0.5, 12 * HOUR_MS],
		[30, 30 * DAY_MS],
		['2', 2 * DAY_MS],
	])('%s days are gone back when that is wanted', async (days, ms) => {
		const polls = await running({ ...created, ...catchUp(days) });
		goBy(100 * DAY_MS - ms, 50);
		const ids = goBy(ms - MINUTE_MS, 20);
		const { ids: told, warnings } = await tellAll(polls);
		expect(told).toEqual(ids);
		expect(warnings).toEqual([expect.stringContaining('50 items were skipped')]);
	});

	it('with 0 days it starts from now, as when it is switched on for the first time', async () => {
		const polls = await running({ ...created, ...catchUp(0) });
		await polls.polls(9);
		goBy(3 * DAY_MS, 50);
		arrive();
		const { ids, warnings } = await tellAll(polls);
		expect(ids).toEqual([]);
		expect(warnings).toEqual([
			'Userplane Trigger: 51 items were skipped after a pause of 3 days, because they are older than Catch Up (Days)',
		]);
		const late = arrive({ lateMs: 2 * MINUTE_MS });
		expect((await tellAll(polls)).ids).toEqual([late]);
		service.now += 3 * DAY_MS;
		await polls.poll();
		const next = arrive();
		expect((await polls.poll()).ids).toEqual([next]);
	});

	it('oldest first, also where the whole list is one page', async () => {
		const polls = await running(created);
		service.now += 90 * DAY_MS;
		const ids = goBy(DAY_MS, 3);
		expect((await tellAll(polls)).ids).toEqual(ids);
	});

	it('nothing is told either that was found before it and waits', async () => {
		const polls = await running({ event: 'recordingReady' });
		const waiting = times(3, () => arrive({ status: 'pending' }));
		await polls.polls(2);
		service.now += 90 * DAY_MS;
		for (const id of waiting) world.simulator.store.completeRecording(id);
		const { ids, warnings } = await tellAll(polls);
		expect(ids).toEqual([]);
		expect(warnings[0]).toContain('Trigger: 3 items were skipped after a pause of 90 days');
	});

	it('says nothing when nothing came', async () => {
		const polls = await running(created);
		service.now += 90 * DAY_MS;
		expect(await tellAll(polls)).toEqual({ ids: [], warnings: [] });
	});

	it('a backlog that takes long is told although it becomes older on the way', async () => {
		const polls = await running({ ...created, options: { listRowOnly: true } });
		const ids = goBy(6.99 * DAY_MS, 1_300);
		const first = await polls.poll();
		service.now += 2 * HOUR_MS;
		expect([...first.ids, ...(await tellAll(polls)).ids]).toEqual(ids);
	});
});

describe('4. How much that is is found by halving, however long the pause was.', () => {
	const rows = { ...created, options: { listRowOnly: true } };

	it('of 30 days, with a recording each quarter of an hour, by few requests', async () => {
		const polls = await running(rows);
		goBy(23 * DAY_MS, 2_208);
		service.now += 2 * HOUR_MS;
		const ids = goBy(7 * DAY_MS - HOUR_MS, 671);
		const told = await polls.poll();
		expect(told.ids).toEqual(ids);
		const toBeRead = Math.ceil(ids.length / 20);
		expect(told.pages.length - toBeRead).toBeLessThanOrEqual(25);
	});

	it('over several polls when its time is over before it knows', async () => {
		const polls = await running(rows);
		goBy(83 * DAY_MS, 830);
		const ids = goBy(7 * DAY_MS - HOUR_MS, 70);
		world.simulator.setLatency(5 * SECOND_MS);
		const told: string[] = [];
		const logs = recordLogs();
		await withSimulatedClock(async () => {
			for (let poll = 0; poll < 12; poll++) {
				told.push(...(await polls.poll({ budgetMs: 20 * SECOND_MS })).ids);
				service.now += MINUTE_MS;
			}
		});
		logs.stop();
		world.simulator.setLatency(0);
		expect(told).toEqual(ids);
		expect(logs.entries.map(({ message }) => message)).toEqual([
			expect.stringMatching(
				/^Userplane Trigger: an unknown number of items were skipped after a pause of 90 days/,
			) as unknown,
		]);
	});
});

describe('2. What is usual between two polls is no pause: an hour, or twice what was far apart before.', () => {
	it.each([
		['a minute', MINUTE_MS, 0],
		['30 minutes', 30 * MINUTE_MS, 0],
		['6 hours', 6 * HOUR_MS, 0],
		['a day', DAY_MS, 0],
		['a week', 7 * DAY_MS, 1],
		['a month', 31 * DAY_MS, 7],
	])('%s, from the first poll on', async (_, ms, days) => {
		const polls = trigger({ ...created, ...catchUp(days) });
		await polls.poll();
		for (let round = 0; round < 4; round++) {
			const ids = goBy(ms, 3);
			expect((await polls.poll()).ids).toEqual(ids);
		}
	});

	it('two days, where one of the daily polls was left out, and a restart in between', async () => {
		const polls = trigger({ ...created, ...catchUp(0) });
		await polls.poll();
		for (const hours of [24, 24, 48, 24, 3, 21, 24]) {
			const ids = goBy(hours * HOUR_MS, 3);
			expect((await polls.poll()).ids).toEqual(ids);
		}
	});
});

it('passes over no row of the future, with which nothing would be told until then', async () => {
	const polls = await running({ ...created, ...catchUp(0) });
	await polls.polls(9);
	goBy(3 * DAY_MS, 5);
	const ahead = arrive({ lateMs: -30 * DAY_MS });
	expect((await tellAll(polls)).ids).toEqual([ahead]);
	const next = arrive();
	expect((await tellAll(polls)).ids).toEqual([next]);
});

it('5. What comes after the newest row that was there is told in any case.', async () => {
	const polls = await running(created);
	// The service's clock is ahead by 40 days, before the pause and after it
	const pollAhead = async () => {
		const headers = { Date: new Date(service.now + 40 * DAY_MS).toUTCString() };
		world.simulator.faults.add({ match: {}, fault: { kind: 'rewrite', headers } });
		const { ids } = await polls.poll();
		world.simulator.faults.clear();
		return ids;
	};
	await pollAhead();
	goBy(60 * DAY_MS, 5);
	service.now += 30 * DAY_MS;
	expect(await pollAhead()).toEqual([]);
	const id = arrive();
	expect((await tellAll(polls)).ids).toEqual([id]);
});
