import { n8nCommunityNodesPlugin as community } from '@n8n/eslint-plugin-community-nodes';
import importX from 'eslint-plugin-import-x';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

/**
 * Three rules of the older set ask for what a rule of the newer set refuses, so nobody can obey both. n8n's own configuration and
 * the scanner leave out these and two more; a test of the scanner project holds this list to theirs.
 */
export const contradicted = {
	'n8n-nodes-base/cred-class-field-documentation-url-miscased':
		'wants a camelCase word, credential-documentation-url wants an address',
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node':
		"wants the text 'main', node-connection-type-literal wants NodeConnectionTypes.Main",
	'n8n-nodes-base/node-class-description-outputs-wrong':
		"wants the text 'main', node-connection-type-literal wants NodeConnectionTypes.Main",
};

/** Warnings count as errors too: whoever verifies the package reads them all. */
const asErrors = (rules) =>
	Object.fromEntries(
		Object.keys(rules)
			.filter((name) => !(name in contradicted))
			.map((name) => [name, 'error']),
	);

const shipped = ['nodes/**/*.ts', 'credentials/**/*.ts', 'package.json'];

/** The rules that n8n's command line tool and its verification scanner apply to a community package. */
export const n8n = [
	{
		files: shipped,
		plugins: { '@n8n/community-nodes': community, 'n8n-nodes-base': n8nNodesBase },
		rules: { ...asErrors(community.configs.recommended.rules), 'no-console': 'error' },
	},
	{
		files: ['package.json'],
		rules: asErrors(n8nNodesBase.configs.community.rules),
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		rules: asErrors(importX.configs['flat/warnings'].rules),
	},
	{ files: ['credentials/**/*.ts'], rules: asErrors(n8nNodesBase.configs.credentials.rules) },
	{ files: ['nodes/**/*.ts'], rules: asErrors(n8nNodesBase.configs.nodes.rules) },
];
