import js from '@eslint/js';

const nodeGlobals = [
	'Buffer',
	'__dirname',
	'__filename',
	'console',
	'exports',
	'module',
	'process',
	'require',
];

/** Configuration files and the linter's own rules: JavaScript, since their tools read nothing else. */
export const plain = [
	{
		files: ['**/*.{js,mjs}'],
		extends: [js.configs.recommended],
		languageOptions: { globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])) },
	},
	{ files: ['**/*.js'], languageOptions: { sourceType: 'commonjs' } },
];
