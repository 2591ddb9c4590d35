import { DAY_MS } from '../../nodes/Userplane/shared/time';
import { recordLogs } from '../harness';
import { MINUTE_MS, service, useService } from './support';
import type { Told, Trigger } from './support';

const { arrive, fail, trigger } = useService();
const HOUR_MS = 60 * MINUTE_MS;

/** A trigger that shows a pause, also a false one: it tells nothing then. It has polled each minute for a while. */
async function strict(): Promise<Trigger> {
	const polls = trigger({ event: 'recordingReady', options: { catchUpDays: 0 } });
	await polls.polls(12);
	return polls;
}

/** Polls that go well; `date` is what the service says then: nothing, or a time that is off by so many ms. */
async function poll(polls: Trigger, date: 'none' | number = 0): Promise<Told> {
	const said = date === 'none' ? 'today' : new Date(service.now + date).toUTCString();
	const mend = fail({ path: '/recordings', fault: { kind: 'rewrite', headers: { Date: said } } });
	const told = await polls.poll();
	mend();
	expect(told.error).toBeUndefined();
	service.now += MINUTE_MS;
	return told;
}

it.each([
	['no date', ['none']],
	['no date, the first one too', ['none', 'none']],
	['a date hours past', [0, -3 * HOUR_MS]],
	['a date hours past, and then none', [0, -3 * HOUR_MS, 'none']],
	['none, and then a date hours past', [0, 'none', -3 * HOUR_MS]],
] as const)('makes no pause of answers with %s', async (_, dates) => {
	const polls = await strict();
	const logs = recordLogs();
	// What is there is so old that it says nothing of the time
	service.now += 30 * DAY_MS;
	for (const date of dates) await poll(polls, date);
	const id = arrive();
	expect((await poll(polls)).ids).toEqual([id]);
	logs.stop();
	expect(logs.entries.filter(({ level }) => level === 'warn')).toEqual([]);
});

it('makes no pause of hours in which the service said no date', async () => {
	const polls = await strict();
	await poll(polls);
	for (let hour = 0; hour < 3; hour++) {
		service.now += HOUR_MS;
		await poll(polls, 'none');
	}
	const id = arrive();
	expect((await poll(polls)).ids).toEqual([id]);
});

it.each([
	['one', 1],
	['several', 4],
])('loses nothing by %s of its answers dated days ahead, or of its rows', async (_, count) => {
	const polls = trigger({ event: 'recordingReady' });
	await polls.polls(4);
	const told: string[] = [];
	const ids = [arrive({ lateMs: -30 * DAY_MS })];
	for (let n = 0; n < 60; n++) {
		ids.push(arrive());
		told.push(...(await poll(polls, n > 3 && n < 4 + count ? 10 * DAY_MS : 0)).ids);
	}
	expect([...told].sort()).toEqual([...ids].sort());
});

it('tells a pause by the dates before and after it', async () => {
	const polls = await strict();
	for (const date of ['none', -3 * HOUR_MS, 0] as const) await poll(polls, date);
	service.now += 2 * HOUR_MS;
	arrive();
	expect((await poll(polls)).ids).toEqual([]);
	const next = arrive();
	expect((await poll(polls)).ids).toEqual([next]);
});
