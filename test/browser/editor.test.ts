import type { Browser } from 'playwright-core';
import { ensureChromium, launchChromium } from '../../scripts/browser/chromium';
import { Editor } from '../../scripts/browser/editor';
import type { Demo } from '../../scripts/demo/demo';
import { withDemo } from '../e2e/withDemo';
import type { Simulator } from '../simulator';
import { takePicture } from './pictures';

jest.setTimeout(3 * 60_000);

const WAIT_MS = 30_000;

/** What a link has, from top to bottom. */
const LINK_FIELDS = [
	...['linkId', 'linkURL', 'linkTitle'],
	...['linkProviderType', 'linkProviderId', 'linkProviderReference'],
	...['linkType', 'linkReusable', 'linkMeta', 'createdAt'],
	...['project', 'projectId', 'title'],
	...['creator', 'workspaceMemberId', 'name'],
	...['domain', 'domainId', 'url', 'status'],
	'workspaceId',
];

const TICKET = {
	linkProviderType: 'zendesk',
	linkProviderId: '4712',
	linkProviderReference: 'Ticket 4712',
};

describe("the nodes in n8n's editor", () => {
	let demo: Demo;
	let simulator: Simulator;
	let browser: Browser | undefined;
	let editor: Editor;
	let credential: string;

	afterAll(async () => {
		await browser?.close();
	});

	withDemo(async (started, its) => {
		demo = started;
		simulator = its;
		await ensureChromium((line) => void process.stderr.write(`${line}\n`));
		browser = await launchChromium();
		const page = await browser.newPage({ viewport: { width: 1440, height: 810 }, colorScheme: 'light' });
		page.setDefaultTimeout(WAIT_MS);
		editor = new Editor(page, demo.n8n.baseUrl);
		await editor.logIn(demo.n8n.owner);
	});

	/** What has been asked of Userplane beyond reading. */
	const writes = () => simulator.requests.filter(({ method }) => method !== 'GET');

	const chooseCredentialAndWorkspace = async (): Promise<void> => {
		await editor.node.chooseCredential(credential);
		expect(await editor.node.openList('workspaceId')).toEqual(['Acme Support', 'Acme Labs']);
		await editor.node.takeFromList('workspaceId', 'Acme Support');
	};

	it('a credential fails its test with a wrong key and passes it with the right one', async () => {
		credential = await editor.newCredential('Userplane API');
		await editor.fillField('apiKey', simulator.keys.unknown);
		await editor.fillField('baseUrl', simulator.baseUrl);
		expect(await editor.saveCredential()).toBe(false);

		await editor.fillField('apiKey', simulator.apiKey);
		expect(await editor.saveCredential()).toBe(true);
		await takePicture('credential', editor.credentialWindow);
		await editor.closeCredential();
	});

	it('Userplane is dragged from the nodes panel, takes workspace, domain and project from lists and makes a link', async () => {
		await editor.newWorkflow();
		await editor.showActions('Userplane');
		await takePicture('nodes-panel', editor.panel);
		await editor.dragOntoCanvas('Create a link');
		await chooseCredentialAndWorkspace();
		expect(await editor.node.openList('domainId')).toEqual([
			'app.acme.example (verified)',
			'new.acme.example (pending, cannot be used for links)',
			'old.acme.example (revoked, cannot be used for links)',
		]);
		await takePicture('from-list', editor.node.settings);
		await editor.node.takeFromList('domainId', 'app.acme.example');
		expect(await editor.node.openList('projectId')).toEqual(['General (default)', 'Billing']);
		await editor.node.takeFromList('projectId', 'Billing');

		const before = new Set(simulator.store.links.keys());
		expect(await editor.node.executeStep()).toBe('success');

		const made = [...simulator.store.links.values()].filter(({ linkId }) => !before.has(linkId));
		const { workspaceId, domainId, secondProjectId: projectId } = simulator.seed;
		expect(made).toEqual([expect.objectContaining({ workspaceId, domainId, projectId })]);
		const [{ linkId, linkURL }] = made;
		expect(await editor.node.outputSchema()).toEqual(LINK_FIELDS);
		expect(await editor.node.outputTable()).toEqual([expect.objectContaining({ linkId, linkURL })]);
		await editor.node.scrollToColumn('linkURL');
		await takePicture('link-created', editor.node.settings.or(editor.node.output));
	});

	it('before the first run, the next node is shown the fields that a link will have', async () => {
		await editor.newWorkflow();
		await editor.showActions('Userplane');
		await editor.dragOntoCanvas('Create a link');
		await editor.node.close();
		await editor.addAfter('Create a link');
		await editor.showActions('Userplane');
		await editor.take('Update a link');

		expect(await editor.node.expectedInput()).toEqual(LINK_FIELDS);
		await takePicture('schema-preview', editor.node.input.or(editor.node.settings));
	});

	it('says on the spot that an update without a field has nothing to do, and sends nothing', async () => {
		await editor.newWorkflow();
		await editor.showActions('Userplane');
		await editor.dragOntoCanvas('Update a link');
		await chooseCredentialAndWorkspace();
		await editor.node.openList('linkId');
		await editor.node.takeFromList('linkId', 'Checkout fails');
		simulator.clearRequests();

		expect(await editor.node.executeStep()).toBe('danger');

		const { message, description } = await editor.node.outputError();
		expect(message).toContain('Nothing to update: Link Metadata, Update Fields and Clear Fields are empty');
		expect(description).toContain('Add at least one field');
		expect(writes()).toEqual([]);
		await takePicture('message', editor.node.settings.or(editor.node.output));
	});

	it('a test run of the trigger shows the newest recording that is ready', async () => {
		const { linkId } = simulator.seed;
		const { recordingId } = simulator.store.addRecording({ linkId });
		simulator.store.addRecording({ linkId, status: 'pending' });
		await editor.newWorkflow();
		await editor.showActions('Userplane');
		await editor.dragOntoCanvas('On recording ready');
		await chooseCredentialAndWorkspace();
		simulator.clearRequests();

		expect(await editor.node.executeStep()).toBe('success');

		expect(await editor.node.outputTable()).toEqual([expect.objectContaining({ recordingId })]);
		expect(await editor.node.outputSchema()).toEqual(expect.arrayContaining(['recordingId', 'status']));
		expect(writes()).toEqual([]);
		await takePicture('trigger-test-run', editor.node.settings.or(editor.node.output));
		await editor.node.close();
		expect(await editor.canvasIcon('Userplane Trigger')).toMatch(/\/userplane\.svg$/);
	});

	it('looks a recording up, and has its own icon on the canvas, in the light theme and in the dark', async () => {
		const { linkId } = simulator.store.addLink({ linkTitle: 'Cannot pay by card', ...TICKET });
		const { recordingId } = simulator.store.addRecording({ linkId });
		await editor.newWorkflow();
		await editor.showActions('Userplane');
		await editor.dragOntoCanvas('Get a recording');
		await chooseCredentialAndWorkspace();
		await editor.node.openList('recordingId');
		await editor.node.takeFromList('recordingId', 'Cannot pay by card');

		expect(await editor.node.executeStep()).toBe('success');

		expect(await editor.node.outputTable()).toEqual([expect.objectContaining({ recordingId, linkId })]);
		expect(await editor.node.outputSchema()).toEqual(expect.arrayContaining(['recordingId', 'status']));
		await takePicture('recording', editor.node.settings.or(editor.node.output));

		await editor.node.close();
		expect(await editor.canvasIcon('Get a recording')).toMatch(/\/userplane\.svg$/);
		await takePicture('canvas-light', editor.canvasNodes, 130);
		await editor.page.emulateMedia({ colorScheme: 'dark' });
		await editor.page.reload();
		expect(await editor.canvasIcon('Get a recording')).toMatch(/\/userplane\.dark\.svg$/);
		await takePicture('canvas-dark', editor.canvasNodes, 130);
	});

	it('and Userplane has answered as its contract says', () => {
		expect(simulator.contractBreaches).toEqual([]);
	});
});
