import { mask } from '../../nodes/Userplane/logs/masks';

const show = (text: string) => mask(text, 300);

/** Put together when it is used, so that nothing that looks for real keys in this repository finds one. */
const key = (edge: string) => ['-----', edge, 'PRI', 'VATE KEY-----'].join('');

describe('a text', () => {
	it.each([
		['Bearer abc123', 'Bearer ***'],
		['sent  Bearer \n abc.d~e+f/g=h-i_j, then', 'sent Bearer ***, then'],
		['Basic dXNlcjpw', 'Basic ***'],
		['Digest a1b2c3d4', 'Digest ***'],
		['Negotiate a1b2c3d4', 'Negotiate ***'],
		['Digest algorithm', 'Digest algorithm'],
		['Bearer abcde', 'Bearer abcde'],
		['eyJhbGci.eyJzdWI_.a-b_c!', '***!'],
		['eyJhbGci', '***'],
		['eyJa', 'eyJa'],
		['eyJa1234.b.c.d.e.f!', '***!'],
		['0123456789abcdef0123456789ABCDEF', '***'],
		['0123456789abcdef0123456789abcde', '0123456789abcdef0123456789abcde'],
		['0123456789abcdef0123456789abcdefg', '0123456789abcdef0123456789abcdefg'],
		[`a ${'aB-/+_9x'.repeat(5)}== b`, 'a *** b'],
		['z'.repeat(39), 'z'.repeat(39)],
		['/wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', '***'],
		['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', '***'],
		['value:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'value:***'],
		['+wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', '***'],
		[
			'http://localhost:3000/Customers/orders/2026/november/overview',
			'http://localhost:3000/Customers/orders/2026/november/overview',
		],
		[
			'https://app.acme.example/a/Inbox/orders/2026/conversation/4711',
			'https://app.acme.example/a/Inbox/orders/2026/conversation/4711',
		],
		[
			'at modules/customers/overview/details/of/november',
			'at modules/customers/overview/details/of/november',
		],
		[`https://acme.example/reset/${'aB3'.repeat(14)}`, 'https://acme.example/reset/***'],
		['code: 500, statusCode=12345, "errorCode": 42', 'code: 500, statusCode=12345, "errorCode": 42'],
		['code: 123456', 'code: ***'],
		['sk_live_abcde7', '***'],
		['sk_live_abcdef', 'sk_live_abcdef'],
		['pk-abcdefg8 rk_abcdefg8 uspl_abcdefg8', '*** *** ***'],
		['ghp_abcdefg8 gho_abcdefg8 xoxb-12345678 xoxp-12345678', '*** *** *** ***'],
		['AKIAIOSFODNN7 AIzaSyA12345678', '*** ***'],
		['sk_abcde task_abcdefgh', 'sk_abcde task_abcdefgh'],
		['cookie: a=b; c=d', 'cookie: ***'],
		['cookie : a=b; c=d', 'cookie : ***'],
		['sk_abcdefgh.ij-8 eyJa-bcd', '*** ***'],
		[
			'1.4111111111111111, 1-4111111111111111, x4111111111111111',
			'1.4111111111111111, 1-4111111111111111, x4111111111111111',
		],
		['4111111111111111x, 4111111111111111-1', '4111111111111111x, 4111111111111111-1'],
		['4111 1111 1111 1111 12/27, 4111 1111-1111 1111', '*** 12/27, 4111 1111-1111 1111'],
		['30569309025904 5, 3056 930902 5904 5', '*** 5, *** 5'],
		['x Users/orders/d41d8cd98f00b204e9800998ecf8427e', 'x Users/orders/***'],
		[`a ${key('BEGIN X ')}\nab cd\n${key('END X ')} b`, 'a *** b'],
		[`a ${key('BEGIN ')}\nab cd`, 'a ***'],
		['2223 0031 2200 3222, 4111-1111-1111-1111, 4111111111111112', '***, ***, 4111111111111112'],
		['zz0123456789abcdef0123456789abcdef', 'zz0123456789abcdef0123456789abcdef'],
		['aB1cdeFgh2ijkLmn3opqRst4uvwx', '***'],
		['Abcd1efghIjkl2mnopqrst3uvwxy', 'Abcd1efghIjkl2mnopqrst3uvwxy'],
		[
			'a1b2c3d4e5f6g7h8i9j0k1l2m550e8400-e29b-41d4-a716-446655440000',
			'a1b2c3d4e5f6g7h8i9j0k1l2m550e8400-e29b-41d4-a716-446655440000',
		],
		['"set-cookie":"a=b; c=d" x', '"set-cookie":*** x'],
		["Cookie : 'a=b; c=d' x", 'Cookie : *** x'],
	])('is masked: %s', (text, expected) => {
		expect(show(text)).toBe(expected);
	});

	it.each([
		['{"token":"a b","n":1}', '{"token":***,"n":1}'],
		["{'token' : 'a \"b', n}", "{'token' : ***, n}"],
		['{\\"token\\":\\"a b\\",\\"n\\":1}', '{\\"token\\":***,\\"n\\":1}'],
		['token="a b', 'token=***'],
		['tokens: ["a","b"], n', 'tokens: ***, n'],
		['auth={"user":"a"} n', 'auth=*** n'],
		['auth={a', 'auth=***'],
		['token=a&b=c', 'token=***&b=c'],
		['(token=a;b)', '(token=***;b)'],
		['foo=token=a', 'foo=token=***'],
		['token= ', 'token='],
		['a token', 'a token'],
		['foo=bar', 'foo=bar'],
	])('is masked as far as the value goes: %s', (text, expected) => {
		expect(show(text)).toBe(expected);
	});

	it.each([
		['<password>abc</password> then', '<password>***</password> then'],
		['<password>abc then', '<password>***'],
		['<b>abc</b> then', '<b>abc</b> then'],
		[
			'curl -H "Authorization: token abc" https://a.example',
			'curl -H "Authorization: ***" https://a.example',
		],
		['code=abc1efghij', 'code=***'],
		['code=a1b2c3d', 'code=a1b2c3d'],
		['code=a1b2c3d4', 'code=***'],
		['code=abc1efghijk', 'code=abc1efghijk'],
		['code=abcdefghij', 'code=abcdefghij'],
		['code=ABC1EFGHIJ', 'code=ABC1EFGHIJ'],
		['code=a_c1efghij', 'code=a_c1efghij'],
		['code: x123456', 'code: x123456'],
		['code: 123456x', 'code: 123456x'],
		['key: abc1efghij', 'key: ***'],
		['verification code: 12', 'verification code: ***'],
		['verification of code: 12', 'verification of code: 12'],
		['token: ', 'token:'],
		['Unexpected token: a1b2c3d4 b', 'Unexpected token: *** b'],
		['Unexpected token: a b1', 'Unexpected token: a b1'],
		['token12=ab c', 'token12=*** c'],
		['to2ken=ab', 'to2ken=ab'],
		['cookie: "a=b" x; c', 'cookie: *** x; c'],
		['token: "a"; c', 'token: ***; c'],
		['password: (a b) c', 'password: *** c'],
		['token: a(b) c', 'token: ***) c'],
		['password=a b', 'password=*** b'],
		['password = a b', 'password = ***'],
		['password: a b\nc', 'password: *** c'],
		['authorization=a b', 'authorization=***'],
		['my-authorization=a b', 'my-authorization=***'],
		['token: [a "]" b] c', 'token: *** c'],
		['token: {a: [1, 2], b: "}"} c', 'token: *** c'],
		['token: {a: 1', 'token: ***'],
		['token: "a\\\\" b', 'token: ***'],
		['token%3Dab%26c', 'token%3D***%26c'],
		['--token a1b2c3d4 c', '--token *** c'],
		['max tokens: 12 and', 'max tokens: 12 and'],
		['token => a b', 'token => ***'],
		['password: >\n  a b\nc', 'password: *** c'],
		['password: a>b;\r\n c\r\nd', 'password: *** d'],
		['token: ["a] b', 'token: ***'],
		['token: `a b` c', 'token: *** c'],
		['a[token]=b c[]=d token[]=e token[1]=f', 'a[token]=*** c[]=d token[]=*** token[1]=***'],
		['<api-token x>a b</api-token>', '<api-token x>***</api-token>'],
		["{'name':'token','value':'a b'}", "{'name':'token','value':***}"],
		['{"tokenValue":"ab"}', '{"tokenValue":***}'],
		['["pin","a"] 1', '["pin","a"] 1'],
		["['pin', 'a'] 1", "['pin', 'a'] 1"],
		["['pin', 'a 1'] 1", "['pin', ***] 1"],
		['x%2Ctoken=ab x\\u002ctoken=ab', 'x%2Ctoken=*** x\\u002ctoken=***'],
		['&#34;pin&#34;:&#34;a b&#34; &#39;pin&#39;:&#39;a b&#39;', '&#34;pin&#34;:*** &#39;pin&#39;:***'],
		["pin: '', pin: ['is short']", "pin: '', pin: ['is short']"],
		['Basic aB1+cD2e', 'Basic ***'],
		['pass: a b', 'pass: ***'],
		['a\\u0026token\\u003dab\\u0026b', 'a\\u0026token\\u003d***\\u0026b'],
	])('is masked to the end of the value, and no further: %s', (text, expected) => {
		expect(show(text)).toBe(expected);
	});

	it.each(Array.from(' "\'`,;&<>)}]'))('is masked up to %s', (end) => {
		expect(show(`token=a${end}b`)).toBe(`token=***${end}b`);
	});

	it.each(Array.from('"\'`'))('is masked up to the %s around its name, and within it', (quote) => {
		expect(show(`${quote}password: a b${quote} c`)).toBe(`${quote}password: ***${quote} c`);
		expect(show(`${quote}password: a \\${quote}b${quote} c`)).toBe(`${quote}password: ***${quote} c`);
		const values = `key: ${quote}a1b2c3d4${quote}, key: \\${quote}a1b2c3d4\\${quote}, key: [${quote}a1b2c3d4${quote}]`;
		expect(show(values)).toBe('key: ***, key: ***, key: ***');
	});

	it('is one line, without what cannot be seen', () => {
		expect(show(' \t a\n\r\u0000\u0085 b\u2028c\u202e\u2066d\u061c\u200e\u200f \n')).toBe('a b cd');
	});

	it('is cut where it is too long, and never in the middle of a character', () => {
		expect(mask('abcde', 5)).toBe('abcde');
		expect(mask('abcdef', 5)).toBe('abcd…');
		expect(mask('abc🎬ef', 5)).toBe('abc…');
		expect(mask('a\ud83d', 5)).not.toMatch(/\p{Surrogate}/u);
		expect(mask('ab '.repeat(1_000), 9_999)).toHaveLength(1_997);
		expect(mask('x'.repeat(2_000), 9_999)).toHaveLength(2_000);
		expect(mask('x'.repeat(2_001), 9_999)).toHaveLength(2_000);
		expect(mask(`Error: {"code":"declined",${'"item",'.repeat(999)}`, 99)).toContain('declined');
		// Half a secret at the end does not look like one
		expect(mask(`${'-'.repeat(1_990)} ghp_abcdefg8`, 9_999)).toBe('-'.repeat(1_990));
	});
});

it('looks at each word once, so that no hostile text takes long', () => {
	const hostile = ['key-'.repeat(500), '-key'.repeat(500), 'a.'.repeat(1_000), 'code" '.repeat(400)];
	for (let n = 0; n < 50; n++) for (const text of hostile) expect(show(text).length).toBeLessThan(301);
}, 20_000);
