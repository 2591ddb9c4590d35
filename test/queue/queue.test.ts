import { createHash } from 'node:crypto';

import { CONCURRENCY } from '../../scripts/queue/worker';
import { startCluster, type Cluster } from '../../scripts/queue/cluster';
import { until } from '../../scripts/n8n/until';
import { Parts } from '../../scripts/n8n/parts';
import type { ExecutionState, SavedWorkflow } from '../../scripts/n8n/types';
import { send } from '../e2e/helpdesks';
import { ensureInstalled, HOST_NAME, INSTALL_MS } from '../e2e/installedHost';
import { sha256Of, type Simulator } from '../simulator';
import { simulatorOf } from '../e2e/withDemo';
import { mailedRecordings, NEXT_POLL_MS, READY_EXAMPLE } from '../e2e/recordingMails';
import { DOWNLOAD_PATH, downloadOf } from './download';
import { linksPerTicket, linkUrlOf, tally, tickets, Zendesk } from './helpdesk';

jest.setTimeout(5 * 60_000);

/** A dead worker's jobs are noticed after the lock's time plus one look; n8n's own defaults make that a minute and a half. */
const NOTICED_SOON = {
	QUEUE_WORKER_LOCK_DURATION: '15000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

/** How often n8n gives a job to another worker when its own died: n8n 2 has done away with it. */
const REDELIVERIES = HOST_NAME === '1.123' ? 1 : 0;

const log = (line: string): void => void process.stderr.write(`${line}\n`);

describe('n8n in queue mode: a main process, two workers, Postgres and Redis', () => {
	let cluster: Cluster;
	let simulator: Simulator;
	let zendesk: Zendesk;
	const parts = new Parts();
	/** The recordings that were there when the trigger was switched on. */
	let atStart: ReadonlySet<string>;

	beforeAll(async () => {
		await ensureInstalled();
		zendesk = parts.keep(await Zendesk.start());
		const env = { ...NOTICED_SOON, ...zendesk.env };
		cluster = parts.keep(await startCluster({ host: HOST_NAME, workers: 2, env, log }));
		simulator = simulatorOf(cluster.demo);
		atStart = new Set(simulator.store.recordings.keys());
		await zendesk.activate(cluster.demo);
	}, INSTALL_MS);

	afterAll(parts.stop);

	const statesOf = async (workflow: SavedWorkflow): Promise<ExecutionState[]> =>
		await cluster.demo.n8n.client.executionStates(workflow);

	/** The workflow's executions without the `known` ones, once none of them is under way. */
	const settled = async (
		workflow: SavedWorkflow,
		known: ReadonlySet<string> = new Set(),
	): Promise<ExecutionState[]> =>
		await until(
			async () => {
				const newer = (await statesOf(workflow)).filter(({ id }) => !known.has(id));
				return newer.every(({ status }) => !['new', 'running', 'waiting'].includes(status)) && newer;
			},
			{ what: 'all executions to end', ms: 180_000, everyMs: 1000 },
		);

	it('makes one link and one reply for each of 60 tickets whose events arrive twice at once, by both workers', async () => {
		const numbers = tickets(1000, 60);

		const answers = await zendesk.sendTickets([...numbers, ...numbers]);

		expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 120 });
		expect(linksPerTicket(simulator, numbers)).toEqual(numbers.map(() => 1));
		expect(zendesk.repliesPerTicket(numbers)).toEqual(numbers.map(() => 1));
		expect(tally(answers.map(({ isNew }) => String(isNew)))).toEqual({ true: 60, false: 60 });
		const pairs = new Set(answers.map(({ ticket, linkId }) => `${ticket} ${linkId}`));
		expect(pairs.size).toBe(60);
		await settled(zendesk.workflow);
		const counts = (): number[] => cluster.workers.map((worker) => worker.ended().length);
		const all = (): boolean => counts()[0] + counts()[1] >= 120;
		await until(all, { what: 'the workers to log 120 ends', ms: 30_000 });
		const ended = counts();
		log(`120 events, ${ended.join(' and ')} of them by one worker each`);
		expect(Math.min(...ended)).toBeGreaterThan(0);
	});

	it('makes 60 links and sends 60 replies, each to its own ticket, for 6 events of ten that arrive twice at once', async () => {
		const events = Array.from({ length: 6 }, (_, index) => tickets(3000 + index * 10, 10));
		const numbers = events.flat();
		const statuses = await Promise.all(
			[...events, ...events].map(async (event) => await zendesk.sendList(event)),
		);
		expect(tally(statuses)).toEqual({ 200: 12 });
		expect(linksPerTicket(simulator, numbers)).toEqual(numbers.map(() => 1));
		expect(numbers.map((ticket) => zendesk.repliesTo(ticket))).toEqual(
			numbers.map((ticket) => [expect.stringContaining(linkUrlOf(simulator, ticket)) as string]),
		);
		await settled(zendesk.workflow);
	});

	it('keeps a file that a worker has downloaded where the main process finds it', async () => {
		const { n8n } = cluster.demo;
		const { recordingId, resources } = simulator.store.addRecording();
		const workflow = await n8n.client.createWorkflow(downloadOf(cluster.demo, simulator.seed.workspaceId));
		await n8n.client.activate(workflow);

		await send(n8n.client.webhookUrl(DOWNLOAD_PATH), { recordingId });

		const [execution] = await n8n.client.executions(workflow);
		const { video } = execution.output.Userplane[0][0].binary ?? {};
		expect(cluster.workers.flatMap((worker) => worker.ended())).toContain(execution.id);
		expect(video).toMatchObject({ fileName: `${recordingId}-video.webm`, mimeType: 'video/webm' });
		const { content } = resources.video;
		if (!content) throw new Error('The simulator has no video');
		const bytes = await n8n.client.storedFile(video);
		expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256Of(content));
		log(
			`A video of ${bytes.length} bytes by a worker, kept as ${video.id?.split(':')[0] ?? 'part of the execution'}`,
		);
	});

	it('tells each recording once although there are two workers', async () => {
		const { store } = simulator;
		const told = (): string[] => mailedRecordings(cluster.demo.mailbox);
		const arrived: string[] = [];
		// Two rounds: what the first poll told, the second must not tell again
		for (const round of [1, 2]) {
			for (let count = 0; count < 5; count++) arrived.push(store.addRecording().recordingId);
			const all = (): boolean => arrived.every((id) => told().includes(id));
			await until(all, { what: `the mails of round ${round}`, ms: NEXT_POLL_MS, everyMs: 500 });
		}
		await settled(cluster.demo.example(READY_EXAMPLE));
		expect(told().sort()).toEqual([...store.recordings.keys()].filter((id) => !atStart.has(id)).sort());
		const ran = await statesOf(cluster.demo.example(READY_EXAMPLE));
		log(`${arrived.length} recordings in ${ran.length} executions of the trigger's workflow`);
		const byWorker = cluster.workers.map((worker) => worker.ended());
		expect(byWorker.flat()).toEqual(expect.arrayContaining(ran.map(({ id }) => id)));
	});

	/*
	 * What n8n does when a worker dies: the jobs that still wait go to the others; those that it had under way are found when
	 * their locks have run out. n8n 2 then fails them for good: an execution with the status "error" whose data is gone, so that
	 * Retry finds nothing to run; the sender is answered 500. n8n 1 first gives them to another worker, once.
	 */
	it('loses no event that it answered well when a worker dies at work, and doubles none', async () => {
		const numbers = tickets(2000, 30);
		const known = new Set((await statesOf(zendesk.workflow)).map(({ id }) => id));
		const [victim, survivor] = cluster.workers;
		const underWay = (): number => victim.begun().length - victim.ended().length;
		simulator.setLatency(2000);
		simulator.clearRequests();

		const answering = zendesk.sendTickets(numbers);
		const atWork = (): boolean => simulator.requests.length >= 2 * CONCURRENCY && underWay() > 0;
		await until(atWork, { what: 'both workers to be at work', ms: 60_000 });
		await victim.kill();
		const answers = await answering;
		const ended = await settled(zendesk.workflow, known);
		simulator.setLatency(0);

		const refused = answers.filter(({ status }) => status !== 200).map(({ ticket }) => ticket);
		const failed = ended.filter(({ status }) => status !== 'success').map(({ id }) => id);
		const links = linksPerTicket(simulator, numbers);
		const begun = [...victim.begun(), ...survivor.begun()];
		const redelivered = begun.length - new Set(begun).size;
		const doubled = sum(links) - links.filter((count) => count > 0).length;
		log(`30 events, one worker killed. Executions: ${show(tally(ended.map(({ status }) => status)))};`);
		log(`  answers: ${show(tally(answers.map(({ status }) => status)))}; links: ${show(tally(links))};`);
		log(`  begun again by n8n: ${redelivered}; links too many: ${doubled}`);

		// Each event that arrived is one execution, and what was cut off is what the dead worker had under way
		expect(new Set(ended.map(({ id }) => id)).size).toBe(numbers.length);
		expect(victim.begun()).toEqual(expect.arrayContaining(failed));
		expect(failed.length).toBeLessThanOrEqual(CONCURRENCY);
		expect(redelivered).toBeLessThanOrEqual(REDELIVERIES * CONCURRENCY);
		expect(failed.length + redelivered).toBeGreaterThan(0);
		// The helpdesk was told of each event that failed, and each of the others has its link
		expect(refused).toHaveLength(failed.length + redelivered);
		const answered = numbers.filter((ticket) => !refused.includes(ticket));
		expect(linksPerTicket(simulator, answered)).toEqual(answered.map(() => 1));
		expect(doubled).toBe(0);

		// What is sent again gets the one link of its ticket, whether or not the run that died had made it
		const again = await zendesk.sendTickets(refused);
		log(`  sent again at once: ${show(tally(again.map(({ status }) => status)))}`);
		expect(tally(again.map(({ status }) => status))).toEqual({ 200: refused.length });
		expect(linksPerTicket(simulator, numbers)).toEqual(numbers.map(() => 1));
		expect(Math.max(...zendesk.repliesPerTicket(numbers))).toBe(1);
	});

	it('and Userplane has answered as its contract says', () => {
		expect(simulator.contractBreaches).toEqual([]);
	});
});

function show(counts: Record<string, number>): string {
	return Object.entries(counts)
		.map(([what, count]) => `${count} x ${what}`)
		.join(', ');
}

function sum(counts: number[]): number {
	return counts.reduce((total, count) => total + count, 0);
}
