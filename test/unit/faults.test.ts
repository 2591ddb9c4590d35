import { faultOf, networkCode } from '../../nodes/Userplane/transport/faults';

/** An error under so many others that say that it is their cause. */
const under = (others: number, error: object): object =>
	others === 0 ? error : { message: 'x', cause: under(others - 1, error) };

it.each([
	[{ code: 'ECONNRESET' }, 'ECONNRESET'],
	[{ code: 500, httpCode: 'ETIMEDOUT' }, 'ETIMEDOUT'],
	[{ code: 'ERR_BAD_REQUEST', httpCode: '404' }, 'ERR_BAD_REQUEST'],
	[under(4, { code: 'ECONNRESET' }), 'ECONNRESET'],
	[under(5, { code: 'ECONNRESET' }), undefined],
	[{ code: 'ABC' }, undefined],
	[{ code: '503' }, undefined],
	[{ code: 'econnreset' }, undefined],
	[{ code: ['ECONNRESET'] }, undefined],
	['ECONNRESET', undefined],
	[null, undefined],
])('the code of %j is %s', (error, code) => {
	expect(networkCode(error)).toBe(code);
});

it('looks no further where causes go in a circle', () => {
	const error: { cause?: unknown } = {};
	error.cause = error;
	expect(networkCode(error)).toBeUndefined();
});

it.each([
	[{ code: 'EPROTO', message: 'n8n says' }, 'n8n says'],
	[{ code: 'EPROTO', message: 'n8n says', messages: ['Node says'] }, 'Node says'],
	[{ code: 'EPROTO', message: 'n8n says', messages: [5] }, 'n8n says'],
	[{ code: 'EPROTO' }, ''],
])('the text of %j is what Node said first', (error, text) => {
	expect(faultOf(error)).toEqual({ kind: 'fault', code: 'EPROTO', text });
});

it('knows a proxy that ends the connection, and takes no other error for a fault', () => {
	const text = 'Socket closed before receiving CONNECT response';
	expect(faultOf(new Error(text))).toEqual({ kind: 'fault', code: 'PROXY_CLOSED', text });
	for (const error of [new Error('The credential is missing'), 'text', undefined])
		expect(faultOf(error)).toBeUndefined();
});
