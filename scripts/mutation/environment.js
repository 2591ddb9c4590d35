'use strict';

const { TestEnvironment } = require('jest-environment-node');

/** Skips what is left of the one test file once a test has failed: jest's own `bail` stops between files only. */
module.exports = class extends TestEnvironment {
	hasFailed = false;

	handleTestEvent({ name, test }) {
		if (name === 'test_done' && test.errors.length > 0) this.hasFailed = true;
		if (name === 'test_start' && this.hasFailed) test.mode = 'skip';
	}
};
