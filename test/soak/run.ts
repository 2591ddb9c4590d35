import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Demo, startDemo } from '../../scripts/demo/demo';
import { mailedRecordings } from '../e2e/recordingMails';
import { repositoryRoot } from '../harness';
import type { Simulator } from '../simulator';
import { Load } from './load';
import { METRICS_ENV, readSample, type Sample } from './metrics';
import { type Arrivals, verdictsOf, writeReport } from './report';

const MINUTE_MS = 60_000;
const SAMPLE_EVERY_MS = 10_000;

/** How many polls the last recordings may take to be told. */
const LAST_POLLS = 5;

/**
 * `npm run soak [-- minutes]`: mixed load on one real n8n for half an hour, and whether its memory and its open handles stay
 * flat. Writes docs/soak.md and docs/soak.json; ends with code 1 when a figure grows or an answer is wrong.
 */
async function main(minutes: number, signal: AbortSignal): Promise<void> {
	const log = (line: string) => void process.stderr.write(`${line}\n`);
	const demo = await startDemo({ env: METRICS_ENV, log, signal });
	try {
		const { simulator } = demo.userplane;
		if (!simulator) throw new Error('The soak needs the simulator');
		const before = new Set(simulator.store.recordings.keys());
		const load = await Load.begin(demo, simulator);
		const samples = await sampleFor(minutes, demo.n8n.baseUrl, log, signal);
		await load.end();
		const arrivals = await account(demo.mailbox, before, simulator);
		const report = await writeReport(join(repositoryRoot, 'docs'), {
			...{ command: 'npm run soak', minutes, n8n: await demo.n8n.client.version() },
			...{ samples, counts: load.counts, requests: simulator.requests.length },
			arrivals,
			verdicts: verdictsOf(samples),
		});
		process.stdout.write(report);
		const wrong = Object.values(load.counts).some((count) => count.asked === 0 || count.wrong > 0);
		if (wrong || arrivals.untold > 0 || arrivals.twice > 0 || verdictsOf(samples).some(({ flat }) => !flat))
			process.exitCode = 1;
	} finally {
		await demo.stop();
	}
}

/**
 * Accounts for every recording that arrived: told once by a mail, or not. The trigger polls once a minute and tells what it
 * could not read at a later poll, so the last ones are waited for.
 */
async function account(
	mailbox: Demo['mailbox'],
	before: Set<string>,
	simulator: Simulator,
): Promise<Arrivals> {
	const ids = [...simulator.store.recordings.keys()].filter((id) => !before.has(id));
	const untold = (): string[] => {
		const told = new Set(mailedRecordings(mailbox));
		return ids.filter((id) => !told.has(id));
	};
	for (let polls = 0; polls < LAST_POLLS && untold().length > 0; polls++) await sleep(MINUTE_MS);
	const mails = mailedRecordings(mailbox).filter((id) => ids.includes(id));
	return { arrived: ids.length, untold: untold().length, twice: mails.length - new Set(mails).size };
}

async function sampleFor(
	minutes: number,
	baseUrl: string,
	log: (line: string) => void,
	signal: AbortSignal,
): Promise<Sample[]> {
	const samples: Sample[] = [];
	const started = Date.now();
	while (Date.now() - started < minutes * MINUTE_MS) {
		await sleep(SAMPLE_EVERY_MS);
		signal.throwIfAborted();
		const sample = await readSample(baseUrl, (Date.now() - started) / MINUTE_MS);
		samples.push(sample);
		const { minute, residentMB, heapMB, files, handles } = sample;
		log(
			`${minute.toFixed(1)} min: heap ${heapMB.toFixed(0)} MB, process ${residentMB.toFixed(0)} MB, ${files} files, ${handles} handles`,
		);
	}
	return samples;
}

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(name, () => stop.abort(new Error(`Stopped by ${name}`)));
}
main(Number(process.argv[2] ?? 30), stop.signal).catch((error: unknown) => {
	process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
