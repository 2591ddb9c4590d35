import { fork } from 'node:child_process';
import { join } from 'node:path';

import { withSimulator } from './bench';
import type { LogForm } from './consoleLog';
import type { Contestant, Measured } from './getReportRun';
import { median } from './results';
import type { Demand, Scenario } from './results';
import type { BenchSimulator } from './simulatorProcess';

/** What a report of the longest console log takes that Userplane keeps (50 MB, API reference), beside other ways to read it. */

const LOG_BYTES = 50_000_000;
const ROUNDS = 20;

type Runs = Record<string, Measured[]>;

/** Runs each contestant so many times in turn, each time in a process of its own, on a console log of this form. */
async function measure(form: LogForm, contestants: Record<string, Contestant>): Promise<Runs> {
	const runs: Runs = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
	await withSimulator({ consoleLog: { bytes: LOG_BYTES, form } }, async (simulator) => {
		for (let round = 0; round < ROUNDS; round += 1)
			for (const [name, contestant] of Object.entries(contestants))
				runs[name].push(await runOnce(contestant, simulator));
	});
	return runs;
}

async function runOnce(contestant: Contestant, simulator: BenchSimulator): Promise<Measured> {
	const child = fork(join(__dirname, 'getReportRun.ts'), [contestant, JSON.stringify(simulator)]);
	return await new Promise<Measured>((resolve, reject) => {
		child.once('message', (measured) => resolve(measured as Measured));
		child.once('exit', (code) => reject(new Error(`${contestant} ended with ${code}`)));
	});
}

type Figure = Exclude<keyof Measured, 'right'>;

const most = (runs: Measured[], figure: Figure) => Math.max(...runs.map((measured) => measured[figure]));

function rowOf(name: string, runs: Measured[]): string[] {
	const cell = (figure: Figure, digits: number) =>
		`${median(runs.map((measured) => measured[figure])).toFixed(digits)} (${most(runs, figure).toFixed(digits)})`;
	return [name, cell('seconds', 2), cell('growthMB', 0), cell('stopMs', 0)];
}

async function main(): Promise<void> {
	const lines = await measure('lines', {
		'Get Report': 'report',
		'Get Logs, an item for each entry': 'getLogs',
		'bare axios, the whole text, then each line': 'wholeText',
		'bare axios, the transfer alone': 'transfer',
	});
	const others = {
		...(await measure('oneLine', { 'Get Report, no line break in the log': 'report' })),
		...(await measure('broken', { 'Get Report, a JSON document without an end': 'report' })),
	};
	const report = lines['Get Report'];
	const transfer = lines['bare axios, the transfer alone'];
	const reports = [report, ...Object.values(others)].flat();
	const atMost = (name: string, value: number, unit: string, max: number): Demand => ({
		...{ name, value, unit, bound: { max } },
	});
	const scenario: Scenario = {
		name: 'A report of a console log of 50 MB',
		how: `real clock, ${ROUNDS} runs each in processes of their own: the median, and in brackets the most. Three of ten entries are problems, and no two are equal`,
		ratioTo: '',
		lines: [],
		table: {
			head: ['contestant', 'seconds', 'growth in MB', 'longest stop in ms'],
			rows: Object.entries({ ...lines, ...others }).map(([name, runs]) => rowOf(name, runs)),
		},
		demands: [
			atMost('growth of the process, the most of all reports', most(reports, 'growthMB'), ' MB', 64),
			atMost(
				'time beyond that of the transfer, the longest of all runs',
				Math.max(...report.map(({ seconds }, round) => seconds - transfer[round].seconds)),
				...([' s', 2] as const),
			),
			atMost('the longest time for which nothing else could run', most(report, 'stopMs'), ' ms', 50),
			atMost('reports that counted wrong', reports.filter(({ right }) => right === 0).length, '', 0),
		],
	};
	console.log(JSON.stringify(scenario));
}

void main();
