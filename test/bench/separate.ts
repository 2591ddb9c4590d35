import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { findOperation } from '../../nodes/Userplane/actions/router';
import { repositoryRoot } from '../harness';
import type { Scenario } from './results';

/** Benchmarks that need a process of their own, with the operation that they run. Each prints its figures as a line of JSON. */
const SCRIPTS = [
	{ file: 'returnAll.ts', resource: 'link', operation: 'getAll', name: 'Return All over 1,000 rows' },
	{ file: 'download.ts', resource: 'recording', operation: 'download', name: 'Download of 500 MB' },
];

/** What such a script prints: see bench.ts. */
interface Printed {
	benchmark: string;
	figures: Array<{ name: string; value: number; unit: string; demanded: { min: number } | { max: number } }>;
	facts: Record<string, number | string>;
}

/** Runs the scripts whose operation this checkout has. @returns also the names of those that it has not */
export async function separate(
	log: (line: string) => void,
): Promise<{ scenarios: Scenario[]; absent: string[] }> {
	const scenarios: Scenario[] = [];
	const absent: string[] = [];
	for (const { file, resource, operation, name } of SCRIPTS) {
		const path = join(__dirname, file);
		if (!existsSync(path) || !hasOperation(resource, operation)) {
			absent.push(name);
			continue;
		}
		log(name);
		scenarios.push(toScenario(await run(path)));
	}
	return { scenarios, absent };
}

function hasOperation(resource: string, operation: string): boolean {
	try {
		findOperation(resource, operation);
		return true;
	} catch {
		return false;
	}
}

/** @throws when the script ends without figures */
async function run(path: string): Promise<Printed> {
	const child = spawn(join(repositoryRoot, 'node_modules/.bin/tsx'), [path], {
		cwd: repositoryRoot,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let output = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
	await new Promise((resolve) => child.once('close', resolve));
	const line = output.split('\n').find((text) => text.startsWith('{'));
	if (line === undefined) throw new Error(`${path} printed no figures`);
	return JSON.parse(line) as Printed;
}

function toScenario({ benchmark, figures, facts }: Printed): Scenario {
	return {
		name: benchmark,
		how: `real clock, in processes of its own. ${Object.entries(facts)
			.map((fact) => fact.join(' '))
			.join(', ')}`,
		ratioTo: '',
		lines: [],
		demands: figures.map(({ name, value, unit, demanded }) => ({ name, value, unit, bound: demanded })),
	};
}
