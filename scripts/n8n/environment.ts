import { createServer, type Server } from 'node:net';
import path from 'node:path';
import type { InstalledHost } from '../hosts/install';
import { pathWith } from '../hosts/node';

/** What a server may know of this machine. Everything else of the environment, a user's own n8n settings above all, stays out. */
const KEPT = [
	...['LANG', 'LC_ALL', 'TZ'],
	...['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'],
	...['NODE_EXTRA_CA_CERTS', 'SSL_CERT_DIR', 'SSL_CERT_FILE'],
];

export interface ServerPlace {
	/** The folder that n8n keeps all its data below; it is also its home and holds its temporary files. */
	folder: string;
	port: number;
	brokerPort: number;
}

/** The whole environment of a local n8n server on SQLite that talks to nobody by itself. */
export function serverEnvironment(host: InstalledHost, place: ServerPlace): NodeJS.ProcessEnv {
	const kept = Object.fromEntries(
		KEPT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
	);
	const noProxy = ['127.0.0.1', 'localhost', process.env.NO_PROXY ?? process.env.no_proxy]
		.filter(Boolean)
		.join(',');
	return {
		...kept,
		NO_PROXY: noProxy,
		no_proxy: noProxy,
		PATH: pathWith(host.node.bin),
		HOME: place.folder,
		TMPDIR: path.join(place.folder, 'tmp'),
		NODE_ENV: 'production',
		DB_TYPE: 'sqlite',
		N8N_USER_FOLDER: place.folder,
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(place.port),
		N8N_RUNNERS_BROKER_PORT: String(place.brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		...host.env,
	};
}

/** As many different free ports of 127.0.0.1 as asked for. Free now: whoever takes one must be ready to lose it to another. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(Array.from({ length: count }, async () => await listen()));
	return await Promise.all(
		servers.map(async (server) => {
			const { port } = server.address() as { port: number };
			await new Promise((resolve) => server.close(resolve));
			return port;
		}),
	);
}

async function listen(): Promise<Server> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => resolve(server));
	});
}
