import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { installNodePackage } from '../../scripts/n8n/nodePackage';
import { loading } from '../bench/loading';
import { isMet } from '../bench/results';
import { core } from '../harness/core';
import { repositoryRoot } from '../harness/package';
import { type PackedPackage, unpackPackage } from './packed';

let packed: PackedPackage;

beforeAll(() => {
	packed = unpackPackage();
});

afterAll(() => packed.remove());

it('ships the metadata that the classes give, so that n8n starts without loading them', async () => {
	const lazy = new core.LazyPackageDirectoryLoader(packed.folder);
	const eager = new core.PackageDirectoryLoader(repositoryRoot);
	await Promise.all([lazy.loadAll(), eager.loadAll()]);
	expect(lazy.isLazyLoaded).toBe(true);
	const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
	const nodes = Object.values(eager.nodeTypes).map(({ type }) => ({
		...('description' in type && type.description),
		// The loader's own note, for translations
		__loadOptionsMethods: undefined,
	}));
	expect(lazy.types.nodes).toEqual(plain(nodes));
	expect(lazy.types.credentials).toEqual(plain(Object.values(eager.credentialTypes).map(({ type }) => type)));
	expect(lazy.known).toEqual(eager.known);
});

it('loads in a fifth of the time at most that it takes without the metadata', () => {
	const { demands } = loading();
	const figures = demands.map(({ name, value, unit }) => `${name}: ${value.toFixed(2)}${unit}`);
	process.stdout.write(`${figures.join('\n')}\n`);
	expect(demands.filter((demand) => !isMet(demand))).toEqual([]);
});

it('installs as one package in an empty folder', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'userplane-install-'));
	try {
		expect(await installNodePackage(folder)).toEqual(['n8n-nodes-userplane']);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});
