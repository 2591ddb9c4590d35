import type { Demo } from '../../scripts/demo/demo';
import { exampleNames, webhookOf } from '../../scripts/demo/examples';
import { Parts } from '../../scripts/n8n/parts';
import type { Link, Recording, Simulator } from '../simulator';
import { agentTalk } from './agentTalk';
import { ExampleRunner, itemsOf } from './exampleRuns';
import { HELPDESKS, linksOf } from './helpdesks';
import { startJira, startModel, type JiraStub, type ModelStub } from './stubs';
import { withDemo } from './withDemo';

jest.setTimeout(60_000);

const DAY_MS = 86_400_000;
/** Every example executed in a real n8n; what stands outside is played on this machine, or pinned. */
describe('the examples at work', () => {
	let demo: Demo;
	let simulator: Simulator;
	let examples: ExampleRunner;
	let jira: JiraStub;
	let model: ModelStub;
	const parts = new Parts();

	withDemo(async (started, its) => {
		demo = started;
		simulator = its;
		jira = parts.keep(await startJira());
		model = parts.keep(await startModel());
		const { client } = demo.n8n;
		const loaded = { nodes: await client.nodeDescriptions(), credentials: await client.credentialTypes() };
		examples = new ExampleRunner(demo, loaded);
	});

	afterAll(parts.stop);

	const watchAt = (recordingId: string): string =>
		`https://dash.userplane.io/workspace/${simulator.seed.workspaceId}/recordings/${recordingId}`;
	const addTicket = (changes: Partial<Link> = {}): Link =>
		simulator.store.addLink({
			linkTitle: 'Checkout hangs',
			linkProviderReference: 'https://acme.zendesk.com/agent/tickets/4712',
			...changes,
		});

	it.each(HELPDESKS.map((helpdesk) => [helpdesk.name, helpdesk] as const))(
		'%s: the customer is sent the link, once the reply is enabled',
		async (_name, { example, event, reference }) => {
			const ticket = '7001234';
			const trigger = webhookOf(demo.example(example)).name;
			const pinned = {
				[trigger]: [{ headers: {}, params: {}, query: {}, body: event(ticket) }],
				'Reply to the Customer': [{ sent: true }],
			};
			const execution = await examples.run(example, trigger, { pinned, enabled: ['Reply to the Customer'] });

			expect(execution.error).toBeUndefined();
			const [link] = linksOf(simulator, reference(ticket));
			expect(link.linkMeta?.customerReply).toMatch(/^20/);
		},
	);

	it('recording-lookup-to-mail mails what it found', async () => {
		const { recordingId } = simulator.store.addRecording({ linkId: addTicket().linkId });
		const pinned = { 'Recording to Look Up': [{ recordingId }] };
		const execution = await examples.run('recording-lookup-to-mail', 'By Hand', { pinned });
		expect(execution.error).toBeUndefined();
		expect((await demo.mailbox.waitFor(recordingId)).text).toContain(watchAt(recordingId));
	});

	it('recording-ready-to-mail mails the log entries', async () => {
		const { recordingId } = simulator.store.addRecording({ linkId: addTicket().linkId });
		const execution = await examples.run('recording-ready-to-mail', 'Recording Ready');
		expect(execution.error).toBeUndefined();
		const mail = await demo.mailbox.waitFor(recordingId);
		expect(mail.subject).toBe('Recording ready: Checkout hangs');
		expect(mail.text).toContain('consoleLog');
	});

	it('recording-ready-to-slack words a message', async () => {
		const { linkId, linkProviderReference } = addTicket();
		const { recordingId } = simulator.store.addRecording({ linkId, recordingDurationMs: 61_400 });
		const pinned = { 'Send to Slack': [{ ok: true }] };
		const execution = await examples.run('recording-ready-to-slack', 'Recording Ready', { pinned });
		expect(execution.error).toBeUndefined();
		expect(itemsOf(execution, 'Message')).toEqual([
			{
				text: [
					'*Recording ready:* Checkout hangs',
					`Ticket: ${linkProviderReference}`,
					'Length: 61 s',
					`Watch it: ${watchAt(recordingId)}`,
				].join('\n'),
			},
		]);
		expect(itemsOf(execution, 'Send to Slack')).toEqual([{ ok: true }]);
	});

	it('recording-ready-to-jira makes an issue for each recording and attaches its logs to it', async () => {
		const { client } = demo.n8n;
		const account = { email: 'nobody@example.com', apiToken: 'not-a-real-token', domain: jira.url };
		const jiraSoftwareCloudApi = await client.createCredential('Jira', 'jiraSoftwareCloudApi', account);
		const first = simulator.store.addRecording({ linkId: addTicket({ linkTitle: 'First' }).linkId });
		const second = simulator.store.addRecording({ linkId: addTicket({ linkTitle: 'Second' }).linkId });
		const { videoOnlyRecordingId } = simulator.seed;
		const recordings = [first.recordingId, videoOnlyRecordingId, second.recordingId];

		const execution = await examples.run('recording-ready-to-jira', 'Recording Ready', {
			pinned: { 'Recording Ready': recordings.map((recordingId) => ({ recordingId })) },
			credentials: { jiraSoftwareCloudApi },
		});

		expect(execution.error).toBeUndefined();
		expect(jira.issues.map(({ fields }) => fields.summary)).toEqual([
			'Recording: First',
			'Recording: Invoice is wrong',
			'Recording: Second',
		]);
		for (const [index, { fields }] of jira.issues.entries())
			expect(fields.description).toContain(`Watch it: ${watchAt(recordings[index])}`);
		const logsOf = ({ recordingId, resources }: Recording, issueKey: string) => [
			{ issueKey, fileName: `${recordingId}-console-log.ndjson`, text: textOf(resources.consoleLog) },
			{ issueKey, fileName: `${recordingId}-network-log.json`, text: textOf(resources.networkLog) },
		];
		expect(jira.attachments).toEqual([...logsOf(first, 'SUP-1'), ...logsOf(second, 'SUP-3')]);
	});

	it.each([
		['with its log entries', 'recordingId' as const, /consoleLog|networkLog/],
		['without any', 'videoOnlyRecordingId' as const, /nothing was captured/],
	])('recording-ready-to-linear describes a recording %s', async (_what, which, words) => {
		const recordingId = simulator.seed[which];
		const pinned = { 'Recording Ready': [{ recordingId }], 'Create Issue': [{ id: 'issue-1' }] };
		const execution = await examples.run('recording-ready-to-linear', 'Recording Ready', { pinned });
		expect(execution.error).toBeUndefined();
		const [{ title, description }] = itemsOf(execution, 'Issue');
		expect(title).toMatch(/^Recording: (Checkout fails|Invoice is wrong)$/);
		expect(description).toContain(`Watch it: ${watchAt(recordingId)}`);
		expect(description).toMatch(words);
		expect(itemsOf(execution, 'Create Issue')).toEqual([{ id: 'issue-1' }]);
	});

	describe('nightly-recordings-digest', () => {
		const run = async () => await examples.run('nightly-recordings-digest', 'Every Night');
		const listed = (text = ''): string[] => [...text.matchAll(/recordings\/(\w+)/g)].map(([, id]) => id);

		it('mails one list of what came in the last 24 hours', async () => {
			const { store, seed } = simulator;
			const ago = (hours: number) => new Date(Date.now() - (hours * DAY_MS) / 24).toISOString();
			const [late, early] = [1, 23].map((hours) => store.addRecording({ createdAt: ago(hours) }).recordingId);
			const { recordingId: older } = store.addRecording({ createdAt: ago(25) });
			expect(await run()).toMatchObject({ status: 'success' });

			const mail = await demo.mailbox.waitFor('The recordings of the last 24 hours');
			const ids = listed(mail.text);
			const expected = [...store.recordings.values()]
				.filter(({ workspaceId, deletedAt }) => workspaceId === seed.workspaceId && !deletedAt)
				.filter(({ createdAt }) => createdAt > ago(24));
			expect(new Set(ids)).toEqual(new Set(expected.map(({ recordingId }) => recordingId)));
			expect(ids).not.toContain(older);
			expect(ids.indexOf(late)).toBeLessThan(ids.indexOf(early));
			expect(mail.subject).toBe(`New recordings: ${expected.length}`);
		});

		it('and none when nothing came', async () => {
			for (const recording of simulator.store.recordings.values())
				recording.createdAt = '2020-01-01T00:00:00.000Z';
			const execution = await run();
			expect(execution.error).toBeUndefined();
			expect(itemsOf(execution, 'Get Recordings')).toEqual([]);
			expect(Object.keys(execution.output)).not.toContain('Send Mail');
		});
	});

	it('clean-up-old-links shows what it would delete, and deletes that once it is enabled', async () => {
		const { store, seed } = simulator;
		const old = { createdAt: new Date(Date.now() - 91 * DAY_MS).toISOString() };
		const young = { createdAt: new Date(Date.now() - 89 * DAY_MS).toISOString() };
		const stale = [addTicket(old), addTicket(old)].map(({ linkId }) => linkId);
		const kept = [addTicket({ ...old, linkReusable: true }), addTicket(young)].map(({ linkId }) => linkId);
		const deleted = (ids: string[]) => ids.filter((id) => store.links.get(id)?.deletedAt);

		const looked = await examples.run('clean-up-old-links', 'Every Monday');
		expect(itemsOf(looked, 'Links to Delete').map(({ linkId }) => linkId)).toEqual(stale);
		expect(deleted([...stale, ...kept])).toEqual([]);

		const before = deleted([...store.links.keys()]);
		const done = await examples.run('clean-up-old-links', 'Every Monday', { enabled: ['Delete Link'] });
		expect(itemsOf(done, 'Delete Link')).toEqual(stale.map((linkId) => ({ deleted: true, linkId })));
		expect(deleted([...store.links.keys()])).toEqual([...before, ...stale]);
		expect(store.links.get(seed.linkId)?.deletedAt).toBeNull();
	});

	it('recording-agent calls the Userplane tools, and the model hears what came of it', async () => {
		const account = { apiKey: 'not-a-real-key', url: `${model.url}/v1` };
		const openAiApi = await demo.n8n.client.createCredential('OpenAI', 'openAiApi', account);
		const fault = { kind: 'status', status: 403 } as const;
		simulator.faults.add({ match: { operationId: 'links.create' }, fault, times: 1 });
		const { linkId: found } = addTicket({ linkTitle: 'Agent ticket of last week', linkProviderId: '4710' });
		const { recordingId } = simulator.store.addRecording({ linkId: found });
		model.answers.push(...agentTalk(found));
		const chatInput = 'Make a link for ticket 4711';
		const execution = await examples.run('recording-agent', 'Chat', {
			pinned: { Chat: [{ sessionId: 's1', action: 'sendMessage', chatInput }] },
			credentials: { openAiApi },
		});

		expect(execution.error).toBeUndefined();
		expect(itemsOf(execution, 'Assistant')).toEqual([{ output: 'Here is the link.' }]);
		const [made, ...more] = linksOf(simulator, '4711');
		expect(more).toEqual([]);
		expect(made).toMatchObject({ linkProviderId: '4711', linkTitle: 'Agent ticket 4711' });
		const heard = model.requests.map(({ messages }) => JSON.stringify(messages.at(-1)));
		expect(heard).toEqual([
			expect.stringContaining(chatInput),
			expect.stringContaining(found),
			expect.stringContaining(recordingId),
			expect.stringContaining(found),
			expect.stringContaining('403'),
			...Array.from({ length: 2 }, () => expect.stringContaining(made.linkURL) as string),
		]);
		expect(model.requests[0].tools.map((tool) => tool.function.name).sort()).toEqual([
			'Create_or_Update_Link',
			'Find_Link_of_Ticket',
			'Get_Recording',
			'List_Recordings_of_Link',
			'Search_Links',
		]);
	});

	it('wait-for-recording makes the link, sends it and waits; waiting.test.ts wakes it', async () => {
		const pinned = {
			'Ask for a Recording': [{ Customer: 'customer@example.com', Problem: 'Checkout hangs' }],
			'Wait for the Recording': [{ body: { recordingId: 'rec_1', dashboardUrl: watchAt('rec_1') } }],
		};
		const execution = await examples.run('wait-for-recording', 'Ask for a Recording', { pinned });
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

function textOf({ content }: Recording['resources']['consoleLog']): string {
	return content && 'bytes' in content ? content.bytes.toString() : '';
}
