import { createServer, request as send } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** `open` lets everything through. `login` answers 407, `forbid` 403 with a page, `cut` ends the connection, `busy` answers 503. */
export type ProxyManner = 'open' | 'login' | 'forbid' | 'cut' | 'busy';

/** A forward proxy on 127.0.0.1, as HTTP_PROXY and HTTPS_PROXY name one. */
export interface ForwardProxy {
	url: string;
	manner: ProxyManner;
	/** What it was asked for, e.g. `CONNECT 127.0.0.1:443`, and the key that it saw of a request in clear text. */
	seen: Array<{ line: string; authorization: string | undefined }>;
	close(): Promise<void>;
}

const REFUSALS: Partial<Record<ProxyManner, [status: string, page: string]>> = {
	login: ['407 Proxy Authentication Required', '<h1>Please log in</h1>'],
	forbid: ['403 Forbidden', '<h1>This site is blocked</h1>'],
	busy: ['503 Service Unavailable', '<h1>Try again</h1>'],
};

/** Starts one on a free port. */
export async function startForwardProxy(): Promise<ForwardProxy> {
	const open = new Set<Socket>();
	const record = ({ method, url, headers }: IncomingMessage) =>
		proxy.seen.push({ line: `${method} ${url}`, authorization: headers.authorization });
	const server = createServer((req, res) => {
		record(req);
		if (proxy.manner === 'open') forward(req, res);
		else refuse(req.socket, proxy.manner);
	});
	server.on('connection', (socket) => {
		open.add(socket);
		socket.on('error', () => undefined);
		socket.once('close', () => open.delete(socket));
	});
	server.on('connect', (req: IncomingMessage, socket: Socket) => {
		record(req);
		if (proxy.manner === 'open') tunnel(req.url ?? '', socket);
		else refuse(socket, proxy.manner);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const proxy: ForwardProxy = {
		url: `http://127.0.0.1:${port}`,
		manner: 'open',
		seen: [],
		async close() {
			const closed = new Promise((resolve) => server.close(resolve));
			for (const socket of open) socket.destroy();
			await closed;
		},
	};
	return proxy;
}

function forward(req: IncomingMessage, res: ServerResponse): void {
	const { method, url = '', headers } = req;
	const onward = send(url, { method, headers }, (answer) => {
		res.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(res);
	});
	onward.on('error', () => res.destroy());
	req.pipe(onward);
}

function tunnel(target: string, socket: Socket): void {
	const { hostname, port } = new URL(`http://${target}`);
	const upstream = connect(Number(port || 80), hostname, () => {
		socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		upstream.pipe(socket).pipe(upstream);
	});
	upstream.on('error', () => socket.destroy());
	upstream.once('close', () => socket.destroy());
	socket.once('close', () => upstream.destroy());
}

function refuse(socket: Socket, manner: ProxyManner): void {
	const refusal = REFUSALS[manner];
	if (!refusal) return void socket.end();
	const [status, page] = refusal;
	socket.end(
		`HTTP/1.1 ${status}\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\nConnection: close\r\n\r\n${page}`,
	);
}
