import type { Pace } from '../../nodes/Userplane/transport/pace';
import { seededRandom } from '../simulator/faults';
import type { LimitOptions } from '../simulator/options';
import { RateLimiter } from '../simulator/rateLimit';

const USER = 'user';

/** Simulated ms after which a simulation that does not end is given up. */
const LONGEST_MS = 24 * 3_600_000;

/** Who else uses the quota: takes up to `count` every `everyMs`, from `fromMs` on and before anybody else, until `untilMs`. */
export interface Consumer {
	count: number;
	everyMs: number;
	fromMs?: number;
	untilMs?: number;
}

/** What takes place. Times in ms from 0. */
export interface Scenario {
	limit: LimitOptions;
	/** What changes the limit in the middle; everybody starts with a full quota then, as in the simulator. */
	later?: { atMs: number; limit: LimitOptions };
	others?: Consumer;
	/** Each has `count` requests to send, 16 at a time. */
	paces: Pace[];
	count: number;
	/** The time from sending to answer; each is up to 30% off, and the service counts at any moment in between. */
	latencyMs: number;
	seed: number;
}

/** What came of one client's requests. */
export interface Course {
	elapsedMs: number;
	passed: number;
	refused: number;
}

const CONCURRENCY = 16;

/** A line of what is to happen, in whole ms; at the same time in the order in which it was put there. */
class Agenda {
	now = 0;

	private readonly entries: Array<{ at: number; act: () => void }> = [];

	in(ms: number, act: () => void): void {
		const at = this.now + Math.ceil(ms);
		const later = this.entries.findIndex((entry) => entry.at > at);
		this.entries.splice(later < 0 ? this.entries.length : later, 0, { at, act });
	}

	/** @throws when nothing is left to happen, or too much */
	runUntil(over: () => boolean): void {
		while (!over()) {
			const next = this.entries.shift();
			if (!next || next.at > LONGEST_MS) throw new Error(`Nothing comes to an end after ${this.now} ms`);
			this.now = next.at;
			next.act();
		}
	}
}

/** The service of a scenario, with everybody else who uses it. */
function serve({ limit, later, others }: Omit<Scenario, 'paces'>, agenda: Agenda): () => boolean {
	const limiter = new RateLimiter(limit, () => agenda.now);
	if (later) agenda.in(later.atMs, () => limiter.configure(later.limit));
	if (others) {
		const { count, everyMs, fromMs = 0, untilMs = Infinity } = others;
		const consume = () => {
			if (agenda.now >= untilMs) return;
			limiter.consume(USER, count);
			agenda.in(everyMs, consume);
		};
		agenda.in(fromMs, consume);
	}
	return () => limiter.consume(USER, 1) === 1;
}

/** Lets every client send its requests as its pace allows. The same scenario always takes the same course. */
export function simulate(scenario: Scenario): Course[] {
	const { paces, count, latencyMs, seed } = scenario;
	const agenda = new Agenda();
	const random = seededRandom(seed);
	const take = serve(scenario, agenda);
	const clients = paces.map((pace) => {
		const course: Course = { elapsedMs: 0, passed: 0, refused: 0 };
		let waiting = count;
		let underWay = 0;
		let wakeAt = Infinity;
		const wakeIn = (ms: number) => {
			const at = agenda.now + ms;
			if (at >= wakeAt) return;
			wakeAt = at;
			agenda.in(ms, () => {
				if (wakeAt === at) wakeAt = Infinity;
				advance();
			});
		};
		const send = () => {
			waiting--;
			underWay++;
			const trip = pace.send();
			const travelMs = latencyMs * (0.7 + 0.6 * random());
			const thereMs = travelMs * random();
			agenda.in(thereMs, () => {
				const passed = take();
				agenda.in(travelMs - thereMs, () => {
					underWay--;
					if (passed) {
						course.passed++;
						pace.passed(trip, agenda.now);
					} else {
						course.refused++;
						waiting++;
						pace.refused(trip, agenda.now);
					}
					course.elapsedMs = agenda.now;
					advance();
				});
			});
		};
		const advance = () => {
			while (waiting > 0 && underWay < CONCURRENCY) {
				const waitMs = pace.waitMs(agenda.now);
				if (waitMs !== 0) {
					if (waitMs !== undefined) wakeIn(waitMs);
					return;
				}
				send();
			}
		};
		return { course, advance };
	});
	for (const { advance } of clients) agenda.in(0, advance);
	agenda.runUntil(() => clients.every(({ course }) => course.passed === count));
	return clients.map(({ course }) => course);
}

/** How often somebody who knows what is free at any moment looks, in ms. */
const LOOK_EVERY_MS = 50;

const floors = new Map<string, number>();

/** How long it takes at the least, in ms: somebody who knows what is free at any moment, and whose requests take no time. */
export function floorMs(scenario: Pick<Scenario, 'limit' | 'others'>, count: number): number {
	const name = JSON.stringify([scenario, count]);
	const known = floors.get(name);
	if (known !== undefined) return known;
	const agenda = new Agenda();
	const take = serve({ ...scenario, count, latencyMs: 0, seed: 0 }, agenda);
	let left = count;
	const greedy = () => {
		while (left > 0 && take()) left--;
		agenda.in(LOOK_EVERY_MS, greedy);
	};
	agenda.in(0, greedy);
	agenda.runUntil(() => left === 0);
	floors.set(name, agenda.now);
	return agenda.now;
}
