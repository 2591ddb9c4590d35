'use strict';

const { dest, src } = require('gulp');

/** Copies what the TypeScript compiler leaves behind into dist: icons (as bytes), node metadata, output schemas. */
function buildAssets() {
	return src(['nodes/**/*.{svg,png}', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
}

exports['build:assets'] = buildAssets;
exports.default = buildAssets;
