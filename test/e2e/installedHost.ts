import { getHost, NEWEST } from '../../scripts/hosts/hosts';
import { installHost, type InstalledHost } from '../../scripts/hosts/install';

/** The n8n that the suites run on: the newest, or the one that the environment names. */
export const HOST_NAME = process.env.N8N_HOST_NAME ?? NEWEST;

/** For the `beforeAll` of each suite, in ms: the first run on a machine downloads n8n. */
export const INSTALL_MS = 20 * 60_000;

/** Makes sure that n8n is there, telling what it does, so that no test's own time is spent on it. */
export async function ensureInstalled(): Promise<InstalledHost> {
	return await installHost(getHost(HOST_NAME), (line) => process.stderr.write(`${line}\n`));
}
