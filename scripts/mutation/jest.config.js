'use strict';

const path = require('node:path');
const { projects } = require('../../jest.config.js');

/** The suites that run in seconds, as one project: StrykerJS takes no more. */
const suites = (process.env.MUTATION_SUITES ?? 'unit').split(',');

module.exports = {
	...projects[0],
	rootDir: path.resolve(__dirname, '..', '..'),
	testMatch: suites.map((suite) => `<rootDir>/test/${suite}/**/*.test.ts`),
};
