'use strict';

const { availableParallelism } = require('node:os');

/** With ENGINE_DIR set, the tests run on the n8n-core and n8n-workflow that are installed in that folder (a newer n8n). */
function engineModules(directory) {
	if (!directory) return {};
	const main = (name) => require.resolve(name, { paths: [directory] });
	const core = main('n8n-core');
	const beside = (name) => require.resolve(name, { paths: [core] });
	return {
		'^n8n-core$': core,
		'^n8n-core/dist/(.*)$': `${core.slice(0, core.lastIndexOf('/'))}/$1`,
		'^n8n-workflow$': beside('n8n-workflow'),
		'^@n8n/di$': beside('@n8n/di'),
		'^@n8n/backend-common$': beside('@n8n/backend-common'),
		'^reflect-metadata$': beside('reflect-metadata'),
	};
}

/** One project per test folder, so that a script can run just the suites it means. */
const project = (name, folder = name) => ({
	displayName: name,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${folder}/**/*.test.ts`],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
		],
	},
	setupFiles: ['<rootDir>/test/harness/loopback-only.ts'],
	setupFilesAfterEnv: ['<rootDir>/test/harness/array-length.ts'],
	moduleNameMapper: engineModules(process.env.ENGINE_DIR),
	// The scanner and the linters bring a tree of their own, which is none of jest's business
	modulePathIgnorePatterns: [
		'<rootDir>/scripts/verify/node_modules',
		'<rootDir>/scripts/hosts',
		'<rootDir>/dist/package.json',
		'<rootDir>/.stryker-tmp',
	],
});

/** @type {import('jest').Config} */
module.exports = {
	// No test is about how long it takes: this ends what hangs, on a busy machine too
	testTimeout: 300_000,
	// Each file loads the whole engine, and what it leaves behind slows the ones after it: never all in one process
	maxWorkers: Math.min(4, Math.max(2, availableParallelism() - 1)),
	workerIdleMemoryLimit: '700MB',
	projects: [
		project('unit'),
		project('harness'),
		project('simulator'),
		project('engine'),
		project('trigger'),
		project('attack'),
		project('live'),
		project('package'),
		project('scanner'),
		project('e2e'),
		project('queue'),
		project('browser'),
	],
};
