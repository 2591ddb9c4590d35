import type { Locator, Page } from 'playwright-core';
import { until } from '../n8n/until';
import { readTable, type Table } from './table';

/** How an "Execute step" ended. */
export type StepResult = 'success' | 'danger';

/** An element that can be brought into view. */
interface Scrollable {
	scrollIntoView: (place: object) => void;
}

const WAIT_MS = 30_000;

/** "Execute step" while it runs: the button itself or one inside it, depending on n8n's version. */
const BUSY = '[data-test-id=node-execute-button]:is([aria-busy=true], :has([aria-busy=true]))';

/** The window of the node that is open, by n8n's own names for its parts; the same on n8n 1.123, 2.8 and 2.41. */
export class NodeWindow {
	constructor(private readonly page: Page) {}

	/** What comes from the node before. */
	get input(): Locator {
		return this.part('ndv-input-panel');
	}

	/** The node's parameters, with the button that runs it. */
	get settings(): Locator {
		return this.page.locator('.node-settings');
	}

	/** What the node has put out. */
	get output(): Locator {
		return this.part('output-panel');
	}

	/** Resolves when the window is there. */
	async opened(): Promise<void> {
		await this.part('ndv').waitFor();
	}

	async chooseCredential(name: string): Promise<void> {
		await this.part('node-credentials-select').click();
		const entries = this.page.locator('[data-test-id^=node-credentials-select-item]');
		await entries.filter({ hasText: name }).first().click();
	}

	/** Opens a From List. Answers with what it offers. */
	async openList(parameter: string): Promise<string[]> {
		await this.locatorInput(parameter).click();
		await this.offered().first().waitFor();
		return (await this.offered().allInnerTexts()).map((text) => text.trim());
	}

	/** Takes the entry with this label from the open list, and waits until the locator shows it. */
	async takeFromList(parameter: string, label: string): Promise<void> {
		await this.offered().filter({ hasText: label }).first().click();
		// n8n takes a value over a moment after the click
		const taken = async (): Promise<boolean> => (await this.shownIn(parameter)).includes(label);
		await until(taken, { what: `${parameter} to show "${label}"`, ms: WAIT_MS });
	}

	/** Takes one of the choices of a parameter. */
	async choose(parameter: string, choice: string): Promise<void> {
		await this.part(`parameter-input-${parameter}`).click();
		await this.takeChoice(choice);
	}

	/** Lets a locator be filled in another way, e.g. "By Name". */
	async chooseMode(parameter: string, mode: string): Promise<void> {
		await this.part(`resource-locator-${parameter}`).getByTestId('rlc-mode-selector').click();
		await this.takeChoice(mode);
	}

	/** Types a text into a parameter, a locator too. */
	async type(parameter: string, text: string): Promise<void> {
		await this.field(parameter).locator('input').last().fill(text);
	}

	/** Unfolds what a node before the last one has put out. */
	async unfoldInput(node: string): Promise<void> {
		await this.input.getByText(node, { exact: true }).click();
	}

	/** Drags a field of the input onto a parameter, as people do who write no expression. */
	async drag(name: string, parameter: string): Promise<void> {
		const field = this.field(parameter);
		await field.scrollIntoViewIfNeeded();
		await this.input.locator(`[data-target=mappable][data-name="${name}"]`).first().hover();
		const box = await field.boundingBox();
		if (!box) throw new Error(`There is no parameter "${parameter}" to drag to`);
		const { mouse } = this.page;
		await mouse.down();
		// A drag is one only on the way
		await mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 10 });
		await mouse.up();
		await field.getByText(`${name} }}`).waitFor();
		// n8n takes it over when the pointer leaves it
		await this.input.getByText('Input', { exact: true }).click();
	}

	/** What a locator shows. */
	async shownIn(parameter: string): Promise<string> {
		return await this.locatorInput(parameter).inputValue();
	}

	/** Presses "Execute step", or what a trigger has in its place, and waits for the end of it. */
	async executeStep(): Promise<StepResult> {
		const ran = this.page.waitForResponse((response) => /\/rest\/workflows\/[^/]+\/run/.test(response.url()));
		await this.part('node-execute-button').click();
		await ran;
		// Until then the output may still be that of the run before
		await this.page.locator(BUSY).waitFor({ state: 'detached' });
		const success = this.output.getByTestId('node-run-status-success');
		await success.or(this.output.getByTestId('node-run-status-danger')).first().waitFor();
		return (await success.isVisible()) ? 'success' : 'danger';
	}

	/** The URL at which an open webhook waits for a test event, once it listens. */
	async listen(): Promise<string> {
		const registered = this.page.waitForResponse((response) =>
			/\/rest\/workflows\/[^/]+\/run/.test(response.url()),
		);
		await this.part('node-execute-button').click();
		await registered;
		const shown = await this.settings.getByText(/\/webhook-test\//).innerText();
		return shown.trim();
	}

	/** The output as a table: a value per column, per item. */
	async outputTable(): Promise<Table> {
		await this.output.getByTestId('radio-button-table').click();
		return await readTable(this.output.locator('table').first());
	}

	/** Scrolls the output's table until the column is the first one on the left. */
	async scrollToColumn(name: string): Promise<void> {
		const header = this.output.getByRole('columnheader', { name });
		const place = { block: 'nearest', inline: 'start' };
		await header.evaluate((cell, to) => (cell as unknown as Scrollable).scrollIntoView(to), place);
	}

	/** The names that the output's schema shows. */
	async outputSchema(): Promise<string[]> {
		await this.output.getByTestId('radio-button-schema').click();
		return await schemaNames(this.output);
	}

	/** The names that n8n expects of the node before, as long as that has not run. */
	async expectedInput(): Promise<string[]> {
		await this.input.getByTestId('schema-preview-warning').waitFor();
		return await schemaNames(this.input);
	}

	/** What a failed step shows: the message and what to do. */
	async outputError(): Promise<{ message: string; description: string }> {
		const message = await this.output.getByTestId('node-error-message').innerText();
		return { message, description: await this.output.getByTestId('node-error-description').innerText() };
	}

	async close(): Promise<void> {
		// The second is what n8n 1.123 has
		await this.part('ndv-close-button').or(this.part('back-to-canvas')).first().click();
		await this.part('ndv').waitFor({ state: 'hidden' });
	}

	private part(name: string): Locator {
		return this.page.getByTestId(name);
	}

	private field(parameter: string): Locator {
		return this.part(`resource-locator-${parameter}`)
			.or(this.part(`parameter-input-${parameter}`))
			.first();
	}

	private async takeChoice(choice: string): Promise<void> {
		// Behind it may stand what describes it
		const choices = this.page.getByRole('option', { name: new RegExp(`^${choice}\\b`) });
		await choices.filter({ visible: true }).first().click();
	}

	private locatorInput(parameter: string): Locator {
		return this.part(`resource-locator-${parameter}`).getByTestId('rlc-input');
	}

	private offered(): Locator {
		return this.part('rlc-item').filter({ visible: true });
	}
}

/** What is needed here of an element of the page. */
interface Placed {
	innerText: string;
	getBoundingClientRect: () => { top: number };
}

/**
 * The names from top to bottom: n8n draws a long list again and again with the same elements, in any order. They are read in
 * one go, and once more until nothing moves.
 */
async function schemaNames(panel: Locator): Promise<string[]> {
	const names = panel.getByTestId('run-data-schema-item');
	await names.first().waitFor();
	for (let before: string[] | undefined; ;) {
		const placed = await names.evaluateAll((elements) =>
			(elements as unknown as Placed[]).map((element) => ({
				text: element.innerText.trim().split('\n')[0],
				top: element.getBoundingClientRect().top,
			})),
		);
		// It keeps elements that it has no use for far above
		const shown = placed.filter(({ top }) => top >= 0).sort((a, b) => a.top - b.top);
		const texts = shown.map(({ text }) => text);
		if (texts.join('\n') === before?.join('\n')) return texts;
		before = texts;
		await panel.page().waitForTimeout(250);
	}
}
