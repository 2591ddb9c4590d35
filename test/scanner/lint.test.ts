import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

import { repositoryRoot } from '../harness/package';

/** Faults that `npm run lint` must find, by file: each is refused by the rule that stands beside it. */
const faults: Array<[file: string, rule: string, text: string]> = [
	['nodes/Userplane/transport/a.ts', 'import-x/no-restricted-paths', "export { b } from '../actions/b';"],
	['nodes/Userplane/runtime/a.ts', 'import-x/no-restricted-paths', "export { b } from '../actions/b';"],
	['nodes/Userplane/shared/a.ts', 'import-x/no-restricted-paths', "export { a } from '../transport/a';"],
	['nodes/Userplane/references/a.ts', 'import-x/no-restricted-paths', "export { a } from '../runtime/a';"],
	['nodes/Userplane/trigger/a.ts', 'import-x/no-restricted-paths', "export { a } from '../runtime/a';"],
	['nodes/Userplane/actions/b.ts', 'import-x/no-cycle', "export { c } from './c';\nexport const b = 1;"],
	['nodes/Userplane/actions/c.ts', 'import-x/no-cycle', "export { b } from './b';\nexport const c = 1;"],
	['nodes/Userplane/logs/b.ts', 'house/no-circle', "import type { C } from './c';\nexport type B = C | 1;"],
	['nodes/Userplane/logs/c.ts', 'house/no-circle', "export type { B } from './d';\nexport type C = 1;"],
	['nodes/Userplane/logs/d.ts', 'house/no-circle', "export type { B } from './b';"],
	['nodes/Userplane/shared/d.ts', 'no-restricted-imports', "export { default as d } from 'axios';"],
	[
		'nodes/Userplane/shared/e.ts',
		'@n8n/community-nodes/no-restricted-globals',
		'export const e = process.pid;',
	],
	['nodes/Userplane/transport/f.ts', 'no-restricted-syntax', 'export const f = { g: 1 }.getNodeParameter;'],
	[
		'nodes/Userplane/shared/g.ts',
		'@typescript-eslint/no-explicit-any',
		'export const g = (h: any): any => h;',
	],
	['nodes/Userplane/shared/h.ts', 'max-lines', 'export const h = 1;\n'.padEnd(300, '\n')],
	['nodes/Userplane/logs/p.ts', 'regexp/no-super-linear-move', 'export const p = /\\s*x/;'],
	['credentials/q.ts', 'regexp/no-super-linear-backtracking', 'export const q = /^(?:a+b?)+$/;'],
	['credentials/i.ts', 'no-console', 'console.log(1);\nexport {};'],
	['test/j.test.ts', 'jest/no-focused-tests', "it.only('runs alone', () => expect(1).toBe(1));"],
	['test/k.test.ts', 'jest/no-disabled-tests', "it.skip('never runs', () => expect(1).toBe(1));"],
	['test/l.test.ts', 'jest/expect-expect', "it('cannot fail', () => undefined);"],
	['test/m.ts', '@typescript-eslint/no-floating-promises', 'Promise.resolve(1);\nexport {};'],
	['scripts/n.ts', 'no-var', '/* eslint-disable */\nvar n = 1;\nexport { n };'],
	['scripts/o.ts', '@typescript-eslint/ban-ts-comment', '// @ts-ignore\nexport const o = 1;'],
];

interface Result {
	filePath: string;
	messages: Array<{ ruleId: string | null; message: string }>;
}

let copy: string;
let found: Map<string, string[]>;

beforeAll(() => {
	copy = mkdtempSync(join(tmpdir(), 'userplane-lint-'));
	const verify = join('scripts', 'verify');
	for (const name of ['package.json', 'tsconfig.json', join('test', 'tsconfig.json'), verify]) {
		const filter = (source: string) => !source.includes('node_modules');
		cpSync(join(repositoryRoot, name), join(copy, name), { recursive: true, filter });
	}
	for (const name of ['node_modules', join(verify, 'node_modules')]) {
		symlinkSync(join(repositoryRoot, name), join(copy, name));
	}
	for (const [file, , text] of faults) {
		mkdirSync(dirname(join(copy, file)), { recursive: true });
		writeFileSync(join(copy, file), `${text}\n`);
	}
	const eslint = join(repositoryRoot, verify, 'node_modules', 'eslint', 'bin', 'eslint.js');
	const options = ['--config', join(copy, verify, 'eslint.config.mjs'), '--format', 'json', '.'];
	const { stdout } = spawnSync(process.execPath, [eslint, ...options], { cwd: copy, encoding: 'utf8' });
	const results = JSON.parse(stdout) as Result[];
	found = new Map(
		results.map(({ filePath, messages }) => [
			relative(copy, filePath),
			messages.map(({ ruleId, message }) => ruleId ?? message),
		]),
	);
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

it.each(faults)('the linter refuses %s by %s', (file, rule) => {
	expect(found.get(file)).toContain(rule);
});

it('says that a comment switches nothing off', () => {
	expect(found.get('scripts/n.ts')?.join()).toContain('noInlineConfig');
});
