'use strict';

// Loads a package by one of n8n-core's loaders, as n8n does when it starts, and prints what it cost. Plain JavaScript, so
// that nothing but Node loads it.
require('reflect-metadata');
const core = require('n8n-core');

async function main([kind, directory]) {
	// n8n has loaded its own packages before; this loads none of the package's code
	await new core.LazyPackageDirectoryLoader(directory).loadAll();
	global.gc();
	const memory = process.memoryUsage().heapUsed;
	const begun = performance.now();
	const loader = new core[kind](directory);
	await loader.loadAll();
	const ms = performance.now() - begun;
	global.gc();
	const mebibytes = (process.memoryUsage().heapUsed - memory) / 2 ** 20;
	const files = Object.keys(require.cache).filter((file) => file.startsWith(`${directory}/dist/`)).length;
	const used = performance.now();
	for (const node of ['userplane', 'userplaneTrigger']) loader.getNode(node);
	console.log(JSON.stringify({ ms, mebibytes, files, firstUseMs: performance.now() - used }));
}

void main(process.argv.slice(2));
