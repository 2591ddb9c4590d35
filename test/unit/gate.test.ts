import { Gate, gateFor, GIVE_UP_AFTER_MS } from '../../nodes/Userplane/transport/gate';
import { seededRandom } from '../simulator/faults';
import { ask, take, WINDOW_MS } from './gateDriver';
import { VirtualClock } from './virtualClock';

let clock: VirtualClock;
let gate: Gate;

beforeEach(() => {
	clock = new VirtualClock();
	gate = new Gate(clock);
});

/** The most events in any span of one window. */
function busiestWindow(times: number[]): number {
	return Math.max(
		...times.map((start) => times.filter((time) => time >= start && time < start + WINDOW_MS).length),
	);
}

describe('within the limit', () => {
	it.each([
		[120, 120],
		[0, 1_000],
	])('of %i everything passes at once (%i requests)', async (limit, count) => {
		gate.setLimit(limit);
		const { admitted } = ask({ gate, clock }, count);
		await clock.settle();
		expect(admitted.map(({ index, at }) => [index, at])).toEqual(
			Array.from({ length: count }, (_, index) => [index, 0]),
		);
	});
});

describe('above the limit', () => {
	it.each([1, 2, 3])(
		'never has more than the limit in any window, as sent and as arrived (%i)',
		async (seed) => {
			gate.setLimit(7);
			const random = seededRandom(seed);
			const sent: number[] = [];
			const arrived: number[] = [];
			let done = 0;
			const admit = async () => {
				const { admitted, all } = ask({ gate, clock }, 1);
				await all;
				return admitted[0].ticket;
			};
			const request = async () => {
				const ticket = await admit();
				sent.push(clock.now());
				await clock.sleep(random() * 9_000);
				arrived.push(clock.now());
				await clock.sleep(random() * 9_000);
				ticket.passed();
				done += 1;
			};
			for (let i = 0; i < 60; i += 1) void request();
			await clock.runUntil(() => done === 60);
			expect(busiestWindow(sent)).toBe(7);
			expect(busiestWindow(arrived)).toBeLessThanOrEqual(7);
			expect(clock.now()).toBeLessThan((60 / 7 + 1) * (WINDOW_MS + 18_000));
		},
	);

	it('gives a place back one window after the answer, not after the sending', async () => {
		gate.setLimit(1);
		const first = await take({ gate, clock });
		await clock.advance(20_000);
		first.passed();
		const { admitted } = ask({ gate, clock }, 1);
		await clock.advance(WINDOW_MS - 1);
		expect(admitted).toHaveLength(0);
		await clock.advance(1);
		expect(admitted).toHaveLength(1);
	});

	it('wakes up once when the time has come, however many wait', async () => {
		gate.setLimit(1);
		(await take({ gate, clock })).passed();
		ask({ gate, clock }, 50);
		await clock.settle();
		expect(clock.pending).toBe(1);
	});

	it('needs no timer while nobody waits, or while an answer has to come first', async () => {
		gate.setLimit(1);
		const first = await take({ gate, clock });
		expect(clock.pending).toBe(0);
		ask({ gate, clock }, 5);
		await clock.settle();
		expect(clock.pending).toBe(0);
		first.passed();
		expect(clock.pending).toBe(1);
	});
});

describe('a change of the limit', () => {
	it('counts what has passed before', async () => {
		gate.setLimit(3);
		for (let i = 0; i < 3; i += 1) (await take({ gate, clock })).passed();
		gate.setLimit(2);
		gate.setLimit(3);
		const { admitted } = ask({ gate, clock }, 1);
		await clock.advance(WINDOW_MS - 1);
		expect(admitted).toHaveLength(0);
		await clock.advance(1);
		expect(admitted).toHaveLength(1);
	});

	it('to the same one changes nothing', async () => {
		gate.setLimit(1);
		await take({ gate, clock });
		gate.setLimit(1);
		const { admitted } = ask({ gate, clock }, 1);
		await clock.settle();
		expect(admitted).toHaveLength(0);
	});
});

describe('a refusal by the service', () => {
	it('makes everybody wait, then sends one to see', async () => {
		(await take({ gate, clock })).refused();
		const { admitted } = ask({ gate, clock }, 5);
		await clock.settle();
		expect(admitted).toHaveLength(0);
		await clock.advance(1_000);
		expect(admitted).toHaveLength(1);
		await clock.advance(10 * WINDOW_MS);
		expect(admitted).toHaveLength(1);
	});

	it('does not stop the others for good, however long the service asks to wait', async () => {
		(await take({ gate, clock })).refused(Infinity);
		const { admitted } = ask({ gate, clock }, 1);
		await clock.runUntil(() => admitted.length === 1);
		expect(clock.now()).toBeLessThanOrEqual(300_000);
	});

	it('is told by how long nothing has gone through', async () => {
		expect(gate.blockedForMs).toBe(0);
		(await take({ gate, clock })).refused(1_000);
		await clock.advance(1_000);
		(await take({ gate, clock })).refused(200_000);
		await clock.advance(GIVE_UP_AFTER_MS);
		expect(gate.blockedForMs).toBe(GIVE_UP_AFTER_MS + 1_000);
		await clock.advance(WINDOW_MS);
		(await take({ gate, clock })).passed();
		expect(gate.blockedForMs).toBe(0);
	});

	it('of long ago is not counted', async () => {
		(await take({ gate, clock })).refused(1_000);
		await clock.advance(24 * 3_600_000);
		(await take({ gate, clock })).refused(1_000);
		expect(gate.blockedForMs).toBe(0);
	});
});

describe('the gate of a key', () => {
	it('is one for the whole process, and another one at another address or for another key', () => {
		const own = gateFor('https://a.example', 'key');
		expect(gateFor('https://a.example', 'key')).toBe(own);
		expect(gateFor('https://b.example', 'key')).not.toBe(own);
		expect(gateFor('https://a.example', 'other')).not.toBe(own);
	});
});
