import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Longer than any pause of a test, so that a reused connection is not closed under a client's hands. */
const KEEP_ALIVE_MS = 120_000;

/** An HTTP server on 127.0.0.1 that can go down and come back on the same port. */
export class Listener {
	private server: Server | undefined;

	/** @param port 0 = a free one, kept from then on */
	constructor(
		private readonly listen: RequestListener,
		private port: number,
	) {}

	/** `http://127.0.0.1:PORT`; known once started. */
	get origin(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	async start(): Promise<void> {
		if (this.server) return;
		const server = createServer(this.listen);
		server.keepAliveTimeout = KEEP_ALIVE_MS;
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen(this.port, '127.0.0.1', resolve);
		});
		this.port = (server.address() as AddressInfo).port;
		this.server = server;
	}

	/** Cuts every connection, also those that wait for an answer. */
	async stop(): Promise<void> {
		const { server } = this;
		this.server = undefined;
		if (!server) return;
		const closed = new Promise<void>((resolve) => server.close(() => resolve()));
		server.closeAllConnections();
		await closed;
		// Clients in this process notice only when the loop turns; else they would send on a dead connection
		for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
	}
}
