import { Collection } from '../../nodes/Userplane/runtime/parameters';
import { FITTED_TITLE } from '../../nodes/Userplane/shared/title';
import { refusal } from './refusal';

const TITLE = { name: 'linkTitle', displayName: 'Link Title' };
const values = new Set(['zendesk', 'jira']);
const collection = (value?: unknown) => new Collection(value === undefined ? {} : { linkTitle: value });

describe('a title', () => {
	it('is absent when it was not added, and when its expression gives nothing', () => {
		for (const value of [undefined, null, '', ' \n\u200b'])
			expect(new Collection({ linkTitle: value }).title(TITLE)).toBeUndefined();
		expect(collection().title(TITLE)).toBeUndefined();
	});

	it('is made to fit, which is told once', () => {
		const hints = new Set<string>();
		const fields = new Collection({ linkTitle: `a\nb${'c'.repeat(300)}` }, hints);
		expect(fields.title(TITLE)).toBe(`a b${'c'.repeat(251)}…`);
		expect(fields.title(TITLE)).toHaveLength(255);
		expect([...hints]).toEqual([FITTED_TITLE]);
	});

	it('is told about in no other case', () => {
		const hints = new Set<string>();
		expect(new Collection({ linkTitle: '  a  b ' }, hints).title(TITLE)).toBe('  a  b ');
		expect([...hints]).toEqual([]);
	});
});

describe('what identifies something', () => {
	it('is absent when it was not added, and when its expression gives nothing', () => {
		for (const value of [undefined, null, '', ' \n\u200b'])
			expect(new Collection({ linkTitle: value }).identifier(TITLE, 5)).toBeUndefined();
		expect(collection().identifier(TITLE, 5)).toBeUndefined();
		expect(collection(0).identifier(TITLE, 5)).toBe('0');
	});

	it('is refused when it is too long, with its label and limit', () => {
		expect(refusal(() => collection('sixsix').identifier(TITLE, 5)).message).toMatch(/Link Title.*5/);
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
