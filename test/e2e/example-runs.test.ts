import type { Demo } from '../../scripts/demo/demo';
import { exampleNames, webhookOf } from '../../scripts/demo/examples';
import { Parts } from '../../scripts/n8n/parts';
import type { Recording, Simulator } from '../simulator';
import { agentTalk, forgetfulTalk } from './agentTalk';
import { itemsOf, type ExampleRunner } from './exampleRuns';
import { HELPDESKS, linksOf } from './helpdesks';
import { addIncident, addTicket, addUnreadable, addWithoutLogs } from './incidents';
import { startModel, type ModelStub } from './stubs';
import { readable, withExamples, type ExamplesAtWork } from './withExamples';

jest.setTimeout(60_000);

const DAY_MS = 86_400_000;

/** Every example executed in a real n8n; what stands outside is played on this machine, or pinned. */
describe('the examples at work', () => {
	let at: ExamplesAtWork;
	let demo: Demo;
	let simulator: Simulator;
	let examples: ExampleRunner;
	let model: ModelStub;
	const parts = new Parts();

	withExamples(async (started) => {
		at = started;
		({ demo, simulator, runner: examples } = started);
		model = parts.keep(await startModel());
	});

	afterAll(parts.stop);

	it.each(HELPDESKS.map((helpdesk) => [helpdesk.name, helpdesk] as const))(
		'%s: the customer is sent the link, once the reply is enabled',
		async (_name, { example, event, reference, proof }) => {
			const ticket = '7001234';
			const trigger = webhookOf(demo.example(example)).name;
			const headers = { 'x-hub-signature': 'sha1=7a' };
			const sent = { headers, webhookUrl: 'https://n8n.example', body: event(ticket) };
			const pinned: Record<string, object[]> = {
				[trigger]: [sent],
				'Reply to the customer': [{ sent: true }],
				...(proof === 'signature' && { 'Compute the signature': [{ ...sent, signature: '7a' }] }),
			};
			const execution = await examples.run(example, trigger, { pinned, enabled: ['Reply to the customer'] });

			expect(execution.error).toBeUndefined();
			const [link] = linksOf(simulator, reference(ticket));
			expect(link.linkMeta?.customerReply).toMatch(/^20/);
		},
	);

	it('ticket-recording mails the link to the customer', async () => {
		const body = { ticketId: '7001235', title: 'Checkout hangs', customerEmail: 'customer@example.com' };
		const pinned = { 'When a ticket comes': [{ headers: {}, webhookUrl: 'https://n8n.example', body }] };
		const execution = await examples.run('ticket-recording', 'When a ticket comes', { pinned });
		expect(execution.error).toBeUndefined();
		const [{ linkURL }] = linksOf(simulator, 'others/7001235');
		expect((await demo.mailbox.waitFor(linkURL)).to).toMatchObject([{ address: 'customer@example.com' }]);
	});

	it('recording-lookup-to-mail mails what it found', async () => {
		const recording = addIncident(simulator);
		const pinned = { 'Recording to look up': at.told([recording]) };
		const execution = await examples.run('recording-lookup-to-mail', 'Test by hand', { pinned });
		expect(execution.error).toBeUndefined();
		await demo.mailbox.waitFor(at.watchAt(recording.recordingId));
		expect(readable(at.mails().slice(-1), [recording])).toMatchSnapshot();
	});

	describe('nightly-recordings-digest', () => {
		const run = async () => await examples.run('nightly-recordings-digest', 'Every morning');
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
			const text = readable(at.mails().slice(-1), recordings);
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
		expect(itemsOf(looked, 'Links to delete').map(({ linkId }) => linkId)).toEqual(stale);
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
		const recording = addIncident(simulator, { linkProviderType: 'zendesk', linkProviderId: '4710' });
		const { recordingId, linkId: found } = recording;
		model.answers.push(...agentTalk(recording));
		const account = { apiKey: 'not-a-real-key', url: `${model.url}/v1` };
		const openAiApi = await demo.n8n.client.createCredential('OpenAI', 'openAiApi', account);
		const chatInput = 'Has the customer of ticket 4710 recorded something? And make a link for 4711';
		const execution = await examples.run('recording-agent', 'Chat', {
			pinned: { Chat: [{ sessionId: 's1', action: 'sendMessage', chatInput }] },
			credentials: { openAiApi },
		});

		expect(execution.error).toBeUndefined();
		expect(itemsOf(execution, 'Assistant')).toEqual([{ output: 'Yes, and here is the link.' }]);
		const [made, ...more] = linksOf(simulator, 'zendesk/4711');
		expect(more).toEqual([]);
		expect(made).toMatchObject({
			linkProviderType: 'zendesk',
			linkProviderId: '4711',
			linkTitle: 'Agent ticket 4711',
		});
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

	it("recording-agent tells the model what it has left out, and gives it nobody's links", async () => {
		model.answers.push(...forgetfulTalk());
		const from = model.requests.length;
		const before = simulator.store.links.size;
		const account = { apiKey: 'not-a-real-key', url: `${model.url}/v1` };
		const openAiApi = await demo.n8n.client.createCredential('OpenAI', 'openAiApi', account);
		const execution = await examples.run('recording-agent', 'Chat', {
			pinned: { Chat: [{ sessionId: 's2', action: 'sendMessage', chatInput: 'Any recordings?' }] },
			credentials: { openAiApi },
		});

		expect(execution.error).toBeUndefined();
		const heard = model.requests.slice(from + 1).map(({ messages }) => JSON.stringify(messages.at(-1)));
		expect(heard).toEqual([
			expect.stringContaining('The filter Ticket ID is empty'),
			expect.stringContaining('Ticket ID is incomplete'),
			expect.stringContaining('The filter Link Names or IDs is empty'),
			expect.stringContaining('Link Names or IDs has no ID'),
			expect.stringContaining('Recording is empty'),
			expect.stringContaining('Ticket ID is empty'),
			expect.stringContaining('Ticket ID is incomplete'),
		]);
		for (const text of heard) expect(text).not.toMatch(/lnk_|rec_\d/);
		expect(simulator.store.links.size).toBe(before);
	});

	it.each([['Problem'], ['Customer']])(
		'wait-for-recording without %s makes a link of its own',
		async (name) => {
			const filled: Record<string, string> = { Customer: 'customer@example.com', Problem: 'Checkout hangs' };
			const { [name]: _missing, ...form } = filled;
			const before = new Set(simulator.store.links.keys());
			const pinned = { 'Ask for a recording': [form], 'Wait for the recording': [{ body: {} }] };
			await examples.run('wait-for-recording', 'Ask for a recording', { pinned });
			const made = [...simulator.store.links.values()].filter(({ linkId }) => !before.has(linkId));
			expect(made).toHaveLength(1);
			for (const { linkProviderReference } of made)
				expect(linkProviderReference).toMatch(/^n8n\/\w+\/executions\/\d+$/);
		},
	);

	it('recording-lookup-to-mail without a recording ends as failed', async () => {
		const mails = at.mails().length;
		const pinned = { 'Recording to look up': [{}] };
		const execution = await examples.run('recording-lookup-to-mail', 'Test by hand', { pinned });
		expect(execution.error?.message).toContain('Recording is empty');
		expect(at.mails()).toHaveLength(mails);
	});

	it('wait-for-recording makes the link, sends it and waits; waitForRecording.test.ts wakes it', async () => {
		const pinned = {
			'Ask for a recording': [{ Customer: 'customer@example.com', Problem: 'Checkout hangs' }],
			'Wait for the recording': [{ body: { recordingId: 'rec_1', dashboardUrl: at.watchAt('rec_1') } }],
		};
		const execution = await examples.run('wait-for-recording', 'Ask for a recording', { pinned });
		expect(execution.error).toBeUndefined();
		expect((await demo.mailbox.waitFor('Recording: rec_1')).text).toContain(at.watchAt('rec_1'));
	});

	it('and none of the folder is left out; ready-examples.test.ts runs those that wait for recordings', () => {
		const waiting = exampleNames().filter((name) => name.startsWith('recording-ready-'));
		expect(waiting).toHaveLength(5);
		expect([...examples.executed, ...waiting].sort()).toEqual(exampleNames());
	});

	it('and Userplane has answered as its contract says', () => {
		expect(simulator.contractBreaches).toEqual([]);
	});
});
