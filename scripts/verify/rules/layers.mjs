import importX from 'eslint-plugin-import-x';

import { noCircle } from './circles.mjs';

const house = './nodes/Userplane';

/** A folder of the house, and the folders that it may import from beside itself. */
const folder = (name, mayImport) => ({
	target: `${house}/${name}`,
	from: house,
	except: [name, ...mayImport].map((allowed) => `./${allowed}`),
	message: `${name}/ may import from ${[name, ...mayImport].map((allowed) => `${allowed}/`).join(', ')} only`,
});

/** Which way imports point inside the shipped code, and what it may import at all. */
export const layers = [
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		plugins: { 'import-x': importX, house: { rules: { 'no-circle': noCircle } } },
		rules: {
			'house/no-circle': 'error',
			'import-x/no-restricted-paths': [
				'error',
				{
					zones: [
						folder('shared', []),
						folder('transport', ['shared']),
						folder('logs', ['shared']),
						folder('runtime', ['transport', 'shared']),
						folder('references', ['transport', 'shared']),
						folder('actions', ['runtime', 'references', 'logs', 'transport', 'shared']),
						folder('methods', ['runtime', 'transport', 'shared']),
						folder('trigger', ['transport', 'shared']),
						{ target: './credentials', from: house, except: ['./shared'] },
						{ target: ['./nodes', './credentials'], from: ['./test', './scripts'] },
					],
				},
			],
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							regex: '^(?!n8n-workflow$|node:crypto$|\\.{1,2}/)',
							message: 'A verified node has no dependency: only n8n-workflow, node:crypto and relative paths',
						},
					],
				},
			],
		},
	},
	{
		files: ['nodes/Userplane/transport/**/*.ts'],
		rules: {
			'no-restricted-syntax': [
				'error',
				{
					selector: 'MemberExpression[property.name="getNodeParameter"]',
					message: 'The transport knows no parameter: hand it the value',
				},
			],
		},
	},
];
