import { unfinished, UnfinishedError, UserplaneError } from '../../nodes/Userplane/shared/errors';
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

it.each([
	[new TypeError('x'), 'The link was not set', 'Look', {}],
	[
		new UserplaneError('Not found', 'Check the ID', { status: 404 }),
		'The link was not set: Not found',
		'Look. Check the ID',
		{ status: 404 },
	],
	[new UnfinishedError('No answer', 'Send it again'), 'The link was not set: No answer', 'Look', {}],
])('a write that is not complete says why, as far as that is known: %s', (cause, message, remedy, answer) => {
	const error = unfinished('The link was not set', cause, 'Look');
	expect(error).toBeInstanceOf(UnfinishedError);
	expect(error).toMatchObject({ message, remedy, answer });
});
