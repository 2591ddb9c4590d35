import { rm } from 'node:fs/promises';

import { Container, SSHClientsManager } from './core';
import { engineHome } from './environment';

/**
 * Ends the engine: call it in `afterAll` of every test file that uses the harness. Each node context makes n8n-core's
 * SSH manager, whose interval of 60 s would keep the process alive; the core does not export it.
 */
export async function cleanup(): Promise<void> {
	Container.get(SSHClientsManager).onShutdown();
	await rm(engineHome, { recursive: true, force: true });
}
