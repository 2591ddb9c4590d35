import type { Browser, Locator, Page } from 'playwright-core';
import { Canvas } from '../../scripts/browser/canvas';
import { ensureChromium, launchChromium } from '../../scripts/browser/chromium';
import { Editor } from '../../scripts/browser/editor';
import { mailPage, slackPage } from '../../scripts/browser/messages';
import { addIncident } from '../e2e/incidents';
import { withExamples, type ExamplesAtWork } from '../e2e/withExamples';
import { takePicture } from './pictures';

jest.setTimeout(3 * 60_000);

/** What the helpdesk examples leave off until it is filled in. */
const REPLIES = ['Reply to the customer', 'Add an internal note'];

/** The examples on the canvas, and what they send as a person sees it. */
describe('the examples in the browser', () => {
	let at: ExamplesAtWork;
	let browser: Browser | undefined;
	let page: Page;
	let canvas: Canvas;

	afterAll(async () => {
		await browser?.close();
	});

	withExamples(async (started) => {
		at = started;
		const { baseUrl, client, owner } = at.demo.n8n;
		// Without one a node shows a warning on the canvas
		for (const [type, data] of Object.entries({
			intercomApi: { apiKey: 'not-a-real-key' },
			httpBasicAuth: { user: 'not-a-real-key', password: 'X' },
			openAiApi: { apiKey: 'not-a-real-key' },
		}))
			at.credentials[type] ??= await client.createCredential(type, type, data);
		await ensureChromium((line) => void process.stderr.write(`${line}\n`));
		browser = await launchChromium();
		page = await browser.newPage({ viewport: { width: 1800, height: 1200 }, colorScheme: 'light' });
		page.setDefaultTimeout(30_000);
		await new Editor(page, baseUrl).logIn(owner);
		canvas = new Canvas(page, baseUrl);
	});

	it.each([
		['recording-ready-to-slack', 140, []],
		['zendesk-ticket-recording', 70, REPLIES],
		['intercom-conversation-recording', 70, REPLIES],
		['freshdesk-ticket-recording', 70, REPLIES],
		['ticket-recording', 70, []],
		['wait-for-recording', 70, []],
		['recording-agent', 70, []],
	])('the canvas shows the whole name of each node of %s', async (name, margin, enabled) => {
		const workflow = await at.runner.import(name, {
			credentials: at.credentials,
			enabled,
			withoutNotes: true,
		});
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
		const recording = addIncident(at.simulator, {}, '');
		const url = at.watchAt(recording.recordingId);
		for (const example of ['recording-ready-to-slack', 'recording-ready-to-mail'])
			expect((await at.tell(example, [recording])).error).toBeUndefined();
		const { subject = '', html = '', from, to, attachments } = await at.demo.mailbox.waitFor(url);
		const pictures = attachments.map(
			({ mimeType, content }) =>
				`data:${mimeType};base64,${Buffer.from(content as ArrayBuffer).toString('base64')}`,
		);
		const addresses = { from: `${from?.name} <${from?.address}>`, to: String(to?.[0].address) };
		const pages = {
			'slack-message': slackPage(at.outside.slack[0].text),
			'mail-message': mailPage({ subject, html: html.replace('cid:thumbnail', pictures[0]), ...addresses }),
		};
		for (const [name, content] of Object.entries(pages)) {
			const message = await shown(content);
			const links = await message.locator('a').all();
			const urls = await Promise.all(links.map(async (link) => await link.getAttribute('href')));
			// In the mail the picture is one as well
			expect(urls).toEqual(name === 'mail-message' ? [url, url] : [url]);
			expect(await message.innerText()).toContain('Error: TypeError: cart is null (2 times)');
			await takePicture(name, message);
		}
	});
});
