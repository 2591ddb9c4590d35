import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { repositoryRoot } from '../harness';
import type { Scenario } from './results';

/** Benchmarks that need a process of their own. Each prints its scenario as a line of JSON. */
const SCRIPTS = ['returnAll.ts', 'download.ts'];

/** Runs the scripts one after the other. */
export async function separate(log: (line: string) => void): Promise<Scenario[]> {
	const scenarios: Scenario[] = [];
	for (const file of SCRIPTS) {
		log(file);
		scenarios.push(await run(join(__dirname, file)));
	}
	return scenarios;
}

/** @throws when the script ends without figures */
async function run(path: string): Promise<Scenario> {
	const child = spawn(join(repositoryRoot, 'node_modules/.bin/tsx'), [path], {
		cwd: repositoryRoot,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let output = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
	await new Promise((resolve) => child.once('close', resolve));
	const line = output.split('\n').find((text) => text.startsWith('{'));
	if (line === undefined) throw new Error(`${path} printed no figures`);
	return JSON.parse(line) as Scenario;
}
