import { readText, shorten } from '../../nodes/Userplane/shared/texts';
import { refusal } from './refusal';

it.each([
	['abcd', ''],
	['🎬🎬', ', where an emoji counts as two or more'],
])('a text that is too long is refused with its length: %s', (text, emoji) => {
	expect(readText(text, 'Title', 4)).toBe(text);
	expect(refusal(() => readText(`${text}x`, 'Title', 4))).toMatchObject({
		message: `Title has 5 characters, and at most 4 are allowed${emoji}`,
		remedy: 'Shorten it with an expression, e.g. {{ $json.subject.slice(0, 4) }}',
	});
});

it('a text in a message is cut behind 40 characters, never in the middle of one', () => {
	expect(shorten('x'.repeat(40))).toBe('x'.repeat(40));
	expect(shorten('x'.repeat(41))).toBe(`${'x'.repeat(40)}…`);
	expect(shorten(`${'x'.repeat(39)}🎬`)).toBe(`${'x'.repeat(39)}…`);
});
