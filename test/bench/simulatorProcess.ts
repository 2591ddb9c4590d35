import { startSimulator, videoContent } from '../simulator';
import { consoleLogOf, type Counts, type LogForm } from './consoleLog';

/** What a benchmark wants of its simulator. */
export interface BenchWishes {
	/** Wait before each request is served, in ms. */
	latencyMs?: number;
	/** Links in the seeded workspace, instead of the seeded ones. */
	links?: number;
	/** Size of the seeded recording's video, in bytes. */
	videoBytes?: number;
	/** The seeded recording's console log: its size in bytes, and how it is written. */
	consoleLog?: { bytes: number; form: LogForm };
}

/** What a benchmark learns of its simulator. */
export interface BenchSimulator {
	baseUrl: string;
	apiKey: string;
	workspaceId: string;
	recordingId: string;
	memberId: string;
	projectId: string;
	domainId: string;
	/** What a report is to count in the console log that was wished for. */
	expected?: Counts;
}

/** A simulator in a process of its own, so that its work and memory are not measured: started by `startBench`. */
async function main(): Promise<void> {
	const wishes = JSON.parse(process.argv[2] ?? '{}') as BenchWishes;
	const { store, seed, baseUrl, apiKey } = await startSimulator({ latencyMs: wishes.latencyMs });
	if (wishes.links !== undefined) {
		store.links.clear();
		for (let n = 0; n < wishes.links; n += 1) {
			store.addLink({ createdAt: new Date(Date.UTC(2025, 0, 1) + n * 60_000).toISOString() });
		}
	}
	const recording = store.recordings.get(seed.recordingId);
	if (wishes.videoBytes !== undefined && recording) {
		recording.resources.video.content = videoContent(wishes.videoBytes);
	}
	const log = wishes.consoleLog && consoleLogOf(wishes.consoleLog.bytes, wishes.consoleLog.form);
	if (log && recording) recording.resources.consoleLog.content = log.content;
	const { workspaceId, recordingId, memberId, projectId, domainId } = seed;
	const started: BenchSimulator = {
		baseUrl,
		apiKey,
		workspaceId,
		recordingId,
		memberId,
		projectId,
		domainId,
		expected: log?.expected,
	};
	process.send?.(started);
	// Without its parent it has no use
	process.once('disconnect', () => process.exit());
}

void main();
