import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { repositoryRoot } from '../harness';
import type { Scenario } from './results';

/** Benchmarks that need a process of their own. Each script of these names prints its scenario as a line of JSON. */
const NAMES = ['returnAll', 'download', 'getReport'];

/** Runs the scripts one after the other. @throws for a name that there is not */
export async function separate(log: (line: string) => void, names = NAMES): Promise<Scenario[]> {
	const unknown = names.find((name) => !NAMES.includes(name));
	if (unknown !== undefined) throw new Error(`${unknown} is none of ${NAMES.join(', ')}`);
	const scenarios: Scenario[] = [];
	for (const name of names) {
		log(name);
		scenarios.push(await run(join(__dirname, `${name}.ts`)));
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
