import { globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

import { layers } from './rules/layers.mjs';
import { n8n } from './rules/n8n.mjs';
import { plain } from './rules/plain.mjs';
import { regexps } from './rules/regexps.mjs';
import { tests } from './rules/tests.mjs';
import { typescript } from './rules/typescript.mjs';

/**
 * Every rule that this project is held to. The root's two-line eslint.config.mjs belongs to n8n's own command line tool, which
 * wants it unchanged; this one runs the same rules, and ours, without that tool.
 */
export default tseslint.config(
	globalIgnores(['dist', '.stryker-tmp', '**/node_modules', 'eslint.config.mjs', 'scripts/hosts/*/*']),
	{ linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
	plain,
	typescript,
	layers,
	n8n,
	regexps,
	tests,
);
