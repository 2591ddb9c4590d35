import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { repositoryRoot } from '../harness/package';
import { unpackPackage } from '../package/packed';

/** What scripts/verify/scan.mjs prints. */
interface Scan {
	passed: boolean;
	message?: string;
	files: number;
	/** Errors and warnings, one line each. */
	findings: string[];
	/** The rules that the scanner itself switches off. */
	switchedOff: string[];
}

const scanner = join(repositoryRoot, 'scripts', 'verify', 'scan.mjs');

async function scan(folder: string, kind: 'source' | 'dist'): Promise<Scan> {
	// With NODE_ENV=test, which jest sets, n8n's rules take every file for their own test fixture
	const env = { ...process.env, NODE_ENV: 'production' };
	const { stdout } = await promisify(execFile)(process.execPath, [scanner, folder, kind], { env });
	return JSON.parse(stdout) as Scan;
}

const clean = { passed: true, findings: [] };

describe('the sources', () => {
	it('pass without a warning', async () => {
		const result = await scan(repositoryRoot, 'source');
		expect(result).toMatchObject(clean);
		expect(result.files).toBeGreaterThan(10);
	});

	it('are linted without the rules that the scanner itself leaves out, and with all others', async () => {
		const { switchedOff } = await scan(repositoryRoot, 'source');
		const rules = readFileSync(join(repositoryRoot, 'scripts', 'verify', 'rules', 'n8n.mjs'), 'utf8');
		const leftOut = [...rules.matchAll(/^\t'(n8n-nodes-base\/[\w-]+)':/gm)].map(([, name]) => name);
		expect(leftOut).toHaveLength(3);
		expect(switchedOff).toEqual(expect.arrayContaining(leftOut));
	});
});

it('passes what is packed, without a warning', async () => {
	const packed = unpackPackage();
	try {
		const result = await scan(packed.folder, 'dist');
		expect(result).toMatchObject(clean);
		expect(result.files).toBeGreaterThan(10);
	} finally {
		packed.remove();
	}
});

describe('a copy with a fault', () => {
	let copy: string;

	beforeEach(() => {
		copy = mkdtempSync(join(tmpdir(), 'userplane-fault-'));
		for (const name of ['package.json', 'nodes', 'credentials']) {
			cpSync(join(repositoryRoot, name), join(copy, name), { recursive: true });
		}
	});

	afterEach(() => rmSync(copy, { recursive: true, force: true }));

	const edit = (file: string, change: (text: string) => string) => {
		const before = readFileSync(join(copy, file), 'utf8');
		const after = change(before);
		expect(after).not.toBe(before);
		writeFileSync(join(copy, file), after);
	};
	const node = 'nodes/Userplane/Userplane.node.ts';

	it.each([
		[
			'axios as a dependency',
			'package.json',
			(text: string) =>
				text.replace('"devDependencies"', '"dependencies": { "axios": "1.21.1" },\n"devDependencies"'),
			'no-runtime-dependencies',
		],
		[
			'the environment',
			node,
			(text: string) => `${text}\nexport const home = process.env.HOME;\n`,
			'no-restricted-globals',
		],
		['the file system', node, (text: string) => `import 'node:fs';\n${text}`, 'no-restricted-imports'],
		[
			'a missing tool flag',
			node,
			(text: string) => text.replace(/^\t+usableAsTool: true,\n/m, ''),
			'node-usable-as-tool',
		],
	])('is refused: %s', async (_name, file, change, rule) => {
		edit(file, change);
		const { passed, findings } = await scan(copy, 'source');
		expect(passed).toBe(false);
		expect(findings.join('\n')).toContain(rule);
	});
});
