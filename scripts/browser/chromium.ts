import { existsSync } from 'node:fs';
import { chromium, selectors, type Browser } from 'playwright-core';
import { ensurePackages } from '../debian';
import type { Log } from '../n8n/command';

const PROGRAM = '/usr/bin/chromium';

/** Sees to it that Debian's Chromium is there. @throws Error that says what to install where this cannot be done */
export async function ensureChromium(log: Log, signal?: AbortSignal): Promise<void> {
	const packages = ['chromium', 'fonts-liberation'];
	await ensurePackages({ isThere: () => existsSync(PROGRAM), packages, cost: '20 s, 110 MB' }, log, signal);
}

/** Starts Chromium without a window, able to reach 127.0.0.1 alone: n8n's editor asks hosts of the internet by itself. */
export async function launchChromium(): Promise<Browser> {
	// n8n's own name for it; Playwright's default is data-testid
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({
		executablePath: PROGRAM,
		args: [
			...['--disable-dev-shm-usage', '--force-color-profile=srgb'],
			'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
		],
	});
}
