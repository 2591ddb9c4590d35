import type { Demo } from '../../scripts/demo/demo';
import { exampleNames, webhookOf } from '../../scripts/demo/examples';
import { Parts } from '../../scripts/n8n/parts';
import type { CredentialReference, Execution } from '../../scripts/n8n/types';
import { until } from '../../scripts/n8n/until';
import type { Recording, Simulator } from '../simulator';
import { agentTalk } from './agentTalk';
import { ExampleRunner, itemsOf } from './exampleRuns';
import { HELPDESKS, linksOf } from './helpdesks';
import { addIncident, addTicket, addUnreadable, addWithoutLogs } from './incidents';
import { startOutside, type Given, type Outside } from './outside';
import { NEXT_POLL_MS } from './recordingMails';
import { startModel, type ModelStub } from './stubs';
import { quieten, withDemo } from './withDemo';

// More than 120 requests in a minute wait for the next
jest.setTimeout(120_000);

const DAY_MS = 86_400_000;

const TRIGGER = 'When a recording is ready';

/** The node that shows what was refused, where the example has one. */
const SHOWS: Partial<Record<string, string>> = {
	'recording-ready-to-mail': 'Show what failed',
	'recording-ready-to-linear': 'Show what failed',
};

/** Every example executed in a real n8n; what stands outside is played on this machine, or pinned. */
describe('the examples at work', () => {
	let demo: Demo;
	let simulator: Simulator;
	let examples: ExampleRunner;
	let outside: Outside;
	let credentials: Record<string, CredentialReference>;
	let model: ModelStub;
	const parts = new Parts();

	withDemo(
		async (started, its) => {
			demo = started;
			simulator = its;
			model = parts.keep(await startModel());
			const { client } = demo.n8n;
			const loaded = { nodes: await client.nodeDescriptions(), credentials: await client.credentialTypes() };
			examples = new ExampleRunner(demo, loaded);
			const [apiToken, apiKey] = ['not-a-real-token', 'not-a-real-key'];
			const jira = { email: 'nobody@example.com', apiToken, domain: outside.jiraUrl };
			const openAi = { apiKey, url: `${model.url}/v1` };
			credentials = {
				slackApi: await client.createCredential('Slack', 'slackApi', { accessToken: apiToken }),
				linearApi: await client.createCredential('Linear', 'linearApi', { apiKey }),
				jiraSoftwareCloudApi: await client.createCredential('Jira', 'jiraSoftwareCloudApi', jira),
				openAiApi: await client.createCredential('OpenAI', 'openAiApi', openAi),
			};
		},
		async () => {
			outside = parts.keep(await startOutside());
			return outside.env;
		},
	);

	afterAll(parts.stop);

	const watchAt = (recordingId: string): string =>
		`https://dash.userplane.io/workspace/${simulator.seed.workspaceId}/recordings/${recordingId}`;

	it.each(HELPDESKS.map((helpdesk) => [helpdesk.name, helpdesk] as const))(
		'%s: the customer is sent the link, once the reply is enabled',
		async (_name, { example, event, reference }) => {
			const ticket = '7001234';
			const trigger = webhookOf(demo.example(example)).name;
			const pinned = {
				[trigger]: [{ headers: {}, params: {}, query: {}, body: event(ticket) }],
				'Reply to the customer': [{ sent: true }],
			};
			const execution = await examples.run(example, trigger, { pinned, enabled: ['Reply to the customer'] });

			expect(execution.error).toBeUndefined();
			const [link] = linksOf(simulator, reference(ticket));
			expect(link.linkMeta?.customerReply).toMatch(/^20/);
		},
	);

	/** What the trigger tells of them. */
	const told = (recordings: Recording[]): object[] =>
		recordings.map(({ recordingId, linkId }) => {
			const { linkTitle, linkProviderId } = simulator.store.links.get(linkId) ?? {};
			return { recordingId, title: linkTitle, dashboardUrl: watchAt(recordingId), linkProviderId };
		});

	const mails = (): Given[] =>
		demo.mailbox.mails.map(({ subject, html = '' }) => ({ title: subject, text: html }));

	/** Where a recording that is ready is told: the node that does it, and what has arrived there. */
	const places: Array<[example: string, last: string, given: () => Given[]]> = [
		['recording-ready-to-slack', 'Post it to the channel', () => outside.slack],
		['recording-ready-to-mail', 'Mail it to the engineers', mails],
		['recording-ready-to-linear', 'Make a Linear issue', () => outside.linear],
		['recording-ready-to-jira', 'Make a Jira issue', () => outside.jira],
	];

	describe.each(places)('%s', (example, last, given) => {
		const tell = async (recordings: Recording[]): Promise<{ execution: Execution; arrived: Given[] }> => {
			const before = given().length;
			const pinned = { [TRIGGER]: told(recordings) };
			const execution = await examples.run(example, TRIGGER, { pinned, credentials });
			return { execution, arrived: given().slice(before) };
		};

		it('tells each recording, also one without a log and one whose report cannot be written', async () => {
			const recordings = [addIncident(simulator), addUnreadable(simulator), addWithoutLogs(simulator)];
			const { execution, arrived } = await tell(recordings);
			expect(execution.error).toBeUndefined();
			expect(arrived).toHaveLength(3);
			expect(readable(arrived, recordings)).toMatchSnapshot();
		});

		it('tells the others when one is refused, and shows what was refused', async () => {
			const titles = ['First', 'Unwanted', 'Last'];
			const recordings = titles.map((linkTitle) => addWithoutLogs(simulator, { linkTitle }));
			outside.refused = demo.mailbox.refused = 'Unwanted';
			const { execution, arrived } = await tell(recordings);
			outside.refused = demo.mailbox.refused = undefined;
			const words = arrived.map(({ title, text }) => `${title} ${text}`);
			expect(words).toEqual([expect.stringContaining('First'), expect.stringContaining('Last')]);
			const [, refused] = execution.output[last];
			expect(refused).toHaveLength(1);
			// With a node to show it the execution fails; in the others the error waits at the node's output
			expect(execution.error?.node).toBe(SHOWS[example]);
		});
	});

	it('recording-ready-to-jira attaches the logs to the issue of their recording', async () => {
		const recordings = [addIncident(simulator), addWithoutLogs(simulator), addIncident(simulator)];
		const [issues, files] = [outside.jira.length, outside.attachments.length];
		const pinned = { [TRIGGER]: told(recordings) };
		await examples.run('recording-ready-to-jira', TRIGGER, { pinned, credentials });
		const logsOf = ({ recordingId, resources }: Recording, issue: number) => {
			const issueKey = `SUP-${issues + issue}`;
			return [
				{ issueKey, fileName: `${recordingId}-console-log.ndjson`, text: textOf(resources.consoleLog) },
				{ issueKey, fileName: `${recordingId}-network-log.json`, text: textOf(resources.networkLog) },
			];
		};
		expect(outside.attachments.slice(files)).toEqual([
			...logsOf(recordings[0], 1),
			...logsOf(recordings[2], 3),
		]);
	});

	it(
		'recording-ready-to-slack, published: two recordings of one poll are two messages, with three nodes',
		async () => {
			const { client } = demo.n8n;
			await quieten(demo);
			simulator.clearRequests();
			const workflow = await examples.publish('recording-ready-to-slack', { credentials });
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
			expect(arrived().sort()).toEqual([
				expect.stringContaining(`|${linkTitles[0]}>`),
				expect.stringContaining(`|${linkTitles[1]}>`),
			]);
		},
		NEXT_POLL_MS + 20_000,
	);

	it('recording-lookup-to-mail mails what it found', async () => {
		const recording = addIncident(simulator);
		const pinned = { 'Recording to look up': told([recording]) };
		const execution = await examples.run('recording-lookup-to-mail', 'Or by hand', { pinned });
		expect(execution.error).toBeUndefined();
		await demo.mailbox.waitFor(watchAt(recording.recordingId));
		expect(readable(mails().slice(-1), [recording])).toMatchSnapshot();
	});

	describe('nightly-recordings-digest', () => {
		const run = async () => await examples.run('nightly-recordings-digest', 'Every night');
		const setTimes = (hours: number, ...recordings: Recording[]): void => {
			for (const recording of recordings)
				recording.createdAt = new Date(Date.now() - (hours * DAY_MS) / 24).toISOString();
		};

		it('mails the reports of what came in the last 24 hours in one mail', async () => {
			setTimes(50, ...simulator.store.recordings.values());
			const recordings = [addWithoutLogs(simulator), addUnreadable(simulator), addIncident(simulator)];
			for (const [index, recording] of recordings.entries()) setTimes(index + 1, recording);
			setTimes(25, addWithoutLogs(simulator, { linkTitle: 'Too old' }));
			expect(await run()).toMatchObject({ status: 'success' });
			const { subject } = await demo.mailbox.waitFor('The recordings of the last 24 hours');
			expect(subject).toBe('New recordings: 3');
			const text = readable(mails().slice(-1), recordings);
			expect(text.replace(/\d+ \w+ \d{4} \d\d:\d\d UTC/g, '(date)')).toMatchSnapshot();
		});

		it('and none when nothing came', async () => {
			setTimes(50, ...simulator.store.recordings.values());
			const execution = await run();
			expect(execution.error).toBeUndefined();
			expect(itemsOf(execution, "List the last day's recordings")).toEqual([]);
			expect(Object.keys(execution.output)).not.toContain('Mail the digest');
		});
	});

	it('clean-up-old-links shows what it would delete, and deletes that once it is enabled', async () => {
		const { store, seed } = simulator;
		const old = { createdAt: new Date(Date.now() - 91 * DAY_MS).toISOString() };
		const young = { createdAt: new Date(Date.now() - 89 * DAY_MS).toISOString() };
		const stale = [addTicket(simulator, old), addTicket(simulator, old)].map(({ linkId }) => linkId);
		const kept = [addTicket(simulator, { ...old, linkReusable: true }), addTicket(simulator, young)].map(
			({ linkId }) => linkId,
		);
		const deleted = (ids: string[]) => ids.filter((id) => store.links.get(id)?.deletedAt);

		const looked = await examples.run('clean-up-old-links', 'Every Monday');
		expect(itemsOf(looked, 'Show what would go').map(({ linkId }) => linkId)).toEqual(stale);
		expect(deleted([...stale, ...kept])).toEqual([]);

		const before = deleted([...store.links.keys()]);
		const done = await examples.run('clean-up-old-links', 'Every Monday', { enabled: ['Delete the link'] });
		expect(itemsOf(done, 'Delete the link')).toEqual(stale.map((linkId) => ({ deleted: true, linkId })));
		expect(deleted([...store.links.keys()])).toEqual([...before, ...stale]);
		expect(store.links.get(seed.linkId)?.deletedAt).toBeNull();
	});

	it('recording-agent calls the Userplane tools, and the model hears what came of it', async () => {
		const fault = { kind: 'status', status: 403 } as const;
		simulator.faults.add({ match: { operationId: 'links.create' }, fault, times: 1 });
		const recording = addIncident(simulator, { linkProviderId: '4710' });
		const { recordingId, linkId: found } = recording;
		model.answers.push(...agentTalk(recording));
		const chatInput = 'Has the customer of ticket 4710 recorded something? And make a link for 4711';
		const execution = await examples.run('recording-agent', 'Chat', {
			pinned: { Chat: [{ sessionId: 's1', action: 'sendMessage', chatInput }] },
			credentials,
		});

		expect(execution.error).toBeUndefined();
		expect(itemsOf(execution, 'Assistant')).toEqual([{ output: 'Yes, and here is the link.' }]);
		const [made, ...more] = linksOf(simulator, '4711');
		expect(more).toEqual([]);
		expect(made).toMatchObject({ linkProviderId: '4711', linkTitle: 'Agent ticket 4711' });
		const heard = model.requests.map(({ messages }) => JSON.stringify(messages.at(-1)));
		expect(heard).toEqual([
			expect.stringContaining(chatInput),
			expect.stringContaining(found),
			expect.stringContaining(recordingId),
			expect.stringMatching(/What went wrong: 3 errors, 1 failed request.*TypeError: cart is null/),
			expect.stringContaining('403'),
			...Array.from({ length: 2 }, () => expect.stringContaining(made.linkURL) as string),
		]);
		expect(model.requests[0].tools.map((tool) => tool.function.name).sort()).toEqual([
			'Create_or_find_the_link_of_a_ticket',
			'Find_the_links_of_a_ticket',
			'Get_the_report_of_a_recording',
			'List_the_recordings_of_a_link',
		]);
	});

	it('wait-for-recording makes the link, sends it and waits; waiting.test.ts wakes it', async () => {
		const pinned = {
			'Ask for a recording': [{ Customer: 'customer@example.com', Problem: 'Checkout hangs' }],
			'Wait for the recording': [{ body: { recordingId: 'rec_1', dashboardUrl: watchAt('rec_1') } }],
		};
		const execution = await examples.run('wait-for-recording', 'Ask for a recording', { pinned });
		expect(execution.error).toBeUndefined();
		expect((await demo.mailbox.waitFor('Recording: rec_1')).text).toContain(watchAt('rec_1'));
	});

	it('and none of the folder is left out', () => {
		expect([...examples.executed].sort()).toEqual(exampleNames());
	});

	it('and Userplane has answered as its contract says', () => {
		expect(simulator.contractBreaches).toEqual([]);
	});
});

/** What arrived, as a person reads it; an ID is what it is the ID of. */
function readable(given: Given[], recordings: Recording[]): string {
	const texts = given.map(({ title, text }) => [title, text].filter(Boolean).join('\n\n'));
	return recordings.reduce(
		(all, { recordingId }, index) => all.replaceAll(recordingId, `rec_of_${index + 1}`),
		texts.join('\n\n=====\n\n'),
	);
}

function textOf({ content }: Recording['resources']['consoleLog']): string {
	return content && 'bytes' in content ? content.bytes.toString() : '';
}
