import { access, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathWith } from '../hosts/node';
import { run } from './command';

/** The checkout that this script lies in: the package that is tried out. */
export const PACKAGE_ROOT = path.resolve(__dirname, '..', '..');

/**
 * Packs the built package and installs the tarball below `userFolder` the way a self-hosted user does, so that n8n sees what
 * would be published and nothing else. Needs no network: the package has no dependencies.
 * @param bin the folder of the Node that npm runs on; without it this process's own
 * @returns the names of all packages that are installed now
 * @throws Error when the package has not been built, or with npm's own words.
 */
export async function installNodePackage(
	userFolder: string,
	bin: string = path.dirname(process.execPath),
	signal?: AbortSignal,
): Promise<string[]> {
	await access(path.join(PACKAGE_ROOT, 'dist')).catch(() => {
		throw new Error('There is no dist folder: run "npm run build" first');
	});
	const env = { ...process.env, PATH: pathWith(bin) };
	const npm = async (cwd: string, ...args: string[]): Promise<string> =>
		await run('npm', args, { cwd, env, folder: userFolder, signal });

	const packed = path.join(userFolder, 'packed');
	await mkdir(packed, { recursive: true });
	const listed = await npm(PACKAGE_ROOT, 'pack', '--json', '--ignore-scripts', '--pack-destination', packed);
	const [{ filename }] = JSON.parse(listed) as [{ filename: string }];

	const nodes = path.join(userFolder, '.n8n', 'nodes');
	await mkdir(nodes, { recursive: true });
	await writeFile(path.join(nodes, 'package.json'), '{ "name": "installed-nodes", "private": true }\n');
	const asUser = ['--ignore-scripts', '--offline', '--no-audit', '--no-fund'];
	await npm(nodes, 'install', ...asUser, path.join(packed, filename));
	const installed = await readdir(path.join(nodes, 'node_modules'));
	return installed.filter((name) => !name.startsWith('.'));
}
