import { join } from 'node:path';

import { install } from './install';
import { root, run, verifyFolder } from './run';

const eslint = join(verifyFolder, 'node_modules', 'eslint', 'bin', 'eslint.js');
const own = (tool: string) => join(root, 'node_modules', '.bin', tool);

const checks: Array<{ name: string; command: string; args: string[] }> = [
	{
		name: 'ESLint',
		command: process.execPath,
		args: [eslint, '--config', join(verifyFolder, 'eslint.config.mjs'), '--max-warnings', '0', '.'],
	},
	{ name: 'Prettier', command: own('prettier'), args: ['--check', '--log-level', 'warn', '.'] },
	{ name: 'TypeScript', command: own('tsc'), args: ['--project', 'test/tsconfig.json', '--noEmit'] },
];

install();
const failed = checks.filter(({ name, command, args }) => {
	console.log(`${name} ...`);
	return !run(command, args);
});
console.log(
	failed.length === 0 ? 'Lint: nothing found' : `Lint: ${failed.map(({ name }) => name).join(', ')} failed`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
