import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startService, type Service } from './service';

/** A Redis of the run's own. */
export interface Redis extends Service {
	/** The settings with which n8n finds it. */
	env: NodeJS.ProcessEnv;
}

/** Starts a Redis that keeps nothing on disk. */
export async function startRedis(folder: string, signal?: AbortSignal): Promise<Redis> {
	const home = path.join(folder, 'redis');
	await mkdir(home);
	const service = await startService(
		{
			what: 'Redis',
			cwd: home,
			env: { PATH: process.env.PATH },
			folder,
			command: (port) => [
				...['redis-server', '--port', String(port), '--bind', '127.0.0.1'],
				...['--save', '', '--appendonly', 'no', '--dir', home],
			],
			ready: 'Ready to accept connections',
		},
		signal,
	);
	const env = { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(service.port) };
	return { ...service, env };
}
