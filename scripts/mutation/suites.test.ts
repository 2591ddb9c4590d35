import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * The suites of MUTATION_SUITES as one test file: StrykerJS runs every file for every mutant, if only to skip its tests, and
 * loading n8n's engine once a file takes minutes.
 */
const tests = path.resolve(__dirname, '..', '..', 'test');
for (const suite of (process.env.MUTATION_SUITES ?? 'unit').split(',')) {
	for (const name of readdirSync(path.join(tests, suite)).filter((file) => file.endsWith('.test.ts'))) {
		describe(`${suite}/${name}`, () => void jest.requireActual(path.join(tests, suite, name)));
	}
}
