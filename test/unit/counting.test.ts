import { AnyWindow, FixedWindow, TokenBucket } from '../../nodes/Userplane/transport/counting';
import type { Counting } from '../../nodes/Userplane/transport/counting';

/** Lets `count` requests pass at `now`. */
function pass(counting: Counting, count: number, now: number): void {
	for (let i = 0; i < count; i += 1) counting.passed(now);
}

describe('no more than the limit in any window', () => {
	it('gives each place back one window after it was taken', () => {
		const window = new AnyWindow(3, 1_000);
		pass(window, 1, 0);
		pass(window, 2, 400);
		expect(window.freeAt(500, 0)).toBe(1_000);
		expect(window.freeAt(999, 0)).toBe(1_000);
		expect(window.freeAt(1_000, 0)).toBe(1_000);
		pass(window, 1, 1_000);
		expect(window.freeAt(1_000, 0)).toBe(1_400);
	});

	it('keeps a place for each request under way', () => {
		const window = new AnyWindow(3, 1_000);
		pass(window, 1, 0);
		pass(window, 1, 300);
		expect(window.freeAt(500, 0)).toBe(500);
		expect(window.freeAt(500, 1)).toBe(1_000);
		expect(window.freeAt(500, 2)).toBe(1_300);
	});

	it('has to wait for an answer when all places are kept by requests under way', () => {
		expect(new AnyWindow(2, 1_000).freeAt(0, 2)).toBe(Infinity);
	});

	it('waits for as many places as were taken too many', () => {
		const window = new AnyWindow(2, 1_000, [0, 100, 200, 300]);
		expect(window.freeAt(300, 0)).toBe(1_200);
	});

	it('forgets what holds no place any more, and knows what does', () => {
		const window = new AnyWindow(9, 1_000, [0, 500, 900]);
		expect(window.held(1_499)).toEqual([500, 900]);
		expect(window.held(5_000)).toEqual([]);
	});

	it('knows no end without a limit', () => {
		const window = new AnyWindow(Infinity, 1_000);
		pass(window, 10_000, 0);
		expect(window.freeAt(0, 10_000)).toBe(0);
	});
});

describe('a fixed window', () => {
	it('gives all places back when it turns', () => {
		const window = new FixedWindow(3, 1_000, 200, 0, 0);
		pass(window, 3, 300);
		expect(window.freeAt(300, 0)).toBe(1_200);
		expect(window.freeAt(1_200, 2)).toBe(1_200);
		expect(window.freeAt(1_200, 3)).toBe(2_200);
	});

	it('turns on time after windows in which nothing was sent', () => {
		const window = new FixedWindow(1, 1_000, 0, 1, 0);
		expect(window.freeAt(5_500, 0)).toBe(5_500);
		pass(window, 1, 5_500);
		expect(window.freeAt(5_500, 0)).toBe(6_000);
	});

	it('counts twice what may belong to the next window already', () => {
		const window = new FixedWindow(3, 1_000, 0, 0, 300);
		pass(window, 1, 100);
		pass(window, 2, 800);
		expect(window.freeAt(1_000, 0)).toBe(1_000);
		pass(window, 1, 1_000);
		expect(window.freeAt(1_000, 0)).toBe(2_000);
		expect(window.freeAt(2_000, 2)).toBe(2_000);
	});

	it('begins anew where it was found to begin, and is known better by half', () => {
		const window = new FixedWindow(2, 1_000, 0, 2, 400);
		window.restart(750);
		expect([window.freeAt(750, 0), window.doubtMs]).toEqual([750, 200]);
		pass(window, 2, 750);
		expect(window.freeAt(760, 0)).toBe(1_750);
	});
});

describe('a token bucket', () => {
	it('gives places back one by one', () => {
		const bucket = new TokenBucket(0.01, 5, 0, 0);
		expect(bucket.freeAt(0, 0)).toBe(100);
		expect(bucket.freeAt(0, 2)).toBe(300);
		expect(bucket.freeAt(250, 1)).toBe(250);
		pass(bucket, 2, 250);
		expect(bucket.freeAt(250, 0)).toBe(300);
	});

	it('holds no more than it can', () => {
		const bucket = new TokenBucket(0.01, 5, 0, 0);
		expect(bucket.levelAt(1_000_000)).toBe(5);
		bucket.empty(1_000_000);
		expect(bucket.levelAt(1_000_100)).toBe(1);
	});

	it('knows when more passed than it allows', () => {
		const bucket = new TokenBucket(0.01, 5, 1, 0);
		pass(bucket, 3, 0);
		expect(bucket.levelAt(0)).toBe(-2);
	});
});
