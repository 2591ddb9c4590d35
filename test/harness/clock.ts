import { ModernFakeTimers } from '@jest/fake-timers';

import { watchIo, type IoWatch } from './io-watch';
import { timeoutOnTimers } from './timeout';

/** The outcome of a run in simulated time. */
export interface SimulatedRun<T> {
	result: T;
	/** Milliseconds that the run would have taken on a machine and network that cost no time. */
	elapsedMs: number;
}

/** Bounds of the simulation. */
export interface SimulatedClockOptions {
	/** Simulated milliseconds after which a run that does not end is given up. Default: 48 hours. */
	limitMs?: number;
	/** Real milliseconds after which a run that waits for nothing at all is given up. Default: 5000. */
	stallMs?: number;
}

/** Turns of the event loop without any change before the clock jumps: what lies in a loopback socket is read by then. */
const quietTurns = 12;

/** Real milliseconds without any change after which the clock jumps though a request is open: it may never be answered. */
const patienceMs = 500;

/** Only what a program waits with is simulated. Everything that drives real sockets, files and promises stays real. */
const real = [
	'hrtime',
	'nextTick',
	'queueMicrotask',
	'setImmediate',
	'clearImmediate',
	'requestAnimationFrame',
	'cancelAnimationFrame',
	'requestIdleCallback',
	'cancelIdleCallback',
] as const;

/** jest's timers by themselves, so that a simulation runs outside of jest too. */
const timers = new ModernFakeTimers({
	global: globalThis,
	config: { fakeTimers: {} } as ConstructorParameters<typeof ModernFakeTimers>[0]['config'],
});

/** Node's own; a test may have put another in its place, which then stays. */
const nativeTimeout = Reflect.get(AbortSignal, 'timeout') as typeof timeoutOnTimers;

/** Where the last simulation ended: the next one starts no earlier, since what is paced remembers when it was used. */
const reached = { date: 0, monotonic: 0 };

/** The clock that only goes forward, as it is outside of simulations. */
const realNow = performance.now.bind(performance);

/**
 * Runs `action` while Date, performance.now, setTimeout and setInterval are simulated (jest's timers): whenever nothing is going on but
 * waiting, the clock jumps to the next timer, so that a run that waits for minutes ends in real milliseconds. Sockets and
 * files work as ever; the simulator's own latency is simulated too when it runs in this process and uses setTimeout.
 * `AbortSignal.timeout` is simulated too. Not simulated: `node:timers/promises` and timers that were set before.
 * @throws what `action` throws, or an error when it goes on past `limitMs` or waits for nothing.
 */
export async function withSimulatedClock<T>(
	action: () => Promise<T>,
	{ limitMs = 48 * 3_600_000, stallMs = 5000 }: SimulatedClockOptions = {},
): Promise<SimulatedRun<T>> {
	const io = watchIo();
	const started = Math.ceil(Math.max(realNow(), reached.monotonic));
	timers.useFakeTimers({ doNotFake: [...real], now: Math.max(Date.now(), reached.date) });
	// Unlike Date it knows nothing of a machine's date that is set, so it is what tells how long things take
	const elapsed = performance.now.bind(performance);
	performance.now = () => started + Math.round(elapsed());
	if (AbortSignal.timeout === nativeTimeout) AbortSignal.timeout = timeoutOnTimers;
	let ended = false;
	const isOver = () => ended;
	let alive = realNow();
	try {
		const outcome = action().finally(() => (ended = true));
		outcome.catch(() => undefined);
		while (!isOver()) {
			await untilQuiet(io, isOver);
			if (isOver()) break;
			if (elapsed() > limitMs) throw new Error(`Still running after ${limitMs} simulated ms`);
			if (timers.getTimerCount() > 0) alive = realNow();
			if (realNow() - alive > stallMs) throw new Error('Waits for nothing, and so for ever');
			await timers.advanceTimersToNextTimerAsync();
		}
		return { result: await outcome, elapsedMs: Math.round(elapsed()) };
	} finally {
		reached.date = Date.now();
		reached.monotonic = performance.now();
		io.stop();
		timers.useRealTimers();
		if (AbortSignal.timeout === timeoutOnTimers) AbortSignal.timeout = nativeTimeout;
	}
}

async function untilQuiet(io: IoWatch, isOver: () => boolean): Promise<void> {
	let changedAt = realNow();
	let seen = io.changes;
	for (let turns = 0; turns < quietTurns && !isOver(); turns += 1) {
		await new Promise(setImmediate);
		if (io.changes !== seen) changedAt = realNow();
		const impatient = realNow() - changedAt > patienceMs;
		if (io.changes !== seen || (!io.isQuiet() && !impatient)) turns = -1;
		seen = io.changes;
	}
}
