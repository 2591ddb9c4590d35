import { startSimulator } from './index';

/** By hand: `npx tsx test/simulator/main.ts`. SIMULATOR_PORT (default 4010) and the next port must be free. */
async function main(): Promise<void> {
	const port = Number(process.env.SIMULATOR_PORT ?? 4010);
	const limit = { kind: 'sliding', requests: 120, windowMs: 60_000, dailyLimit: 10_000 } as const;
	const simulator = await startSimulator({ port, filesPort: port + 1, limit });
	const { baseUrl, apiKey, seed } = simulator;
	const control = `http://127.0.0.1:${port}/_control`;
	console.log(`Userplane simulator
  Base URL   ${baseUrl}
  API key    ${apiKey}
  Workspace  ${seed.workspaceId}   Domain ${seed.domainId}   Link ${seed.linkId}   Recording ${seed.recordingId}

Add a recording:  curl -X POST ${control}/recordings -H 'Content-Type: application/json' -d '{"linkId":"${seed.linkId}"}'
See its state:    curl ${control}/state
Ctrl-C ends it.`);
	const end = (): void => void simulator.stop();
	process.once('SIGINT', end);
	process.once('SIGTERM', end);
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
