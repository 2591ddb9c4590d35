import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { PACKAGE_ROOT } from '../../scripts/n8n/nodePackage';

const FOLDER = path.join(PACKAGE_ROOT, 'docs', 'images');

/** With UPDATE_PICTURES=1 the pictures of the README are taken anew; otherwise nothing is written. */
const wanted = process.env.UPDATE_PICTURES === '1';

/** Messages in the corner, hints at buttons, what lies over the canvas, and the nodes before and after, which stick out at the window's edges. */
const AWAY = [
	...['.vue-flow__panel', '[class*=executionButtons]', '[data-test-id=main-header]'],
	...['.el-notification', '[data-sonner-toaster]'],
	...['[data-test-id=tooltip-content]', '[data-test-id=floating-nodes]'],
].join(', ');

/** Takes `docs/images/<name>.png`: what the parts cover together, and `margin` pixels around it. */
export async function takePicture(name: string, parts: Locator, margin = 0): Promise<void> {
	if (!wanted) return;
	mkdirSync(FOLDER, { recursive: true });
	await parts.first().waitFor();
	const page = parts.page();
	// A button under the mouse looks pressed
	await page.mouse.move(0, 0);
	await page.screenshot({
		path: path.join(FOLDER, `${name}.png`),
		clip: await frame(parts, margin),
		style: `${AWAY} { display: none !important }`,
		animations: 'disabled',
	});
}

interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** The smallest box around all parts, once they have stopped moving, and the margin. */
async function frame(parts: Locator, margin: number): Promise<Box> {
	const boxes: Box[] = [];
	for (const part of await parts.all()) {
		await part.scrollIntoViewIfNeeded();
		const box = await part.boundingBox();
		if (box) boxes.push(box);
	}
	const x = Math.min(...boxes.map((box) => box.x)) - margin;
	const y = Math.min(...boxes.map((box) => box.y)) - margin;
	const right = Math.max(...boxes.map((box) => box.x + box.width)) + margin;
	const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + margin;
	return { x, y, width: right - x, height: bottom - y };
}
