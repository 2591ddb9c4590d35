'use strict';

const { createRequire, isBuiltin } = require('node:module');
const { compileFunction } = require('node:vm');

const { default: Runtime } = require('jest-runtime');

/**
 * jest loads every module anew for every run of a test file, n8n's engine among them: seconds for each mutant. Here what comes
 * from node_modules is loaded once a process, by Node itself, and so everything runs in the process's own realm. The package
 * and its tests are loaded anew each time.
 */
module.exports = class extends Runtime {
	constructor(...parameters) {
		super(...parameters);
		this.executor.compile = (source, filename) =>
			compileFunction(source, this.executor.injectedModuleParameters, { filename });
	}

	requireModuleOrMock(from, name) {
		const isPackage = !/^[./]/.test(name) && !isBuiltin(name) && name !== '@jest/globals';
		return isPackage ? createRequire(from)(name) : super.requireModuleOrMock(from, name);
	}
};
