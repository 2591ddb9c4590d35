import type { Locator, Page } from 'playwright-core';
import type { Owner } from '../n8n/client';
import { NodeWindow } from './nodeWindow';

/** An image element: its promise is broken when there is nothing that can be drawn. */
interface Decodable {
	decode: () => Promise<void>;
}

/** n8n's editor as a person uses it, by its own names for its parts; the same on n8n 1.123, 2.8 and 2.41. */
export class Editor {
	/** The window of the node that is open. */
	readonly node: NodeWindow;

	constructor(
		readonly page: Page,
		private readonly baseUrl: string,
	) {
		this.node = new NodeWindow(page);
	}

	/** The window of the credential that is open. */
	get credentialWindow(): Locator {
		return this.part('editCredential-modal');
	}

	/** The nodes panel. */
	get panel(): Locator {
		return this.part('node-creator');
	}

	/** The nodes on the canvas. */
	get canvasNodes(): Locator {
		return this.part('canvas-node');
	}

	async logIn({ email, password }: Owner): Promise<void> {
		await this.page.goto(`${this.baseUrl}/signin`);
		await this.page.locator('input[type="email"], input[name="emailOrLdapLoginId"]').first().fill(email);
		await this.page.locator('input[type="password"]').fill(password);
		await this.part('form-submit-button').click();
		await this.page.waitForURL((url) => !url.pathname.includes('signin'));
	}

	/** Opens the window of a new credential of that type. Answers with the name that n8n gives it. */
	async newCredential(type: string): Promise<string> {
		await this.page.goto(`${this.baseUrl}/home/credentials/create`);
		await this.part('new-credential-type-select').locator('input').fill(type);
		await this.part('new-credential-type-select-option').filter({ hasText: type }).click();
		await this.part('new-credential-type-button').click();
		return (await this.part('credential-name').innerText()).trim();
	}

	async fillField(parameter: string, text: string): Promise<void> {
		await this.part(`parameter-input-${parameter}`).locator('input').fill(text);
	}

	/** Saves the credential, which n8n then tests by itself. Answers with whether the test passed. */
	async saveCredential(): Promise<boolean> {
		const passed = this.part('credentials-config-container-test-success');
		const failed = this.page.getByText(/Couldn.t connect with these settings/);
		// Of an earlier test
		const before = (await failed.isVisible()) ? failed : undefined;
		await this.part('credential-save-button').click();
		await before?.waitFor({ state: 'hidden' });
		await passed.or(failed).first().waitFor();
		return await passed.isVisible();
	}

	async closeCredential(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.credentialWindow.waitFor({ state: 'hidden' });
	}

	/** Opens an empty workflow and its nodes panel. */
	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.baseUrl}/workflow/new`);
		await this.part('canvas-plus-button').first().click();
	}

	/** Opens the nodes panel for what shall follow the node. */
	async addAfter(node: string): Promise<void> {
		await this.onCanvas(node).getByTestId('canvas-handle-plus').click();
	}

	/** Finds the node in the nodes panel and unfolds its actions: before the first node, n8n shows its triggers alone. */
	async showActions(node: string): Promise<void> {
		await this.part('node-creator-search-bar').fill(node);
		await this.inPanel(node).click();
		const actions = this.part('node-creator-category-item').filter({ hasText: /^\s*Actions/ });
		await actions.waitFor();
		const folded = this.page.locator('[data-category-collapsed=true]').filter({ has: actions });
		if (await folded.isVisible()) await actions.click();
	}

	/** Finds a node in the nodes panel and takes it, with the action where it has several. */
	async find(node: string, action?: string): Promise<void> {
		await this.part('node-creator-search-bar').fill(node);
		await this.inPanel(node).click();
		if (action !== undefined) await this.inPanel(action).click();
		await this.node.opened();
	}

	/** Runs the whole workflow, which waits for an event where a webhook begins it. */
	async executeWorkflow(): Promise<void> {
		await this.part('execute-workflow-button').first().click();
	}

	/** Drags an action from the nodes panel onto the canvas; n8n opens the node, and puts its manual trigger before a first one. */
	async dragOntoCanvas(action: string): Promise<void> {
		const canvas = this.part('canvas-wrapper');
		await this.inPanel(action).dragTo(canvas, { targetPosition: { x: 400, y: 300 } });
		await this.node.opened();
	}

	/** Takes an action from the nodes panel; n8n connects the node and opens it. */
	async take(action: string): Promise<void> {
		await this.inPanel(action).click();
		await this.node.opened();
	}

	/** The address of the picture that a node has on the canvas, once it has been drawn. @throws Error when it cannot be */
	async canvasIcon(node: string): Promise<string> {
		const picture = this.onCanvas(node).locator('img').first();
		await picture.waitFor();
		await picture.evaluate(async (image) => await (image as unknown as Decodable).decode());
		return (await picture.getAttribute('src')) ?? '';
	}

	private part(name: string): Locator {
		return this.page.getByTestId(name);
	}

	private onCanvas(node: string): Locator {
		return this.canvasNodes.filter({ hasText: node });
	}

	private inPanel(name: string): Locator {
		return this.part('node-creator-item-name')
			.filter({ hasText: new RegExp(`^\\s*${name}\\s*$`) })
			.first();
	}
}
