import fc from 'fast-check';

import { parseKeepingIntegers } from '../../nodes/Userplane/shared/json';

it.each([
	['{"id":1234567890123456789}', { id: '1234567890123456789' }],
	['[-9007199254740993]', ['-9007199254740993']],
	['9007199254740993', '9007199254740993'],
	['{"a":{"b":[1,12345678901234567890]}}', { a: { b: [1, '12345678901234567890'] } }],
	['{"id":9007199254740992,"n":9007199254740991}', { id: 2 ** 53, n: 2 ** 53 - 1 }],
	['{"text":"1234567890123456789","\\"1":"\\\\"}', { text: '1234567890123456789', '"1': '\\' }],
	['{"1234567890123456789":1.10,"x":1e3}', { '1234567890123456789': 1.1, x: 1000 }],
	[
		'{"at":1783000000000.1234567,"b":123456789012345678}',
		{ at: 1783000000000.1235, b: '123456789012345678' },
	],
])('%s is read without a change', (text, value) => {
	expect(parseKeepingIntegers(text)).toEqual(value);
});

it('reads what JSON.parse reads where no integer is too long', () => {
	fc.assert(
		fc.property(fc.json(), (text) => {
			const strings = (_key: string, value: unknown) =>
				typeof value === 'number' && Number.isInteger(value) && Math.abs(value) > 1e15
					? String(value)
					: value;
			expect(JSON.stringify(parseKeepingIntegers(text), strings)).toBe(
				JSON.stringify(JSON.parse(text), strings),
			);
		}),
	);
});

it('throws for what is no JSON', () => {
	expect(() => parseKeepingIntegers('{"a":12345678901234567890')).toThrow(SyntaxError);
});
