import { DEFAULT_BASE_URL, readBaseUrl, readKey, wayOfKey } from '../../nodes/Userplane/shared/baseUrl';
import { refusal } from './refusal';

it.each([
	['https://api.userplane.io/api/v1', 'https://api.userplane.io/api/v1'],
	['  https://api.userplane.io/api/v1//\n', 'https://api.userplane.io/api/v1'],
	['https://userplane.example:8443', 'https://userplane.example:8443'],
	['HTTPS://userplane.example/', 'HTTPS://userplane.example'],
	['http://127.0.0.1:3000/api/v1', 'http://127.0.0.1:3000/api/v1'],
	['http://127.1.2.3', 'http://127.1.2.3'],
	['http://127.255.0.10', 'http://127.255.0.10'],
	['http://localhost:3000/', 'http://localhost:3000'],
	['http://[::1]:3000', 'http://[::1]:3000'],
	['', DEFAULT_BASE_URL],
	['  ', DEFAULT_BASE_URL],
	[undefined, DEFAULT_BASE_URL],
	[null, DEFAULT_BASE_URL],
])('reads %j', (value, address) => {
	expect(readBaseUrl(value)).toBe(address);
});

it.each([
	'http://api.userplane.io/api/v1',
	'http://localhost.evil.example',
	'http://127.0.0.1.evil.example',
	'http://0.0.0.0:3000',
	'http://[::ffff:1.2.3.4]',
	'ftp://127.0.0.1',
	'file:///etc/hosts',
	'api.userplane.io/api/v1',
	'https://',
	'javascript:alert(1)',
	'https://user@api.userplane.io',
	'https://user:password@api.userplane.io',
	'https://api.userplane.io/api/v1?x=1',
	'https://api.userplane.io/api/v1#x',
])('refuses %s', (value) => {
	const error = refusal(() => readBaseUrl(value));
	expect(error.message).toContain('base URL');
	expect(error.remedy).toContain('https://');
});

it.each([
	['http://api.userplane.io', 'start with https://'],
	['https://api.userplane.io?x=1', 'have no user name, query or fragment'],
	['ftp://api.userplane.io?x=1', 'start with https://'],
])('says what is wrong with %s', (value, must) => {
	expect(refusal(() => readBaseUrl(value)).message).toBe(
		`The base URL in the Userplane API credential must ${must}`,
	);
});

describe('the key', () => {
	it.each([
		['https://api.userplane.io/api/v1/public/me', undefined],
		['/public/me', 'https://api.userplane.io/api/v1'],
		['https://other.example/x?signed=1#a', 'http://plain.example'],
		['https://127.0.0.1/x', undefined],
	])('may go to %s below %s', (url, base) => {
		expect(wayOfKey(url, base)).toBeUndefined();
	});

	it.each([
		['public/me', 'http://127.0.0.1:3000/api/v1', '127.0.0.1', 3000],
		['http://localhost/x', 'https://api.userplane.io', 'localhost', 80],
		['http://[::1]:8080/x', undefined, '[::1]', 8080],
	])('may go to %s below %s through no proxy but the server itself', (url, base, host, port) => {
		expect(wayOfKey(url, base)).toEqual({ protocol: 'http', host, port });
	});

	it.each([
		['http://api.userplane.io/api/v1/public/me', undefined],
		['http://plain.example', 'https://api.userplane.io/api/v1'],
		['//plain.example/x', 'http://127.0.0.1:3000'],
		['/public/me', 'http://plain.example/api/v1'],
		['/public/me', undefined],
		['', undefined],
	])('may not go to %s below %s', (url, base) => {
		expect(refusal(() => wayOfKey(url, base)).message).toContain('base URL');
	});
});

describe('the key as it is sent', () => {
	it('is trimmed', () => {
		expect(readKey(' uspl_abc\n')).toBe('uspl_abc');
	});

	it.each(['', '  ', undefined, null, 5, 'two words', 'a\r\nHost: evil.example', 'a\u0000', 'schlüssel'])(
		'is refused when no key can look like it, and not shown: %j',
		(value) => {
			const { message, remedy } = refusal(() => readKey(value));
			const isMissing = typeof value !== 'string' || value.trim() === '';
			const what = isMissing ? 'is missing' : 'contains a space or an invalid character';
			expect(message).toBe(`The API key ${what}`);
			expect(message + remedy).not.toMatch(/two words|evil|schlüssel/);
		},
	);
});
