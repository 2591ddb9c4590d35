import { Collection } from '../../nodes/Userplane/runtime/parameters';
import { refusal } from './refusal';

const TITLE = { name: 'linkTitle', displayName: 'Link Title', maxLength: 5 };
const values = new Set(['zendesk', 'jira']);
const collection = (value?: unknown) => new Collection(value === undefined ? {} : { linkTitle: value });

describe('a text', () => {
	it.each([
		['text', 'text'],
		['  a ', '  a '],
		['', ''],
		[12, '12'],
		[0, '0'],
		[false, 'false'],
		[null, ''],
		['👍👍x', '👍👍x'],
	])('%j is sent as %j', (value, text) => {
		expect(collection(value).text(TITLE)).toBe(text);
	});

	it('is absent when it was not added or its expression gives nothing', () => {
		expect(collection().text(TITLE)).toBeUndefined();
		expect(new Collection({ linkTitle: undefined }).text(TITLE)).toBeUndefined();
	});

	it('is refused when it is too long, with its label and limit', () => {
		expect(refusal(() => collection('sixsix').text(TITLE)).message).toMatch(/Link Title.*5/);
		expect(refusal(() => collection('👍👍👍').text(TITLE)).message).toMatch(/Link Title.*6.*5/);
	});

	it.each([[['a']], [{ a: 1 }]])('is refused when it is %j', (value) => {
		expect(refusal(() => collection(value).text(TITLE)).message).toContain('Link Title');
	});

	it('counts as absent when empty, where only filled ones are sent', () => {
		expect(['', null, undefined].map((value) => collection(value).filledText(TITLE))).toEqual(
			Array(3).fill(undefined),
		);
		expect(collection('0').filledText(TITLE)).toBe('0');
	});
});

describe('an option', () => {
	it('is one of the values, or absent', () => {
		expect(collection('jira').option(TITLE, values)).toBe('jira');
		expect(collection(' jira').option(TITLE, values)).toBe('jira');
		expect(collection(' ').option(TITLE, values)).toBeUndefined();
		expect(collection('').option(TITLE, values)).toBeUndefined();
		expect(collection().option(TITLE, values)).toBeUndefined();
	});

	it('is refused when it is unknown, naming the field and the values', () => {
		const error = refusal(() => collection('Jira').option(TITLE, values));
		expect(error.message).toContain('Link Title');
		expect(error.remedy).toMatch(/zendesk.*jira/);
	});
});

describe('a boolean', () => {
	it.each([
		[true, true],
		['true', true],
		[false, false],
		['false', false],
		[' false ', false],
		[undefined, undefined],
	])('%j is %j', (value, expected) => {
		expect(collection(value).boolean(TITLE)).toBe(expected);
	});

	it.each([null, '', 'yes', 0, 1, {}, 'TRUE '])('is refused: %j', (value) => {
		expect(refusal(() => collection(value).boolean(TITLE)).message).toContain('Link Title');
	});
});

describe('a number', () => {
	const DAYS = { name: 'linkTitle', displayName: 'Look Back (Days)' };

	it.each([undefined, null, '', ' \n'])('is absent when it is %j', (value) => {
		expect(new Collection({ linkTitle: value }).number(DAYS)).toBeUndefined();
	});

	it.each([
		[0, 0],
		['0', 0],
		[' 2.5', 2.5],
	])('%j is %d', (value, number) => {
		expect(collection(value).number(DAYS)).toBe(number);
	});

	it.each([-1, 'many', true, [], [5], {}, Infinity])('is refused when it is %j', (value) => {
		expect(refusal(() => collection(value).number(DAYS)).message).toContain('Look Back (Days)');
	});
});
