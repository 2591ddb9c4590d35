import { recordLogs } from '../harness';
import { MINUTE_MS, service, times, useService } from './support';

const { arrive, trigger } = useService();
const rows = { event: 'recordingCreated', options: { listRowOnly: true } };
const LIMIT_BYTES = 64_000;
let made = 0;
const longId = () => `rec_${++made}`.padEnd(255, 'x');

it('keeps the state small when 2,000 long-named ones of the same time come at once, and tells each once', async () => {
	const polls = trigger(rows);
	await polls.poll();
	const ids = times(2_000, () => arrive({ recordingId: longId() }));
	const told: string[] = [];
	for (let poll = 0; poll < 14; poll++) {
		told.push(...(await polls.poll()).ids);
		expect(polls.stateBytes).toBeLessThan(LIMIT_BYTES);
	}
	expect(told).toHaveLength(2_000);
	expect([...told].sort()).toEqual([...ids].sort());
});

it('keeps the state small when 500 long-named ones are waited for', async () => {
	const polls = trigger({ event: 'recordingReady' });
	await polls.poll();
	times(500, () => arrive({ recordingId: longId(), status: 'pending' }));
	for (let poll = 0; poll < 5; poll++) {
		service.now += MINUTE_MS;
		await polls.poll();
		expect(polls.stateBytes).toBeLessThan(LIMIT_BYTES);
	}
});

it('keeps the state small under a stream that never ends, and says so when it forgets too soon', async () => {
	const polls = trigger(rows);
	await polls.poll();
	const logs = recordLogs();
	const ids: string[] = [];
	const told: string[] = [];
	for (let poll = 0; poll < 25; poll++) {
		ids.push(...times(180, () => arrive({ recordingId: longId() })));
		told.push(...(await polls.poll()).ids);
		service.now += MINUTE_MS;
		expect(polls.stateBytes).toBeLessThan(LIMIT_BYTES);
	}
	logs.stop();
	expect(told).toEqual(ids);
	const [warning] = logs.entries.filter(({ level }) => level === 'warn');
	expect(warning.message).toMatch(
		/^Userplane Trigger: too many new items at once: late arrivals among \d+ items may be missed$/,
	);
});
