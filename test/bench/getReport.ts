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

/** When V8 collects garbage changes from run to run, and growth with it by more than what is compared. On this schedule it does not. */
const STEADY = ['--predictable-gc-schedule'];
const STEADY_GET_LOGS = 'Get Logs, garbage collected on schedule';
const STEADY_ITEMS = 'bare axios, the items that Get Logs returns, likewise';
const TRANSFER = 'bare axios, the transfer alone';

type Runs = Record<string, Measured[]>;

/** Runs each contestant so many times in turn, each time in a process of its own, on a console log of this form. */
async function measure(
	form: LogForm,
	contestants: Record<string, Contestant>,
	rounds = ROUNDS,
	flags: string[] = [],
): Promise<Runs> {
	const runs: Runs = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
	await withSimulator({ consoleLog: { bytes: LOG_BYTES, form } }, async (simulator) => {
		for (let round = 0; round < rounds; round += 1)
			for (const [name, contestant] of Object.entries(contestants))
				runs[name].push(await runOnce(contestant, simulator, flags));
	});
	return runs;
}

async function runOnce(
	contestant: Contestant,
	simulator: BenchSimulator,
	flags: string[],
): Promise<Measured> {
	const child = fork(join(__dirname, 'getReportRun.ts'), [contestant, JSON.stringify(simulator)], {
		execArgv: [...process.execArgv, ...flags],
	});
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

/** The runs of each group of contestants. */
type Groups = Record<'lines' | 'steady' | 'others' | 'hostile', Runs>;

async function measureAll(): Promise<Groups> {
	const lines = await measure('lines', {
		...READERS,
		'bare axios, the whole text, then each line': 'wholeText',
		[TRANSFER]: 'transfer',
	});
	const steady = await measure(
		'lines',
		{ [STEADY_GET_LOGS]: 'getLogs', [STEADY_ITEMS]: 'items' },
		ROUNDS,
		STEADY,
	);
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
	return { lines, steady, others, hostile };
}

function demandsOf({ lines, steady, others, hostile }: Groups): Demand[] {
	const named = (name: string) =>
		Object.entries({ ...lines, ...others }).flatMap(([key, runs]) => (key.startsWith(name) ? runs : []));
	const atMost = (name: string, value: number, unit: string, max: number): Demand => ({
		...{ name, value, unit, bound: { max } },
	});
	const growth = (runs: Measured[]) => median(runs.map(({ growthMB }) => growthMB));
	const counted = [lines, steady, others, hostile].flatMap((runs) => Object.values(runs).flat());
	const beyondTransfer = lines['Get Report'].map(
		({ seconds }, round) => seconds - lines[TRANSFER][round].seconds,
	);
	return [
		...['Get Report', 'Logs as Text'].map((name) =>
			atMost(`${name}: growth of the process`, most(named(name), 'growthMB'), ' MB', 64),
		),
		atMost(
			'Get Logs: growth of the process, against what its items take by themselves',
			growth(steady[STEADY_GET_LOGS]) / growth(steady[STEADY_ITEMS]),
			...([' times', 1.3] as const),
		),
		atMost(
			'Get Report: time beyond that of the transfer, the longest of all runs',
			Math.max(...beyondTransfer),
			...([' s', 4] as const),
		),
		...Object.keys(READERS).map((name) =>
			atMost(
				`${name}: the longest time for which nothing else could run`,
				most(named(name), 'stopMs'),
				...([' ms', 50] as const),
			),
		),
		atMost(
			'hostile texts: the longest time for which nothing else could run',
			most(Object.values(hostile).flat(), 'stopMs'),
			...([' ms', 50] as const),
		),
		atMost('runs that counted wrong', counted.filter(({ right }) => right === 0).length, '', 0),
	];
}

async function main(): Promise<void> {
	const groups = await measureAll();
	const { lines, steady, others, hostile } = groups;
	const scenario: Scenario = {
		name: 'Reading logs: 50 MB of console, and hostile texts of 1 MB',
		how: `real clock, ${ROUNDS} runs each (${HOSTILE_ROUNDS} of the hostile texts, and of the other forms) in processes of their own: the median, and in brackets the most. Three of ten entries are problems, and no two are equal`,
		ratioTo: '',
		lines: [],
		table: {
			head: ['contestant', 'seconds', 'growth in MB', 'longest stop in ms'],
			rows: Object.entries({ ...lines, ...steady, ...others, ...hostile }).map(([name, runs]) =>
				rowOf(name, runs),
			),
		},
		demands: demandsOf(groups),
	};
	console.log(JSON.stringify(scenario));
}

void main();
