import type { Browser } from 'playwright-core';
import { ensureChromium, launchChromium } from '../../scripts/browser/chromium';
import { Editor } from '../../scripts/browser/editor';
import { startDemo, type Demo } from '../../scripts/demo/demo';
import { ensureInstalled, HOST_NAME, INSTALL_MS } from '../e2e/installedHost';
import type { Simulator } from '../simulator';
import { takePicture } from './pictures';

jest.setTimeout(3 * 60_000);

const WAIT_MS = 30_000;

describe("the node in n8n's editor", () => {
	let demo: Demo;
	let simulator: Simulator;
	let browser: Browser | undefined;
	let editor: Editor;
	let credential: string;
	let stop: (() => Promise<void>) | undefined;

	const picture = async (name: string): Promise<void> => await takePicture(editor.page, name);

	beforeAll(async () => {
		await ensureInstalled();
		await ensureChromium((line) => void process.stderr.write(`${line}\n`));
		demo = await startDemo({ host: HOST_NAME });
		stop = demo.stop;
		if (!demo.userplane.simulator) throw new Error('The demo runs without the simulator');
		simulator = demo.userplane.simulator;
		browser = await launchChromium();
		const page = await browser.newPage({ viewport: { width: 1440, height: 810 }, colorScheme: 'light' });
		page.setDefaultTimeout(WAIT_MS);
		editor = new Editor(page, demo.n8n.baseUrl);
		await editor.logIn(demo.n8n.owner);
	}, INSTALL_MS);

	afterAll(async () => {
		await browser?.close();
		await stop?.();
	});

	it('a credential fails its test with a wrong key and passes it with the right one', async () => {
		credential = await editor.newCredential('Userplane API');
		await editor.fillField('apiKey', simulator.keys.unknown);
		await editor.fillField('baseUrl', simulator.baseUrl);
		expect(await editor.saveCredential()).toBe(false);

		await editor.fillField('apiKey', simulator.apiKey);
		expect(await editor.saveCredential()).toBe(true);
		await picture('credential');
		await editor.closeWindow();
	});

	it('is dragged from the nodes panel, takes workspace, domain and project from lists and makes a link', async () => {
		await editor.newWorkflowWithPanel('Userplane');
		await picture('nodes-panel');
		await editor.dragOntoCanvas('Create a link');
		await editor.chooseCredential(credential);

		expect(await editor.openList('workspaceId')).toEqual(['Acme Support', 'Acme Labs']);
		await editor.takeFromList('Acme Support');
		expect(await editor.openList('domainId')).toEqual([
			'https://app.acme.example',
			'https://new.acme.example (pending, cannot carry links)',
			'https://old.acme.example (revoked, cannot carry links)',
		]);
		await picture('from-list');
		await editor.takeFromList('https://app.acme.example');
		expect(await editor.openList('projectId')).toEqual(['General (default)', 'Billing']);
		await editor.takeFromList('Billing');
		expect(await editor.shownIn('projectId')).toBe('Billing');

		const before = new Set(simulator.store.links.keys());
		expect(await editor.executeStep()).toBe('success');

		const made = [...simulator.store.links.values()].filter(({ linkId }) => !before.has(linkId));
		const { workspaceId, domainId, secondProjectId: projectId } = simulator.seed;
		expect(made).toEqual([expect.objectContaining({ workspaceId, domainId, projectId })]);
		const [{ linkId, linkURL }] = made;
		expect(await editor.outputTable()).toEqual([expect.objectContaining({ linkId, linkURL })]);
		await picture('link-created');
		expect(await editor.outputSchema()).toEqual(expect.arrayContaining(['linkId', 'linkURL']));
	});

	it('says on the spot that an update without a field has nothing to do, and sends nothing', async () => {
		await editor.chooseOption('operation', 'Update');
		await editor.typeId('linkId', simulator.seed.linkId);
		simulator.clearRequests();

		expect(await editor.executeStep()).toBe('danger');

		const { message, description } = await editor.outputError();
		expect(message).toContain('Update Fields is empty: there is nothing to update');
		expect(description).toContain('Add at least one field');
		expect(simulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
		await picture('message');
		await editor.closeNode();
	});

	it('looks a recording up, and has its own icon on the canvas, in the light theme and in the dark', async () => {
		await editor.newWorkflowWithPanel('Userplane');
		await editor.dragOntoCanvas('Get a recording');
		await editor.chooseCredential(credential);
		await editor.openList('workspaceId');
		await editor.takeFromList('Acme Support');
		const { recordingId } = simulator.seed;
		await editor.typeId('recordingId', recordingId);

		expect(await editor.executeStep()).toBe('success');

		const { linkId } = simulator.seed;
		expect(await editor.outputTable()).toEqual([expect.objectContaining({ recordingId, linkId })]);
		await picture('recording');

		await editor.closeNode();
		expect(await editor.canvasIcon('Get a recording')).toMatch(/\/userplane\.svg$/);
		await picture('canvas-light');
		await editor.page.emulateMedia({ colorScheme: 'dark' });
		await editor.page.reload();
		expect(await editor.canvasIcon('Get a recording')).toMatch(/\/userplane\.dark\.svg$/);
		await picture('canvas-dark');
	});

	it('and Userplane has answered as its contract says', () => {
		expect(simulator.contractBreaches).toEqual([]);
	});
});
