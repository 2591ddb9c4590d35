import { CREATOR_FILTER, LINK_FILTER } from '../../nodes/Userplane/shared/fields';
import { readId, readIds, readOptionalId } from '../../nodes/Userplane/shared/ids';
import { LINK, PROJECT, RECORDING, WORKSPACE } from '../../nodes/Userplane/shared/locators';
import { refusal } from './refusal';

const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });
const byUrl = (value: unknown) => ({ __rl: true, mode: 'url', value });

describe('an ID that can be sent', () => {
	it.each([
		['plain text', 'lnk_abc123', 'lnk_abc123'],
		['a locator', byId('lnk_abc123'), 'lnk_abc123'],
		['one from a list', { __rl: true, mode: 'list', value: 'lnk_1', cachedResultName: 'One' }, 'lnk_1'],
		['a number', 42, '42'],
		['a number in a locator', byId(42), '42'],
		['white space around it', ' \n\tlnk_abc123\u00a0 ', 'lnk_abc123'],
		['letters of any language', 'ключ-鍵-é', 'ключ-鍵-é'],
		['three dots', '...', '...'],
		['255 characters', 'x'.repeat(255), 'x'.repeat(255)],
	])('is %s', (_, parameter, id) => {
		expect(readId(parameter, LINK)).toBe(id);
	});
});

describe('an ID in a URL of the dashboard', () => {
	const host = 'https://dash.userplane.io';
	const dashboard = `${host}/workspace/ws_1`;
	it.each([
		[WORKSPACE, `${dashboard}/recordings/rec_1`, 'ws_1'],
		[WORKSPACE, dashboard, 'ws_1'],
		[WORKSPACE, 'HTTPS://dash.example/workspace/ws_1?tab=a', 'ws_1'],
		[RECORDING, `${dashboard}/recordings/rec_1?t=5#top`, 'rec_1'],
		[LINK, `${dashboard}/recordings?links=lnk_1`, 'lnk_1'],
		[WORKSPACE, 'dash.userplane.io/workspace/ws_1/links', 'ws_1'],
		[WORKSPACE, 'http://localhost:5173/workspace/_ws/links', '_ws'],
		[WORKSPACE, 'http://localhost:5173/workspace/create2', 'create2'],
		[RECORDING, `${host}/_/recordings/rec_1`, 'rec_1'],
		[RECORDING, `${host}/workspace/_/recordings/rec_1`, 'rec_1'],
		[LINK, `${host}/_/recordings?links=lnk_1`, 'lnk_1'],
		[LINK, `${dashboard}/links?links=lnk_1&sort=a`, 'lnk_1'],
		[LINK, `${dashboard}/recordings/?creators=a,b&links=lnk_1#top`, 'lnk_1'],
		[LINK, `${dashboard}/recordings?links=%20lnk_1%20`, 'lnk_1'],
	])('is read: %p of %s', (field, address, id) => {
		expect(readId(byUrl(address), field)).toBe(id);
		expect(readId(byId(address), field)).toBe(id);
		expect(readId(address, field)).toBe(id);
	});

	it.each([
		[RECORDING, `${dashboard}/recordings`],
		[RECORDING, `${host}/recordings/rec_1`],
		[LINK, `${dashboard}/links`],
		[LINK, `${dashboard}/recordings?links=`],
		[LINK, 'https://acme.example/?links=lnk_1'],
		[LINK, 'https://acme.example/r/more/than/this'],
		[LINK, 'https://acme.example/help/r/abc123'],
		[WORKSPACE, `${host}/`],
		[WORKSPACE, `${host}/_/recordings`],
		[WORKSPACE, `${host}/_`],
		[WORKSPACE, `${host}/workspace/_`],
		[WORKSPACE, `${host}/workspace/_/recordings/rec_1`],
		[WORKSPACE, `${host}/workspace/create`],
		[WORKSPACE, `${host}/workspace/create?a=b`],
		[PROJECT, `${dashboard}/projects/prj_1`],
	])('is refused when it is not there, and the message shows where it is: %p of %s', (field, url) => {
		for (const value of [url, byUrl(url), byId(url)]) {
			const { message, remedy } = refusal(() => readId(value, field));
			expect(message).toBe(`${field.displayName} cannot be read from this URL`);
			expect(remedy).toContain(field.urlExample ?? 'Select it from the list, or enter its ID');
		}
	});

	it.each(['lnk_1,lnk_2', 'lnk_1%2Clnk_2'])('is refused when there are more of them: %s', (links) => {
		const { message } = refusal(() => readId(`${dashboard}/recordings?links=${links}`, LINK));
		expect(message).toBe('Link cannot be read from this URL: it contains more than one ID');
	});

	it.each([
		'https://app.acme.example/?userplane-token=abc&userplane-action=recording&userplane-workspace=ws_1',
		'https://app.acme.example/help?lang=en&userplane-action=recording',
		'https://record.acme.example/r/abc123',
		'record.acme.example/r/abc123/?lang=en',
	])("is not taken from the customer's URL, which is told as such: %s", (url) => {
		for (const field of [LINK, WORKSPACE, RECORDING]) {
			const { message, remedy } = refusal(() => readId(byUrl(url), field));
			expect(message).toBe(
				`${field.displayName} cannot be read from this URL: this is the customer's recording URL`,
			);
			expect(remedy).toContain(field.urlExample);
		}
	});

	it('may be an ID in the mode By URL', () => {
		expect(readId(byUrl(' lnk_1 '), LINK)).toBe('lnk_1');
	});

	it.each(['..', '%2e%2e', 'a%2Fb', 'a%5Cb', 'a%253Fb', 'a%0Ab', '%E0%A4%A'])(
		'is refused when it is %s',
		(id) => {
			const address = `${dashboard}/recordings?links=${id}`;
			expect(refusal(() => readId(address, LINK)).message).toContain('Link');
		},
	);
});

describe('what cannot be an ID', () => {
	it.each([
		'.',
		'..',
		'a/b',
		'/',
		'a\\b',
		'a?b',
		'a#b',
		'a%2fb',
		'%',
		'a b',
		'a\nb',
		'a\r\nb',
		'a\tb',
		'a\u0000b',
	])('is refused: %j', (id) => {
		expect(refusal(() => readId(byId(id), RECORDING)).message).toContain('Recording');
	});

	it.each([2 ** 53, Number('1234567890123456789'), -(2 ** 53), NaN, Infinity])(
		'is refused, since it may have been another number: %d',
		(id) => {
			for (const value of [id, byId(id)]) {
				expect(refusal(() => readId(value, LINK)).message).toMatch(
					/^Link is (a number too large|not a number)/,
				);
			}
		},
	);

	it.each(['\ud800', 'a\udc00b'])('is refused, since it cannot be encoded: %j', (id) => {
		expect(refusal(() => readId(id, LINK)).message).toContain('Link');
	});

	it('is refused when it is longer than 255 characters', () => {
		expect(refusal(() => readId('x'.repeat(256), LINK)).message).toMatch(/Link.*255/);
	});

	it.each([[true], [['lnk_1']], [{ id: 'lnk_1' }], [byId(['lnk_1'])], [byId({})]])(
		'is refused when it is no text: %j',
		(value) => {
			expect(refusal(() => readId(value, LINK)).message).toContain('Link');
		},
	);
});

describe('a missing ID', () => {
	const nothing = [undefined, null, '', '   ', '\n', byId(''), byId('  '), byId(null), byUrl(''), byUrl(' ')];

	it.each(nothing)('is refused where it must be there: %j', (value) => {
		const error = refusal(() => readId(value, WORKSPACE));
		expect(error.message).toMatch(/Workspace.*empty/);
		expect(error.remedy).toMatch(/^Select a workspace from the list, or enter its ID/);
	});

	it.each(nothing)('is empty text where it may be left out: %j', (value) => {
		expect(readOptionalId(value, PROJECT)).toBe('');
	});

	it('is none in a URL that has a blank in its place', () => {
		const url = 'https://dash.userplane.io/workspace/%20/recordings';
		expect(refusal(() => readOptionalId(url, WORKSPACE)).message).toContain('cannot be read from this URL');
	});

	it('does not let a hostile one through where it may be left out', () => {
		expect(refusal(() => readOptionalId('../x', PROJECT)).message).toContain('Project');
	});
});

describe('several IDs', () => {
	it.each([
		['an array', ['a', 'b'], ['a', 'b']],
		['an array with white space and doubles', [' a', 'b ', 'a'], ['a', 'b']],
		['numbers', [1, 2, 1], ['1', '2']],
		['a number', 42, ['42']],
		['a text', 'a', ['a']],
		['a text with commas', ' a , b , a', ['a', 'b']],
		['a JSON array as text', ' ["a", "b", 3] ', ['a', 'b', '3']],
		['a locator', [{ mode: 'list', value: 'a' }], ['a']],
		['one locator', { mode: 'id', value: 'a' }, ['a']],
		['texts with commas in an array', ['a,b', 'c'], ['a', 'b', 'c']],
		['commas alone in an array', [',', ' , '], []],
		['nothing', undefined, []],
		['null', null, []],
		['an empty text', '  ', []],
		['an empty array', [], []],
		['an array of nothing', ['', null, undefined], []],
		['an empty JSON array as text', '[]', []],
	])('are %s', (_, value, expected) => {
		expect(readIds(value, CREATOR_FILTER)).toEqual(expected);
	});

	it.each([
		['a gap in a text', 'a,,b'],
		['a gap in a text of an array', ['a,', 'b']],
		['nothing behind the last comma', 'a,'],
		['nothing before the first comma', ' ,a'],
		['null in an array', ['a', null]],
		['undefined in an array', [undefined, 'a']],
		['a text of white space in an array', ['a', ' \u200b']],
		['a locator without a choice', ['a', { mode: 'list', value: '' }]],
	])('are refused when one of several is missing: %s', (_, value) => {
		expect(refusal(() => readIds(value, CREATOR_FILTER)).message).toBe(
			'Creator Names or IDs has an empty value among its IDs: check the expression of each',
		);
	});

	it.each(['undefined', 'null', 'NaN', 'true', 'false'])('are refused when one is %s', (word) => {
		for (const value of [word, [word], `a,${word}`])
			expect(refusal(() => readIds(value, CREATOR_FILTER)).message).toBe(
				`Creator Names or IDs has no ID ("${word}"): check its expression`,
			);
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
	])('are refused, by the name of their field, when they are %s', (_, value) => {
		expect(refusal(() => readIds(value, LINK_FILTER)).message).toContain('Link Names or IDs');
	});

	it('are a text when they only look like an array', () => {
		expect(readIds('["a', CREATOR_FILTER)).toEqual(['["a']);
		expect(readIds('3', CREATOR_FILTER)).toEqual(['3']);
		expect(readIds('12345678901234567890', CREATOR_FILTER)).toEqual(['12345678901234567890']);
	});
});
