import type { Locator, Page } from 'playwright-core';

/** An element whose text may be longer than what is shown of it. */
interface Sized {
	scrollWidth: number;
	clientWidth: number;
	scrollHeight: number;
	clientHeight: number;
}

/** A saved workflow on n8n's canvas, for somebody who is logged in. */
export class Canvas {
	constructor(
		private readonly page: Page,
		private readonly baseUrl: string,
	) {}

	/** All nodes but notes. */
	get nodes(): Locator {
		return this.page.getByTestId('canvas-node');
	}

	/** Opens the workflow and brings all of it into view. */
	async open(workflowId: string): Promise<void> {
		await this.page.goto(`${this.baseUrl}/workflow/${workflowId}`);
		await this.nodes.first().waitFor();
		await this.page.keyboard.press('1');
	}

	/** Whether the canvas shows the whole name of a node, and cuts nothing off. */
	async showsNameOf(node: string): Promise<boolean> {
		const label = this.page.locator(`[data-node-name="${node}"]`).getByText(node, { exact: true });
		return await label.evaluate((element) => {
			const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element as unknown as Sized;
			return scrollWidth <= clientWidth && scrollHeight <= clientHeight;
		});
	}
}
