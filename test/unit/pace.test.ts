import { Pace, WINDOW_MS } from '../../nodes/Userplane/transport/pace';

let pace: Pace;

beforeEach(() => {
	pace = new Pace(() => 1);
	pace.setLimit(40);
});

/** `count` requests, sent and answered at `now`. */
function pass(count: number, now: number): void {
	for (let i = 0; i < count; i += 1) {
		expect(pace.waitMs(now)).toBe(0);
		pace.passed(pace.send(), now);
	}
}

/** How many may be sent at `now`, before any of them is answered. */
function free(now: number): number {
	let count = 0;
	for (; pace.waitMs(now) === 0 && count < 1_000; count += 1) pace.send();
	return count;
}

describe('the rule', () => {
	it('never allows more than the limit in any window', () => {
		pass(30, 0);
		pass(10, 20_000);
		expect(pace.waitMs(20_000)).toBe(40_000);
		expect(pace.waitMs(WINDOW_MS - 0.5)).toBe(0.5);
		pass(30, WINDOW_MS);
		expect(pace.waitMs(WINDOW_MS)).toBe(20_000);
	});

	it('counts a request when it is answered, and until then as one of the window', () => {
		pass(39, 0);
		const trip = pace.send();
		expect(pace.waitMs(10)).toBe(WINDOW_MS - 10);
		expect(pace.waitMs(WINDOW_MS)).toBe(0);
		pass(39, WINDOW_MS);
		pace.passed(trip, WINDOW_MS + 30_000);
		expect(pace.waitMs(WINDOW_MS + 30_000)).toBe(30_000);
		pass(39, 2 * WINDOW_MS);
		expect(pace.waitMs(2 * WINDOW_MS)).toBe(30_000);
	});

	it('waits for an answer when only that can make a place', () => {
		expect(free(0)).toBe(40);
		expect(pace.waitMs(0)).toBeUndefined();
		expect(pace.waitMs(100 * WINDOW_MS)).toBeUndefined();
	});

	it('allows everything without a limit', () => {
		pace.setLimit(Infinity);
		pass(500, 0);
		expect(free(0)).toBe(1_000);
	});
});

describe('a new limit', () => {
	it('counts what was answered and is under way', () => {
		pass(3, 0);
		pace.send();
		pace.setLimit(4);
		expect(pace.waitMs(0)).toBe(WINDOW_MS);
		pace.setLimit(6);
		expect(free(0)).toBe(2);
	});

	it('keeps a pause, and what a refusal has left, also when it was smaller in between', () => {
		pass(20, 0);
		pace.refused(pace.send(), 1_000, 5_000);
		pace.setLimit(10);
		pace.setLimit(120);
		expect(pace.waitMs(1_000)).toBe(5_000);
		expect(pace.waitMs(6_000)).toBe(WINDOW_MS - 6_000);
	});
});

describe('a refusal', () => {
	it('pauses as long as the service asks, at most five minutes', () => {
		pace.refused(pace.send(), 0, 7_000);
		expect(pace.waitMs(0)).toBe(7_000);
		pace.refused(pace.send(), 7_000, 1e9);
		expect(pace.waitMs(7_000)).toBe(300_000);
	});

	it('pauses for about a second at least, however short a pause the service asks for', () => {
		pace.refused(pace.send(), 0, 1);
		expect(pace.waitMs(0)).toBe(1_000);
	});

	it('pauses no longer than the service asks for where that is more than a second, however many there were', () => {
		for (let now = 0; now < 40_000; now += 10_000) pace.refused(pace.send(), now);
		pace.refused(pace.send(), 40_000, 2_000);
		expect(pace.waitMs(40_000)).toBe(2_000);
	});

	it('pauses twice as long each time, at most eight seconds, and one goes at a time', () => {
		let now = 0;
		const pauses = [1, 2, 3, 4, 5, 6].map(() => {
			expect(pace.waitMs(now)).toBe(0);
			const trip = pace.send();
			expect(pace.waitMs(now)).toBe(now > 0 ? undefined : 0);
			pace.refused(trip, now);
			const pauseMs = pace.waitMs(now) ?? NaN;
			now += pauseMs;
			return pauseMs;
		});
		expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
	});

	it('makes what passed in the last window the limit, until a window was calm', () => {
		pass(20, 0);
		pace.refused(pace.send(), 1_000);
		expect(pace.waitMs(2_000)).toBe(WINDOW_MS - 2_000);
		pass(20, WINDOW_MS);
		expect(pace.waitMs(WINDOW_MS)).toBe(1_000);
		pass(20, WINDOW_MS + 1_000);
		expect(pace.waitMs(WINDOW_MS + 1_000)).toBe(WINDOW_MS - 1_000);
	});

	it.each([
		[40, 10],
		[Infinity, 30],
	])('of a limit of %d leaves %d, however little was sent before', (limit, left) => {
		pace.setLimit(limit);
		pace.refused(pace.send(), 0);
		pass(left, 1_000);
		expect(pace.waitMs(1_000)).toBe(WINDOW_MS - 1_000);
	});

	it('counts once with all that were under way; those of them that pass count to what is left', () => {
		pass(15, 0);
		const [first, second, ...others] = Array.from({ length: 8 }, () => pace.send());
		pace.refused(first, 100);
		pace.refused(second, 101);
		expect(pace.waitMs(101)).toBe(999);
		others.forEach((trip) => pace.passed(trip, 102));
		pass(15, WINDOW_MS);
		expect(pace.waitMs(WINDOW_MS)).toBe(100);
	});

	it('is over after calm windows: each doubles what is left', () => {
		pace.setLimit(120);
		pace.refused(pace.send(), 0);
		[30, 60, 120, 120].forEach((left, windows) => {
			const now = windows * (WINDOW_MS + 1) + 1_000;
			pass(left, now);
			expect(pace.waitMs(now)).toBeGreaterThan(58_000);
		});
	});

	it('leaves few under way, until two windows were calm', () => {
		pace.setLimit(120);
		pace.refused(pace.send(), 0);
		pass(1, 1_000);
		expect(free(2 * WINDOW_MS - 1)).toBe(3);
		expect(free(2 * WINDOW_MS)).toBe(117);
	});
});

describe('how long nothing has passed', () => {
	it('is counted from the first refusal to the next that passes', () => {
		pace.refused(pace.send(), 1_000);
		pace.refused(pace.send(), 3_000);
		expect(pace.blockedForMs(9_000)).toBe(8_000);
		pace.passed(pace.send(), 10_000);
		expect(pace.blockedForMs(10_000)).toBe(0);
	});

	it('is not ended by what was sent before the refusal', () => {
		const early = pace.send();
		pace.refused(pace.send(), 0);
		pace.passed(early, 1);
		expect(pace.blockedForMs(1_000)).toBe(1_000);
	});

	it('is forgotten only when nobody is under way', () => {
		pace.refused(pace.send(), 0);
		const trip = pace.send();
		pace.forgetBlock();
		expect(pace.blockedForMs(5_000)).toBe(5_000);
		pace.refused(trip, 5_000);
		pace.forgetBlock();
		expect(pace.blockedForMs(6_000)).toBe(0);
	});
});
