import { unfinished, UnfinishedError, UserplaneError } from '../../nodes/Userplane/shared/errors';
import { fromOutcome, mayBeDone, quotaExhausted, refusedAlone } from '../../nodes/Userplane/transport/errors';
import type { HttpRequest } from '../../nodes/Userplane/transport/http';

const read = (status: number, body: unknown, headers = {}) => {
	const { message, remedy } = fromOutcome({ kind: 'answer', status, headers, body }, 'key');
	return [message, remedy];
};
const FOREIGN =
	"The response does not look like Userplane's, so a gateway, proxy or firewall may have sent it. ";

it.each([
	[418, ['The request was refused', 'Check the field values']],
	[499, ['The request was refused', 'Check the field values']],
	[500, ['Userplane could not process the request', 'Try again in a few minutes']],
	[599, ['Userplane could not process the request', 'Try again in a few minutes']],
])('%i without a code of its own is told by its kind, and whose it is', (status, [message, remedy]) => {
	const own = read(status, { code: 'NEW_CODE' });
	expect(own).toEqual([`${message} (NEW_CODE, HTTP ${status})`, remedy]);
	const [foreign] = read(status, { code: 'myNEW_CODE', message: 'No' });
	expect(foreign).toBe(`${message} (myNEW_CODE, HTTP ${status})`);
	expect(read(status, { code: 'myNEW_CODE', message: 'No.' })[1]).toBe(
		`The response says: "No". ${FOREIGN}${remedy}`,
	);
});

it.each([
	[300, {}, 'The base URL redirects to another URL (HTTP 300)'],
	[399, { location: 7 }, 'The base URL redirects to another URL (HTTP 399)'],
	[302, { location: '/login' }, 'The base URL redirects to /login (HTTP 302)'],
])('%i with %j is a redirect', (status, headers, message) => {
	expect(read(status, '', headers)).toEqual([
		message,
		'The API key is not sent to another URL. Check the base URL in your Userplane API credential',
	]);
});

const lost = (method: HttpRequest['method']) => {
	const request = { method, path: ['public', 'links', 'lnk_1'] };
	const { message, remedy } = mayBeDone(request, { kind: 'fault', code: 'TIMEOUT', text: 'x' }, 'key');
	return [message, remedy];
};

it('tells a write that was lost by its method, where nobody says more', () => {
	expect(lost('POST')).toEqual([
		'The request may have been carried out (TIMEOUT)',
		'The response was lost, so the request was not sent again. Check in Userplane before you run it again',
	]);
	expect(lost('PUT')).toEqual([
		'The link lnk_1 may have been changed (TIMEOUT)',
		'The response was lost. Run this item again. Making the same change twice is safe',
	]);
	expect(lost('DELETE')).toEqual([
		'The link lnk_1 may have been deleted (TIMEOUT)',
		'The response was lost. Run this item again. If it was deleted, the error says so',
	]);
});

it('tells of a limit how long it lasted, or is to last', () => {
	const refusal = fromOutcome(
		{ kind: 'answer', status: 429, headers: {}, body: { code: 'RATE_LIMITED' } },
		'key',
	);
	expect(quotaExhausted(150_400, 300_000, refusal)).toMatchObject({
		message: refusal.message,
		remedy: `Nothing went through for 150 seconds. ${refusal.remedy}`,
	});
	expect(quotaExhausted(0, 300_001, refusal)).toMatchObject({
		message: 'Userplane asks for a pause of 300 seconds, which is too long to wait (RATE_LIMITED, HTTP 429)',
		remedy: 'Run the remaining items after that. Each user can send 120 requests a minute and 10,000 a day',
	});
	expect(refusedAlone(600_000, refusal)).toMatchObject({
		message:
			'Userplane has refused this request for the rate limit for 600 seconds, while others passed (RATE_LIMITED, HTTP 429)',
		remedy:
			'Userplane may have another limit for this request. Run this item again later, or ask Userplane about its limits',
	});
});

it.each([
	[new TypeError('x'), 'The link was not set', 'Look', {}],
	[
		new UserplaneError('Not found', 'Check the ID', { status: 404 }),
		'The link was not set: Not found',
		'Look. Check the ID',
		{ status: 404 },
	],
	[new UnfinishedError('No answer', 'Send it again'), 'The link was not set: No answer', 'Look', {}],
])('a write that is not complete says why, as far as that is known: %s', (cause, message, remedy, answer) => {
	const error = unfinished('The link was not set', cause, 'Look');
	expect(error).toBeInstanceOf(UnfinishedError);
	expect(error).toMatchObject({ message, remedy, answer });
});
