import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeProperties } from 'n8n-workflow';
import * as ts from 'typescript';

import { repositoryRoot } from '../harness/package';
import { labelled } from './labels';

/** What a message says happened, and what to do about it; what an expression fills in is `{...}`. */
export interface Message {
	file: string;
	message: string;
	remedy: string;
}

const FOLDERS = ['nodes', 'credentials'];

/** Every pair of texts in the sources that an error is made of, in the order of the files. */
export function messages(): Message[] {
	const files = FOLDERS.flatMap((folder) =>
		readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.ts'))
			.map((file) => join(folder, file)),
	);
	return files.sort().flatMap(messagesOf);
}

/** What makes an error, by the place of its two texts among the arguments. */
const MAKERS: Array<[name: RegExp, message: number, remedy: number]> = [
	[/Error$|^NotTheFile$|^withLabel$/, 0, 1],
	[/^refused$/, 2, 3],
	[/^unfinished$/, 0, 2],
];

function messagesOf(file: string): Message[] {
	const source = ts.createSourceFile(
		file,
		readFileSync(join(repositoryRoot, file), 'utf8'),
		ts.ScriptTarget.ES2022,
	);
	const found: Message[] = [];
	const add = (message?: ts.Expression, remedy?: ts.Expression) => {
		const texts = { message: textOf(message), remedy: textOf(remedy) };
		if (texts.message.length > 3 && texts.remedy.length > 3) found.push({ file, ...texts });
	};
	const visit = (node: ts.Node): void => {
		if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
			const name = node.expression.getText(source);
			const maker = MAKERS.find(([pattern]) => pattern.test(name));
			if (maker) add(node.arguments?.[maker[1]], node.arguments?.[maker[2]]);
		}
		if (ts.isArrayLiteralExpression(node) && node.elements.length === 2)
			add(node.elements[0], node.elements[1]);
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found.filter(({ message, remedy }) => / /.test(message) && / /.test(remedy));
}

/** A text as it is written, with `{...}` for what is filled in; empty when the expression is no text. */
function textOf(node?: ts.Expression): string {
	if (!node) return '';
	if (ts.isStringLiteralLike(node)) return node.text;
	if (ts.isTemplateExpression(node))
		return node.head.text + node.templateSpans.map(({ literal }) => `{...}${literal.text}`).join('');
	return '';
}

/** A panel as it is read from top to bottom: labels, descriptions, hints and placeholders, each different entry once. */
export function panelLines(properties: readonly INodeProperties[]): string[] {
	const lines = labelled(properties).map(({ path, title, parameter, ...entry }) => {
		const about = [entry.action, entry.description, entry.hint, parameter?.placeholder];
		const depth = '  '.repeat(path.split('.').length - 1);
		return `${depth}${[title, ...about.filter(Boolean)].join(' | ')}`;
	});
	return [...new Set(lines)];
}
