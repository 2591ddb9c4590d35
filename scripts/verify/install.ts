import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { run, verifyFolder } from './run';

/** Says which lock file the installed folder was made from, so that a changed one is noticed. */
const stamp = join(verifyFolder, 'node_modules', '.installed-from');

/** Installs the linters and the scanner when they are not there or their lock file has changed. */
export function install(): void {
	const lock = readFileSync(join(verifyFolder, 'package-lock.json'));
	const wanted = createHash('sha256').update(lock).digest('hex');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
	console.log('Installing the linters and the scanner (about 150 MB, some 15 s) ...');
	if (!run('npm', ['ci'], verifyFolder)) throw new Error('npm ci failed in scripts/verify');
	writeFileSync(stamp, wanted);
}

if (require.main === module) install();
