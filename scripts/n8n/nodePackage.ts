import { access, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './command';

/** The checkout that this script lies in: the package that is tried out. */
export const PACKAGE_ROOT = path.resolve(__dirname, '..', '..');

/**
 * Packs the built package and installs the tarball below `userFolder` the way a self-hosted user does, so that n8n sees what
 * would be published and nothing else. Needs no network: the package has no dependencies.
 * @throws Error when the package has not been built, or with npm's own words.
 */
export async function installNodePackage(userFolder: string, signal?: AbortSignal): Promise<void> {
	await access(path.join(PACKAGE_ROOT, 'dist')).catch(() => {
		throw new Error('There is no dist folder: run "npm run build" first');
	});
	const npm = async (cwd: string, ...args: string[]): Promise<string> =>
		await run('npm', args, { cwd, env: process.env, folder: userFolder, signal });

	const packed = path.join(userFolder, 'packed');
	await mkdir(packed, { recursive: true });
	const listed = await npm(PACKAGE_ROOT, 'pack', '--json', '--ignore-scripts', '--pack-destination', packed);
	const [{ filename }] = JSON.parse(listed) as [{ filename: string }];

	const nodes = path.join(userFolder, '.n8n', 'nodes');
	await mkdir(nodes, { recursive: true });
	await writeFile(path.join(nodes, 'package.json'), '{ "name": "installed-nodes", "private": true }\n');
	// n8n brings n8n-workflow, the one peer, itself: npm must not install a second one
	const asUser = ['--legacy-peer-deps', '--ignore-scripts', '--offline', '--no-audit', '--no-fund'];
	await npm(nodes, 'install', ...asUser, path.join(packed, filename));
}
