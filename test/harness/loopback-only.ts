import { Socket } from 'node:net';
import { setImmediate } from 'node:timers';

/**
 * Set up before every test file: a connection to anything but this machine ends as if there were no such host, so that no
 * test can reach a real service by mistake.
 */
const loopback = /^(127\.\d+\.\d+\.\d+|::1|localhost|.+\.localhost)$/;

const mark = Symbol.for('userplane.loopback-only');

type Connect = (this: Socket, ...parameters: unknown[]) => Socket;

// The core modules are shared by all test files of a worker: one wrapper is enough
if (!Reflect.has(Socket.prototype, mark)) {
	const connect = Reflect.get(Socket.prototype, 'connect') as Connect;
	const guarded: Connect = function (...parameters) {
		const host = targetHost(parameters);
		if (host === undefined || loopback.test(host)) return connect.apply(this, parameters);
		const refusal = new Error(`getaddrinfo ENOTFOUND ${host} (tests reach this machine only)`);
		const error = Object.assign(refusal, { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: host });
		// As late as a real look-up would answer: whoever asked is listening by then
		setImmediate(() => this.destroy(error));
		return this;
	};
	Reflect.set(Socket.prototype, 'connect', guarded);
	Reflect.set(Socket.prototype, mark, true);
}

/** The host of any of connect()'s forms; undefined for a path on this machine. */
function targetHost(parameters: unknown[]): string | undefined {
	const [first, second] = parameters.flat() as [unknown, unknown];
	if (typeof first === 'object' && first !== null) {
		const { host, path } = first as { host?: string; path?: string | null };
		return typeof path === 'string' ? undefined : (host ?? 'localhost');
	}
	if (Number.isNaN(Number(first))) return undefined;
	return typeof second === 'string' ? second : 'localhost';
}
