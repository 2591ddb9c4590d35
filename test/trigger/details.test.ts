import { times, useService } from './support';

const { arrive, fail, trigger } = useService();
const created = { event: 'recordingCreated' };
const one = '/recordings/rec';

it.each([429, 401, 403])(
	'changes nothing when the first look at a recording is answered with %i',
	async (status) => {
		const polls = trigger(created);
		await polls.poll();
		const ids = times(3, () => arrive());
		const kept = JSON.stringify(polls.staticData);
		const mend = fail({ path: one, fault: { kind: 'status', status } });
		const { error, ids: told } = await polls.pollPatiently();
		expect(error).toBeInstanceOf(Error);
		expect([told, JSON.stringify(polls.staticData)]).toEqual([[], kept]);
		mend();
		expect((await polls.poll()).ids).toEqual(ids);
	},
);

it('looks again at a recording that the service has trouble with, even if it names the recording', async () => {
	const polls = trigger(created);
	await polls.poll();
	const id = arrive();
	const fault = { kind: 'status', status: 500, code: 'RECORDING_DELETE_FAILED' } as const;
	const mend = fail({ path: one, fault });
	expect(await polls.pollPatiently()).toMatchObject({ ids: [], error: undefined });
	mend();
	expect((await polls.poll()).ids).toEqual([id]);
});

it('ends the poll for a key that is refused, whatever the body says', async () => {
	const polls = trigger(created);
	await polls.poll();
	arrive();
	fail({ path: one, fault: { kind: 'status', status: 401, body: { message: 'No' } } });
	expect((await polls.poll()).error?.message).toContain('HTTP 401');
});

it('looks no more at what is gone, or is another ticket system’s', async () => {
	const polls = trigger({ ...created, filters: { linkProviderType: 'jira' } });
	await polls.poll();
	const [gone] = times(2, () => arrive());
	fail({ path: gone, fault: { kind: 'status', status: 410, code: 'RECORDING_GONE' } });
	expect(await polls.poll()).toMatchObject({ ids: [], details: 2 });
	expect((await polls.polls(2)).map(({ details }) => details)).toEqual([0, 0]);
});

it.each([
	['another status', 403, { code: 'RECORDING_GONE', message: 'No' }],
	['a code of the like', 410, { code: 'RECORDINGS_MOVED', message: 'No' }],
	['a body of another status', 410, { code: 'RECORDING_GONE', status: 502, message: 'No' }],
])('looks again at what somebody else than Userplane says is gone: %s', async (_, status, body) => {
	const polls = trigger(created);
	await polls.poll();
	const id = arrive();
	const mend = fail({ path: `${id}$`, fault: { kind: 'status', status, body } });
	expect(await polls.poll()).toMatchObject({ ids: [], error: undefined });
	mend();
	expect((await polls.polls(3)).flatMap(({ ids }) => ids)).toEqual([id]);
});

it.each([403, 400, 451])('tells the others when one recording is answered with %i', async (status) => {
	const polls = trigger(created);
	await polls.poll();
	const [first, ...others] = times(4, () => arrive());
	const fault = { kind: 'status', status, code: 'FORBIDDEN' } as const;
	const mend = fail({ path: `${first}$`, fault });
	expect(await polls.poll()).toMatchObject({ ids: others, error: undefined });
	mend();
	expect((await polls.polls(3)).flatMap(({ ids }) => ids)).toEqual([first]);
});

it.each([
	['after the first that the key may not see', 8, { kind: 'status', status: 401, code: 'API_KEY_INVALID' }],
	['when eight could not be shown', 8 + 7, { kind: 'status', status: 403, code: 'FORBIDDEN' }],
] as const)('begins no further look %s', async (_, looks, fault) => {
	const polls = trigger({ event: 'recordingReady' });
	await polls.poll();
	times(2, () => arrive({ status: 'pending' }));
	await polls.poll();
	times(40, () => arrive());
	fail({ path: one, fault });
	expect(await polls.poll()).toMatchObject({ ids: [], details: looks });
});

it.each(['recordingCreated', 'recordingReady'])(
	'looks again when an answer names no recording, and tells nothing that is none: %s',
	async (event) => {
		const polls = trigger({ event });
		await polls.poll();
		const id = arrive();
		const body = { message: 'OK', data: {} };
		const mend = fail({ path: one, fault: { kind: 'status', status: 200, body } });
		expect((await polls.polls(2)).flatMap(({ json }) => json)).toEqual([]);
		mend();
		expect((await polls.polls(2)).flatMap(({ ids }) => ids)).toEqual([id]);
	},
);
