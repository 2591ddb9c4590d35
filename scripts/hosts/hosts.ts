import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A whole n8n server of one version: a manifest with its lock file in the folder of that name beside this file. */
export interface Host {
	name: HostName;
	/** The exact n8n version. */
	n8n: string;
	/** The major versions of Node it runs on (n8n's `engines`, narrowed to what its native modules have builds for). */
	nodeMajors: { from: number; to: number };
	/** Settings of this version alone. */
	env: Record<string, string>;
	/** The folder with its package.json and package-lock.json. */
	folder: string;
	/** Names this exact set of packages: the first 12 hex digits of the lock file's SHA-256. */
	lockHash: string;
	/** What a first installation takes, in minutes and in GB on disk, as measured. */
	cost: { minutes: number; gigabytes: number };
}

export type HostName = '2.41' | '2.8' | '1.123';

const HOSTS: Record<HostName, Omit<Host, 'name' | 'n8n' | 'folder' | 'lockHash'>> = {
	'2.41': {
		nodeMajors: { from: 24, to: 24 },
		// Fetches a catalogue of services at every start; older versions refuse the name
		env: { N8N_DISABLED_MODULES: 'mcp-registry' },
		cost: { minutes: 4, gigabytes: 2.6 },
	},
	'2.8': { nodeMajors: { from: 20, to: 24 }, env: {}, cost: { minutes: 3, gigabytes: 2.1 } },
	'1.123': {
		nodeMajors: { from: 20, to: 24 },
		env: {
			// Without it this version dies at start on Node 20: its default expression engine has no build for it
			N8N_EXPRESSION_ENGINE: 'legacy',
		},
		cost: { minutes: 4, gigabytes: 1.7 },
	},
};

/** The newest n8n, which the demo and the end-to-end suite run on. */
export const NEWEST: HostName = '2.41';

export const HOST_NAMES = Object.keys(HOSTS) as HostName[];

/** @throws Error when there is no host of that name. */
export function getHost(name: string): Host {
	if (!HOST_NAMES.includes(name as HostName)) {
		throw new Error(`There is no n8n host "${name}": take one of ${HOST_NAMES.join(', ')}`);
	}
	const folder = path.join(__dirname, name);
	const manifest = readFileSync(path.join(folder, 'package.json'), 'utf8');
	const { dependencies } = JSON.parse(manifest) as { dependencies: { n8n: string } };
	const lockHash = createHash('sha256').update(readFileSync(path.join(folder, 'package-lock.json')));
	return {
		...HOSTS[name as HostName],
		name: name as HostName,
		n8n: dependencies.n8n,
		folder,
		lockHash: lockHash.digest('hex').slice(0, 12),
	};
}
