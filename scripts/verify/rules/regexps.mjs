import * as regexp from 'eslint-plugin-regexp';

/** Whoever records a screen writes what our patterns are tried on: each takes linear time, on any text. */
export const regexps = [
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		plugins: { regexp },
		rules: {
			'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
			'regexp/no-super-linear-move': ['error', { report: 'potential' }],
		},
	},
];
