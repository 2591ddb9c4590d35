import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const RELATIVE = /\b(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g;

/** What each file imports of ours, by its path. */
const known = new Map();

/** The file that a relative import names; undefined when it is none of our TypeScript. */
function fileOf(from, specifier) {
	const path = resolve(dirname(from), specifier);
	return [path, `${path}.ts`, resolve(path, 'index.ts')].find(
		(file) => file.endsWith('.ts') && existsSync(file),
	);
}

function importsOf(file) {
	const imports =
		known.get(file) ??
		[...readFileSync(file, 'utf8').matchAll(RELATIVE)]
			.map(([, specifier]) => fileOf(file, specifier))
			.filter((target) => target !== undefined);
	known.set(file, imports);
	return imports;
}

/** Whether a file leads to another one by what it imports, in however many steps. */
function leadsTo(from, to) {
	const seen = new Set([from]);
	for (const file of seen) {
		if (file === to) return true;
		for (const next of importsOf(file)) seen.add(next);
	}
	return false;
}

/** No circles of imports, of types neither: import-x/no-cycle passes over those that bring types alone. */
export const noCircle = {
	meta: { type: 'problem', schema: [], messages: { circle: 'What is imported here imports this file' } },
	create(context) {
		const check = ({ source }) => {
			const target = source && fileOf(context.filename, String(source.value));
			if (target && leadsTo(target, context.filename)) context.report({ node: source, messageId: 'circle' });
		};
		return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
	},
};
