import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import tls from 'node:tls';

import type { Simulator } from './index';
import { makeCertificate } from './certificates';
import type { CertificateKind } from './certificates';

/** A TLS listener in front of a simulator, which it passes everything on to. */
export interface TlsFront {
	/** `https://127.0.0.1:PORT/api/v1` */
	baseUrl: string;
	/** The authority that signed the certificate, as PEM. */
	ca: string;
	/** `handshake` = cuts each connection in the middle of the handshake; `none` = speaks no TLS. */
	manner: 'serve' | 'handshake' | 'none';
	close(): Promise<void>;
}

/** Starts one on a free port of 127.0.0.1, with a certificate of the given kind. */
export async function startTlsFront(simulator: Simulator, kind: CertificateKind): Promise<TlsFront> {
	const { ca, ...own } = makeCertificate(kind);
	const target = new URL(simulator.baseUrl);
	const open = new Set<Socket>();
	const server = tls.createServer(own, (secure) => {
		const upstream = connect(Number(target.port), target.hostname);
		secure.pipe(upstream).pipe(secure);
		for (const [one, other] of [
			[secure, upstream],
			[upstream, secure],
		]) {
			one.on('error', () => undefined);
			one.once('close', () => other.destroy());
		}
	});
	server.on('tlsClientError', () => undefined);
	const [handshake = () => undefined] = server.listeners('connection') as Array<(socket: Socket) => void>;
	server.removeAllListeners('connection');
	server.on('connection', (socket: Socket) => {
		open.add(socket);
		socket.on('error', () => undefined);
		socket.once('close', () => open.delete(socket));
		if (front.manner === 'serve') handshake.call(server, socket);
		else if (front.manner === 'handshake') socket.once('data', () => socket.end());
		else socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const front: TlsFront = {
		baseUrl: `https://127.0.0.1:${port}${target.pathname}`,
		ca,
		manner: 'serve',
		async close() {
			const closed = new Promise((resolve) => server.close(resolve));
			for (const socket of open) socket.destroy();
			await closed;
		},
	};
	return front;
}

/** Lets this process trust this authority alone, much as NODE_EXTRA_CA_CERTS adds one. @returns what ends it */
export function trust(ca: string): () => void {
	const { createSecureContext } = tls;
	tls.createSecureContext = (options) => createSecureContext({ ...options, ca });
	return () => {
		tls.createSecureContext = createSecureContext;
	};
}
