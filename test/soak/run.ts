import { join } from 'node:path';

import { startDemo } from '../../scripts/demo/demo';
import { mailedRecordings } from '../e2e/recordingMails';
import { repositoryRoot } from '../harness';
import { Load } from './load';
import { METRICS_ENV, readSample, type Sample } from './metrics';
import { judge, writeReport } from './report';

const MINUTE_MS = 60_000;
const SAMPLE_EVERY_MS = 10_000;

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
		const report = await writeReport(join(repositoryRoot, 'docs'), {
			...{ command: 'npm run soak', minutes, n8n: await demo.n8n.client.version() },
			...{ samples, counts: load.counts, requests: simulator.requests.length },
			recordings: [...simulator.store.recordings.keys()].filter((id) => !before.has(id)).length,
			mails: mailedRecordings(demo.mailbox).length,
			verdicts: judge(samples),
		});
		process.stdout.write(report);
		const wrong = Object.values(load.counts).some((count) => count.asked === 0 || count.wrong > 0);
		if (wrong || judge(samples).some(({ flat }) => !flat)) process.exitCode = 1;
	} finally {
		await demo.stop();
	}
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
		await new Promise((resolve) => setTimeout(resolve, SAMPLE_EVERY_MS));
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
