import { fork } from 'node:child_process';
import { join } from 'node:path';

import { withSimulator } from './bench';
import type { Contestant, Measured } from './getReportRun';
import { median } from './results';
import type { Demand, Scenario } from './results';
import type { BenchSimulator } from './simulatorProcess';

/** What a report of the longest console log takes that Userplane keeps (50 MB, API reference), beside other ways to read it. */

const MEGABYTE = 1_000_000;
const LOG_BYTES = 50 * MEGABYTE;
const ROUNDS = 20;
const MOST_BEYOND_TRANSFER_SECONDS = 2;

const CONTESTANTS: Record<Contestant, string> = {
	report: 'Get Report',
	getLogs: 'Get Logs, an item for each entry',
	wholeText: 'bare axios, the whole text, then each line',
	transfer: 'bare axios, the transfer alone',
};

/** Runs a contestant once, in a process of its own. */
async function runOnce(contestant: Contestant, simulator: BenchSimulator): Promise<Measured> {
	const child = fork(join(__dirname, 'getReportRun.ts'), [contestant, JSON.stringify(simulator)]);
	return await new Promise<Measured>((resolve, reject) => {
		child.once('message', (measured) => resolve(measured as Measured));
		child.once('exit', (code) => reject(new Error(`${contestant} ended with ${code}`)));
	});
}

async function main(): Promise<void> {
	await withSimulator({ consoleLogBytes: LOG_BYTES }, async (simulator) => {
		const names = Object.keys(CONTESTANTS) as Contestant[];
		const all = Object.fromEntries(names.map((name) => [name, [] as Measured[]])) as Record<
			Contestant,
			Measured[]
		>;
		for (let round = 0; round < ROUNDS; round += 1)
			for (const name of names) all[name].push(await runOnce(name, simulator));
		const worst = (name: Contestant, figure: keyof Measured) =>
			Math.max(...all[name].map((measured) => measured[figure]));
		const middle = (name: Contestant, figure: keyof Measured) =>
			median(all[name].map((measured) => measured[figure]));
		const beyond = all.report.map(({ seconds }, round) => seconds - all.transfer[round].seconds);
		const demands: Demand[] = [
			{
				name: 'growth of the process, the most of all runs',
				...{ value: worst('report', 'growthMB'), unit: ' MB', bound: { max: 64 } },
			},
			{
				name: 'time beyond that of the transfer, the longest of all runs',
				...{ value: Math.max(...beyond), unit: ' s', bound: { max: MOST_BEYOND_TRANSFER_SECONDS } },
			},
			{
				name: 'the longest time for which nothing else could run',
				...{ value: worst('report', 'stopMs'), unit: ' ms', bound: { max: 50 } },
			},
			{
				name: 'runs that counted every entry and problem',
				...{ value: all.report.filter(({ right }) => right === 1).length, unit: '', bound: { min: ROUNDS } },
			},
		];
		const figures = (name: Contestant) => [
			`${middle(name, 'seconds').toFixed(2)} (${worst(name, 'seconds').toFixed(2)})`,
			`${middle(name, 'growthMB').toFixed(0)} (${worst(name, 'growthMB').toFixed(0)})`,
			`${middle(name, 'stopMs').toFixed(0)} (${worst(name, 'stopMs').toFixed(0)})`,
		];
		const entries = simulator.consoleLog?.entries.toLocaleString('en');
		const scenario: Scenario = {
			name: 'A report of a console log of 50 MB',
			how: `real clock, ${ROUNDS} runs in processes of their own: the median, and in brackets the most. The log has ${entries} entries, three of ten are problems and no two are equal`,
			ratioTo: '',
			lines: [],
			table: {
				head: ['contestant', 'seconds', 'growth in MB', 'longest stop in ms'],
				rows: names.map((name) => [CONTESTANTS[name], ...figures(name)]),
			},
			demands,
		};
		console.log(JSON.stringify(scenario));
	});
}

void main();
