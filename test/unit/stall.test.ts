import { PassThrough } from 'node:stream';

import { discard, endWhenStalled } from '../../nodes/Userplane/transport/stall';

/** A watched transfer, whose time is up when the test says so. */
function watch() {
	const alarms: AbortController[] = [];
	const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
		alarms.push(new AbortController());
		return alarms[alarms.length - 1].signal;
	});
	const [body, over] = [new PassThrough(), new AbortController()];
	const transfer = { body, over, moved: 0, times: () => timeout.mock.calls };
	body.on('error', () => undefined);
	endWhenStalled(body, () => transfer.moved, over.signal);
	return {
		...transfer,
		move: (bytes: number) => (transfer.moved += bytes),
		timeIsUp: () => alarms[alarms.length - 1].abort(),
	};
}

afterEach(() => jest.restoreAllMocks());

it('goes on as long as enough moves, and ends once it does not', () => {
	const { body, move, timeIsUp, times } = watch();
	for (let n = 1; n <= 3; n += 1) {
		move(65_536);
		timeIsUp();
		expect(body.destroyed).toBe(false);
	}
	move(65_535);
	timeIsUp();
	expect(body.errored).toMatchObject({ code: 'ETIMEDOUT', message: 'The transfer stands still' });
	expect(times()).toEqual(Array(4).fill([120_000]));
});

it('is not watched any more when it is over', () => {
	const { body, over, timeIsUp, times } = watch();
	over.abort();
	timeIsUp();
	expect(body.destroyed).toBe(false);
	expect(times()).toHaveLength(1);
});

it.each([undefined, null, 'a text', {}])('leaves alone what is no stream: %p', (body) => {
	expect(() => discard(body)).not.toThrow();
});
