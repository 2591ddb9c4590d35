import { readdirSync } from 'node:fs';
import path from 'node:path';

// About a rate or a size: seconds each, which a mutant that lives would cost every time. They take part when they are named
const slow = /^(pacing|load|budget|bounds|cost)\./;

/**
 * The tests of MUTATION_SUITES, e.g. `unit,engine/upsert`, as one test file: StrykerJS runs every file for every mutant, if
 * only to skip its tests, and loading n8n's engine once a file takes minutes.
 */
const tests = path.resolve(__dirname, '..', '..', 'test');
for (const part of (process.env.MUTATION_SUITES ?? 'unit').split(',')) {
	const [suite, begins = ''] = part.split('/');
	const names = readdirSync(path.join(tests, suite)).filter(
		(name) => name.endsWith('.test.ts') && (begins !== '' || !slow.test(name)),
	);
	for (const name of names.filter((name) => name.startsWith(begins))) {
		describe(`${suite}/${name}`, () => void jest.requireActual(path.join(tests, suite, name)));
	}
}
