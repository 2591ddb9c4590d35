import type { Reason } from '../../nodes/Userplane/transport/pace';
import { Pace } from '../../nodes/Userplane/transport/pace';

export const LIMIT = 12;
export const WINDOW_MS = 60_000;
/** One token, at the rate of the limit. */
export const TOKEN_MS = WINDOW_MS / LIMIT;

/** Sends requests whose answers take no time, at the moment that the test says. */
export class Driver {
	now = 0;

	constructor(readonly pace: Pace) {}

	get waitMs(): number {
		return this.pace.waitMs(this.now);
	}

	/** Moves on until the next one may be sent. @returns how long (ms) that took */
	wait(): number {
		const from = this.now;
		for (let ms = this.waitMs; ms > 0; ms = this.waitMs) {
			if (ms === Infinity) throw new Error('An answer has to come first');
			this.now += Math.ceil(ms);
		}
		return this.now - from;
	}

	/** Sends `count` now, all of which pass. @returns why they were sent */
	pass(count = 1): Reason[] {
		return this.send(count, (trip) => this.pace.passed(trip, this.now));
	}

	/** Sends one now, which is refused. */
	refuse(retryAfterMs?: number): Reason {
		return this.send(1, (trip) => this.pace.refused(trip, this.now, retryAfterMs))[0];
	}

	/** Sends one now and again as soon as allowed until `at`, all of which are refused. */
	refuseUntil(at: number): void {
		while (this.now < at) {
			this.refuse();
			this.wait();
		}
	}

	/** Fills `count` windows, one after the other, each as soon as it fits. */
	fill(count: number): void {
		for (let window = 0; window < count; window += 1) {
			this.wait();
			this.pass(LIMIT);
		}
	}

	private send(count: number, answer: (trip: ReturnType<Pace['send']>) => void): Reason[] {
		return Array.from({ length: count }, () => {
			if (this.waitMs > 0) throw new Error(`Has to wait for ${this.waitMs} ms`);
			const trip = this.pace.send(this.now);
			answer(trip);
			return trip.reason;
		});
	}
}

export const drive = (limit = LIMIT, probes = true): Driver =>
	new Driver(new Pace(limit, { probes, random: () => 1 }));

/** Three full windows, and the first probe half a window after the last. */
export function driveToProbe(): Driver {
	const driver = drive();
	driver.fill(3);
	driver.wait();
	return driver;
}

/** The first probe has passed, and so has what suits tokens: half a bucket. */
export function driveToEarly(): Driver {
	const driver = driveToProbe();
	expect(driver.pass()).toEqual(['probe']);
	expect(driver.pass(LIMIT / 2 - 1)).toEqual(Array.from({ length: 5 }, () => 'fits'));
	return driver;
}

/** So much passed early that only a fixed window explains it, which began half a window after the third or earlier. */
export function driveToFixed(): Driver {
	const driver = driveToEarly();
	expect(driver.pass(4)).toEqual(['probe', 'probe', 'probe', 'probe']);
	expect(driver.pass(2)).toEqual(['fits', 'fits']);
	return driver;
}

/** The early ones turned out to be tokens. */
export function driveToBucket(): Driver {
	const driver = driveToEarly();
	expect(driver.refuse()).toBe('probe');
	return driver;
}
