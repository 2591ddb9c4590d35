import type { INodeParameters } from 'n8n-workflow';

import { DAY_MS } from '../../nodes/Userplane/shared/time';
import { firstToTell, isPause, longestInterval } from '../../nodes/Userplane/trigger/pause';
import { recordLogs, withSimulatedClock } from '../harness';
import { Listing } from './listing';
import { MINUTE_MS, SECOND_MS, service, times, useService } from './support';
import type { Trigger } from './support';

const { world, arrive, trigger } = useService();
const HOUR_MS = 60 * MINUTE_MS;
const created = { event: 'recordingCreated' };
const catchUp = (catchUpDays: unknown): INodeParameters => ({ options: { catchUpDays } as INodeParameters });
const pollTimes = (...item: INodeParameters[]): INodeParameters => ({ pollTimes: { item } });

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

describe('after a pause', () => {
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

	it('of 90 days with more in the last week than on a page, and few requests to find where it begins', async () => {
		const polls = await running({ ...created, options: { listRowOnly: true } });
		goBy(83 * DAY_MS, 830);
		const ids = goBy(7 * DAY_MS - HOUR_MS, 70);
		const told = await polls.poll();
		expect(told.ids).toEqual(ids);
		// By halving 45 pages, then the pages with what is told
		expect(told.pages.length).toBeLessThanOrEqual(1 + 6 + 5);
	});

	it.each([
		[0.5, 12 * HOUR_MS],
		[30, 30 * DAY_MS],
		['2', 2 * DAY_MS],
	])('%s days are gone back when that is wanted', async (days, ms) => {
		const polls = await running({ ...created, ...catchUp(days) });
		goBy(100 * DAY_MS - ms, 50);
		const ids = goBy(ms - MINUTE_MS, 20);
		expect((await tellAll(polls)).ids).toEqual(ids);
	});

	it('with 0 days it starts from now, as when it is switched on for the first time', async () => {
		const polls = await running({ ...created, ...catchUp(0) });
		goBy(3 * DAY_MS, 50);
		arrive();
		const { ids, warnings } = await tellAll(polls);
		expect(ids).toEqual([]);
		expect(warnings).toEqual([
			'Userplane Trigger: 51 items were skipped after a pause of 3 days, because they are older than Catch Up (Days)',
		]);
		const late = arrive({ lateMs: 10 * MINUTE_MS });
		expect((await tellAll(polls)).ids).toEqual([late]);
		service.now += 3 * DAY_MS;
		await polls.poll();
		const next = arrive();
		expect((await polls.poll()).ids).toEqual([next]);
	});

	it('nothing is told either that was found before it and waits', async () => {
		const polls = await running({ event: 'recordingReady' });
		const waiting = times(3, () => arrive({ status: 'pending' }));
		await polls.polls(2);
		service.now += 90 * DAY_MS;
		for (const id of waiting) world.simulator.store.completeRecording(id);
		const { ids, warnings } = await tellAll(polls);
		expect(ids).toEqual([]);
		expect(warnings[0]).toContain('3 items were skipped after a pause of 90 days');
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

	it('goes on where it was when its time was over before it knew how much to pass over', async () => {
		const polls = await running({ ...created, options: { listRowOnly: true } });
		goBy(83 * DAY_MS, 830);
		const ids = goBy(7 * DAY_MS - HOUR_MS, 70);
		world.simulator.setLatency(5 * SECOND_MS);
		const told: string[] = [];
		const logs = recordLogs();
		await withSimulatedClock(async () => {
			for (let poll = 0; poll < 8; poll++) {
				told.push(...(await polls.poll({ budgetMs: 20 * SECOND_MS })).ids);
				service.now += MINUTE_MS;
			}
		});
		logs.stop();
		world.simulator.setLatency(0);
		expect(told).toEqual(ids);
		const counts = logs.entries.flatMap(({ message }) => /(\d+) items were skipped/.exec(message)?.[1] ?? []);
		expect(counts.length).toBeGreaterThan(1);
		const sum = counts.reduce((total, count) => total + Number(count), 0);
		const isMore = logs.entries.some(({ message }) => /at least|unknown number/.test(message));
		expect(isMore ? sum <= 830 : sum === 830).toBe(true);
	});
});

describe('the usual time between two polls is no pause', () => {
	it.each([
		['a minute', MINUTE_MS, {}, 0],
		['30 minutes', 30 * MINUTE_MS, pollTimes({ mode: 'everyX', value: 30, unit: 'minutes' }), 0],
		['6 hours', 6 * HOUR_MS, pollTimes({ mode: 'everyX', value: 6, unit: 'hours' }), 0],
		['a day', DAY_MS, pollTimes({ mode: 'everyDay', hour: 14, minute: 0 }), 0],
		['a day, by an expression', DAY_MS, pollTimes({ mode: 'custom', cronExpression: '0 9 * * *' }), 0],
		['a week', 7 * DAY_MS, pollTimes({ mode: 'everyWeek', weekday: '1' }), 1],
		['a month', 31 * DAY_MS, pollTimes({ mode: 'everyMonth', dayOfMonth: 1 }), 7],
		['a day where one poll was left out', 2 * DAY_MS, pollTimes({ mode: 'everyDay' }), 0],
	])('%s', async (_, ms, times_, days) => {
		const polls = trigger({ ...created, ...times_, ...catchUp(days) });
		await polls.poll();
		for (let round = 0; round < 3; round++) {
			const ids = goBy(ms, 3);
			expect((await polls.poll()).ids).toEqual(ids);
		}
	});

	it.each([
		[0, undefined],
		[0, { item: [] }],
		[0, { item: [{ mode: 'everyMinute' }] }],
		[HOUR_MS, { item: [{ mode: 'everyDay' }, { mode: 'everyHour' }] }],
		[2 * HOUR_MS, { item: [{ mode: 'everyX', value: 2, unit: 'hours' }] }],
		[0, { item: [{ mode: 'everyX', value: '', unit: 'years' }] }],
		[30 * MINUTE_MS, { item: [null, { mode: 'everyX', value: 30, unit: 'minutes' }] }],
		[HOUR_MS, { item: [{ mode: 'custom', cronExpression: '*/5 * * * *' }] }],
		[DAY_MS, { item: [{ mode: 'custom', cronExpression: ' 0 9 * *  * ' }] }],
		[DAY_MS, { item: [{ mode: 'custom', cronExpression: '0 0 9-17 * * *' }] }],
		[DAY_MS, { item: [{ mode: 'custom', cronExpression: '0 0 9 ? * *' }] }],
		[7 * DAY_MS, { item: [{ mode: 'custom', cronExpression: '0 9 * * 1-5' }] }],
		[31 * DAY_MS, { item: [{ mode: 'custom', cronExpression: '0 0 9 1,15 * ?' }] }],
		[366 * DAY_MS, { item: [{ mode: 'custom', cronExpression: '0 9 1 */3 *' }] }],
	])('is at most %d ms by %j', (ms, parameter) => {
		expect(longestInterval(parameter)).toBe(ms);
	});
});

describe('by the newest row, where the service says no time', () => {
	const noon = Date.UTC(2031, 4, 1, 12);
	const [dated, undated] = [true, false].map((isDated) => ({ now: noon, isDated }));
	const week = { ms: 7 * DAY_MS, intervalMs: 0 };
	const none = { ms: 0, intervalMs: DAY_MS };

	it('tells in any case what belongs to a usual time between two polls', () => {
		expect(firstToTell(dated, none)).toBe(Infinity);
		expect(firstToTell(dated, week)).toBe(noon - 7 * DAY_MS);
		expect(firstToTell(undated, none)).toBe(noon - 2 * DAY_MS);
		expect(firstToTell(undated, week)).toBe(noon - 7 * DAY_MS);
	});

	it.each([
		[7 * DAY_MS + 1, week, true],
		[7 * DAY_MS, week, false],
		[2 * DAY_MS, none, false],
		[2 * DAY_MS + 1, none, true],
		[HOUR_MS, { ms: 0, intervalMs: 0 }, false],
		[HOUR_MS + 1, { ms: 0, intervalMs: 0 }, true],
		[-90 * DAY_MS, week, false],
	])('takes %d ms for a pause with %j: %j', (ms, usual, expected) => {
		const state = { ...new Listing().start(), polledAt: noon };
		expect(isPause(state, { now: noon + ms, isDated: false }, usual)).toBe(expected);
	});
});

it.each([-1, 'soon', '', ' ', null, Number.NaN, {}])('refuses %j days', async (days) => {
	const { error } = await trigger({ ...created, ...catchUp(days) }).poll();
	expect(error).toMatchObject({
		message: expect.stringContaining('Catch Up (Days) must be 0 or a positive number') as unknown,
		description: expect.stringContaining('e.g. 7 or 0.5') as unknown,
	});
	expect(world.simulator.requests).toEqual([]);
});
