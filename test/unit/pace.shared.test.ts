import { drive, driveToBucket, LIMIT, TOKEN_MS, WINDOW_MS } from './paceDriver';
import type { Driver } from './paceDriver';

/** After `before` had passed, what fitted was refused; the first try that passes is at `at`, and so do three more. */
function driveToShared(before: number, at: number, driver = drive()): Driver {
	driver.pass(before);
	driver.refuseUntil(at);
	driver.pass(4);
	return driver;
}

describe('a refusal of what fitted', () => {
	it('makes one at a time try again, further and further apart', () => {
		const driver = drive();
		const pauses = Array.from({ length: 7 }, () => {
			driver.refuse();
			return driver.wait();
		});
		expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
		driver.pace.send(driver.now);
		expect(driver.waitMs).toBe(Infinity);
	});

	it('counts those that were under way together as one', () => {
		const { pace } = drive();
		const trips = [pace.send(0), pace.send(0), pace.send(0)];
		trips.forEach((trip, index) => pace.refused(trip, 10 + index));
		expect(pace.waitMs(10)).toBe(1_000);
	});

	it('waits for as long as Retry-After asks, and no longer', () => {
		const driver = drive();
		driver.refuse(45_000);
		expect(driver.wait()).toBe(45_000);
		driver.refuse(200);
		expect(driver.wait()).toBe(200);
	});

	it('takes the window to be as long as it took until something passed again, and its limit to be what passed', () => {
		const driver = driveToShared(6, 15_000);
		expect(driver.now).toBe(15_000);
		driver.pass(2);
		// A round of six is full; one more is tried to see
		expect(driver.refuse()).toBe('probe');
		expect(driver.wait()).toBe(15_000);
		expect(driver.pass(6)).toEqual(Array.from({ length: 6 }, () => 'fits'));
	});

	it('asks for one more after a full round, and so finds the quota free again', () => {
		const driver = driveToShared(6, 61_000);
		driver.pass(2);
		expect(driver.pass(6)).toEqual(Array.from({ length: 6 }, () => 'probe'));
		// Twelve passed: the documented limit, so everything is as it was
		expect(driver.waitMs).toBe(WINDOW_MS);
	});

	it('asks for one more only right after a full round, since later another window may have begun', () => {
		const driver = driveToShared(6, 15_000);
		driver.pass(2);
		driver.now += 2_000;
		expect(driver.waitMs).toBe(13_000);
	});

	it('finds the quota free again also for a limit of the user’s own', () => {
		const driver = driveToShared(6, 61_000, drive(LIMIT, false));
		driver.pass(2);
		expect(driver.pass(6)).toEqual(Array.from({ length: 6 }, () => 'probe'));
		expect(driver.waitMs).toBe(WINDOW_MS);
	});

	it('keeps few under way afterwards, since all of them would be refused together', () => {
		const driver = driveToShared(6, 61_000);
		driver.now += WINDOW_MS;
		const { pace } = driver;
		for (let underWay = 0; underWay < 4; underWay += 1) {
			expect(pace.waitMs(driver.now)).toBe(0);
			pace.send(driver.now);
		}
		expect(pace.waitMs(driver.now)).toBe(Infinity);
	});

	it('of a place that came back alone tells of tokens: they are spent at the rate at which they came', () => {
		const driver = drive(120);
		driver.pass(6);
		driver.refuseUntil(3_000);
		driver.pass();
		driver.refuse();
		// One in three seconds
		expect(driver.wait()).toBe(3_000);
		driver.pass();
		expect(driver.waitMs).toBeGreaterThan(2_900);
		expect(driver.waitMs).toBeLessThan(3_000);
	});
});

describe('tokens that others take', () => {
	/** A known bucket, of which one that fitted was refused: 0.8 of its rate from now on. */
	function refusedBucket(): Driver {
		const driver = driveToBucket();
		driver.wait();
		expect(driver.refuse()).toBe('fits');
		return driver;
	}

	it('are spent at a lower rate, without backoff', () => {
		expect(refusedBucket().wait()).toBe(TOKEN_MS / 0.8);
	});

	it('are spent faster the longer nothing is refused, and at the full rate in the end', () => {
		const driver = refusedBucket();
		const waits = Array.from({ length: 40 }, () => {
			const waitMs = driver.wait();
			driver.pass();
			return waitMs;
		});
		expect(waits.every((waitMs, i) => i === 0 || waitMs <= waits[i - 1])).toBe(true);
		expect(waits.at(-1)).toBe(TOKEN_MS);
		// It is a bucket still
		driver.now += 10 * WINDOW_MS;
		driver.pass(LIMIT);
		expect(driver.waitMs).toBe(TOKEN_MS);
	});
});

describe('without pacing', () => {
	it('nothing waits', () => {
		const driver = drive(Infinity);
		driver.pass(10_000);
		expect(driver.waitMs).toBe(0);
	});

	it('refusals are learnt from all the same', () => {
		const driver = driveToShared(50, 61_000, drive(Infinity));
		driver.pass(46);
		expect(driver.refuse()).toBe('probe');
		expect(driver.waitMs).toBeGreaterThan(0.9 * WINDOW_MS);
	});
});

describe('the time without a pass', () => {
	it('counts from the first refusal on, until something passes', () => {
		const driver = drive();
		expect(driver.pace.blockedForMs(driver.now)).toBe(0);
		driver.refuse();
		driver.wait();
		driver.refuse();
		expect(driver.pace.blockedForMs(driver.now)).toBe(1_000);
		driver.wait();
		driver.pass();
		expect(driver.pace.blockedForMs(driver.now)).toBe(0);
	});
});
