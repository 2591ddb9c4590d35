'use strict';

const path = require('node:path');
const { projects } = require('../../jest.config.js');

module.exports = {
	...projects[0],
	rootDir: path.resolve(__dirname, '..', '..'),
	testMatch: ['<rootDir>/scripts/mutation/suites.test.ts'],
	testEnvironment: require.resolve('./environment.js'),
	runtime: require.resolve('./runtime.js'),
	// The slowest takes six: what hangs is to fail, and not to cost the worker
	testTimeout: 20_000,
};
