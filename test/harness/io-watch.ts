import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { EventEmitter } from 'node:events';

/** What this process is doing with the outside, as far as a clock has to know before it jumps. */
export interface IoWatch {
	/** A number that changes whenever a request starts or ends on either side. */
	readonly changes: number;
	/**
	 * True when nothing is on its way: no file or DNS call is pending, and every HTTP request that this process has open is
	 * in the hands of a server in this same process, which then waits for a timer itself.
	 */
	isQuiet(): boolean;
	stop(): void;
}

/** Resources of libuv that end by themselves soon, as opposed to open sockets and listening servers. */
const pending =
	/^(FSReq|GetAddrInfo|GetNameInfo|(TCP|Pipe)?Connect|WriteWrap|ShutdownWrap|DnsWrap|ZLIB|Zlib|SCRYPT|PBKDF2)/;

/** Starts to watch node's own HTTP clients and servers in this process. */
export function watchIo(): IoWatch {
	let changes = 0;
	const clients = new Set<EventEmitter>();
	const servers = new Set<EventEmitter>();
	const follow = (open: Set<EventEmitter>, emitter: EventEmitter) => {
		changes += 1;
		open.add(emitter);
		emitter.once('close', () => {
			changes += 1;
			open.delete(emitter);
		});
	};
	const onClient = (message: unknown) => follow(clients, (message as { request: EventEmitter }).request);
	const onServer = (message: unknown) => follow(servers, (message as { response: EventEmitter }).response);
	subscribe('http.client.request.start', onClient);
	subscribe('http.server.request.start', onServer);
	return {
		get changes() {
			return changes;
		},
		isQuiet: () =>
			clients.size <= servers.size && !process.getActiveResourcesInfo().some((name) => pending.test(name)),
		stop: () => {
			unsubscribe('http.client.request.start', onClient);
			unsubscribe('http.server.request.start', onServer);
		},
	};
}
