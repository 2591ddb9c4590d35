import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { repositoryRoot } from '../harness/package';
import { median, type Scenario } from './results';

/** What n8n's start pays for the package: its own loaders, with the metadata that is shipped and without. */

const ROUNDS = 5;

interface Loading {
	ms: number;
	mebibytes: number;
	/** How many of the package's files of code were loaded. */
	files: number;
	/** How long the first use of both nodes takes then (ms). */
	firstUseMs: number;
}

/** Each loader takes turns in processes of their own: what a process has loaded once costs nothing more. */
export function loading(): Scenario {
	const rounds = Array.from({ length: ROUNDS }, () => ({
		eager: load('PackageDirectoryLoader'),
		lazy: load('LazyPackageDirectoryLoader'),
	}));
	const figure = (kind: 'eager' | 'lazy', name: keyof Loading) =>
		median(rounds.map((round) => round[kind][name]));
	const [eagerMs, lazyMs] = [figure('eager', 'ms'), figure('lazy', 'ms')];
	return {
		name: 'Loading the package when n8n starts',
		how: `n8n-core's loaders on the real clock, medians of ${ROUNDS} processes each`,
		...{ ratioTo: '', lines: [] },
		demands: [
			{ name: 'share of the time without metadata', value: lazyMs / eagerMs, unit: '', bound: { max: 0.2 } },
			{ name: 'files of code that are loaded', value: figure('lazy', 'files'), unit: '', bound: { max: 0 } },
			{ name: 'time', value: lazyMs, unit: ' ms' },
			{ name: 'time without metadata', value: eagerMs, unit: ' ms' },
			{ name: 'memory', value: figure('lazy', 'mebibytes'), unit: ' MiB' },
			{ name: 'memory without metadata', value: figure('eager', 'mebibytes'), unit: ' MiB' },
			{ name: 'first use of both nodes', value: figure('lazy', 'firstUseMs'), unit: ' ms' },
		],
	};
}

function load(kind: 'PackageDirectoryLoader' | 'LazyPackageDirectoryLoader'): Loading {
	const script = join(__dirname, 'loadPackage.cjs');
	const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit'];
	return JSON.parse(
		execFileSync(process.execPath, ['--expose-gc', script, kind, repositoryRoot], { stdio }).toString(),
	) as Loading;
}
