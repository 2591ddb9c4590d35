import {
	analyzePackage,
	buildScanConfig,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { ESLint } from 'eslint';
import glob from 'fast-glob';

/**
 * The verification scanner's own judgement of a folder, without its download: `node scan.mjs <folder> source|dist` prints one
 * JSON object. A process of its own, because the scanner is an ES module and keeps handles open.
 */
const [folder, kind] = process.argv.slice(2);
const patterns = kind === 'source' ? SOURCE_FILE_PATTERNS : ['**/*.js', 'package.json'];

const { passed, message } = await analyzePackage(folder, patterns);

// The scanner counts errors only and shows warnings only beside an error, so the same rules are asked once more for everything
const eslint = new ESLint({
	cwd: folder,
	allowInlineConfig: false,
	overrideConfigFile: true,
	overrideConfig: await buildScanConfig(),
});
const files = glob.sync(patterns, { cwd: folder, absolute: true, ignore: ['node_modules/**'] });
const results = await eslint.lintFiles(files);
const findings = results.flatMap(({ filePath, messages }) =>
	messages.map(
		({ ruleId, line, message: text }) => `${filePath.slice(folder.length + 1)}:${line} ${ruleId}: ${text}`,
	),
);
const switchedOff = (await buildScanConfig()).flatMap(({ rules = {} }) =>
	Object.keys(rules).filter((name) => rules[name] === 'off'),
);

process.stdout.write(JSON.stringify({ passed, message, files: files.length, findings, switchedOff }), () =>
	process.exit(0),
);
