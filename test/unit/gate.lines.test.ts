import { UserplaneError } from '../../nodes/Userplane/shared/errors';
import { Gate } from '../../nodes/Userplane/transport/gate';
import { ask, take, WINDOW_MS } from './gateDriver';
import { VirtualClock } from './virtualClock';

let clock: VirtualClock;
let gate: Gate;

beforeEach(() => {
	clock = new VirtualClock();
	gate = new Gate(clock);
});

describe('two runs', () => {
	it('take turns, each in the order in which it asked', async () => {
		gate.setLimit(4);
		for (let i = 0; i < 4; i += 1) (await take({ gate, clock })).passed();
		const [first, second] = [ask({ gate, clock }, 6), ask({ gate, clock }, 2, { of: { name: 'second' } })];
		const order: string[] = [];
		const watch = () => {
			for (const [name, { admitted }] of [['first', first] as const, ['second', second] as const]) {
				for (const { index, ticket } of admitted.splice(0)) {
					order.push(`${name} ${index}`);
					ticket.passed();
				}
			}
			return order.length === 8;
		};
		await clock.runUntil(watch);
		expect(order.filter((entry) => entry.startsWith('first'))).toEqual(
			[0, 1, 2, 3, 4, 5].map((index) => `first ${index}`),
		);
		// Four places came back: two for each
		expect(order.slice(0, 4).sort()).toEqual(['first 0', 'first 1', 'second 0', 'second 1']);
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
		late.passed();
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
		first.passed();
		await clock.advance(WINDOW_MS);
		expect(next.admitted).toHaveLength(1);
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
