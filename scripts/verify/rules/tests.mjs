import jest from 'eslint-plugin-jest';

/** No test that cannot fail, is left out or runs alone. */
export const tests = [
	{
		files: ['test/**/*.test.ts'],
		extends: [jest.configs['flat/recommended']],
		// The version stands here because the linter's own folder has no jest to ask
		settings: { jest: { version: 30 } },
		rules: {
			'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'fc.assert'] }],
			// What must hold after every test is checked where every test ends
			'jest/no-standalone-expect': ['error', { additionalTestBlockFunctions: ['afterEach', 'afterAll'] }],
			'jest/no-commented-out-tests': 'error',
			'jest/no-disabled-tests': 'error',
			'jest/no-focused-tests': 'error',
			'max-lines-per-function': 'off',
		},
	},
];
