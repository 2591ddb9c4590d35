import { NEWEST } from '../../scripts/hosts/hosts';
import { until } from '../../scripts/n8n/until';
import { sha256Of } from '../simulator';
import { addIncident, addTicket, addUnreadable, addWithoutLogs } from './incidents';
import { HOST_NAME } from './installedHost';
import type { Given } from './outside';
import { NEXT_POLL_MS, picturesOf, READY_EXAMPLE } from './recordingMails';
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

	/** What has arrived, and what did not when the execution fails. */
	const places: Array<[example: string, given: () => Given[], what: string]> = [
		['recording-ready-to-slack', () => at.outside.slack, 'message not sent'],
		['recording-ready-to-jira', () => at.outside.jira, 'issue not created'],
		['recording-ready-to-mail', () => at.mails(), 'mail not sent'],
		['recording-ready-to-linear', () => at.outside.linear, 'issue not created'],
	];

	describe.each(places)('%s', (example, given, what) => {
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
			expect(execution.error?.node).toBe(`Fail: ${what}`);
		});
	});

	it('recording-ready-files-to-jira attaches the video and a readable log to the issue, and one that is not there takes no other along', async () => {
		const to = (linkProviderId: string) => ({ linkProviderType: 'jira', linkProviderId });
		const first = addIncident(at.simulator, to('SUP-1'));
		addIncident(at.simulator, to('SUP-2'));
		const last = addIncident(at.simulator, to('SUP-3'));
		const without = addWithoutLogs(at.simulator, to('SUP-4'));
		at.outside.refused = 'SUP-2';
		const all = [...at.simulator.store.recordings.values()].slice(-4);
		const execution = await at.tell('recording-ready-files-to-jira', all);
		at.outside.refused = undefined;
		const files = at.outside.attachments.map(({ issue, body }) => {
			const name = /filename="([^"]+)"/.exec(body)?.[1];
			return `${issue} ${name}`;
		});
		// Before 2.41, Jira's node itself fails at what Jira refuses, with all behind it
		const goesOn = HOST_NAME === NEWEST;
		const behind = [
			`SUP-3 ${last.recordingId}-logs.txt`,
			`SUP-3 ${last.recordingId}-video.webm`,
			`SUP-4 ${without.recordingId}-video.webm`,
		];
		expect(files.sort()).toEqual([
			`SUP-1 ${first.recordingId}-logs.txt`,
			`SUP-1 ${first.recordingId}-video.webm`,
			...(goesOn ? behind : []),
		]);
		const log = at.outside.attachments.find(({ body }) => body.includes('-logs.txt'));
		expect(log?.body).toContain('console error TypeError: cart is null');
		expect(execution.error?.node).toBe(goesOn ? 'Fail: file not attached' : 'Attach to the issue');
		const sound = await at.tell('recording-ready-files-to-jira', [first]);
		expect(sound.error).toBeUndefined();
	});

	it('recording-ready-to-mail shows the picture inside the message, where there is one', async () => {
		const { mails } = at.demo.mailbox;
		const before = mails.length;
		const recordings = [addIncident(at.simulator), addIncident(at.simulator)];
		recordings[1].resources.thumbnail = { captureEnabled: false, content: null };
		expect((await at.tell(READY_EXAMPLE, recordings)).error).toBeUndefined();
		const { content } = recordings[0].resources.thumbnail;
		const picture = {
			filename: `${recordings[0].recordingId}-thumbnail.png`,
			...{ mimeType: 'image/png', isShown: true, sha256: content && sha256Of(content) },
		};
		expect(mails.slice(before).map(picturesOf)).toMatchObject([[picture], []]);
		expect(mails.slice(before).map(({ html }) => html?.includes('cid:'))).toEqual([true, false]);
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
			const work = workflow.nodes.filter(({ type }) => !/\.(stickyNote|stopAndError)$/.test(type));
			expect(work).toHaveLength(3);
			const before = outside.slack.length;
			const linkTitles = ['Published, with logs', 'Published, without'];
			simulator.store.addRecording({ linkId: addTicket(simulator, { linkTitle: linkTitles[0] }).linkId });
			addWithoutLogs(simulator, { linkTitle: linkTitles[1] }).createdAt = new Date().toISOString();
			const arrived = (): string[] => outside.slack.slice(before).map(({ text }) => text);
			await until(() => arrived().length >= 2, { what: 'the messages', ms: NEXT_POLL_MS, everyMs: 500 });
			await client.deactivate(workflow);
			const executions = await client.executions(workflow);
			expect(executions.map(({ status, mode }) => [status, mode])).toEqual([['success', 'trigger']]);
			const titled = linkTitles.map((title) => expect.stringContaining(`*${title}*\n`) as string);
			expect(arrived().sort()).toEqual(titled);
		},
		NEXT_POLL_MS + 40_000,
	);

	it('and Userplane has answered as its contract says', () => {
		expect(at.simulator.contractBreaches).toEqual([]);
	});
});
