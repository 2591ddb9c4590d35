import { readLinkMeta } from '../../nodes/Userplane/shared/metadata';
import { refusal } from './refusal';

const rows = (...entry: unknown[]) => ({ entry });
const row = (key: unknown, value: unknown) => ({ key, value });

describe('metadata as rows', () => {
	it.each([
		['one', rows(row('ticketId', '35436')), { ticketId: '35436' }],
		['several', rows(row('a', '1'), row('b', '2')), { a: '1', b: '2' }],
		[
			'numbers and booleans',
			rows(row('a', 1.5), row('b', false), row(7, 0)),
			{ 7: '0', a: '1.5', b: 'false' },
		],
		['a value with spaces, unchanged', rows(row(' a ', ' 1 ')), { ' a ': ' 1 ' }],
		['an empty value', rows(row('a', '')), { a: '' }],
		['a value that an expression left out', rows(row('a', null), row('b', undefined)), { a: '', b: '' }],
		['blank rows beside a filled one', rows(row('', ''), row('a', '1'), {}), { a: '1' }],
		['a filled row beside what is none', rows(null, 'a', row('a', '1')), { a: '1' }],
		['one row that is no list', { entry: row('a', '1') }, { a: '1' }],
		['a key of an object by name', rows(row('toString', '1')), { toString: '1' }],
	])('is read: %s', (_, value, meta) => {
		expect(readLinkMeta(value, '')).toEqual(meta);
	});

	it.each([undefined, null, '', {}, rows(), rows(row('', '')), rows(row(' ', null))])(
		'is nothing to send: %j',
		(value) => {
			expect(readLinkMeta(value, undefined)).toBeUndefined();
		},
	);

	it.each([
		['a value without a key', rows(row('', '1')), /key/],
		['a blank key', rows(row('  ', '1')), /key/],
		['a key twice', rows(row('a', '1'), row('a', '2')), /"a" twice/],
		['__proto__', rows(row('__proto__', '1')), /__proto__/],
		['constructor', rows(row('constructor', '1')), /constructor/],
		['prototype', rows(row('prototype', '1')), /prototype/],
		['an object as value', rows(row('a', { b: 1 })), /"a"/],
		['a list as value', rows(row('a', ['1'])), /"a"/],
		['an object as key', rows(row({ a: 1 }, '1')), /key/],
		['a list as key', rows(row(['a'], '1')), /key/],
		['a long value', rows(row('a', 'x'.repeat(1025))), /"a".*1024/],
	])('is refused: %s', (_, value, reason) => {
		const { message } = refusal(() => readLinkMeta(value, ''));
		expect(message).toContain('Link Metadata');
		expect(message).not.toContain('(JSON)');
		expect(message).toMatch(reason);
	});
});

describe('metadata as JSON', () => {
	it.each([
		['text', '{ "a": "1" }', { a: '1' }],
		['an object', { a: '1' }, { a: '1' }],
		['numbers and booleans', '{ "a": 1, "b": true }', { a: '1', b: 'true' }],
		['an empty object, which is a value', '{}', {}],
	])('is read: %s', (_, value, meta) => {
		expect(readLinkMeta({}, value)).toEqual(meta);
	});

	it.each([undefined, null, '', '  \n'])('is nothing to send: %j', (value) => {
		expect(readLinkMeta(undefined, value)).toBeUndefined();
	});

	it.each([
		['a broken text', '{ a: 1 }', /not a JSON object/],
		['a list', '["a"]', /not a JSON object/],
		['a list that is no text', ['a'], /not a JSON object/],
		['null', 'null', /not a JSON object/],
		['a text in JSON', '"a"', /not a JSON object/],
		['a number', 5, /not a JSON object/],
		['an object inside', '{ "a": { "b": "1" } }', /"a"/],
		['a list inside', '{ "a": ["1"] }', /"a"/],
		['null inside', '{ "a": null }', /"a"/],
		['an empty key', '{ "": "1" }', /key/],
		['a blank key', '{ " ": "1" }', /without a key/],
		['__proto__', '{ "__proto__": "1" }', /__proto__/],
		['__proto__ with an object', '{ "__proto__": { "admin": true } }', /__proto__/],
		['constructor', { constructor: '1' }, /constructor/],
		['a long value', { a: 'x'.repeat(1025) }, /"a".*1024/],
		['a key twice', '{ "a": "1", "a": "2" }', /"a" twice/],
		[
			'objects inside with the same key',
			'{ "a": { "x": 1 }, "b": { "x": 1 } }',
			/"a" is a list or an object/,
		],
		['null, which is told as such', { a: null }, /"a" is empty \(null\)/],
		['a number that would be another', '{ "a": 1234567890123456789 }', /1234567890123456789 of "a"/],
	])('is refused: %s', (_, value, reason) => {
		const { message } = refusal(() => readLinkMeta({}, value));
		expect(message).toContain('Link Metadata (JSON)');
		expect(message).toMatch(reason);
	});
});

it.each([
	['{"a":1.10}', '1.10 of "a"', 'Put it in quotes: "a": "1.10". Then it is sent as it is'],
	['{"a":[1.10]}', '1.10', 'Put it in quotes: "1.10". Then it is sent as it is'],
	[
		'{"a":1234567890123456789}',
		'1234567890123456789 of "a"',
		'Put it in quotes: "a": "1234567890123456789". If it comes from another node, make that node return it as text, as its last digits may already be wrong',
	],
])('says which number would change, and what to do: %s', (json, number, remedy) => {
	expect(refusal(() => readLinkMeta({}, json))).toMatchObject({
		message: `Link Metadata (JSON): the number ${number} cannot be sent exactly as it is written`,
		remedy,
	});
});

it('is refused in both forms at once, even when they say the same', () => {
	const { message } = refusal(() => readLinkMeta(rows(row('a', '1')), '{ "a": "1" }'));
	expect(message).toMatch(/Link Metadata and Link Metadata \(JSON\)/);
	expect(refusal(() => readLinkMeta(rows(row('a', '1')), '{}')).message).toContain('both');
});

it('leaves the prototype of what it returns alone', () => {
	const meta = readLinkMeta(rows(row('hasOwnProperty', '1')), '');
	expect(Object.keys(meta ?? {})).toEqual(['hasOwnProperty']);
	expect(Object.getPrototypeOf(meta)).toBe(Object.prototype);
});

it('counts UTF-16 units, the strictest of the ways in which a service may count', () => {
	expect(readLinkMeta(rows(row('a', '👍'.repeat(512))), '')).toEqual({ a: '👍'.repeat(512) });
	expect(refusal(() => readLinkMeta(rows(row('a', '👍'.repeat(513))), '')).message).toContain('1024');
});

it('shortens a long key in what the user reads', () => {
	const { message } = refusal(() => readLinkMeta({}, { ['k'.repeat(5_000)]: null }));
	expect(message.length).toBeLessThan(200);
});
