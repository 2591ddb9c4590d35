import { readSearchText, searchQuery } from '../../nodes/Userplane/shared/search';
import { refusal } from './refusal';

const field = { displayName: 'Search Text' };

it.each([
	['a', 'a'],
	[' a b ', 'a b'],
	[7, '7'],
	['🎬'.repeat(50), '🎬'.repeat(50)],
])('a search text is trimmed: %j', (value, expected) => {
	expect(readSearchText(value, field)).toBe(expected);
});

it.each(['', ' \n', null, undefined])('a search text is refused when it is empty: %j', (value) => {
	expect(refusal(() => readSearchText(value, field)).message).toBe('Search Text is empty');
});

it('a search text is refused when it is longer than 100 characters', () => {
	expect(refusal(() => readSearchText('🎬'.repeat(51), field)).message).toMatch(/102 .*100/);
});

it.each([
	[undefined, 20],
	[1, 1],
	[20, 20],
	[50, 20],
])('a limit of %s asks for %i', (limit, expected) => {
	expect(searchQuery('links', 'a', limit)).toEqual({ q: 'a', type: 'links', limit: expected });
});

it('a text that a picker has cut in the middle of an emoji can be asked for', () => {
	expect(searchQuery('links', 'a🎬'.slice(0, 2)).q).toBe('a');
});
