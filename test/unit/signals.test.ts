import { onAbort } from '../../nodes/Userplane/transport/signals';

/** A signal, and what was done with its listeners. */
function watched() {
	const controller = new AbortController();
	const { signal } = controller;
	const added = jest.spyOn(signal, 'addEventListener');
	const removed = jest.spyOn(signal, 'removeEventListener');
	return { controller, signal, counts: () => [added.mock.calls.length, removed.mock.calls.length] };
}

it('calls back all that listen to a signal, by one listener, and none that has ended it', () => {
	const { controller, signal, counts } = watched();
	const callbacks = Array.from({ length: 20 }, () => jest.fn());
	const ends = callbacks.map((callback) => onAbort(signal, callback));
	expect(counts()).toEqual([1, 0]);
	ends[3]();
	ends[3]();
	controller.abort();
	expect(callbacks.map(({ mock }) => mock.calls.length)).toEqual(callbacks.map((_, n) => Number(n !== 3)));
});

it('leaves no listener behind when the last has ended it, and begins anew', () => {
	const { controller, signal, counts } = watched();
	const callback = jest.fn();
	const ends = [onAbort(signal, callback), onAbort(signal, callback)];
	ends[0]();
	expect(counts()).toEqual([1, 0]);
	ends[1]();
	expect(counts()).toEqual([1, 1]);
	onAbort(signal, callback);
	expect(counts()).toEqual([2, 1]);
	controller.abort();
	expect(callback).toHaveBeenCalledTimes(1);
});

it('goes on when a callback ends another, and needs no signal', () => {
	const { controller, signal } = watched();
	const called: string[] = [];
	const ends: Array<() => void> = [];
	onAbort(signal, () => {
		called.push('first');
		ends[0]();
	});
	ends.push(onAbort(signal, () => void called.push('second')));
	onAbort(signal, () => void called.push('third'));
	onAbort(undefined, () => void called.push('none'))();
	controller.abort();
	expect(called).toEqual(['first', 'third']);
});
