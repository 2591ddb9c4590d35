import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { PACKAGE_ROOT } from '../n8n/nodePackage';

/** Tests by folder: the beginnings of their names. Those beside unit run the built code on n8n's engine. */
type Suites = Partial<Record<'unit' | 'engine' | 'attack' | 'trigger' | 'package', string>>;

/**
 * The tests that hold each part to its rules, below nodes/Userplane where it is not a folder of the checkout: those that are
 * about it, since one that lives costs all that run it. A file that stands here itself is no part of its folder's run.
 */
const SUITES: Partial<Record<string, Suites>> = {
	credentials: { engine: 'credential secrets', package: 'descriptions labels' },
	'Userplane.node.ts': { engine: 'dropDowns operations. subtitle tool', package: 'descriptions labels' },
	'UserplaneTrigger.node.ts': {
		trigger: 'activation budget catchUp date events failures filters output overlap pending state switchOn',
		engine: 'dropDowns subtitle',
		package: 'descriptions labels',
	},
	actions: {
		unit: 'reportFacts',
		engine:
			'addUrlMeta create delete download getLogs getMany getReport operations recording retries search schemas update upsert',
		attack: 'values',
	},
	logs: { unit: 'agreement facts findings forms logs masks meaning reader report secrets timeline' },
	methods: { unit: 'lookups', engine: 'dropDowns locators picker search' },
	references: { unit: 'claim known', engine: 'upsert' },
	runtime: {
		unit: 'account hints nodeErrors parameters pool',
		engine:
			'create delete downloadS errors getManyFilters getManyLooked getManyTexts items onlyWorkspace preparing search stopping update upsert. delays',
	},
	shared: {
		unit: 'baseUrl choices error files filters identity ids logs. lookups metadata objects outputs page. parallel properties reportF search texts time title',
		engine:
			'addUrlMeta create credential getLogs. getManyFilters locators onlyWorkspace recording search stopping update',
		attack: 'metadata values',
	},
	transport: {
		unit: 'baseUrl documented error faults page. pagination redact signals turns delays',
		engine:
			'credential decisions delete download. downloadMissing errors getMany onlyWorkspace pickerErrors retries stopping upsert. delays',
		trigger: 'date',
	},
	'transport/gate.ts': { unit: 'gate pace' },
	'transport/incoming.ts': { engine: 'download getLogs' },
	'transport/pace.ts': { unit: 'gate pace' },
	'transport/pollClient.ts': { trigger: 'activation budget date failures output overlap switchOn' },
	'transport/retryPolicy.ts': { unit: 'retry' },
	'transport/stall.ts': { unit: 'stall', engine: 'download' },
	'transport/transfer.ts': { engine: 'download getLogs' },
	trigger: { trigger: '' },
};

/** A property that a broken rule breaks is found in a few runs. */
const RUNS = { GATE_RUNS: '20', CLAIM_RUNS: '50', REPORT_RUNS: '30', STREAM_RUNS: '30', HISTORIES: '5' };

/** `unit/claim,engine/upsert`. */
function namesOf(suites: Suites): string {
	const all = Object.entries(suites) as Array<[folder: string, names: string]>;
	return all.flatMap(([folder, names]) => names.split(' ').map((name) => `${folder}/${name}`)).join(',');
}

/** What StrykerJS is to break, as its patterns. */
function patternsOf(part: string): string {
	const below = existsSync(path.join(PACKAGE_ROOT, part)) ? part : path.posix.join('nodes/Userplane', part);
	const others = Object.keys(SUITES).filter((other) => other.startsWith(`${part}/`));
	return [
		below.endsWith('.ts') ? below : `${below}/**/*.ts`,
		...others.map((other) => `!nodes/Userplane/${other}`),
	].join(',');
}

/**
 * `npm run mutation [-- <folder or file below nodes/Userplane> ...]`: breaks the code in every way that StrykerJS knows, one
 * at a time, and sees whether a test fails. Nothing is kept from run to run: StrykerJS sees one test file, and not what has
 * changed in those that it loads. MUTATION_SUITES=unit,engine/upsert takes other tests than the part's own.
 */
function tryOut(part: string): boolean {
	const own = SUITES[part] ?? SUITES[part.split('/')[0]] ?? { unit: '', engine: '' };
	const suites = process.env.MUTATION_SUITES ?? namesOf(own);
	const onEngine = /engine|trigger|attack/.test(suites);
	// What n8n's loader makes one of is made in the first test that asks for it: which ones need it cannot be told
	const isMadeOnce = part === 'credentials' || part.endsWith('.node.ts');
	const { status } = spawnSync(
		path.join(PACKAGE_ROOT, 'node_modules', '.bin', 'stryker'),
		[
			...['run', path.join('scripts', 'mutation', 'stryker.config.json'), '--mutate', patternsOf(part)],
			...(onEngine ? ['--buildCommand', 'npm run build'] : []),
			// What a module works out while it loads cannot be told apart by test there
			...(onEngine && !isMadeOnce ? ['--ignoreStatic'] : []),
			...(isMadeOnce ? ['--coverageAnalysis', 'all'] : []),
		],
		{ cwd: PACKAGE_ROOT, stdio: 'inherit', env: { ...process.env, ...RUNS, MUTATION_SUITES: suites } },
	);
	return status === 0;
}

const parts = process.argv.slice(2);
const good = (parts.length > 0 ? parts : Object.keys(SUITES)).map(tryOut);
process.exitCode = good.includes(false) ? 1 : 0;
