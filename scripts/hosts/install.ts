import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { run, withProgress, type Log } from '../n8n/command';
import { cached } from './cache';
import type { Host } from './hosts';
import { ensureNode, type NodeRuntime, pathWith } from './node';

/** An n8n server that is ready to be started. */
export interface InstalledHost extends Host {
	/** The folder with its node_modules. */
	installed: string;
	node: NodeRuntime;
}

/**
 * Installs the host into the cache, or takes it from there: the first time takes minutes and needs the npm registry, a
 * C++ compiler and Python (for sqlite3), later times take nothing.
 * @throws Error with npm's own words when an installation fails; the cache is then as it was before.
 */
export async function installHost(host: Host, log: Log, signal?: AbortSignal): Promise<InstalledHost> {
	const node = await ensureNode(host, log, signal);
	const installed = await cached(`n8n-${host.n8n}-${host.lockHash}`, async (part) => {
		for (const file of ['package.json', 'package-lock.json']) {
			await copyFile(path.join(host.folder, file), path.join(part, file));
		}
		const env = {
			...process.env,
			PATH: pathWith(node.bin),
			...(node.headers && { npm_config_nodedir: node.headers }),
		};
		const npm = async (...args: string[]): Promise<string> =>
			await run('npm', args, { cwd: part, env, folder: part, signal });
		const { minutes, gigabytes } = host.cost;
		const size = `once, about ${minutes} minutes in all, ${gigabytes} GB on disk`;
		await withProgress(log, `Downloading n8n ${host.n8n} into ${path.dirname(part)} (${size})`, async () => {
			await npm('ci', '--ignore-scripts', '--no-audit', '--no-fund');
		});
		await withProgress(log, 'Building the SQLite driver for it (about 1 minute)', async () => {
			await npm('rebuild', 'sqlite3', '--ignore-scripts=false');
		});
	});
	return { ...host, installed, node };
}
