import { startDemo, type Demo } from '../../scripts/demo/demo';
import { exampleNames } from '../../scripts/demo/examples';
import type { Simulator } from '../simulator';
import { ensureInstalled, HOST_NAME, INSTALL_MS } from './installedHost';

/**
 * Starts the demo on the suite's n8n before the tests and hands it to `use`; ends it after them, whatever came of it.
 * @param prepare runs before; answers with settings for n8n
 */
export function withDemo(
	use: (demo: Demo, simulator: Simulator) => void | Promise<void>,
	prepare?: () => Promise<NodeJS.ProcessEnv>,
): void {
	let stop: (() => Promise<void>) | undefined;

	beforeAll(async () => {
		await ensureInstalled();
		const env = await prepare?.();
		const demo = await startDemo({ host: HOST_NAME, env });
		stop = demo.stop;
		await use(demo, simulatorOf(demo));
	}, INSTALL_MS);

	afterAll(async () => {
		await stop?.();
	});
}

/** The simulator that the demo runs with. @throws Error when it runs with the real Userplane */
export function simulatorOf({ userplane }: Demo): Simulator {
	if (!userplane.simulator) throw new Error('The demo runs without the simulator');
	return userplane.simulator;
}

/** Switches off the examples that the demo has switched on: their triggers ask for each recording too. */
export async function quieten({ n8n, example }: Demo): Promise<void> {
	for (const name of exampleNames()) await n8n.client.deactivate(example(name));
}
