import axios from 'axios';
import type { Browser } from 'playwright-core';
import { ensureChromium, launchChromium } from '../../scripts/browser/chromium';
import { Editor } from '../../scripts/browser/editor';
import { addIncident } from '../e2e/incidents';
import { withExamples, type ExamplesAtWork } from '../e2e/withExamples';

jest.setTimeout(3 * 60_000);

const TICKET = { ticketId: 4_713, customerEmail: 'customer@example.com' };

/** What the README promises in three nodes each, by choosing and dragging: nobody types an expression. */
describe('from an empty canvas', () => {
	let at: ExamplesAtWork;
	let browser: Browser | undefined;
	let editor: Editor;

	afterAll(async () => {
		await browser?.close();
	});

	withExamples(async (started) => {
		at = started;
		await ensureChromium((line) => void process.stderr.write(`${line}\n`));
		browser = await launchChromium();
		const page = await browser.newPage({ viewport: { width: 1440, height: 810 } });
		page.setDefaultTimeout(30_000);
		editor = new Editor(page, at.demo.n8n.baseUrl);
		await editor.logIn(at.demo.n8n.owner);
	});

	const chooseCredentialAndWorkspace = async (): Promise<void> => {
		await editor.node.chooseCredential('Userplane');
		await editor.node.openList('workspaceId');
		await editor.node.takeFromList('workspaceId', 'Acme Support');
	};

	const linksOfTheTicket = () =>
		[...at.simulator.store.links.values()].filter(({ linkProviderId }) => linkProviderId === '4713');

	it('three nodes turn a webhook into one link per ticket and a mail to the customer', async () => {
		const { node } = editor;
		await editor.newWorkflow();
		await editor.find('Webhook');
		await node.choose('httpMethod', 'POST');
		const url = await node.listen();
		await axios.post(url, TICKET, { proxy: false });
		await node.output.getByText('ticketId').first().waitFor();
		await node.close();

		await editor.addAfter('Webhook');
		await editor.showActions('Userplane');
		await editor.take('Create or update a link');
		await chooseCredentialAndWorkspace();
		await node.openList('domainId');
		await node.takeFromList('domainId', 'app.acme.example');
		await node.choose('linkProviderType', 'Zendesk');
		await node.drag('ticketId', 'linkProviderId');
		expect(await node.executeStep()).toBe('success');
		await node.close();

		await editor.addAfter('Create or update a link');
		await editor.find('Send Email', 'Send an Email');
		await node.chooseCredential('SMTP');
		await node.type('fromEmail', 'support@acme.example');
		await node.type('subject', 'Please show us the problem');
		await node.drag('linkURL', 'html');
		await node.unfoldInput('Webhook');
		await node.drag('customerEmail', 'toEmail');
		expect(await node.executeStep()).toBe('success');
		await node.close();

		expect(linksOfTheTicket()).toHaveLength(1);
		const [{ linkURL }] = linksOfTheTicket();
		const { to } = await at.demo.mailbox.waitFor(linkURL);
		expect(to).toEqual([expect.objectContaining({ address: TICKET.customerEmail })]);

		// The helpdesk tells of it once more
		const mails = at.demo.mailbox.mails.length;
		await editor.executeWorkflow();
		await editor.page.getByText('Waiting for trigger event').first().waitFor();
		await axios.post(url, TICKET, { proxy: false });
		await editor.page.getByText('Workflow executed successfully').waitFor();
		expect(linksOfTheTicket()).toHaveLength(1);
		expect(at.demo.mailbox.mails.slice(mails).map(({ html }) => html?.includes(linkURL))).toEqual([true]);
	});

	it('three nodes turn a recording into a report in Slack', async () => {
		const { node } = editor;
		const incident = addIncident(at.simulator, {}, '');
		const { recordingId } = Object.assign(incident, { createdAt: new Date().toISOString() });
		await editor.newWorkflow();
		await editor.showActions('Userplane');
		await editor.dragOntoCanvas('On recording ready');
		await chooseCredentialAndWorkspace();
		expect(await node.executeStep()).toBe('success');
		await node.close();

		await editor.addAfter('Userplane Trigger');
		await editor.showActions('Userplane');
		await editor.take('Get a report of a recording');
		await chooseCredentialAndWorkspace();
		await node.choose('format', 'Slack');
		await node.drag('recordingId', 'recordingId');
		expect(await node.executeStep()).toBe('success');
		await node.close();

		await editor.addAfter('Get a report of a recording');
		await editor.find('Slack', 'Send a message');
		await node.chooseCredential('slackApi');
		await node.choose('select', 'Channel');
		await node.chooseMode('channelId', 'By Name');
		await node.type('channelId', '#support');
		await node.drag('text', 'text');
		expect(await node.executeStep()).toBe('success');

		expect(at.outside.slack).toHaveLength(1);
		const [{ text }] = at.outside.slack;
		expect(text).toContain(`<${at.watchAt(recordingId)}|Watch the recording>`);
		expect(text).toContain('Error: TypeError: cart is null (2 times)');
	});

	it('and Userplane has answered as its contract says', () => {
		expect(at.simulator.contractBreaches).toEqual([]);
	});
});
