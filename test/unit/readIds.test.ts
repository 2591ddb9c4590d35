import { CREATOR_FILTER, LINK_FILTER } from '../../nodes/Userplane/shared/fields';
import { readIds } from '../../nodes/Userplane/shared/ids';
import { refusal } from './refusal';

it.each([
	['an array', ['a', 'b'], ['a', 'b']],
	['an array with white space and doubles', [' a', 'b ', 'a'], ['a', 'b']],
	['numbers', [1, 2, 1], ['1', '2']],
	['a number', 42, ['42']],
	['a text', 'a', ['a']],
	['a text with commas', ' a , b ,, a', ['a', 'b']],
	['a JSON array as text', ' ["a", "b", 3] ', ['a', 'b', '3']],
	['a locator', [{ mode: 'list', value: 'a' }], ['a']],
	['one locator', { mode: 'id', value: 'a' }, ['a']],
	['nothing', undefined, []],
	['null', null, []],
	['an empty text', '  ', []],
	['an empty array', [], []],
	['an array of nothing', ['', null, undefined], []],
	['an empty JSON array as text', '[]', []],
])('several IDs may be %s', (_, value, expected) => {
	expect(readIds(value, CREATOR_FILTER)).toEqual(expected);
});

it.each([
	['a path', 'a/b'],
	['a text with spaces', 'a b'],
	['an object', { id: 'a' }],
	['an array in an array', [['a']]],
	['an array of objects', [{ id: 'a' }]],
	['true', true],
	['dots', ['..']],
	['a number that may have been another', [Number('1234567890123456789')]],
	['a JSON array with a number that would be another', '["a", 1234567890123456789]'],
	['a JSON array with a number that would be written anew', '[1.10]'],
	['a URL', 'https://dash.userplane.io/workspace/w/recordings?links=lnk_1'],
])('several IDs are refused, by the name of their field, when they are %s', (_, value) => {
	expect(refusal(() => readIds(value, LINK_FILTER)).message).toContain('Link Names or IDs');
});

it('a text that only looks like an array is taken as text', () => {
	expect(readIds('["a', CREATOR_FILTER)).toEqual(['["a']);
	expect(readIds('3', CREATOR_FILTER)).toEqual(['3']);
});
