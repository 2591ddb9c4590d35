import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { PACKAGE_ROOT } from '../n8n/nodePackage';

/**
 * The suites that hold each folder to its rules, below nodes/Userplane where it is not a folder of the checkout. Those beside
 * unit run the built code on n8n's engine.
 */
const SUITES: Partial<Record<string, string>> = {
	credentials: 'engine',
	'Userplane.node.ts': 'engine',
	'UserplaneTrigger.node.ts': 'trigger',
	actions: 'unit,engine,attack',
	logs: 'unit/facts,unit/findings,unit/logs,unit/readable,unit/report,unit/scrub,unit/stream',
	methods: 'engine',
	references: 'unit/claim,unit/known,engine/upsert',
	runtime: 'unit,engine,attack',
	shared: 'unit,engine,attack',
	'transport/gate.ts': 'unit/gate,unit/pace',
	'transport/pace.ts': 'unit/gate,unit/pace',
	'transport/retryPolicy.ts': 'unit/retry',
	transport: 'unit,engine',
	'trigger/visit.ts': 'trigger/budget,trigger/overlap,trigger/switchOn,trigger/activation,trigger/failures',
	trigger: 'trigger',
};

/** A property that a broken rule breaks is found in a few runs. */
const RUNS = { GATE_RUNS: '20', CLAIM_RUNS: '50', REPORT_RUNS: '30', STREAM_RUNS: '30', HISTORIES: '5' };

/**
 * `npm run mutation [-- <folder or file below nodes/Userplane> ...]`: breaks the code in every way that StrykerJS knows, one
 * at a time, and sees whether a test fails. Nothing is kept from run to run: StrykerJS sees one test file, and not what has
 * changed in those that it loads. MUTATION_SUITES=unit,engine/upsert takes other tests than the folder's own.
 */
function tryOut(part: string): boolean {
	const below = existsSync(path.join(PACKAGE_ROOT, part)) ? part : path.posix.join('nodes/Userplane', part);
	const suites = process.env.MUTATION_SUITES ?? SUITES[part] ?? SUITES[part.split('/')[0]] ?? 'unit,engine';
	const onEngine = /engine|trigger|attack/.test(suites);
	const { status } = spawnSync(
		path.join(PACKAGE_ROOT, 'node_modules', '.bin', 'stryker'),
		[
			...['run', path.join('scripts', 'mutation', 'stryker.config.json')],
			...['--mutate', below.endsWith('.ts') ? below : `${below}/**/*.ts`],
			// What a module works out while it loads cannot be told apart by test there
			...(onEngine ? ['--buildCommand', 'npm run build', '--ignoreStatic'] : []),
		],
		{ cwd: PACKAGE_ROOT, stdio: 'inherit', env: { ...process.env, ...RUNS, MUTATION_SUITES: suites } },
	);
	return status === 0;
}

const parts = process.argv.slice(2);
const good = (parts.length > 0 ? parts : Object.keys(SUITES)).map(tryOut);
process.exitCode = good.includes(false) ? 1 : 0;
