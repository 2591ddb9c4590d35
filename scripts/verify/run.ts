import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** The repository. */
export const root = resolve(__dirname, '..', '..');

/** The folder that holds the linters, with a package.json of its own. */
export const verifyFolder = __dirname;

/** Runs a command to its end with its output on this terminal. @returns whether it exited with 0. */
export function run(command: string, args: string[], folder = root): boolean {
	const { status, error } = spawnSync(command, args, { cwd: folder, stdio: 'inherit' });
	if (error) throw error;
	return status === 0;
}
