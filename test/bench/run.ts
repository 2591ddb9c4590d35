import { join } from 'node:path';

import { cleanup, repositoryRoot } from '../harness';
import { Arena } from './arena';
import { busyPolls } from './busyPolls';
import { bareAxios, declarative, httpRequests } from './contestants';
import { httpRequestPackage } from './httpRequestPackage';
import { idlePoll } from './idlePoll';
import { limited } from './limited';
import { loading } from './loading';
import { pacingOff, realTime } from './realTime';
import { references } from './references';
import { describeMachine, type Report, toMarkdown, withScenarios, writeReport } from './report';
import { isMet, type Scenario } from './results';
import { separate } from './separate';
import { together } from './together';

const DOCS = join(repositoryRoot, 'docs');
const log = (line: string) => void process.stderr.write(`${line}\n`);

/**
 * `npm run bench`: measures our node and its peers and writes docs/benchmarks.json and docs/benchmarks.md. Takes some
 * minutes; nothing else should run meanwhile. Ends with code 1 when a demand is not met. `npm run bench -- getReport references` measures
 * only what has these names, and leaves the other figures as they stand.
 */
async function main(names: string[]): Promise<void> {
	const some = names.length > 0 ? await measureSome(names) : undefined;
	const report = some ? withScenarios(DOCS, some) : await measureAll();
	const written = await writeReport(DOCS, report);
	process.stdout.write(some ? toMarkdown({ ...report, scenarios: some }) : written);
	if (!(some ?? report.scenarios).flatMap(({ demands }) => demands).every(isMet)) process.exitCode = 1;
}

/** What can be measured by itself in this process; the others have a script of their own. */
const HERE = new Map<string, (arena: Arena) => Scenario | Promise<Scenario | Scenario[]>>(
	Object.entries({ loading, idlePoll, busyPolls, references, pacingOff }),
);

async function measureSome(names: string[]): Promise<Scenario[]> {
	const arena = await Arena.open();
	try {
		const scenarios: Scenario[] = [];
		for (const name of names) {
			const measure = HERE.get(name);
			if (measure) scenarios.push(...[await measure(arena)].flat());
		}
		return [
			...scenarios,
			...(await separate(
				log,
				names.filter((name) => !HERE.has(name)),
			)),
		];
	} finally {
		await arena.simulator.stop();
		await cleanup();
	}
}

async function measureAll(): Promise<Report> {
	const http = await httpRequestPackage(log);
	const arena = await Arena.open();
	try {
		const nodes = [...httpRequests(http.directory, 120), declarative];
		const scenarios = [
			...(await realTime(arena, nodes, log)),
			loading(),
			await idlePoll(arena),
			await busyPolls(arena),
			await references(arena),
			...(await separate(log)),
			...(await together(arena, log)),
			...(await limited(arena, [bareAxios(), ...nodes], log)),
		];
		return { command: 'npm run bench', machine: describeMachine(), n8n: http.n8n, scenarios };
	} finally {
		http.remove();
		await arena.simulator.stop();
		await cleanup();
	}
}

void main(process.argv.slice(2));
