import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** Where installed servers are kept between runs: outside the checkout, safe to delete at any time. */
export function cacheFolder(): string {
	return path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'n8n-nodes-userplane');
}

/**
 * The folder `name` in the cache, filled by `fill` if it is not there yet. It is filled under another name and renamed when
 * complete, so that a folder which is there is whole, however many processes fill it at once and wherever one is cut off.
 */
export async function cached(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
	const target = path.join(cacheFolder(), name);
	if (existsSync(target)) return target;
	await mkdir(cacheFolder(), { recursive: true });
	const part = await mkdtemp(`${target}.part-`);
	try {
		await fill(part);
		await rename(part, target).catch((error: unknown) => {
			if (!existsSync(target)) throw error; // else: another process was faster, and its folder is as good
		});
	} finally {
		await rm(part, { recursive: true, force: true, maxRetries: 3 });
	}
	return target;
}
