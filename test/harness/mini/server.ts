import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on a loopback port of its own. */
export interface MiniServer {
	baseUrl: string;
	/** Path and Authorization header of every request so far. */
	seen: Array<{ path: string; authorization: string | undefined }>;
	/** Resolves when a request for this path has come in, now or later. */
	arrival(path: string): Promise<void>;
	close(): Promise<void>;
}

/** Answers `/status/<n>` with that status, `/slow` after 45 s, `/hang` never, and anything else with 200 at once. */
export async function startMiniServer(): Promise<MiniServer> {
	const seen: MiniServer['seen'] = [];
	const server = createServer((request, response) => {
		seen.push({ path: request.url ?? '', authorization: request.headers.authorization });
		server.emit('arrived');
		answer(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const arrival = async (path: string) => {
		while (!seen.some((request) => request.path === path)) await once(server, 'arrived');
	};
	const close = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return { baseUrl: `http://127.0.0.1:${port}`, seen, arrival, close };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
	const url = request.url ?? '';
	const status = Number(/^\/status\/(\d+)/.exec(url)?.[1] ?? 200);
	const send = () => {
		response.writeHead(status, { 'content-type': 'application/json' });
		response.end(JSON.stringify({ path: url, kind: url.startsWith('/other') ? 'other' : 'mini' }));
	};
	if (url === '/slow') setTimeout(send, 45_000);
	else if (url !== '/hang') send();
}
