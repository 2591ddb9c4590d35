import { fork } from 'node:child_process';
import { join } from 'node:path';

import { withSimulator } from './bench';
import { HOSTILE_NAMES, type LogForm } from './consoleLog';
import type { Contestant, Measured } from './getReportRun';
import { median } from './results';
import type { Demand, Scenario } from './results';
import type { BenchSimulator } from './simulatorProcess';

/** What the three readers of logs take for the longest console log that Userplane keeps (50 MB, API reference), and for hostile ones. */

const LOG_BYTES = 50_000_000;
const ROUNDS = 5;
const HOSTILE_ROUNDS = 2;

const READERS = { 'Get Report': 'report', 'Get Logs': 'getLogs', 'Logs as Text': 'logText' } as const;

type Runs = Record<string, Measured[]>;

/** Runs each contestant so many times in turn, each time in a process of its own, on a console log of this form. */
async function measure(
	form: LogForm,
	contestants: Record<string, Contestant>,
	rounds = ROUNDS,
): Promise<Runs> {
	const runs: Runs = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
	await withSimulator({ consoleLog: { bytes: LOG_BYTES, form } }, async (simulator) => {
		for (let round = 0; round < rounds; round += 1)
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
		...READERS,
		'bare axios, the items that Get Logs returns': 'items',
		'bare axios, the whole text, then each line': 'wholeText',
		'bare axios, the transfer alone': 'transfer',
	});
	const others: Runs = {};
	for (const [form, how] of [
		['oneLine', 'no line break in the log'],
		['broken', 'a JSON document without an end'],
	] as const)
		for (const [name, runs] of Object.entries(await measure(form, READERS, HOSTILE_ROUNDS)))
			others[`${name}, ${how}`] = runs;
	const hostile: Runs = {};
	for (const form of HOSTILE_NAMES)
		for (const [name, runs] of Object.entries(await measure(form, READERS, HOSTILE_ROUNDS)))
			hostile[`${name}, 1 MB of ${form}`] = runs;
	const named = (name: string) =>
		Object.entries({ ...lines, ...others }).flatMap(([key, runs]) => (key.startsWith(name) ? runs : []));
	const atMost = (name: string, value: number, unit: string, max: number): Demand => ({
		...{ name, value, unit, bound: { max } },
	});
	const growth = (runs: Measured[]) => median(runs.map(({ growthMB }) => growthMB));
	const counted = [...Object.values(lines), ...Object.values(others), ...Object.values(hostile)].flat();
	const scenario: Scenario = {
		name: 'Reading logs: 50 MB of console, and hostile texts of 1 MB',
		how: `real clock, ${ROUNDS} runs each (${HOSTILE_ROUNDS} of the hostile texts, and of the other forms) in processes of their own: the median, and in brackets the most. Three of ten entries are problems, and no two are equal`,
		ratioTo: '',
		lines: [],
		table: {
			head: ['contestant', 'seconds', 'growth in MB', 'longest stop in ms'],
			rows: Object.entries({ ...lines, ...others, ...hostile }).map(([name, runs]) => rowOf(name, runs)),
		},
		demands: [
			...['Get Report', 'Logs as Text'].map((name) =>
				atMost(`${name}: growth of the process`, most(named(name), 'growthMB'), ' MB', 64),
			),
			atMost(
				'Get Logs: growth of the process, against what its items take by themselves',
				growth(lines['Get Logs']) / growth(lines['bare axios, the items that Get Logs returns']),
				...([' times', 1.3] as const),
			),
			atMost(
				'Get Report: time beyond that of the transfer, the longest of all runs',
				Math.max(
					...lines['Get Report'].map(
						({ seconds }, round) => seconds - lines['bare axios, the transfer alone'][round].seconds,
					),
				),
				...([' s', 4] as const),
			),
			...Object.keys(READERS).map((name) =>
				atMost(
					`${name}: the longest time for which nothing else could run`,
					most(named(name), 'stopMs'),
					' ms',
					50,
				),
			),
			atMost(
				'hostile texts: the longest time for which nothing else could run',
				most(Object.values(hostile).flat(), 'stopMs'),
				...([' ms', 50] as const),
			),
			atMost('runs that counted wrong', counted.filter(({ right }) => right === 0).length, '', 0),
		],
	};
	console.log(JSON.stringify(scenario));
}

void main();
