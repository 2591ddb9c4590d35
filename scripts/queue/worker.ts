import axios from 'axios';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { InstalledHost } from '../hosts/install';
import { freePorts } from '../n8n/environment';
import { installNodePackage } from '../n8n/nodePackage';
import type { ProcessGroup } from '../n8n/processGroup';
import { launch } from '../n8n/server';
import { until } from '../n8n/until';

/** An n8n process that takes executions from the queue. */
export interface Worker {
	/** The executions that it has begun, in order; one that it began twice stands there twice. */
	begun: () => string[];
	/** The executions that it has brought to an end, well or not. */
	ended: () => string[];
	/** Ends it at once, as a power cut would; resolves when it is gone. */
	kill: () => Promise<void>;
	/** Ends it. May be called twice. */
	stop: () => Promise<void>;
}

/** How many executions a worker runs at once. */
export const CONCURRENCY = 5;

const START_MS = 120_000;
const ATTEMPTS = 3;

/** Starts a worker with this package in it, its files in a folder below `parent`. @throws Error with the end of its log when it does not start */
export async function startWorker(
	host: InstalledHost,
	env: NodeJS.ProcessEnv,
	parent: string,
	signal?: AbortSignal,
): Promise<Worker> {
	const folder = await mkdtemp(path.join(parent, 'worker-'));
	let group: ProcessGroup | undefined;
	const stop = async (): Promise<void> => await group?.stop();
	try {
		await mkdir(path.join(folder, 'tmp'));
		await installNodePackage(folder, host.node.bin, signal);
		const logFile = path.join(folder, 'n8n.log');
		for (let attempt = 1; ; attempt++) {
			const [port, brokerPort, healthPort] = await freePorts(3);
			const running = launch(host, { folder, port, brokerPort }, logFile, {
				args: ['worker', `--concurrency=${CONCURRENCY}`],
				env: { ...env, QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(healthPort) },
			});
			group = running;
			if (await isUp(running, healthPort, signal)) {
				const logged = (pattern: RegExp): string[] =>
					[...readFileSync(logFile, 'utf8').matchAll(pattern)].map(([, id]) => id);
				return {
					begun: () => logged(/Worker started execution (\d+)/g),
					ended: () => logged(/Worker (?:finished|errored while running) execution (\d+)/g),
					kill: async () => await running.kill(),
					stop,
				};
			}
			// A port can be taken by another between our look and the worker's start
			if (attempt === ATTEMPTS || !/in use|EADDRINUSE/.test(running.tail())) {
				throw new Error(`An n8n worker ended while starting. The end of its log:\n${running.tail()}`);
			}
		}
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Whether its health check came up; false when the worker ended instead. */
async function isUp(group: ProcessGroup, healthPort: number, signal?: AbortSignal): Promise<boolean> {
	let ended = false;
	void group.exited.then(() => (ended = true));
	const url = `http://127.0.0.1:${healthPort}/healthz/readiness`;
	const answers = async (): Promise<boolean> =>
		await axios.get(url, { proxy: false, timeout: 5000 }).then(
			() => true,
			() => false,
		);
	await until(async () => ended || (await answers()), { what: 'a worker to start', ms: START_MS, signal });
	return !ended;
}
