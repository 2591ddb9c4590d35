import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { getHost, NEWEST } from './hosts/hosts';
import { installHost } from './hosts/install';
import { PACKAGE_ROOT } from './n8n/nodePackage';

/** `npm run test:newest [-- jest's arguments]`: the tests that run on n8n's engine, on the newest n8n-core. */
async function main(args: string[]): Promise<void> {
	const { installed, n8n } = await installHost(getHost(NEWEST), print);
	print(`The engine of n8n ${n8n}`);
	const jest = path.join('node_modules', 'jest', 'bin', 'jest.js');
	const { status } = spawnSync(
		process.execPath,
		[jest, '--selectProjects', 'engine', 'trigger', 'attack', ...args],
		{ cwd: PACKAGE_ROOT, env: { ...process.env, ENGINE_DIR: installed }, stdio: 'inherit' },
	);
	process.exitCode = status ?? 1;
}

function print(text: string): void {
	process.stdout.write(`${text}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
