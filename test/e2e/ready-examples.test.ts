import { until } from '../../scripts/n8n/until';
import type { Recording } from '../simulator';
import { addIncident, addTicket, addUnreadable, addWithoutLogs } from './incidents';
import type { Given } from './outside';
import { NEXT_POLL_MS } from './recordingMails';
import { quieten } from './withDemo';
import { readable, withExamples, type ExamplesAtWork } from './withExamples';

// More than 120 requests in a minute wait for the next
jest.setTimeout(120_000);

/** The examples that tell of recordings when they are ready: what arrives where, in a real n8n. */
describe('the examples that wait for recordings', () => {
	let at: ExamplesAtWork;

	withExamples((started) => {
		at = started;
	});

	/** The node that tells, what has arrived there, and the node that shows what was refused, where the example has one. */
	const places: Array<[example: string, last: string, given: () => Given[], shows?: string]> = [
		['recording-ready-to-slack', 'Post it to the channel', () => at.outside.slack],
		['recording-ready-to-jira', 'Make a Jira issue', () => at.outside.jira],
		['recording-ready-to-mail', 'Mail it to the engineers', () => at.mails(), 'Show what failed'],
		['recording-ready-to-linear', 'Make a Linear issue', () => at.outside.linear, 'Show what failed'],
	];

	describe.each(places)('%s', (example, last, given, shows) => {
		it('tells each recording, also one without a log and one whose report cannot be written', async () => {
			const before = given().length;
			const recordings = [
				addIncident(at.simulator),
				addUnreadable(at.simulator),
				addWithoutLogs(at.simulator),
			];
			const execution = await at.tell(example, recordings);
			expect(execution.error).toBeUndefined();
			const arrived = given().slice(before);
			expect(arrived).toHaveLength(3);
			expect(readable(arrived, recordings)).toMatchSnapshot();
		});

		it('tells the others when one is refused, and shows what was refused', async () => {
			const before = given().length;
			const titles = ['First', 'Unwanted', 'Last'];
			const recordings = titles.map((linkTitle) => addWithoutLogs(at.simulator, { linkTitle }));
			at.outside.refused = at.demo.mailbox.refused = 'Unwanted';
			const execution = await at.tell(example, recordings);
			at.outside.refused = at.demo.mailbox.refused = undefined;
			const arrived = given()
				.slice(before)
				.map(({ title, text }) => `${title} ${text}`);
			expect(arrived).toEqual([expect.stringContaining('First'), expect.stringContaining('Last')]);
			expect(execution.output[last][1]).toHaveLength(1);
			// Without a node that shows it the error waits at the output, and the execution does not fail
			expect(execution.error?.node).toBe(shows);
		});
	});

	it('recording-ready-to-jira attaches the logs to the issue of their recording', async () => {
		const { jira, attachments } = at.outside;
		const [issues, files] = [jira.length, attachments.length];
		const recordings = [addIncident(at.simulator), addWithoutLogs(at.simulator), addIncident(at.simulator)];
		await at.tell('recording-ready-to-jira', recordings);
		const logsOf = ({ recordingId, resources }: Recording, issue: number) => {
			const issueKey = `SUP-${issues + issue}`;
			return [
				{ issueKey, fileName: `${recordingId}-console-log.ndjson`, text: textOf(resources.consoleLog) },
				{ issueKey, fileName: `${recordingId}-network-log.json`, text: textOf(resources.networkLog) },
			];
		};
		expect(attachments.slice(files)).toEqual([...logsOf(recordings[0], 1), ...logsOf(recordings[2], 3)]);
	});

	it(
		'recording-ready-to-slack, published: two recordings of one poll are two messages, with three nodes',
		async () => {
			const { demo, simulator, outside, credentials } = at;
			const { client } = demo.n8n;
			await quieten(demo);
			simulator.clearRequests();
			const workflow = await at.runner.publish('recording-ready-to-slack', { credentials });
			await until(() => simulator.requests.length > 0, { what: 'the first poll', ms: 20_000 });
			expect(workflow.nodes.filter(({ type }) => !type.endsWith('.stickyNote'))).toHaveLength(3);
			const before = outside.slack.length;
			const linkTitles = ['Published, with logs', 'Published, without'];
			simulator.store.addRecording({ linkId: addTicket(simulator, { linkTitle: linkTitles[0] }).linkId });
			addWithoutLogs(simulator, { linkTitle: linkTitles[1] }).createdAt = new Date().toISOString();
			const arrived = (): string[] => outside.slack.slice(before).map(({ text }) => text);
			await until(() => arrived().length >= 2, { what: 'the messages', ms: NEXT_POLL_MS, everyMs: 500 });
			await client.deactivate(workflow);
			const executions = await client.executions(workflow);
			expect(executions.map(({ status, mode }) => [status, mode])).toEqual([['success', 'trigger']]);
			const titled = linkTitles.map((title) => expect.stringContaining(`|${title}>`) as string);
			expect(arrived().sort()).toEqual(titled);
		},
		NEXT_POLL_MS + 40_000,
	);

	it('and Userplane has answered as its contract says', () => {
		expect(at.simulator.contractBreaches).toEqual([]);
	});
});

function textOf({ content }: Recording['resources']['consoleLog']): string {
	return content && 'bytes' in content ? content.bytes.toString() : '';
}
