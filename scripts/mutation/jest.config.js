'use strict';

const path = require('node:path');
const { projects, testTimeout } = require('../../jest.config.js');

module.exports = {
	...projects[0],
	rootDir: path.resolve(__dirname, '..', '..'),
	testMatch: ['<rootDir>/scripts/mutation/suites.test.ts'],
	testEnvironment: require.resolve('./environment.js'),
	runtime: require.resolve('./runtime.js'),
	testTimeout,
};
