import type { ICredentialType, INodeType } from 'n8n-workflow';
import { join } from 'node:path';

import { repositoryRoot } from '../harness/package';
import { labelled } from './labels';
import { messages, panelLines } from './texts';

function instance(file: string): unknown {
	const exported = jest.requireActual<Record<string, new () => unknown>>(join(repositoryRoot, file));
	const [made] = Object.values(exported);
	return new made();
}

const nodes = ['Userplane.node.js', 'UserplaneTrigger.node.js'].map(
	(file) => (instance(`dist/nodes/Userplane/${file}`) as INodeType).description,
);
const credential = instance('dist/credentials/UserplaneApi.credentials.js') as ICredentialType;
const panels = [...nodes, credential];
const errors = messages();
const rules = credential.test?.rules?.map(({ properties }) => properties.message) ?? [];

const descriptions = panels.flatMap(({ properties }) =>
	labelled(properties).flatMap(({ description, hint }) => [description ?? '', hint ?? '']),
);
const all = [
	...nodes.map(({ description }) => description),
	...panels.flatMap(({ properties }) => panelLines(properties)),
	...errors.flatMap(({ message, remedy }) => [message, remedy]),
	...rules,
];

/** How nobody speaks who has n8n's own nodes in mind. */
const GONE = [
	/\bempty means\b/i,
	/\bthe only one that\b/i,
	/\beach recording names\b/i,
	/\b(?:is|are) left alone\b/i,
	/\bpassed over\b/i,
	/\blooked (?:for|at)\b/i,
	/\bto know (?:it|the link) by\b/i,
	/\bsaid of\b/i,
	/\bif it stays so\b/i,
	/\bwho(?:ever| runs)\b/i,
	/\bis none\b|\bis no \w+/i,
	/\banew\b/i,
	/\bin (?:its|their) place\b/i,
	/\bmay not (?:do|delete)\b/i,
	/^Choose\b|\. Choose\b/,
	/\bswitch(?:ed)? (?:it )?on\b/i,
];

const words = (text: string) => text.split(/\s+/).filter(Boolean);

it('the texts are those that were read last: read them again when they change, then run jest with -u', () => {
	expect(errors.length).toBeGreaterThan(100);
	const lines = [
		...panels.flatMap(({ displayName, properties, ...type }) => [
			`# ${displayName}${'description' in type ? `: ${type.description}` : ''}`,
			...panelLines(properties),
			'',
		]),
		"# The credential's test",
		...new Set(rules),
		'',
		'# Errors: what happened, and what to do',
		...new Set(errors.map(({ message, remedy }) => `${message}\n    ${remedy}`)),
	];
	expect(`\n${lines.join('\n')}\n`).toMatchSnapshot();
});

it('a description or hint has at most 25 words', () => {
	expect(descriptions.filter((text) => words(text).length > 25)).toEqual([]);
});

it.each(GONE)('no text says %s', (phrase) => {
	expect(all.filter((text) => phrase.test(text))).toEqual([]);
});

describe('what to do', () => {
	const plain = new Set(
		'a an and the to of in for or it its this your check select enter use one by field'.split(' '),
	);
	const contents = (text: string) =>
		(text.toLowerCase().match(/[a-z]{2,}/g) ?? []).filter((word) => !plain.has(word));
	const saysTwice = (message: string, remedy: string) =>
		!/e\.g\.|\{\.\.\.\}/.test(remedy) && contents(remedy).every((word) => contents(message).includes(word));

	it('is not what happened once more', () => {
		expect(errors.filter(({ message, remedy }) => saysTwice(message, remedy))).toEqual([]);
	});

	it.each([
		['Choose a workspace first', 'Select the workspace', true],
		['The link was not found', 'Check the fields Link and Workspace', false],
	])('is told from it: %s, %s', (message, remedy, expected) => {
		expect(saysTwice(message, remedy)).toBe(expected);
	});
});

it('a message is one sentence without a full stop, and what to do ends without one', () => {
	expect(errors.filter(({ message, remedy }) => /\.$/.test(message) || /[^.]\.$/.test(remedy))).toEqual([]);
});
