import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDemo, type Demo } from '../demo/demo';
import { ensurePackages } from '../debian';
import { getHost, NEWEST } from '../hosts/hosts';
import { installHost } from '../hosts/install';
import { withProgress, type Log } from '../n8n/command';
import { Parts } from '../n8n/parts';
import { postgresPrograms, startPostgres } from './postgres';
import { startRedis } from './redis';
import { startWorker, type Worker } from './worker';

export interface ClusterOptions {
	/** Which n8n, by the name of its folder in scripts/hosts; default the newest. */
	host?: string;
	workers: number;
	/** Settings of every n8n process beyond those of queue mode. */
	env?: NodeJS.ProcessEnv;
	/** Hears what is being done. Default: nobody. */
	log?: Log;
	signal?: AbortSignal;
}

/** n8n in queue mode: the demo's n8n as the main process, and workers beside it. */
export interface Cluster {
	demo: Demo;
	workers: Worker[];
	/** Ends all of it, Postgres and Redis too, and leaves nothing behind. May be called twice. */
	stop: () => Promise<void>;
}

/** Installs what queue mode needs beside n8n. */
export async function ensureServices(log: Log, signal?: AbortSignal): Promise<void> {
	const isThere = (): boolean => postgresPrograms() !== undefined && existsSync('/usr/bin/redis-server');
	await ensurePackages(
		{ isThere, packages: ['postgresql', 'redis-server'], cost: '20 s, 60 MB' },
		log,
		signal,
	);
}

/**
 * Starts Postgres, Redis, a main process and the workers, each n8n with this package installed in its own folder.
 * @throws Error that says what did not start; whatever had started is stopped by then.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
	const { log = () => undefined, signal, host: name = NEWEST } = options;
	await ensureServices(log, signal);
	const host = await installHost(getHost(name), log, signal);
	const folder = await mkdtemp(path.join(tmpdir(), 'n8n-userplane-queue-'));
	const parts = new Parts();
	const { stop } = parts;
	parts.keep({ stop: async () => await rm(folder, { recursive: true, force: true, maxRetries: 5 }) });
	try {
		// PostgreSQL's own user must be able to pass through
		await chmod(folder, 0o711);
		const postgres = parts.keep(await startPostgres(folder, signal));
		const redis = parts.keep(await startRedis(folder, signal));
		const env = {
			...postgres.env,
			...redis.env,
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
			...options.env,
		};
		const demo = parts.keep(await startDemo({ host: name, env, log, signal }));
		const workers: Worker[] = [];
		await withProgress(log, `Starting ${options.workers} workers (about 10 s)`, async () => {
			while (workers.length < options.workers) {
				workers.push(parts.keep(await startWorker(host, env, folder, signal)));
			}
		});
		return { demo, workers, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
