import { seededRandom } from '../simulator/faults';
import { Gate, gateFor, GIVE_UP_AFTER_MS } from '../../nodes/Userplane/transport/gate';
import type { Ticket } from '../../nodes/Userplane/transport/gate';
import { VirtualClock } from './virtualClock';

const WINDOW_MS = 60_000;
let clock: VirtualClock;
let gate: Gate;

beforeEach(() => {
	clock = new VirtualClock();
	gate = new Gate(clock);
});

/** Asks for `count` places at once. `admitted` fills up in the order in which they are given. */
function ask(count: number, signal?: AbortSignal) {
	const admitted: Array<{ index: number; at: number; ticket: Ticket }> = [];
	const all = Array.from({ length: count }, async (_, index) => {
		const ticket = await gate.enter(signal);
		if (ticket) admitted.push({ index, at: clock.now(), ticket });
		return ticket;
	});
	return { admitted, all: Promise.all(all) };
}

/** The one place that is free now. @throws when none is */
async function take(): Promise<Ticket> {
	const { admitted } = ask(1);
	await clock.settle();
	if (admitted.length === 0) throw new Error('There is no place');
	return admitted[0].ticket;
}

/** The most events in any span of one window. */
function busiestWindow(times: number[]): number {
	const counts = times.map(
		(start) => times.filter((time) => time >= start && time < start + WINDOW_MS).length,
	);
	return Math.max(...counts);
}

describe('within the limit', () => {
	it('lets everything pass at once', async () => {
		gate.limit = 120;
		const { admitted } = ask(120);
		await clock.settle();
		expect(admitted.map(({ at }) => at)).toEqual(Array.from({ length: 120 }, () => 0));
	});

	it('lets everything pass at once when it does not pace', async () => {
		gate.limit = 0;
		const { admitted } = ask(1_000);
		await clock.settle();
		expect(admitted).toHaveLength(1_000);
	});
});

describe('above the limit', () => {
	it.each([1, 2, 3])(
		'never has more than the limit in any window, as sent and as arrived (%i)',
		async (seed) => {
			gate.limit = 7;
			const random = seededRandom(seed);
			const sent: number[] = [];
			const arrived: number[] = [];
			let done = 0;
			const request = async () => {
				const ticket = await gate.enter();
				sent.push(clock.now());
				const travelMs = random() * 9_000;
				await clock.sleep(travelMs);
				arrived.push(clock.now());
				await clock.sleep(random() * 9_000);
				ticket?.passed();
				done += 1;
			};
			for (let i = 0; i < 60; i += 1) void request();
			await clock.runUntil(() => done === 60);
			expect(busiestWindow(sent)).toBe(7);
			expect(busiestWindow(arrived)).toBeLessThanOrEqual(7);
			expect(clock.now()).toBeLessThan((60 / 7 + 1) * (WINDOW_MS + 18_000));
		},
	);

	it('admits in the order in which they asked', async () => {
		gate.limit = 3;
		const { admitted } = ask(10);
		let passed = 0;
		await clock.runUntil(() => {
			for (; passed < admitted.length; passed += 1) admitted[passed]?.ticket.passed();
			return admitted.length === 10;
		});
		expect(admitted.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
	});

	it('gives a place back one window after the answer, not after the sending', async () => {
		gate.limit = 1;
		const first = await take();
		await clock.advance(20_000);
		first.passed();
		const { admitted } = ask(1);
		await clock.advance(WINDOW_MS - 1);
		expect(admitted).toHaveLength(0);
		await clock.advance(1);
		expect(admitted).toHaveLength(1);
	});
});

describe('a refusal by the service', () => {
	it('makes everybody wait, then sends one to see', async () => {
		const first = await take();
		first.refused();
		const { admitted } = ask(5);
		await clock.settle();
		expect(admitted).toHaveLength(0);
		await clock.advance(1_000);
		expect(admitted).toHaveLength(1);
		await clock.advance(10 * WINDOW_MS);
		expect(admitted).toHaveLength(1);
		admitted[0]?.ticket.passed();
		await clock.settle();
		expect(admitted.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
	});

	it('waits for as long as Retry-After asks', async () => {
		(await take()).refused(45_000);
		const { admitted } = ask(1);
		await clock.advance(44_999);
		expect(admitted).toHaveLength(0);
		await clock.advance(1);
		expect(admitted).toHaveLength(1);
	});

	it('waits longer each time, but counts those that were under way together as one', async () => {
		const together = [await take(), await take(), await take()];
		for (const ticket of together) ticket.refused();
		const pauses: number[] = [];
		for (let i = 0; i < 6; i += 1) {
			const from = clock.now();
			const { admitted } = ask(1);
			await clock.runUntil(() => admitted.length === 1);
			pauses.push(clock.now() - from);
			admitted[0]?.ticket.refused();
		}
		const bounds = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000];
		expect(pauses.every((pause, i) => pause >= (bounds[i] ?? 0) / 2 && pause <= (bounds[i] ?? 0))).toBe(true);
	});

	it('takes no place of the limit', async () => {
		gate.limit = 2;
		(await take()).refused(1_000);
		await clock.advance(1_000);
		(await take()).passed();
		(await take()).passed();
		expect(ask(1).admitted).toHaveLength(0);
	});

	it('does not stop the others for good, however long the service asks to wait', async () => {
		(await take()).refused(Infinity);
		const { admitted } = ask(1);
		await clock.runUntil(() => admitted.length === 1);
		expect(clock.now()).toBeLessThanOrEqual(300_000);
	});

	it('says for how long nothing has gone through', async () => {
		expect(gate.blockedForMs).toBe(0);
		(await take()).refused(1_000);
		await clock.advance(1_000);
		(await take()).refused(200_000);
		await clock.advance(GIVE_UP_AFTER_MS);
		expect(gate.blockedForMs).toBe(GIVE_UP_AFTER_MS + 1_000);
		await clock.advance(WINDOW_MS);
		(await take()).passed();
		expect(gate.blockedForMs).toBe(0);
	});
});

describe('cancelling', () => {
	it('ends a wait at once and leaves the place to the next', async () => {
		gate.limit = 1;
		const first = await take();
		const controller = new AbortController();
		const cancelled = ask(1, controller.signal);
		const next = ask(1);
		controller.abort();
		expect(await cancelled.all).toEqual([undefined]);
		first.passed();
		await clock.advance(WINDOW_MS);
		expect(next.admitted).toHaveLength(1);
	});

	it('lets nobody in who was cancelled before', async () => {
		expect(await ask(1, AbortSignal.abort()).all).toEqual([undefined]);
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
