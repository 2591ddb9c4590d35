import { FITTED_TITLE, fitTitle } from '../../nodes/Userplane/shared/title';
import { refusal } from './refusal';

const fit = (value: unknown) => fitTitle(value, 'Title');

it.each([
	['Checkout fails', 'Checkout fails'],
	[' as it  is ', ' as it  is '],
	['x'.repeat(255), 'x'.repeat(255)],
	[`${'x'.repeat(253)}👍`, `${'x'.repeat(253)}👍`],
	[42, '42'],
	[false, 'false'],
	['half\ud83d', 'half'],
])('%j is left as it is', (value, title) => {
	expect(fit(value)).toEqual({ title, isFitted: false });
});

it.each([undefined, null, '', ' ', '\n', '\u200b\0 '])('%j is no title', (value) => {
	expect(fit(value)).toEqual({ title: '', isFitted: false });
});

it.each([
	['two lines', 'one\ntwo', 'one two'],
	['white space around line breaks', ' one \r\n\r\n  two\t', 'one two'],
	['a line break at the end', 'one\n', 'one'],
	['a line separator', 'one\u2028two\u2029three', 'one two three'],
	['lines with nothing to see', 'one\n\u200b\n \ntwo', 'one two'],
	['control characters', 'a\u0000b\u001b[31mc', 'a b [31mc'],
	['256 characters', 'x'.repeat(256), `${'x'.repeat(254)}…`],
	['white space at the cut', `${'x'.repeat(250)}     yyyyy`, `${'x'.repeat(250)}…`],
	['a pair at the cut', `${'x'.repeat(253)}👍👍`, `${'x'.repeat(253)}…`],
	['a letter with its accent at the cut', `${'x'.repeat(253)}u\u0308\u0323yyy`, `${'x'.repeat(253)}…`],
	['a flag at the cut', `${'x'.repeat(252)}🇩🇪🇫🇷`, `${'x'.repeat(252)}…`],
	['one character of 400 units', `a${'\u0301'.repeat(400)}`, `a${'\u0301'.repeat(253)}…`],
	['the same in pairs', `👍${'\u{1f3fb}'.repeat(300)}`, `👍${'\u{1f3fb}'.repeat(126)}…`],
	['100,000 characters', 'ab'.repeat(50_000), `${'ab'.repeat(127)}…`],
])('%s are made to fit', (_, value, title) => {
	expect(fit(value)).toEqual({ title, isFitted: true });
	expect(title.length).toBeLessThanOrEqual(255);
});

it('what is no text is refused', () => {
	for (const value of [{}, [], NaN, 2 ** 60]) expect(refusal(() => fit(value)).message).toMatch(/^Title is /);
});

it('the hint says what was done', () => {
	expect(FITTED_TITLE).toBe(
		'A title was longer than 255 characters or had line breaks, and was shortened to one line',
	);
});
