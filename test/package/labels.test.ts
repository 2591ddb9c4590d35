import { isSentenceCase, isTitleCase, isWellPunctuated, labelled } from './labels';

it.each([
	'Link Metadata (JSON)',
	'Put Output File in Field',
	'Azure DevOps',
	'API Key',
	'Requests per Minute',
])('takes %p for Title Case', (text) => expect(isTitleCase(text)).toBe(true));

it.each(['Link title', 'link Title', 'Put Output File in', 'By id'])(
	'does not take %p for Title Case',
	(text) => expect(isTitleCase(text)).toBe(false),
);

it.each([
	['Create a link', true],
	['Get the URL of Userplane', true],
	['Create a Link', false],
	['create a link', false],
])('sees whether %p is in sentence case', (text, expected) => expect(isSentenceCase(text)).toBe(expected));

it.each([
	['The title, e.g. Checkout', true],
	['The title. At most 255 characters.', true],
	['The most in a minute. 0 means no limit.', true],
	['The title.', false],
	['The title. At most 255 characters', false],
	['the title', false],
])('sees whether %p is well punctuated', (text, expected) => expect(isWellPunctuated(text)).toBe(expected));

it('finds labels at every depth', () => {
	const entry = { displayName: 'Key', name: 'key', type: 'string' as const, default: '' };
	const group = { displayName: 'Entry', name: 'entry', values: [entry] };
	const list = {
		displayName: 'Meta',
		name: 'meta',
		type: 'fixedCollection' as const,
		default: {},
		options: [group],
	};
	const menu = {
		displayName: 'Menu',
		name: 'menu',
		type: 'options' as const,
		default: '',
		options: [{ name: 'One', value: 1 }],
	};
	expect(labelled([list, menu]).map(({ path, title }) => `${path} ${title}`)).toEqual([
		'meta Meta',
		'meta.entry Entry',
		'meta.entry.key Key',
		'menu Menu',
		'menu.1 One',
	]);
});
