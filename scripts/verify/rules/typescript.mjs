import { resolve } from 'node:path';

import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const root = resolve(import.meta.dirname, '..', '..', '..');

/** Our own rules for everything written in TypeScript: sources, tests and scripts alike. */
export const typescript = [
	{
		files: ['**/*.ts'],
		extends: [
			js.configs.recommended,
			tseslint.configs.strictTypeChecked,
			importX.configs['flat/errors'],
			importX.configs['flat/typescript'],
		],
		languageOptions: { parserOptions: { project: ['test/tsconfig.json'], tsconfigRootDir: root } },
		settings: {
			'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'test/tsconfig.json' })],
		},
		rules: {
			'@typescript-eslint/ban-ts-comment': [
				'error',
				{ 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true, 'ts-check': true },
			],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/explicit-module-boundary-types': 'error',
			'@typescript-eslint/no-confusing-void-expression': [
				'error',
				{ ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
			],
			'@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/return-await': ['error', 'always'],
			complexity: ['error', 12],
			eqeqeq: 'error',
			'import-x/no-cycle': 'error',
			'import-x/no-default-export': 'error',
			'import-x/no-duplicates': 'error',
			'import-x/no-self-import': 'error',
			'max-depth': ['error', 3],
			'max-lines': ['error', 250],
			'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
			'max-params': ['error', 5],
			'no-warning-comments': 'error',
			'prefer-const': 'error',
		},
	},
];
