import { readFileSync } from 'node:fs';
import path from 'node:path';

import fc from 'fast-check';

import { readIdentifier } from '../../nodes/Userplane/shared/identity';
import { refusal } from './refusal';

const docs = readFileSync(path.join(__dirname, '../../docs/operations.md'), 'utf8');

/** The values in the rows below a heading of the page, cell by cell. */
function table(heading: string): unknown[][] {
	const [, below] = docs.split(`| ${heading} `);
	const [rows] = below.split('\n\n');
	return rows
		.split('\n')
		.slice(2)
		.map((row) =>
			[...row.matchAll(/`((?:"(?:[^"\\]|\\.)*")|[\w-]+)`(?= +\|)/g)].map(
				([, json]) => JSON.parse(json.replaceAll('\\|', '|')) as unknown,
			),
		);
}

const read = (value: unknown) => readIdentifier(value, 'Reference', 100);
const refused = table('refused').map(([value]) => value);
const taken = table('taken');

it('the page has both tables', () => {
	expect(refused).toHaveLength(69);
	expect(taken).toHaveLength(42);
	expect(taken.every((row) => row.length === 2)).toBe(true);
});

it.each(refused.map((value) => [value]))('is refused, as the page says: %j', (value) => {
	const { message, remedy } = refusal(() => read(value));
	expect(message).toMatch(
		/^Reference (contains an object|contains an expression that did not run|is incomplete) \(".*"\): (select one of its fields|switch the field to Expression|check that each part of its expression has a value)$/,
	);
	expect(message).toContain(String(value).slice(0, 30));
	expect(remedy).toContain('{{ $json.ticket.id }}');
});

it.each(taken)('%j is taken as %j, as the page says', (value, expected) => {
	expect(read(value)).toBe(expected);
});

it('shows the beginning and the end of a long text that is refused', () => {
	const shown = (text: string) => /\("(.*)"\)/.exec(refusal(() => read(text)).message)?.[1];
	expect(shown(`${'a'.repeat(30)}${'b'.repeat(30)}/`)).toBe(`${'a'.repeat(30)}…${'b'.repeat(24)}/`);
	expect(shown(`${'a'.repeat(59)}/`)).toBe(`${'a'.repeat(40)}…`);
});

it('is a number as it stands, also a negative one', () => {
	expect([read(-3), read(0)]).toEqual(['-3', '0']);
});

it('is refused when it is no text', () => {
	for (const value of [{}, [], ['a'], new Date()])
		expect(refusal(() => read(value)).message).toBe(
			'Reference is not text: its expression must return a single text',
		);
	expect(refusal(() => read(NaN)).message).toBe('Reference is not a number (NaN): check its expression');
});

it('is counted as it is sent', () => {
	expect(read(` ${'x'.repeat(100)}\u200b`)).toHaveLength(100);
	expect(read('u\u0308'.repeat(100))).toHaveLength(100);
	expect(refusal(() => read('x'.repeat(101))).message).toMatch(/^Reference has 101 characters/);
});

it('has one form: read twice is read once, with whatever stands around it', () => {
	const around = fc.string({
		unit: fc.constantFrom(' ', '\n', '\u00a0', '\u200b', '\ufeff', '\0'),
		maxLength: 5,
	});
	const inside = fc.string({
		unit: fc.constantFrom('a', '1', 'ü', 'u\u0308', '👍', ' ', '/', '-', 'ﬁ'),
		maxLength: 12,
	});
	const form = (value: string) => {
		try {
			return read(value);
		} catch {
			return undefined;
		}
	};
	const check = (before: string, text: string, behind: string) => {
		const one = form(text);
		expect(form(`${before}${text}${behind}`)).toBe(one);
		expect(form(text.normalize('NFD'))).toBe(one);
		expect(one === undefined ? one : read(one)).toBe(one);
	};
	fc.assert(fc.property(around, inside, around, check), { numRuns: 1_000 });
});

it('is refused however long it is', () => {
	for (const unit of [' x', '/', '-', 'a', '=', 'undefined ', '1aA'])
		expect(refusal(() => read(unit.repeat(200_000) + '.')).message).toMatch(/^Reference (has|is incomplete)/);
});
