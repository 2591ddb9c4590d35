import { type Findings, findingsOf, LogTally } from '../../nodes/Userplane/logs/report';
import type { LogName } from '../../nodes/Userplane/shared/files';
import { actionForms, consoleForms, networkForms, protocolRequests, rrwebActions } from './incident';
import { piece } from './readPieces';

const plain = {
	consoleLog: consoleForms['plain objects'],
	networkLog: networkForms['plain objects'],
	actions: actionForms['plain objects'],
};

function report(logs: Partial<Record<LogName, object[]>>): Findings {
	const tallies = Object.entries({ ...plain, ...logs }).map(([name, entries]) => {
		const tally = new LogTally(name as LogName, false);
		for (const entry of entries) tally.add(piece(entry));
		return tally;
	});
	return findingsOf(tallies, { maxProblems: 10, steps: 10 });
}

const expected = {
	...{ consoleErrors: 2, consoleWarnings: 1, failedRequests: 1, actions: 4, entries: 10, unrecognized: 0 },
	problems: [
		{ offset: 4_000, kind: 'warning', message: 'Coupon was not found', count: 1 },
		{
			...{ offset: 13_000, kind: 'request', message: 'POST https://app.acme.example/api/pay: 500', count: 1 },
			...{ url: 'https://app.acme.example/api/pay', status: 500, method: 'POST' },
		},
		{ offset: 14_000, kind: 'error', message: 'TypeError: cart is null', count: 2 },
	],
	moreProblems: 0,
	steps: [
		{ offset: 0, step: 'Went to /checkout' },
		{ offset: 3_000, step: "Clicked 'Apply coupon'" },
		{ offset: 8_000, step: 'Typed into Email' },
		{ offset: 12_000, step: "Clicked 'Pay now'" },
	],
	pageUrl: 'https://app.acme.example/checkout',
};

it('tells the incident', () => {
	expect(report({})).toMatchObject(expected);
	expect(report({}).problems[0].time).toBe('2026-11-21T09:30:04.000Z');
});

it.each(Object.keys(consoleForms))('tells the same of a console in this form: %s', (form) => {
	expect(report({ consoleLog: consoleForms[form] })).toEqual(report({}));
});

it.each(Object.keys(networkForms))('tells the same of requests in this form: %s', (form) => {
	expect(report({ networkLog: networkForms[form] })).toEqual(report({}));
});

it.each(Object.keys(actionForms))('tells the same of actions in this form: %s', (form) => {
	expect(report({ actions: actionForms[form] })).toEqual(report({}));
});

it('tells the same of what comes in more entries', () => {
	expect(report({ networkLog: protocolRequests })).toEqual({ ...report({}), entries: 12 });
	expect(report({ actions: rrwebActions })).toEqual({ ...report({}), entries: 11 });
});

it.each([
	['https://app.example', '/'],
	['https://app.example?a=1', '/'],
	['//app.example/pay', '/pay'],
	['HTTP2+x://app.example:8080/pay', '/pay'],
	['/a//b', '/a//b'],
	['app://x/y?next=//z', '/y'],
])('names the page %s by its path', (url, path) => {
	const { steps } = report({ networkLog: [], actions: [{ type: 'navigation', url }] });
	expect(steps.map(({ step }) => step)).toEqual([`Went to ${path}`]);
});

it('names a request without its method, or without an answer', () => {
	const url = 'https://app.example/pay';
	const networkLog = [500, 0, 399].map((status) => ({ url, status }));
	const { problems } = report({ consoleLog: [], networkLog });
	expect(problems.map(({ message }) => message)).toEqual([`${url}: 500`, `${url}: no answer`]);
});
