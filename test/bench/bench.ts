import { fork } from 'node:child_process';
import { join } from 'node:path';

import { cleanup, runNode } from '../harness';
import type { RunNodeResult } from '../harness';
import type { Demand, Scenario } from './results';
import type { BenchSimulator, BenchWishes } from './simulatorProcess';

/** Runs a benchmark against a simulator in a process of its own, and ends both. */
export async function withSimulator(
	wishes: BenchWishes,
	benchmark: (simulator: BenchSimulator) => Promise<void>,
): Promise<void> {
	const child = fork(join(__dirname, 'simulatorProcess.ts'), [JSON.stringify(wishes)]);
	try {
		const simulator = await new Promise<BenchSimulator>((resolve, reject) => {
			child.once('message', (started) => resolve(started as BenchSimulator));
			child.once('exit', (code) => reject(new Error(`The simulator ended with ${code}`)));
		});
		await benchmark(simulator);
	} finally {
		child.removeAllListeners('exit');
		child.disconnect();
		await cleanup();
	}
}

/** Runs one operation of the built node on the real engine, without pacing. @throws when it fails */
export async function runOperation(
	{ baseUrl, apiKey, workspaceId }: BenchSimulator,
	parameters: Parameters<typeof runNode>[0]['parameters'],
): Promise<RunNodeResult> {
	const result = await runNode({
		node: 'userplane',
		parameters: { workspaceId, ...parameters },
		credentials: { userplaneApi: { apiKey, baseUrl, requestsPerMinute: 0 } },
	});
	if (result.error) throw result.error;
	return result;
}

/** Prints what a benchmark found, as a line of JSON for separate.ts; `facts` are figures of which nothing is demanded. */
export function report(name: string, demands: Demand[], facts: Record<string, number | string>): void {
	const told = Object.entries(facts).map((fact) => fact.join(' '));
	const how = `real clock, in processes of its own. ${told.join(', ')}`;
	console.log(JSON.stringify({ name, how, ratioTo: '', lines: [], demands } satisfies Scenario));
}
