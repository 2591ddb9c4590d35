import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

import axios from 'axios';

import { setBinaryMode } from '../harness';
import { runOperation } from './bench';
import type { BenchSimulator } from './simulatorProcess';

/** A way to read a console log. */
export type Contestant = 'report' | 'getLogs' | 'logText' | 'items' | 'wholeText' | 'transfer';

/** What one run took. `right` is 1 when it found every entry, and every problem where it looks for them. */
export interface Measured {
	growthMB: number;
	seconds: number;
	/** The longest time for which nothing else could run, in ms. */
	stopMs: number;
	right: number;
}

const MEGABYTE = 1_000_000;
const SAMPLE_EVERY_MS = 5;

type Log = 'actions' | 'consoleLog';

const PATHS: Record<Log, string> = { actions: 'action', consoleLog: 'console-log' };

async function open(simulator: BenchSimulator, log: Log, responseType: 'stream' | 'text') {
	const { baseUrl, apiKey, workspaceId, recordingId } = simulator;
	const { data } = await axios.get<{ data: { resource: { url: string } } }>(
		`${baseUrl}/public/workspace/${workspaceId}/recordings/${recordingId}/${PATHS[log]}`,
		{ headers: { Authorization: `Bearer ${apiKey}` }, proxy: false },
	);
	return (await axios.get<unknown>(data.data.resource.url, { responseType, proxy: false })).data;
}

/** Kept until they are measured. */
const held: object[] = [];

/** Each way, with the log that it reads. @returns the entries and the problems that it found */
const CONTESTANTS: Record<Contestant, (simulator: BenchSimulator, log: Log) => Promise<number[]>> = {
	async report(simulator, log) {
		const { recordingId } = simulator;
		const { items } = await runOperation(simulator, {
			...{ resource: 'recording', operation: 'getReport', recordingId },
			options: { includeLogs: [log] },
		});
		const { entries, consoleErrors, consoleWarnings, unrecognized } = items[0].json;
		return [Number(entries), Number(consoleErrors) + Number(consoleWarnings), Number(unrecognized)];
	},
	async getLogs(simulator, log) {
		const { recordingId } = simulator;
		const { items } = await runOperation(simulator, {
			...{ resource: 'recording', operation: 'getLogs', recordingId, logs: [log] },
		});
		return [items.length];
	},
	async logText(simulator, log) {
		const { recordingId } = simulator;
		await runOperation(simulator, {
			...{ resource: 'recording', operation: 'download', recordingId, resources: [log] },
			options: { logsAsText: true },
		});
		return [];
	},
	/** What the items of Get Logs take by themselves, however they are read. */
	async items({ recordingId, ...simulator }, log) {
		const stream = (await open({ recordingId, ...simulator }, log, 'stream')) as Readable;
		for await (const line of createInterface({ input: stream }))
			for (const json of line.startsWith('{') ? [JSON.parse(line) as { timestamp: number }] : [])
				held.push({
					json: { recordingId, log, time: new Date(json.timestamp).toISOString(), ...json },
					pairedItem: { item: 0 },
				});
		return log === 'actions' ? [] : [held.length];
	},
	async wholeText(simulator, log) {
		const text = (await open(simulator, log, 'text')) as string;
		const entries = text
			.split('\n')
			.filter((line) => line !== '')
			.map((line) => JSON.parse(line) as { level?: string });
		return [entries.length, entries.filter(({ level }) => /^(warn|error)/.test(level ?? '')).length];
	},
	async transfer(simulator, log) {
		await finished(((await open(simulator, log, 'stream')) as Readable).resume());
		return [];
	},
};

async function main(): Promise<void> {
	const contestant = CONTESTANTS[process.argv[2] as Contestant];
	const simulator = JSON.parse(process.argv[3]) as BenchSimulator;
	await setBinaryMode('filesystem');
	// Everything that is loaded the first time is not the log's
	await contestant(simulator, 'actions');
	const before = process.memoryUsage.rss();
	let peak = before;
	const sampling = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage.rss());
	}, SAMPLE_EVERY_MS);
	const stops = monitorEventLoopDelay({ resolution: 1 });
	stops.enable();
	const started = performance.now();
	const found = await contestant(simulator, 'consoleLog');
	const seconds = (performance.now() - started) / 1_000;
	stops.disable();
	clearInterval(sampling);
	const measured: Measured = {
		growthMB: (Math.max(peak, process.memoryUsage.rss()) - before) / MEGABYTE,
		seconds,
		stopMs: stops.max / 1e6,
		right: found.every((count, index) => count === simulator.expected?.[index]) ? 1 : 0,
	};
	process.send?.(measured, () => process.exit());
}

void main();
