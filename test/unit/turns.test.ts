import { CancelledError } from '../../nodes/Userplane/shared/errors';
import { orAborted } from '../../nodes/Userplane/transport/signals';
import { Turns } from '../../nodes/Userplane/transport/turns';

const settle = async () => await new Promise(setImmediate);

/** A promise that a test ends. */
function open<T = void>() {
	let resolve!: (value: T) => void;
	let reject!: (error: Error) => void;
	const promise = new Promise<T>((yes, no) => {
		resolve = yes;
		reject = no;
	});
	return { promise, resolve, reject };
}

describe('Turns', () => {
	it('lets those with one key go one after another, in the order in which they came', async () => {
		const turns = new Turns();
		const gates = [open(), open(), open()];
		const begun: number[] = [];
		const done = gates.map(
			async ({ promise }, index) =>
				await turns.take('key', undefined, async () => {
					begun.push(index);
					await promise;
					return index;
				}),
		);
		await settle();
		expect(begun).toEqual([0]);
		gates[2].resolve();
		await settle();
		expect(begun).toEqual([0]);
		gates[0].resolve();
		await settle();
		expect(begun).toEqual([0, 1]);
		gates[1].resolve();
		expect(await Promise.all(done)).toEqual([0, 1, 2]);
	});

	it('lets those with different keys go at once, and counts the keys', async () => {
		const turns = new Turns();
		const gate = open();
		const work = async () => await gate.promise;
		const done = ['a', 'b', 'a', 'b'].map(async (key) => await turns.take(key, undefined, work));
		await settle();
		expect(turns.size).toBe(2);
		gate.resolve();
		await Promise.all(done);
		await settle();
		expect(turns.size).toBe(0);
	});

	it('gives what the work throws to its own caller alone', async () => {
		const turns = new Turns();
		const failing = turns.take('key', undefined, async () => await Promise.reject(new Error('mine')));
		const next = turns.take('key', undefined, async () => await Promise.resolve('fine'));
		await expect(failing).rejects.toThrow('mine');
		expect(await next).toBe('fine');
		await settle();
		expect(turns.size).toBe(0);
	});

	it('ends the wait with the signal, does no work then, and keeps the turn of those behind', async () => {
		const turns = new Turns();
		const first = open();
		const stop = new AbortController();
		const work = jest.fn(() => 1);
		const order: string[] = [];
		const holder = turns.take('key', undefined, async () => {
			await first.promise;
			order.push('first');
		});
		const waiting = turns.take('key', stop.signal, async () => await Promise.resolve(work()));
		const behind = turns.take('key', undefined, async () => await Promise.resolve(order.push('behind')));
		stop.abort();
		await expect(waiting).rejects.toThrow(CancelledError);
		await settle();
		// Whoever waited behind the one that gave up still waits for the first
		expect(order).toEqual([]);
		first.resolve();
		await Promise.all([holder, behind]);
		expect(order).toEqual(['first', 'behind']);
		expect(work).not.toHaveBeenCalled();
	});

	it('does nothing for a signal that is aborted already', async () => {
		const work = jest.fn(() => 1);
		const taken = new Turns().take('key', AbortSignal.abort(), async () => await Promise.resolve(work()));
		await expect(taken).rejects.toThrow(CancelledError);
		expect(work).not.toHaveBeenCalled();
	});
});

describe('orAborted', () => {
	it('gives what the promise gives, also without a signal or a promise', async () => {
		expect(await orAborted(Promise.resolve(1))).toBe(1);
		expect(await orAborted(Promise.resolve(1), new AbortController().signal)).toBe(1);
		expect(await orAborted(undefined)).toBeUndefined();
		await expect(orAborted(Promise.reject(new Error('mine')))).rejects.toThrow('mine');
	});

	it('ends with the signal, and leaves no listener behind', async () => {
		const stop = new AbortController();
		const remove = jest.spyOn(stop.signal, 'removeEventListener');
		const add = jest.spyOn(stop.signal, 'addEventListener');
		const waiting = orAborted(open().promise, stop.signal);
		stop.abort();
		await expect(waiting).rejects.toThrow(CancelledError);
		await orAborted(Promise.resolve(1), new AbortController().signal);
		expect(remove).toHaveBeenCalledTimes(add.mock.calls.length);
	});

	it('ends at once with a signal that is aborted already, whatever the promise', async () => {
		await expect(orAborted(Promise.resolve(1), AbortSignal.abort())).rejects.toThrow(CancelledError);
	});

	it('lets nobody hear of a promise that fails after the signal', async () => {
		const stop = new AbortController();
		const late = open();
		const waiting = orAborted(late.promise, stop.signal);
		stop.abort();
		await expect(waiting).rejects.toThrow(CancelledError);
		const unhandled = jest.fn();
		process.on('unhandledRejection', unhandled);
		late.reject(new Error('late'));
		await settle();
		process.off('unhandledRejection', unhandled);
		expect(unhandled).not.toHaveBeenCalled();
	});
});
