import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run, withProgress, type Log } from '../n8n/command';
import { cached } from './cache';
import type { Host } from './hosts';

/** A Node to run a server with. */
export interface NodeRuntime {
	/** The folder with the `node` executable, to be put first on the PATH. */
	bin: string;
	/** The folder with `include/node`, against which native modules are compiled; absent when there are no headers. */
	headers?: string;
}

/** This process's PATH with the runtime's folder first: what is started with it runs on that Node. */
export function pathWith(bin: string): string {
	return [bin, process.env.PATH].join(path.delimiter);
}

/** The Node that is fetched from npm for a server that this machine's own Node cannot run. */
const FETCHED = '24.21.0';

/** This machine's Node if the host runs on it, else one from the `node` package of npm, kept in the cache. */
export async function ensureNode(host: Host, log: Log, signal?: AbortSignal): Promise<NodeRuntime> {
	const major = Number(process.versions.node.split('.')[0]);
	if (major >= host.nodeMajors.from && major <= host.nodeMajors.to) {
		return runtimeIn(path.dirname(path.dirname(realpathSync(process.execPath))));
	}
	const folder = await cached(`node-${FETCHED}`, async (part) => {
		await writeFile(path.join(part, 'package.json'), '{ "name": "node-runtime", "private": true }\n');
		const what = `Node ${FETCHED} for n8n ${host.n8n}, since this is Node ${process.versions.node} (about 10 s)`;
		await withProgress(log, `Downloading ${what}`, async () => {
			// The package's own install script brings the build for this platform, so this one must run
			const args = ['install', `node@${FETCHED}`, '--ignore-scripts=false', '--no-audit', '--no-fund'];
			await run('npm', args, { cwd: part, env: process.env, folder: part, signal });
		});
	});
	return runtimeIn(distributionIn(folder));
}

/** The package `node` holds one executable; the distribution it comes from, headers and all, is in a package of its own below it. */
function distributionIn(folder: string): string {
	const packages = path.join(folder, 'node_modules', 'node', 'node_modules');
	const found = readdirSync(packages).find((name) =>
		existsSync(path.join(packages, name, 'include', 'node')),
	);
	if (!found) throw new Error(`Found no Node in ${folder}: delete this folder and start again`);
	return path.join(packages, found);
}

function runtimeIn(prefix: string): NodeRuntime {
	const headers = existsSync(path.join(prefix, 'include', 'node')) ? prefix : undefined;
	return { bin: path.join(prefix, 'bin'), headers };
}
