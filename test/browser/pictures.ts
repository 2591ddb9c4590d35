import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { PACKAGE_ROOT } from '../../scripts/n8n/nodePackage';

const FOLDER = path.join(PACKAGE_ROOT, 'docs', 'images');

/** With UPDATE_PICTURES=1 the pictures of the README are taken anew; otherwise nothing is written. */
const wanted = process.env.UPDATE_PICTURES === '1';

/** Takes `docs/images/<name>.png`, without the notes that come and go. */
export async function takePicture(page: Page, name: string): Promise<void> {
	if (!wanted) return;
	mkdirSync(FOLDER, { recursive: true });
	const style = '.el-notification, [data-sonner-toaster] { display: none !important }';
	await page.screenshot({ path: path.join(FOLDER, `${name}.png`), style, animations: 'disabled' });
}
