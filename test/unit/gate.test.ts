import { getEventListeners } from 'node:events';

import { UserplaneError } from '../../nodes/Userplane/shared/errors';
import { Gate, gateFor, GIVE_UP_AFTER_MS } from '../../nodes/Userplane/transport/gate';
import { ask, take, WINDOW_MS } from './gateDriver';
import { VirtualClock } from './virtualClock';

let clock: VirtualClock;
let gate: Gate;

beforeEach(() => {
	clock = new VirtualClock();
	gate = new Gate(clock);
});

/** `count` requests that are answered at once. */
async function pass(count: number): Promise<void> {
	for (let i = 0; i < count; i += 1) gate.passed(await take({ gate, clock }));
}

describe('waiting', () => {
	it.each([
		[120, 120],
		[0, 1_000],
	])('within the limit of %i there is none (%i requests)', async (limit, count) => {
		gate.setLimit(limit);
		const { admitted } = ask({ gate, clock }, count);
		await clock.settle();
		expect(admitted.map(({ index, at }) => [index, at])).toEqual(
			Array.from({ length: count }, (_, index) => [index, 0]),
		);
	});

	it('wakes up once when the time has come, however many wait', async () => {
		gate.setLimit(1);
		await pass(1);
		const { admitted } = ask({ gate, clock }, 50);
		await clock.settle();
		expect(clock.pending).toBe(1);
		await clock.advance(WINDOW_MS - 1);
		expect(admitted).toHaveLength(0);
		await clock.advance(1);
		expect(admitted).toHaveLength(1);
	});

	it('needs no timer while nobody waits, or while an answer has to come first', async () => {
		gate.setLimit(1);
		const first = await take({ gate, clock });
		expect(clock.pending).toBe(0);
		ask({ gate, clock }, 5);
		await clock.settle();
		expect(clock.pending).toBe(0);
		gate.passed(first);
		expect(clock.pending).toBe(1);
	});

	it('ends when the limit is raised', async () => {
		gate.setLimit(1);
		await pass(1);
		const { admitted } = ask({ gate, clock }, 2);
		gate.setLimit(3);
		await clock.settle();
		expect(admitted).toHaveLength(2);
	});
});

describe('turns', () => {
	it('are taken by all runs that wait, each in the order in which it asked', async () => {
		gate.setLimit(4);
		await pass(4);
		const asked = ['a', 'b', 'c'].map((name, index) => ({
			name,
			...ask({ gate, clock }, 6 - index, { of: { name } }),
		}));
		const order: string[] = [];
		await clock.runUntil(() => {
			for (const { name, admitted } of asked) {
				for (const { index, trip } of admitted.splice(0)) {
					order.push(`${name}${index}`);
					gate.passed(trip);
				}
			}
			return order.length === 15;
		});
		expect([order.slice(0, 4).sort(), order.slice(4, 8).sort()]).toEqual([
			['a0', 'a1', 'b0', 'c0'],
			['a2', 'b1', 'b2', 'c1'],
		]);
		expect(order.filter((entry) => entry.startsWith('a'))).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5']);
	});

	it('are not given to one who comes late before all that have waited', async () => {
		gate.setLimit(2);
		await pass(2);
		const early = ask({ gate, clock }, 6, { of: { name: 'early' } });
		for (let window = 0; window < 2; window += 1) {
			await clock.advance(WINDOW_MS);
			for (const { trip } of early.admitted.splice(0)) gate.passed(trip);
		}
		const late = ask({ gate, clock }, 4, { of: { name: 'late' } });
		await clock.advance(WINDOW_MS);
		expect([early.admitted.length, late.admitted.length]).toEqual([1, 1]);
	});

	it('are given to a person first', async () => {
		gate.setLimit(1);
		await pass(1);
		const runs = ask({ gate, clock }, 3);
		const person = ask({ gate, clock }, 1, { of: { name: 'list' }, isUrgent: true });
		await clock.advance(WINDOW_MS);
		expect([runs.admitted.length, person.admitted.length]).toEqual([0, 1]);
	});
});

describe('a refusal by the service', () => {
	it('makes everybody wait, then sends one to see', async () => {
		gate.refused(await take({ gate, clock }));
		const { admitted } = ask({ gate, clock }, 5);
		await clock.settle();
		expect(admitted).toHaveLength(0);
		await clock.advance(1_000);
		expect(admitted).toHaveLength(1);
		await clock.advance(10 * WINDOW_MS);
		expect(admitted).toHaveLength(1);
	});

	it('lets in who waits when the pause is over, also when the refused one does not come again', async () => {
		gate.setLimit(1);
		const first = await take({ gate, clock });
		const { admitted } = ask({ gate, clock }, 1);
		gate.refused(first);
		await clock.advance(1_000);
		expect(admitted).toHaveLength(1);
	});

	it('is told by how long nothing has gone through while somebody tried', async () => {
		expect(gate.blockedForMs).toBe(0);
		gate.refused(await take({ gate, clock }), 200_000);
		const { admitted } = ask({ gate, clock }, 1);
		await clock.advance(GIVE_UP_AFTER_MS + 60_000);
		expect(gate.blockedForMs).toBe(GIVE_UP_AFTER_MS + 60_000);
		gate.passed(admitted[0].trip);
		expect(gate.blockedForMs).toBe(0);
	});

	it('is not counted when nobody has tried since: what waited was ended', async () => {
		const controller = new AbortController();
		gate.refused(await take({ gate, clock }), 8_000);
		ask({ gate, clock }, 3, { signal: controller.signal });
		await clock.advance(4_000);
		controller.abort();
		await clock.advance(GIVE_UP_AFTER_MS);
		gate.refused(await take({ gate, clock }));
		expect(gate.blockedForMs).toBe(0);
	});

	it('is still counted when somebody comes while others wait, or right after one has left', async () => {
		gate.refused(await take({ gate, clock }), 8_000);
		const controller = new AbortController();
		ask({ gate, clock }, 1, { signal: controller.signal });
		await clock.advance(4_000);
		ask({ gate, clock }, 1, { signal: controller.signal });
		expect(gate.blockedForMs).toBe(4_000);
		controller.abort();
		await clock.advance(500);
		ask({ gate, clock }, 1);
		expect(gate.blockedForMs).toBe(4_500);
	});

	it('is counted over an answer that takes long', async () => {
		gate.refused(await take({ gate, clock }), 1_000);
		await clock.advance(1_000);
		const trip = await take({ gate, clock });
		await clock.advance(5_000);
		gate.refused(trip);
		await take({ gate, clock }).catch(() => undefined);
		expect(gate.blockedForMs).toBe(6_000);
	});
});

describe('giving up', () => {
	const error = new UserplaneError('Used up', 'Wait');

	it('tells everybody who waits, and those who come within half a minute, at once', async () => {
		gate.setLimit(1);
		await take({ gate, clock });
		const waiting = [ask({ gate, clock }, 3), ask({ gate, clock }, 2, { of: { name: 'second' } })];
		gate.giveUp(error);
		expect((await Promise.all(waiting.map(async ({ all }) => await all))).flat()).toEqual(
			Array.from({ length: 5 }, () => error),
		);
		await clock.advance(29_999);
		expect(await ask({ gate, clock }, 2).all).toEqual([error, error]);
	});

	it('is over after half a minute', async () => {
		gate.giveUp(error);
		await clock.advance(30_000);
		expect(await take({ gate, clock })).toBeDefined();
	});

	it('is over as soon as something passes', async () => {
		const late = await take({ gate, clock });
		gate.giveUp(error);
		gate.passed(late);
		expect(await take({ gate, clock })).toBeDefined();
	});
});

describe('cancelling', () => {
	it('ends a wait at once and leaves the place to the next', async () => {
		gate.setLimit(1);
		const first = await take({ gate, clock });
		const controller = new AbortController();
		const cancelled = ask({ gate, clock }, 2, { signal: controller.signal });
		const next = ask({ gate, clock }, 1);
		controller.abort();
		expect(await cancelled.all).toEqual([undefined, undefined]);
		gate.passed(first);
		await clock.advance(WINDOW_MS);
		expect(next.admitted).toHaveLength(1);
	});

	it('leaves no listener behind on the signal of who was let in', async () => {
		const { signal } = new AbortController();
		await gate.enter({}, signal);
		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});

	it('lets nobody in who was cancelled before', async () => {
		expect(await ask({ gate, clock }, 1, { signal: AbortSignal.abort() }).all).toEqual([undefined]);
	});

	it('changes nothing for those who were let in', async () => {
		const controller = new AbortController();
		const { admitted } = ask({ gate, clock }, 1, { signal: controller.signal });
		await clock.settle();
		controller.abort();
		expect(admitted).toHaveLength(1);
	});
});

describe('the gate of a key', () => {
	it('is one for the whole process, and another one at another base URL or for another key', () => {
		const own = gateFor('https://a.example', 'key');
		expect(gateFor('https://a.example', 'key')).toBe(own);
		expect(gateFor('https://b.example', 'key')).not.toBe(own);
		expect(gateFor('https://a.example', 'other')).not.toBe(own);
	});
});
