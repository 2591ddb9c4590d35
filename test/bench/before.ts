import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { repositoryRoot } from '../harness';

/** The last commit before the pace was made one rule: it found out how the service counts. */
const COMMIT = '1efb8a954bd29ca2e99436d21dcb5af120ae5667';

/**
 * The package as it was before, built from this repository's history, inside of node_modules so that it finds n8n's packages.
 * @returns its folder
 * @throws when the history does not reach back so far, as in a shallow clone
 */
export function buildBefore(): string {
	const folder = join(repositoryRoot, 'node_modules/.cache/userplane-before');
	if (existsSync(join(folder, 'dist'))) return folder;
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const archive = join(folder, 'before.tar');
	const parts = ['nodes', 'credentials', 'package.json', 'tsconfig.json'];
	execFileSync('git', ['archive', COMMIT, '--output', archive, ...parts], { cwd: repositoryRoot });
	execFileSync('tar', ['-xf', archive, '-C', folder]);
	execFileSync(join(repositoryRoot, 'node_modules/.bin/tsc'), ['-p', folder]);
	return folder;
}
