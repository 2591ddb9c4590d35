import { Delays } from '../../nodes/Userplane/transport/delays';

let delays: Delays;

beforeEach(() => {
	delays = new Delays();
});

it('counts nothing when nothing waits', () => {
	expect([delays.totalMs, delays.refusals]).toEqual([0, 0]);
});

it('adds up waits that follow each other', () => {
	delays.begin(1_000);
	delays.end(1_500);
	delays.begin(9_000);
	delays.end(9_250);
	expect(delays.totalMs).toBe(750);
});

it('counts the time in which several wait once', () => {
	delays.begin(0);
	delays.begin(100);
	delays.end(400);
	delays.begin(500);
	delays.end(900);
	delays.end(1_000);
	expect(delays.totalMs).toBe(1_000);
});
