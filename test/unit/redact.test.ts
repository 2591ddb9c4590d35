import { redact } from '../../nodes/Userplane/transport/redact';

const KEY = 'secret-key/with+signs';

describe('redact', () => {
	it.each([
		['the key', `a ${KEY} b${KEY}`, 'a [API key] b[API key]'],
		['any key of Userplane', 'key uspl_Abc-12_z!', 'key [API key]!'],
		[
			'the query of an address',
			'see https://s3.example/a/b?X-Amz-Signature=1&b=2 now',
			'see https://s3.example/a/b now',
		],
		['its fragment', '"HTTP://s3.example/a#token=1"', '"HTTP://s3.example/a"'],
		[
			'a query in quotes',
			`'https://s3.example?x=1' and "https://s3.example/y?z"`,
			`'https://s3.example' and "https://s3.example/y"`,
		],
		[
			'two addresses without a space',
			'https://a.example/x?u=https://b.example/?sig=1',
			'https://a.example/x',
		],
		[
			'the query of an address in JSON',
			String.raw`https:\/\/s3.example\/a?X-Amz-Signature=1`,
			String.raw`https:\/\/s3.example\/a`,
		],
		['the query of an address without a scheme', 's3.example/a?X-Amz-Signature=1 now', 's3.example/a now'],
		['the query of a path', '/login?next=%2F&token=1', '/login'],
		['a query alone', 'a ?token=1 b', 'a b'],
		['no more than the query of an address', '#https://s3.example/a?b=1', '#https://s3.example/a'],
		['nothing before an address', 'x#https://s3.example/a', 'x#https://s3.example/a'],
		['line breaks and control characters', 'a\r\n\t b\u0000c\u007f', 'a b c'],
	])('takes out %s', (_, text, expected) => {
		expect(redact(text, KEY)).toBe(expected);
	});

	it('leaves other text alone', () => {
		const text = 'Why? See #5: https://docs.userplane.io/api/rate-limits, it costs 5 $ & more';
		expect(redact(text, KEY)).toBe(text);
		expect(redact('anything', '')).toBe('anything');
	});

	it('shortens', () => {
		expect(redact('x'.repeat(501), KEY)).toBe(`${'x'.repeat(500)}…`);
		expect(redact('x'.repeat(500), KEY)).toHaveLength(500);
	});

	it.each(['http://', 'https://a', 'http://a?', 'uspl_', '"', ' ', KEY])(
		'is done before the test times out, which quadratic time is not: 1 MB of %j',
		async (part) => {
			expect(redact(part.repeat(1_000_000 / part.length), KEY).length).toBeLessThanOrEqual(501);
			await new Promise(setImmediate);
		},
	);
});
