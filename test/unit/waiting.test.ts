import { Waiting } from '../../nodes/Userplane/transport/waiting';

let waiting: Waiting;

beforeEach(() => {
	waiting = new Waiting();
});

it('counts nothing when nothing waits', () => {
	expect([waiting.totalMs, waiting.refusals]).toEqual([0, 0]);
});

it('adds up waits that follow each other', () => {
	waiting.begin(1_000);
	waiting.end(1_500);
	waiting.begin(9_000);
	waiting.end(9_250);
	expect(waiting.totalMs).toBe(750);
});

it('counts the time in which several wait once', () => {
	waiting.begin(0);
	waiting.begin(100);
	waiting.end(400);
	waiting.begin(500);
	waiting.end(900);
	waiting.end(1_000);
	expect(waiting.totalMs).toBe(1_000);
});
