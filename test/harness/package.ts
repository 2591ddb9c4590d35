import { resolve } from 'node:path';

import type { ICredentialType, INodeType } from 'n8n-workflow';

import { core, workflow } from './core';

/** This repository: the package that is tested unless a test names another folder. */
export const repositoryRoot = resolve(__dirname, '..', '..');

/** A node package as n8n's own loader reads it: the `n8n` block of package.json, icons, codex and classes of dist. */
export interface LoadedPackage {
	readonly name: string;
	/** @throws when the package has no node of that (short) name. */
	nodeType(name: string, version?: number): INodeType;
	/** @throws when the package has no credential of that name. */
	credentialType(name: string): ICredentialType;
}

const loaded = new Map<string, Promise<LoadedPackage>>();

/** Loads a built package once per process (one module state, as in a server). */
export async function loadPackage(directory = repositoryRoot): Promise<LoadedPackage> {
	const known = loaded.get(directory) ?? load(directory);
	loaded.set(directory, known);
	return await known;
}

async function load(directory: string): Promise<LoadedPackage> {
	const loader = new core.PackageDirectoryLoader(directory);
	await loader.loadAll();
	return {
		name: loader.packageName,
		nodeType: (name, version) =>
			workflow.NodeHelpers.getVersionedNodeType(
				present(loader.nodeTypes[name], `node ${name}`).type,
				version,
			),
		credentialType: (name) => present(loader.credentialTypes[name], `credential ${name}`).type,
	};
}

function present<T>(value: T | undefined, what: string): T {
	if (value === undefined) throw new Error(`The package has no ${what}`);
	return value;
}
