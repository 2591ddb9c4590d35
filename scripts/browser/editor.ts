import { type Locator, type Page } from 'playwright-core';
import type { Owner } from '../n8n/client';
import { readTable, type Table } from './table';

/** How an "Execute step" ended. */
export type StepResult = 'success' | 'danger';

/** "Execute step" while it runs: the button itself or one inside it, depending on n8n's version. */
const BUSY = '[data-test-id=node-execute-button]:is([aria-busy=true], :has([aria-busy=true]))';

/** An image element: its promise is broken when there is nothing that can be drawn. */
interface Decodable {
	decode: () => Promise<void>;
}

/** n8n's editor as a person uses it, by its own names for its parts; the same on n8n 1.123, 2.8 and 2.41. */
export class Editor {
	constructor(
		readonly page: Page,
		private readonly baseUrl: string,
	) {}

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

	async closeWindow(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.part('editCredential-modal').waitFor({ state: 'hidden' });
	}

	/** Opens an empty workflow and, in its nodes panel, the actions of the node. */
	async newWorkflowWithPanel(node: string): Promise<void> {
		await this.page.goto(`${this.baseUrl}/workflow/new`);
		await this.part('canvas-plus-button').first().click();
		await this.part('node-creator-search-bar').fill(node);
		await this.panelItem(node).click();
	}

	/** Drags an action from the nodes panel onto the canvas. n8n adds its manual trigger in front and opens the node. */
	async dragOntoCanvas(action: string): Promise<void> {
		const canvas = this.part('canvas-wrapper');
		await this.panelItem(action).dragTo(canvas, { targetPosition: { x: 400, y: 300 } });
		await this.part('ndv').waitFor();
	}

	async chooseCredential(name: string): Promise<void> {
		await this.part('node-credentials-select').click();
		const entries = this.page.locator('[data-test-id^=node-credentials-select-item]');
		await entries.filter({ hasText: name }).first().click();
	}

	async chooseOption(parameter: string, label: string): Promise<void> {
		await this.part(`parameter-input-${parameter}`).click();
		await this.page.getByRole('option', { name: label }).click();
	}

	/** Opens a From List. Answers with what it offers. */
	async openList(parameter: string): Promise<string[]> {
		await this.locatorInput(parameter).click();
		await this.offered().first().waitFor();
		return (await this.offered().allInnerTexts()).map((text) => text.trim());
	}

	/** Takes an entry of the list that is open. */
	async takeFromList(label: string): Promise<void> {
		await this.offered().filter({ hasText: label }).first().click();
		await this.offered().first().waitFor({ state: 'hidden' });
	}

	/** What a locator shows. */
	async shownIn(parameter: string): Promise<string> {
		return await this.locatorInput(parameter).inputValue();
	}

	async typeId(parameter: string, id: string): Promise<void> {
		await this.locatorInput(parameter).fill(id);
	}

	/** Presses "Execute step" and waits for the end of it. */
	async executeStep(): Promise<StepResult> {
		const ran = this.page.waitForResponse((response) => /\/rest\/workflows\/[^/]+\/run/.test(response.url()));
		await this.part('node-execute-button').click();
		await ran;
		// Until then the output may still be that of the run before
		await this.page.locator(BUSY).waitFor({ state: 'detached' });
		const success = this.output().getByTestId('node-run-status-success');
		await success.or(this.output().getByTestId('node-run-status-danger')).first().waitFor();
		return (await success.isVisible()) ? 'success' : 'danger';
	}

	/** The output as a table: a value per column, per item. */
	async outputTable(): Promise<Table> {
		await this.output().getByTestId('radio-button-table').click();
		return await readTable(this.output().locator('table').first());
	}

	/** The names that the output's schema shows. */
	async outputSchema(): Promise<string[]> {
		await this.output().getByTestId('radio-button-schema').click();
		const names = this.output().getByTestId('run-data-schema-item');
		await names.first().waitFor();
		return (await names.allInnerTexts()).map((text) => text.trim().split('\n')[0]);
	}

	/** What a failed step shows: the message and what to do. */
	async outputError(): Promise<{ message: string; description: string }> {
		const message = await this.output().getByTestId('node-error-message').innerText();
		return { message, description: await this.output().getByTestId('node-error-description').innerText() };
	}

	async closeNode(): Promise<void> {
		// The second is what n8n 1.123 has
		await this.part('ndv-close-button').or(this.part('back-to-canvas')).first().click();
		await this.part('ndv').waitFor({ state: 'hidden' });
		await this.part('zoom-to-fit').click();
	}

	/** The address of the picture that a node has on the canvas, once it has been drawn. @throws Error when it cannot be */
	async canvasIcon(node: string): Promise<string> {
		const picture = this.part('canvas-node').filter({ hasText: node }).locator('img').first();
		await picture.waitFor();
		await picture.evaluate(async (image) => await (image as unknown as Decodable).decode());
		return (await picture.getAttribute('src')) ?? '';
	}

	private part(name: string): Locator {
		return this.page.getByTestId(name);
	}

	private panelItem(name: string): Locator {
		return this.part('node-creator-item-name')
			.filter({ hasText: new RegExp(`^\\s*${name}\\s*$`) })
			.first();
	}

	private locatorInput(parameter: string): Locator {
		return this.part(`resource-locator-${parameter}`).getByTestId('rlc-input');
	}

	private offered(): Locator {
		return this.part('rlc-item').filter({ visible: true });
	}

	private output(): Locator {
		return this.part('output-panel');
	}
}
