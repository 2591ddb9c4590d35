import { DAY_MS } from '../../nodes/Userplane/shared/time';
import { recordLogs } from '../harness';
import { callIn } from '../simulator/testClient';
import { MINUTE_MS, service, useService } from './support';
import type { Told, Trigger } from './support';

const { world, arrive, fail, trigger } = useService();
const HOUR_MS = 60 * MINUTE_MS;

/** A trigger that shows a pause, also a false one: it tells nothing then. */
const strict = () => trigger({ event: 'recordingReady', options: { catchUpDays: 0 } });

/** Polls that go well; `date` is what the service says then: nothing, or a time that is off by so many ms. */
async function poll(polls: Trigger, date: 'none' | number = 0): Promise<Told> {
	const { body } = await callIn(world.simulator, 'GET', '/recordings?sort_by=created_at&sort_direction=desc');
	const said = date === 'none' ? 'today' : new Date(service.now + date).toUTCString();
	const fault = { kind: 'status', status: 200, headers: { Date: said }, body } as const;
	const mend = fail({ path: '/recordings$', fault });
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
	const polls = strict();
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
	const polls = strict();
	await poll(polls);
	for (let hour = 0; hour < 3; hour++) {
		service.now += HOUR_MS;
		await poll(polls, 'none');
	}
	const id = arrive();
	expect((await poll(polls)).ids).toEqual([id]);
});

it('tells a pause by the dates before and after it', async () => {
	const polls = strict();
	for (const date of ['none', -3 * HOUR_MS, 0] as const) await poll(polls, date);
	service.now += 2 * HOUR_MS;
	arrive();
	expect((await poll(polls)).ids).toEqual([]);
	const next = arrive();
	expect((await poll(polls)).ids).toEqual([next]);
});
