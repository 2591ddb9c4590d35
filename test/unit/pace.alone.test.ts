import {
	drive,
	driveToBucket,
	driveToEarly,
	driveToFixed,
	driveToProbe,
	LIMIT,
	TOKEN_MS,
	WINDOW_MS,
} from './paceDriver';

describe('while nothing is known of the service', () => {
	it('no window ever has more than the limit', () => {
		const driver = drive();
		driver.fill(1);
		expect(driver.waitMs).toBe(WINDOW_MS);
		expect(driver.wait()).toBe(WINDOW_MS);
	});

	it('a place is counted from the answer, not from the sending', () => {
		const { pace } = drive(1);
		const trip = pace.send(0);
		expect(pace.waitMs(10_000)).toBe(Infinity);
		pace.passed(trip, 20_000);
		expect(pace.waitMs(20_000)).toBe(WINDOW_MS);
	});

	it('nothing is tried early in the first three windows', () => {
		const driver = drive();
		for (let window = 1; window < 3; window += 1) {
			driver.fill(1);
			expect(driver.waitMs).toBe(WINDOW_MS);
		}
		driver.fill(1);
		expect(driver.waitMs).toBe(WINDOW_MS / 2);
	});

	it('a pause of a window begins the three anew', () => {
		const driver = drive();
		driver.fill(2);
		driver.now += 2 * WINDOW_MS;
		driver.fill(1);
		expect(driver.waitMs).toBe(WINDOW_MS);
	});

	it("nothing is tried early against the user's own limit", () => {
		const driver = drive(LIMIT, false);
		driver.fill(9);
		expect(driver.waitMs).toBe(WINDOW_MS);
	});

	it('there is one early try in a window, and each bisects when it may begin', () => {
		const driver = drive();
		driver.fill(3);
		const early = Array.from({ length: 5 }, () => {
			const waitMs = driver.wait();
			expect(driver.refuse()).toBe('probe');
			driver.fill(1);
			return waitMs;
		});
		expect(early).toEqual([30_000, 45_000, 52_500, 56_250, 58_125]);
		// That is known well enough
		expect(driver.wait()).toBe(WINDOW_MS);
	});

	it('early tries wait until nothing is under way, and what fits does not wait for them', () => {
		const driver = drive();
		driver.fill(3);
		driver.now += WINDOW_MS;
		const slow = driver.pace.send(driver.now);
		driver.pass(LIMIT - 1);
		driver.now += WINDOW_MS / 2;
		expect(driver.waitMs).toBe(WINDOW_MS / 2);
		driver.pace.passed(slow, driver.now);
		expect(driver.waitMs).toBe(0);
	});
});

describe('an early request that passed', () => {
	it('is followed by what suits tokens too, few at a time', () => {
		const driver = driveToProbe();
		driver.pass();
		const slow = driver.pace.send(driver.now);
		expect(slow.reason).toBe('fits');
		expect(driver.waitMs).toBe(Infinity);
	});

	it('and more than tokens allow tell of a fixed window', () => {
		const driver = driveToFixed();
		// The window began in the half window before the first probe: the next probe bisects that
		expect(driver.wait()).toBe(0.75 * WINDOW_MS);
		expect(driver.pass()).toEqual(['probe']);
		expect(driver.pass(LIMIT - 1)).toEqual(Array.from({ length: LIMIT - 1 }, () => 'fits'));
		expect(driver.wait()).toBe((1 - 1 / 8) * WINDOW_MS);
	});

	it('and what was sent before that was understood tells nothing more', () => {
		const driver = driveToEarly();
		const { pace } = driver;
		const early = driver.now;
		/** Sends some at once, whose answers come `ms` later. */
		const together = (count: number, ms: number) => {
			const trips = Array.from({ length: count }, () => pace.send(driver.now));
			driver.now += ms;
			for (const trip of trips) pace.passed(trip, driver.now);
			return trips.map(({ reason }) => reason);
		};
		// Slow answers let two be under way
		expect(together(1, 4_000)).toEqual(['probe']);
		for (const ms of [4_000, 4_000, 1_000]) {
			expect(pace.waitMs(driver.now)).toBe(0);
			expect(together(2, ms)).toEqual(['probe', 'probe']);
		}
		// The first of the last two told of a fixed window; the second does not halve the doubt
		expect(driver.now + driver.waitMs).toBe(early + 0.75 * WINDOW_MS);
	});

	it('and a refused early try tells when the window begins', () => {
		const driver = driveToFixed();
		driver.wait();
		expect(driver.refuse()).toBe('probe');
		expect(driver.wait()).toBe(0.25 * WINDOW_MS);
		driver.pass(LIMIT);
		expect(driver.waitMs).toBe((1 - 1 / 8) * WINDOW_MS);
	});

	it('and a refusal beyond what tokens allow tells of tokens', () => {
		const driver = driveToBucket();
		expect(driver.wait()).toBe(TOKEN_MS);
		expect(driver.pass()).toEqual(['fits']);
		expect(driver.wait()).toBe(TOKEN_MS);
		driver.now += WINDOW_MS;
		driver.pass(LIMIT);
		expect(driver.waitMs).toBe(TOKEN_MS);
	});

	it('meant nothing when the next that fits is refused: back to the start, with no backoff and no blame', () => {
		const driver = driveToProbe();
		driver.pass();
		expect(driver.refuse()).toBe('fits');
		expect(driver.wait()).toBe(WINDOW_MS / 2);
		// The early one holds its place for the rest of its window
		driver.pass(LIMIT - 1);
		expect(driver.waitMs).toBe(WINDOW_MS / 2);
	});

	it('after a refused one tells of a fixed window at once, since tokens would have come back', () => {
		const driver = driveToProbe();
		driver.refuse();
		driver.fill(1);
		driver.wait();
		expect(driver.pass()).toEqual(['probe']);
		driver.wait();
		expect(driver.pass(LIMIT - 1)).toEqual(Array.from({ length: LIMIT - 1 }, () => 'fits'));
	});
});

describe('a fixed window that is believed but not sure', () => {
	it('is left when it refuses before its limit', () => {
		const driver = driveToProbe();
		driver.refuse();
		driver.fill(1);
		driver.wait();
		driver.pass(3);
		expect(driver.refuse()).toBe('fits');
		// Nobody is blamed: no backoff, only what suits every way of counting
		expect(driver.wait()).toBe(0.25 * WINDOW_MS);
	});
});
