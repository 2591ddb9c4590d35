import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * The tests of MUTATION_SUITES, e.g. `unit,engine/upsert`, as one test file: StrykerJS runs every file for every mutant, if
 * only to skip its tests, and loading n8n's engine once a file takes minutes.
 */
const tests = path.resolve(__dirname, '..', '..', 'test');
for (const part of (process.env.MUTATION_SUITES ?? 'unit').split(',')) {
	const [suite, begins = ''] = part.split('/');
	const names = readdirSync(path.join(tests, suite)).filter((file) => file.endsWith('.test.ts'));
	for (const name of names.filter((file) => file.startsWith(begins))) {
		describe(`${suite}/${name}`, () => void jest.requireActual(path.join(tests, suite, name)));
	}
}
