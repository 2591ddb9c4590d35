'use strict';

const { existsSync } = require('node:fs');
const path = require('node:path');

const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

const built = path.resolve(__dirname, '..', '..', 'dist') + path.sep;

/**
 * The process itself, so that what `runtime.js` has loaded before is of the same realm. Skips what is left of the one test file
 * once a test has failed: jest's own `bail` stops between files only.
 */
module.exports = class {
	global = globalThis;
	moduleMocker = new ModuleMocker(globalThis);
	fakeTimers = null;
	hasFailed = false;

	constructor({ projectConfig }) {
		Object.assign(globalThis, projectConfig.globals);
		this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
		// What a run leaves in a realm: StrykerJS which mutant is on, jest-circus who listens to the tests
		delete globalThis.__stryker__;
		delete globalThis[Symbol.for('EVENT_HANDLERS')];
		// n8n-core loads the package by Node's own require: what a mutant left in it goes with it
		for (const file of Object.keys(require.cache)) if (file.startsWith(built)) delete require.cache[file];
	}

	handleTestEvent({ name, test }) {
		if (name === 'test_done' && test.errors.length > 0) this.hasFailed = true;
		if (name === 'test_start' && this.hasFailed) test.mode = 'skip';
	}

	getVmContext() {
		return {};
	}

	exportConditions() {
		return ['node', 'node-addons'];
	}

	/** What runs while the package loads must not be taken for the work of the test that loads it. */
	async setup() {
		for (const node of ['Userplane', 'UserplaneTrigger']) {
			if (existsSync(built)) require(path.join(built, 'nodes', 'Userplane', `${node}.node.js`));
		}
	}

	async teardown() {
		this.fakeTimersModern.dispose();
	}
};
