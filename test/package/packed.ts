import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { repositoryRoot } from '../harness/package';

/** What would be published, unpacked in a temporary folder. */
export interface PackedPackage {
	/** The folder of the package's own package.json. */
	folder: string;
	/** Every file, relative to the folder, with forward slashes, sorted. */
	files: string[];
	/** The size of the tarball in bytes. */
	tarballBytes: number;
	remove(): void;
}

/** Packs the built package with npm and unpacks the tarball. */
export function unpackPackage(): PackedPackage {
	const temporary = mkdtempSync(join(tmpdir(), 'userplane-packed-'));
	const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', temporary];
	execFileSync('npm', pack, { cwd: repositoryRoot, stdio: ['ignore', 'ignore', 'ignore'] });
	const tarball = readdirSync(temporary).find((name) => name.endsWith('.tgz'));
	if (!tarball) throw new Error('npm pack left no tarball');
	const folder = join(temporary, 'package');
	mkdirSync(folder);
	execFileSync('tar', ['-xzf', join(temporary, tarball), '-C', folder, '--strip-components=1']);
	return {
		folder,
		files: listFiles(folder),
		tarballBytes: statSync(join(temporary, tarball)).size,
		remove: () => rmSync(temporary, { recursive: true, force: true }),
	};
}

/** Every file below a folder, relative to it, sorted. */
export function listFiles(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) =>
			join(entry.parentPath, entry.name)
				.slice(folder.length + 1)
				.replaceAll('\\', '/'),
		)
		.sort();
}
