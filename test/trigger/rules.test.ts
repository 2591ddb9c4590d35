import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { repositoryRoot } from '../harness';

const read = (...path: string[]) => readFileSync(join(repositoryRoot, ...path), 'utf8').replaceAll('’', "'");
const tests = readdirSync(__dirname)
	.filter((name) => name.endsWith('.test.ts'))
	.map((name) => read('test', 'trigger', name))
	.join('\n');

it.each([
	['cursor.ts', 10],
	['catchUp.ts', 5],
	['pending.ts', 4],
])('each rule at the top of %s has tests of its name', (file, count) => {
	const source = read('nodes', 'Userplane', 'trigger', file);
	const rules = [...source.matchAll(/^ \* {1,2}(\d+\. .+)$/gm)].map(([, rule]) => rule);
	expect(rules).toHaveLength(count);
	expect(rules.filter((rule) => !tests.includes(`('${rule}'`) && !tests.includes(`("${rule}"`))).toEqual([]);
});
