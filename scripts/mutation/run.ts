import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { cacheFolder } from '../hosts/cache';
import { PACKAGE_ROOT } from '../n8n/nodePackage';

/**
 * `npm run mutation [-- <folder or file below nodes/Userplane> ...]`: breaks the code in every way that StrykerJS knows, one
 * at a time, and sees whether a test fails. What was seen is kept, so that the next run tries only what has changed.
 * MUTATION_SUITES=unit,engine takes more suites than the unit tests; those run the built code, and take much longer.
 */
const SUITES = process.env.MUTATION_SUITES ?? 'unit';
const parts = process.argv.slice(2);
const code = (parts.length > 0 ? parts : ['']).map((part) => {
	const below = path.posix.join('nodes/Userplane', part);
	return below.endsWith('.ts') ? below : `${below.replace(/\/$/, '')}/**/*.ts`;
});
const kept = path.join(cacheFolder(), 'mutation');
mkdirSync(kept, { recursive: true });
const { status } = spawnSync(
	path.join(PACKAGE_ROOT, 'node_modules', '.bin', 'stryker'),
	[
		...['run', path.join('scripts', 'mutation', 'stryker.config.json')],
		...['--mutate', (parts.length > 0 ? code : [...code, 'credentials/**/*.ts']).join(',')],
		...['--incremental', '--incrementalFile', path.join(kept, `${SUITES.replace(/\W/g, '-')}.json`)],
		...(SUITES === 'unit' ? [] : ['--buildCommand', 'npm run build']),
	],
	{
		cwd: PACKAGE_ROOT,
		stdio: 'inherit',
		// A property that a broken rule breaks is found in a few runs
		env: { ...process.env, GATE_RUNS: '20', CLAIM_RUNS: '50', REPORT_RUNS: '30', STREAM_RUNS: '30' },
	},
);
process.exitCode = status ?? 1;
