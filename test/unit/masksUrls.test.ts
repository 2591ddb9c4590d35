import { bareUrl, mask, shownUrl, withoutSignatures } from '../../nodes/Userplane/logs/masks';

describe('a text', () => {
	it.each([
		['at https://u:p@a.example/x?q=1#f: it', 'at https://a.example/x it'],
		['(//u:p@a.example/x?q=1)', '(//a.example/x'],
		['"https://a.example/?q"', '"https://a.example/"'],
		[
			"'https://a.example/?q' `wss://b.example#f` <ftp://c.example?q>",
			"'https://a.example/' `wss://b.example` <ftp://c.example>",
		],
		['1https://a.example/?q', '1https://a.example/'],
		['what? a/b#c', 'what? a/b#c'],
		['GET api/user?a[b]=1 x?=1', 'GET api/user x?=1'],
		['GET x?a%20b.c-d=1', 'GET x'],
		['GET /a?b "/c?d" \'/e?f\' =/g?h (/i?j', 'GET /a "/c" \'/e\' =/g (/i'],
		['GET /a%20b/c.d/~e-f?g //a.example/?h<i', 'GET /a%20b/c.d/~e-f //a.example/<i'],
	])('has bare URLs: %s', (text, expected) => {
		expect(mask(text, 300)).toBe(expected);
	});

	it('keeps queries where that is wanted, but no password', () => {
		expect(mask('https://u:p@a.example/x?q=1#f', 300, true)).toBe('https://a.example/x?q=1#f');
		expect(mask('{"params":{"q":1}}', 300, true)).toBe('{"params":{"q":1}}');
		expect(mask('{"params":{"q":1},"n":2}', 300)).toBe('{"params":***,"n":2}');
	});
});

describe('a URL', () => {
	it.each([
		[' https://u:p@a.example/x@y?q#f ', 'https://a.example/x@y'],
		['//u@a.example', '//a.example'],
		['s3://u:p@bucket/x', 's3://bucket/x'],
		['https://a.example/#f?q', 'https://a.example/'],
		['https://a.example?b@c', 'https://a.example'],
		['https://a.example#b@c', 'https://a.example'],
		['/path?a\nb', '/path'],
		['/a//u@b', '/a//u@b'],
		['mailto:u@a.example', 'mailto:u@a.example'],
	])('loses what may be secret: %j', (url, expected) => {
		expect(bareUrl(url)).toBe(expected);
	});

	it('keeps its query where that is wanted', () => {
		expect(bareUrl('https://u:p@a.example/?q=1#f', true)).toBe('https://a.example/?q=1#f');
		expect(bareUrl('https://a.example?b@c', true)).toBe('https://a.example?b@c');
		expect(bareUrl('https://a.example#b@c', true)).toBe('https://a.example#b@c');
		expect(bareUrl('?a//b@c', true)).toBe('?a//b@c');
		expect(bareUrl('#a//b@c', true)).toBe('#a//b@c');
		expect(shownUrl('https://u:p@a.example/?q=1&token=ab', 300, true)).toBe(
			'https://a.example/?q=1&token=***',
		);
	});

	it('is masked and cut as a text is', () => {
		expect(shownUrl('https://a.example/0123456789abcdef0123456789abcdef?q', 300, false)).toBe(
			'https://a.example/***',
		);
		expect(shownUrl('/abcdef', 5, false)).toBe('/abc…');
	});
});

it('takes the query from signed URLs alone', () => {
	const signed = ['X-Amz-Signature', 'X-Goog-Signature', 'Signature', 'sig'].map(
		(name) => `https://a.example/x?${name}=ab https://a.example/x?a=b&${name}=ab`,
	);
	expect(signed.map(withoutSignatures)).toEqual(signed.map(() => 'https://a.example/x https://a.example/x'));
	expect(withoutSignatures('x https://a.example/x?signed=1&design=2')).toBe(
		'x https://a.example/x?signed=1&design=2',
	);
});
