import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

import { binaryPath, setBinaryMode } from '../harness';
import { sha256Of, videoContent } from '../simulator';
import { report, runOperation, withSimulator } from './bench';
import type { BenchSimulator } from './simulatorProcess';

/** How much memory this process takes to download a large video to n8n's disk, and whether it arrives whole. */

const MEGABYTE = 1_000_000;
const VIDEO_BYTES = 500 * MEGABYTE;
const SAMPLE_EVERY_MS = 10;

/** Downloads files of the seeded recording. @returns the largest memory of this process meanwhile, in bytes */
async function peakOf(simulator: BenchSimulator, resources: string[]) {
	let peak = process.memoryUsage.rss();
	const sampling = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage.rss());
	}, SAMPLE_EVERY_MS);
	const { recordingId } = simulator;
	const { items } = await runOperation(simulator, {
		...{ resource: 'recording', operation: 'download', recordingId, resources },
	});
	clearInterval(sampling);
	return { peak: Math.max(peak, process.memoryUsage.rss()), binary: items[0].binary ?? {} };
}

async function checksumOf(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
	return hash.digest('hex');
}

async function main(): Promise<void> {
	await withSimulator({ videoBytes: VIDEO_BYTES }, async (simulator) => {
		await setBinaryMode('filesystem');
		// Everything that is loaded at the first download is not the file's
		await peakOf(simulator, ['thumbnail']);
		const before = process.memoryUsage.rss();
		const started = performance.now();
		const { peak, binary } = await peakOf(simulator, ['video']);
		const seconds = (performance.now() - started) / 1_000;
		const arrived = await checksumOf(binaryPath(binary.video));
		const whole = arrived === sha256Of(videoContent(VIDEO_BYTES));
		const facts = {
			seconds: Math.round(seconds * 10) / 10,
			beforeMB: Math.round(before / MEGABYTE),
			sha256: arrived,
		};
		report(
			'A video of 500 MB to disk',
			[
				{
					name: 'growth of the process',
					value: (peak - before) / MEGABYTE,
					unit: ' MB',
					bound: { max: 64 },
				},
				{ name: 'checksum right', value: whole ? 1 : 0, unit: '', bound: { min: 1 } },
			],
			facts,
		);
	});
}

void main();
