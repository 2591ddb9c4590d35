import { fork } from 'node:child_process';
import { join } from 'node:path';

import { cleanup, runNode } from '../harness';
import type { RunNodeResult } from '../harness';
import type { BenchSimulator, BenchWishes } from './simulatorProcess';

/** One figure of a benchmark and what is demanded of it. */
export interface Figure {
	name: string;
	value: number;
	unit: string;
	/** `min`: at least, `max`: at most. */
	demanded: { min: number } | { max: number };
}

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

/** Prints the figures as JSON and as one line to read. The process fails when a demand is not met. */
export function report(
	benchmark: string,
	figures: Figure[],
	facts: Record<string, number | string> = {},
): void {
	const isMet = ({ value, demanded }: Figure) =>
		'min' in demanded ? value >= demanded.min : value <= demanded.max;
	const rounded = figures.map((figure) => ({ ...figure, value: round(figure.value), met: isMet(figure) }));
	console.log(JSON.stringify({ benchmark, figures: rounded, facts }));
	const told = rounded.map(({ name, value, unit, demanded, met }) => {
		const bound = 'min' in demanded ? `at least ${demanded.min}` : `at most ${demanded.max}`;
		return `${name} ${value}${unit} (demanded: ${bound}${unit}) ${met ? 'met' : 'NOT MET'}`;
	});
	console.log(`${benchmark}: ${told.join(', ')}`);
	if (rounded.some(({ met }) => !met)) process.exitCode = 1;
}

function round(value: number): number {
	return Math.round(value * 100) / 100;
}
