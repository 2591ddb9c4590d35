import { existsSync } from 'node:fs';
import { run, withProgress, type Log } from './n8n/command';

/** Programs that a suite needs, and the Debian packages that hold them. */
export interface DebianNeed {
	/** Whether the programs are there. */
	isThere: () => boolean;
	packages: string[];
	/** e.g. "10 s, 113 MB" */
	cost: string;
}

/**
 * Sees to it that the packages are installed: by apt when this is root, else the user is told what to do.
 * @throws Error that names the command to run, or with apt's own words.
 */
export async function ensurePackages(need: DebianNeed, log: Log, signal?: AbortSignal): Promise<void> {
	if (need.isThere()) return;
	const command = `apt-get install -y --no-install-recommends ${need.packages.join(' ')}`;
	if (!isRoot() || !existsSync('/usr/bin/apt-get')) {
		throw new Error(`This needs programs that are not installed. On Debian, as root: ${command}`);
	}
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	const apt = async (...args: string[]): Promise<string> =>
		await run('apt-get', args, { cwd: '/', env, signal });
	await withProgress(log, `Installing ${need.packages.join(', ')} (about ${need.cost})`, async () => {
		await apt('update');
		await apt('install', '-y', '--no-install-recommends', ...need.packages);
	});
	if (!need.isThere()) throw new Error(`"${command}" went well, but what it should bring is not there`);
}

export function isRoot(): boolean {
	return process.getuid?.() === 0;
}
