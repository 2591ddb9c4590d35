import { recordLogs } from '../harness';
import { MINUTE_MS, service, times, useService } from './support';

const { world, arrive, fail, queries, trigger } = useService();
const created = { event: 'recordingCreated' };
const list = '/recordings$';
const one = '/recordings/rec';

it.each([
	['500', { kind: 'status', status: 500 }],
	['429', { kind: 'status', status: 429 }],
	['nothing', { kind: 'reset' }],
] as const)('changes nothing when the list answers %s', async (_, fault) => {
	const polls = trigger(created);
	await polls.poll();
	const ids = times(3, () => arrive());
	const kept = JSON.stringify(polls.staticData);
	const mend = fail({ path: list, fault });
	const { error, ids: told } = await polls.pollPatiently();
	expect(error).toBeInstanceOf(Error);
	expect([told, JSON.stringify(polls.staticData)]).toEqual([[], kept]);
	mend();
	expect((await polls.poll()).ids).toEqual(ids);
	expect((await polls.poll()).ids).toEqual([]);
});

it('changes nothing when a later page of the list fails', async () => {
	const polls = trigger(created);
	await polls.poll();
	const ids = times(45, () => arrive());
	let mend = () => {};
	world.simulator.setLatency(() => {
		if (queries().length === 3) mend = fail({ path: list, fault: { kind: 'status', status: 500 } });
		return 0;
	});
	expect((await polls.pollPatiently()).error).toBeInstanceOf(Error);
	world.simulator.setLatency(0);
	mend();
	expect((await polls.poll()).ids).toEqual(ids);
});

it('takes a row without a creation time to be as old as the one before it', async () => {
	const polls = trigger({ ...created, options: { listRowOnly: true } });
	await polls.poll();
	times(2, () => arrive());
	const withoutTime = ({ data }: { data: { recordings: object[] } }) => {
		const [first, second, ...others] = data.recordings;
		const recordings = [first, { ...second, createdAt: null }, ...others];
		return { message: 'OK', data: { ...data, recordings } };
	};
	fail({ path: list, fault: { kind: 'rewrite', body: withoutTime } });
	expect((await polls.poll()).ids).toHaveLength(2);
});

it.each([
	['the rate limit', { kind: 'status', status: 429 }],
	['a key that was withdrawn', { kind: 'status', status: 401, code: 'API_KEY_INVALID' }],
] as const)('tells what it got before %s ended the poll, and the rest later', async (_, fault) => {
	const polls = trigger(created);
	await polls.poll();
	const ids = times(50, () => arrive());
	let looks = 0;
	let mend = () => {};
	world.simulator.setLatency(({ path }) => {
		if (/rec_/.test(path) && ++looks === 20) mend = fail({ path: one, fault });
		return 0;
	});
	const first = await polls.pollPatiently();
	world.simulator.setLatency(0);
	expect(first.error).toBeUndefined();
	expect(first.ids).toEqual(ids.slice(0, first.ids.length));
	expect(first.ids.length).toBeGreaterThan(8);
	expect(first.ids.length).toBeLessThan(20);
	expect(await polls.pollPatiently()).toMatchObject({ ids: [], pages: [3] });
	mend();
	const rest = await polls.poll();
	expect(rest).toMatchObject({ ids: ids.slice(first.ids.length), details: 50 - first.ids.length });
	expect(rest.pages).toEqual([3]);
	expect((await polls.poll()).ids).toEqual([]);
});

it('tells what it got before the list could not be read once more', async () => {
	const polls = trigger(created);
	await polls.poll();
	const ids = times(50, () => arrive());
	let looks = 0;
	let mend = () => {};
	const failAt = (look: number, path: string) =>
		world.simulator.setLatency((request) => {
			const fault = { kind: 'status', status: 403, code: 'NOT_A_MEMBER' } as const;
			if (/rec_/.test(request.path) && ++looks === look) mend = fail({ path, fault });
			return 0;
		});
	failAt(20, one);
	const first = await polls.poll();
	mend();
	failAt(looks + 1, list);
	expect(await polls.poll()).toMatchObject({ ids: ids.slice(first.ids.length), error: undefined });
	world.simulator.setLatency(0);
	mend();
	expect(await polls.poll()).toMatchObject({ ids: [], details: 0 });
});

it('says what the list lacks when no row has a creation time', async () => {
	const body = { message: 'OK', data: { recordings: [{ recordingId: 'rec_1' }], pagination: { total: 1 } } };
	fail({ path: list, fault: { kind: 'status', status: 200, body } });
	const { error } = await trigger(created).poll();
	expect(error).toMatchObject({
		message: expect.stringContaining(
			'Userplane sent an unexpected response: no entry of the list has a creation time',
		) as unknown,
		description: expect.stringContaining('Check the base URL in your Userplane API credential') as unknown,
	});
});

it('waits out a rate limit that ends', async () => {
	const polls = trigger(created);
	await polls.poll();
	const ids = times(30, () => arrive());
	fail({ path: one, fault: { kind: 'status', status: 429 }, times: 12 });
	expect(await polls.pollPatiently()).toMatchObject({ ids, error: undefined });
});

it('leaves to the next poll what does not fit in its time', async () => {
	const polls = trigger(created);
	await polls.poll();
	const ids = times(200, () => arrive());
	world.simulator.setLatency(({ path }) => (/rec_/.test(path) ? 26_000 : 0));
	const slow = await polls.pollPatiently();
	expect(slow.error).toBeUndefined();
	expect(slow.ids).toEqual(ids.slice(0, 9 * 8));
	world.simulator.setLatency(0);
	expect((await polls.poll()).ids).toEqual(ids.slice(72));
});

it('polls again after a poll that failed', async () => {
	const polls = trigger(created);
	await polls.poll();
	const mend = fail({ path: list, fault: { kind: 'status', status: 403, code: 'NOT_A_MEMBER' } });
	const id = await polls.whileActive(async (poll) => {
		await expect(poll()).rejects.toThrow();
		mend();
		const arrived = arrive();
		expect(await poll()).toEqual([arrived]);
		return arrived;
	});
	expect((await polls.poll()).ids).not.toContain(id);
});

it('tells again what was thrown away with its state', async () => {
	const polls = trigger(created);
	await polls.poll();
	const id = arrive();
	expect((await polls.poll({ discard: true })).ids).toEqual([id]);
	service.now += MINUTE_MS;
	expect((await polls.poll()).ids).toEqual([id]);
	expect((await polls.poll()).ids).toEqual([]);
});

it.each([
	['unknown', 'API_KEY_INVALID', /key/],
	['outsider', 'NOT_A_MEMBER', /workspace/i],
] as const)('says what to do about a key that is %s', async (key, message, remedy) => {
	world.key = world.simulator.keys[key];
	const { error } = await trigger(created).poll();
	expect(error).toMatchObject({ message: expect.stringContaining(message) as unknown });
	expect(error).toMatchObject({ description: expect.stringMatching(remedy) as unknown });
});

it('says what to do about a workspace that is not there', async () => {
	const { error } = await trigger({ ...created, workspaceId: 'ws_none' }).poll();
	expect(error?.message).toContain('WORKSPACE_NOT_FOUND, HTTP 404');
});

it('keeps the key out of the state and the log', async () => {
	const logs = recordLogs();
	const polls = trigger(created);
	await polls.poll();
	times(3, () => arrive());
	fail({ path: one, fault: { kind: 'status', status: 500, message: `No ${world.key}` } });
	await polls.pollPatiently();
	fail({ path: list, fault: { kind: 'status', status: 500, message: `No ${world.key}` } });
	const { error } = await polls.pollPatiently();
	logs.stop();
	const all = JSON.stringify([polls.staticData, logs.entries, error, error?.stack]);
	expect(logs.entries.map(({ message }) => message)).toContain(
		'Userplane Trigger: 3 recordings could not be read and will be checked again',
	);
	expect(all).not.toContain('uspl_');
});
