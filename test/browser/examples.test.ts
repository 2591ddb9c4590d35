import type { Browser, Locator, Page } from 'playwright-core';
import { Canvas } from '../../scripts/browser/canvas';
import { ensureChromium, launchChromium } from '../../scripts/browser/chromium';
import { Editor } from '../../scripts/browser/editor';
import { mailPage, slackPage } from '../../scripts/browser/messages';
import type { Demo } from '../../scripts/demo/demo';
import { Parts } from '../../scripts/n8n/parts';
import type { CredentialReference } from '../../scripts/n8n/types';
import { ExampleRunner } from '../e2e/exampleRuns';
import { addIncident } from '../e2e/incidents';
import { startOutside, type Outside } from '../e2e/outside';
import { withDemo } from '../e2e/withDemo';
import type { Simulator } from '../simulator';
import { takePicture } from './pictures';

jest.setTimeout(3 * 60_000);

const TRIGGER = 'When a recording is ready';

/** What the helpdesk examples leave off until it is filled in. */
const REPLIES = ['Reply to the customer', 'Add an internal note'];

/** The examples on the canvas, and what they send as a person sees it. */
describe('the examples in the browser', () => {
	let simulator: Simulator;
	let demo: Demo;
	let examples: ExampleRunner;
	let credentials: Record<string, CredentialReference>;
	let outside: Outside;
	let browser: Browser | undefined;
	let page: Page;
	let canvas: Canvas;
	const parts = new Parts();

	withDemo(
		async (started, its) => {
			demo = started;
			simulator = its;
			const { client } = demo.n8n;
			const loaded = { nodes: await client.nodeDescriptions(), credentials: await client.credentialTypes() };
			examples = new ExampleRunner(demo, loaded);
			const accessToken = 'not-a-real-token';
			const zendesk = { subdomain: 'acme', email: 'agent@example.com', apiToken: accessToken };
			credentials = {
				slackApi: await client.createCredential('Slack', 'slackApi', { accessToken }),
				zendeskApi: await client.createCredential('Zendesk', 'zendeskApi', zendesk),
				intercomApi: await client.createCredential('Intercom', 'intercomApi', { apiKey: accessToken }),
				httpBasicAuth: await client.createCredential('Freshdesk', 'httpBasicAuth', {
					user: accessToken,
					password: 'X',
				}),
				openAiApi: await client.createCredential('OpenAI', 'openAiApi', { apiKey: accessToken }),
			};
			await ensureChromium((line) => void process.stderr.write(`${line}\n`));
			browser = await launchChromium();
			page = await browser.newPage({ viewport: { width: 1800, height: 1200 }, colorScheme: 'light' });
			page.setDefaultTimeout(30_000);
			await new Editor(page, demo.n8n.baseUrl).logIn(demo.n8n.owner);
			canvas = new Canvas(page, demo.n8n.baseUrl);
		},
		async () => {
			outside = parts.keep(await startOutside());
			return outside.env;
		},
	);

	afterAll(async () => {
		await browser?.close();
		await parts.stop();
	});

	it.each([
		['recording-ready-to-slack', 140, []],
		['zendesk-ticket-recording', 70, REPLIES],
		['intercom-conversation-recording', 70, REPLIES],
		['freshdesk-ticket-recording', 70, REPLIES],
		['wait-for-recording', 70, []],
		['recording-agent', 70, []],
	])('the canvas shows the whole name of each node of %s', async (name, margin, enabled) => {
		const workflow = await examples.import(name, { credentials, enabled, withoutNotes: true });
		await canvas.open(workflow.id);
		for (const node of workflow.nodes)
			expect([node.name, await canvas.showsNameOf(node.name)]).toEqual([node.name, true]);
		await takePicture(`canvas-${name}`, canvas.nodes, margin);
	});

	it('a report is a message in Slack and a mail, with one link: to the recording', async () => {
		const shown = async (html: string): Promise<Locator> => {
			await page.goto('about:blank');
			await page.setContent(html);
			return page.locator('#message');
		};
		const { recordingId, workspaceId } = addIncident(simulator, {}, '');
		const dashboardUrl = `https://dash.userplane.io/workspace/${workspaceId}/recordings/${recordingId}`;
		const told = { recordingId, dashboardUrl, title: 'Pay now does nothing' };
		for (const example of ['recording-ready-to-slack', 'recording-ready-to-mail']) {
			const execution = await examples.run(example, TRIGGER, { pinned: { [TRIGGER]: [told] }, credentials });
			expect(execution.error).toBeUndefined();
		}
		const { subject = '', html = '', from, to } = await demo.mailbox.waitFor(dashboardUrl);
		const addresses = { from: `${from?.name} <${from?.address}>`, to: String(to?.[0].address) };
		const pages = {
			'slack-message': slackPage(outside.slack[0].text),
			'mail-message': mailPage({ subject, html, ...addresses }),
		};
		for (const [name, content] of Object.entries(pages)) {
			const message = await shown(content);
			const links = await message.locator('a').all();
			expect(await Promise.all(links.map(async (link) => await link.getAttribute('href')))).toEqual([
				dashboardUrl,
			]);
			expect(await message.innerText()).toContain('Error: TypeError: cart is null (2 times)');
			await takePicture(name, message);
		}
	});
});
