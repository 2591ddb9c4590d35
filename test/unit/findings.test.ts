import { findingsOf, type LogTally } from '../../nodes/Userplane/logs/report';
import { piece } from './readPieces';
import { most, said, START, tally } from './tallies';

const URL = 'https://app.example';
const went = (seconds: number, url: string) => ({
	timestamp: START + seconds * 1_000,
	type: 'navigation',
	url,
});
const clicked = (seconds: number, target: string) => ({
	timestamp: START + seconds * 1_000,
	type: 'click',
	target,
});
const asked = (fields: object) => ({ timestamp: START, ...fields });

it('finds nothing in nothing', () => {
	expect(findingsOf([], most)).toEqual({
		...{ consoleErrors: 0, consoleWarnings: 0, failedRequests: 0, actions: 0, entries: 0, unrecognized: 0 },
		...{ problems: [], moreProblems: 0, steps: [], areStepsBefore: false, pageUrl: null },
	});
});

it('tells a problem by its first time, with a count, and another kind of the same text apart', () => {
	const log = tally('consoleLog', [
		said(9, 'error', 'x'),
		said(5, 'error', 'x'),
		said(7, 'error', 'x'),
		said(8, 'warning', 'x'),
		said(1, 'info', 'x'),
	]);
	const time = (seconds: number) => new Date(START + seconds * 1_000).toISOString();
	expect(findingsOf([log], most)).toMatchObject({ consoleErrors: 3, consoleWarnings: 1, entries: 5 });
	expect(findingsOf([log], most).problems).toEqual([
		{ time: time(5), offset: 4_000, kind: 'error', message: 'x', count: 3 },
		{ time: time(8), offset: 7_000, kind: 'warning', message: 'x', count: 1 },
	]);
});

it('tells what differs in a secret alone as one problem', () => {
	const log = tally('consoleLog', [said(1, 'error', 'token=abc1'), said(2, 'error', 'token=abc2')]);
	expect(findingsOf([log], most)).toMatchObject({
		consoleErrors: 2,
		problems: [{ message: 'token=***', count: 2 }],
		moreProblems: 0,
	});
});

it('has no time for what has none, and an offset alone for what has only that', () => {
	const log = tally('consoleLog', [
		{ level: 'error', message: 'a' },
		{ timestamp: 500, level: 'error', message: 'b' },
	]);
	const [first, second] = findingsOf([log], most).problems;
	expect(first).toEqual({ time: null, offset: 0, kind: 'error', message: 'b', count: 1 });
	expect(second).toEqual({ time: null, offset: null, kind: 'error', message: 'a', count: 1 });
});

it('counts time from the first entry of all logs', () => {
	const logs = [
		tally('consoleLog', [said(9.0004, 'error', 'x')]),
		tally('networkLog', [asked({ url: URL, status: 200 })]),
	];
	expect(findingsOf(logs, most).problems[0].offset).toBe(9_000);
});

it.each<[fields: object, text: string, more?: object]>([
	[
		{ url: `${URL}?q=1`, method: 'GET', status: 400 },
		`GET ${URL}: 400`,
		{ method: 'GET', status: 400, url: URL },
	],
	[
		{ url: 'https://a.example/api/session', status: 500 },
		'https://a.example/api/session: 500',
		{ status: 500, url: 'https://a.example/api/session' },
	],
	[
		{ url: 'https://a.example/reset/token', error: 'net::ERR_FAILED' },
		'https://a.example/reset/token: net::ERR_FAILED',
		{ url: 'https://a.example/reset/token' },
	],
	[{ url: URL, status: 0, error: 'offline' }, `${URL}: offline`, { status: 0, url: URL }],
	[{ url: URL, status: -1 }, `${URL}: no answer`, { status: -1, url: URL }],
	[{ url: URL, status: 500, error: 'x' }, `${URL}: 500`, { status: 500, url: URL }],
	[{ url: URL, status: 200, error: 'x' }, `${URL}: x`, { status: 200, url: URL }],
	[{ url: URL, ok: false }, `${URL}: failed`, { url: URL }],
	[{ url: URL, error: 'x' }, `${URL}: x`, { url: URL }],
	[
		{ category: 'xhr', data: { method: 'PUT', status_code: 500 } },
		'PUT A request: 500',
		{ method: 'PUT', status: 500 },
	],
])('describes a request that has failed: %j', (fields, text, more) => {
	const { problems, failedRequests } = findingsOf([tally('networkLog', [asked(fields)])], most);
	expect(failedRequests).toBe(1);
	expect(problems).toEqual([
		{ time: new Date(START).toISOString(), offset: 0, kind: 'request', message: text, count: 1, ...more },
	]);
});

it.each([
	{ url: URL, status: 399 },
	{ url: URL, status: 200, error: {} },
	{ url: URL },
	{ url: URL, aborted: true },
])('finds no failure in %j', (fields) => {
	expect(findingsOf([tally('networkLog', [asked(fields)])], most)).toMatchObject({
		failedRequests: 0,
		problems: [],
	});
});

it('keeps queries where that is wanted', () => {
	const entries = [asked({ url: `${URL}?q=1`, status: 500 })];
	const { problems } = findingsOf([tally('networkLog', entries, true)], most);
	expect(problems[0]).toMatchObject({ message: `${URL}?q=1: 500`, url: `${URL}?q=1` });
	const { steps, pageUrl } = findingsOf([tally('actions', [went(0, `${URL}/a?q=1`)], true)], most);
	expect([steps[0].step, pageUrl]).toEqual(['Went to /a?q=1', `${URL}/a?q=1`]);
	const message = [{ level: 'error', message: `at ${URL}?q=1`, url: `${URL}?q=2` }];
	expect(findingsOf([tally('consoleLog', message, true)], most).problems[0]).toMatchObject({
		message: `at ${URL}?q=1`,
		url: `${URL}?q=2`,
	});
	expect(findingsOf([tally('consoleLog', message)], most).problems[0]).toMatchObject({
		message: `at ${URL}`,
		url: URL,
	});
});

describe('steps', () => {
	const actions = tally('actions', [went(0, `${URL}/a?q=1`), clicked(2, 'A'), went(4, URL), clicked(6, 'B')]);
	const textsOf = (...logs: LogTally[]) => findingsOf(logs, most).steps.map(({ step }) => step);
	const all = ['Went to /a', "Clicked 'A'", 'Went to /', "Clicked 'B'"];

	it('are those before the first error or failed request, or at the same time', () => {
		expect(textsOf(actions, tally('consoleLog', [said(2, 'error', 'x'), said(6, 'error', 'y')]))).toEqual(
			all.slice(0, 2),
		);
		expect(textsOf(actions, tally('networkLog', [{ ...said(4, '', ''), url: URL, status: 500 }]))).toEqual(
			all.slice(0, 3),
		);
	});

	it('are the last ones when there is none, or none before it', () => {
		expect(textsOf(actions)).toEqual(all);
		expect(textsOf(actions, tally('consoleLog', [said(1, 'warning', 'x')]))).toEqual(all);
		expect(textsOf(actions, tally('consoleLog', [said(-1, 'error', 'x')]))).toEqual(all);
	});

	it('are as many as are wanted, with their times', () => {
		const { steps, actions: count } = findingsOf([actions], { maxProblems: 1, steps: 1 });
		expect(steps).toEqual([
			{ time: new Date(START + 6_000).toISOString(), offset: 6_000, step: "Clicked 'B'" },
		]);
		expect(count).toBe(4);
		expect(findingsOf([actions], { maxProblems: 1, steps: 0 }).steps).toEqual([]);
	});

	it('are one where they are the same again and again, and clicks are counted', () => {
		const typed = (seconds: number) => ({ ...clicked(seconds, 'Email'), type: 'input' });
		const many = [
			clicked(0, 'A'),
			...Array.from({ length: 12 }, (_, n) => typed(n + 1)),
			clicked(20, 'B'),
			clicked(21, 'B'),
		];
		const { steps, actions } = findingsOf([tally('actions', many)], most);
		expect(steps.map(({ step, offset }) => [step, offset])).toEqual([
			["Clicked 'A'", 0],
			['Typed into Email', 1_000],
			["Clicked 'B' (2 times)", 20_000],
		]);
		expect(actions).toBe(3);
	});

	it('are two where their pages differ', () => {
		const pages = ['a', 'b'].map((host) => went(0, `https://${host}.example/x`));
		expect(textsOf(tally('actions', pages))).toEqual(['Went to /x', 'Went to /x']);
	});

	it('are in order of time, over all logs', () => {
		const other = tally('consoleLog', [clicked(5, 'C'), clicked(1, 'D')]);
		expect(textsOf(actions, other)).toEqual([all[0], "Clicked 'D'", all[1], all[2], "Clicked 'C'", all[3]]);
	});
});

it('tells the page of the first error, else the first page', () => {
	const pages = tally('actions', [went(4, `${URL}/b?q`), went(0, `${URL}/a?q`), went(8, `${URL}/c`)]);
	const pageOf = (...logs: LogTally[]) => findingsOf([pages, ...logs], most).pageUrl;
	expect(pageOf()).toBe(`${URL}/a`);
	expect(pageOf(tally('consoleLog', [said(4, 'error', 'x')]))).toBe(`${URL}/b`);
	expect(pageOf(tally('consoleLog', [said(9, 'error', 'x')]))).toBe(`${URL}/c`);
	expect(pageOf(tally('consoleLog', [said(4, 'warning', 'x')]))).toBe(`${URL}/a`);
	expect(pageOf(tally('consoleLog', [said(-1, 'error', 'x')]))).toBe(`${URL}/a`);
});

it('names so many problems, and counts the others', () => {
	const log = tally(
		'consoleLog',
		Array.from({ length: 2_003 }, (_, n) => said(n, 'error', `x${n}`)),
	);
	const few = findingsOf([log], { maxProblems: 2, steps: 1 });
	expect([few.problems.length, few.moreProblems, few.consoleErrors]).toEqual([2, 2_001, 2_003]);
	expect(log.problems.size).toBe(2_000);
	log.add(piece(said(9, 'error', 'x7')));
	expect(findingsOf([log], { maxProblems: 2_000, steps: 1 })).toMatchObject({
		moreProblems: 3,
		consoleErrors: 2_004,
	});
});

it('keeps the last of many steps and pages', () => {
	const { steps, actions, pageUrl } = findingsOf(
		[
			tally(
				'actions',
				Array.from({ length: 4_002 }, (_, n) => went(n, `${URL}/${n}`)),
			),
		],
		{ maxProblems: 1, steps: 9_999 },
	);
	expect([steps.length, steps.at(-1)?.step, actions, pageUrl]).toEqual([
		2_001,
		'Went to /4001',
		4_002,
		`${URL}/2001`,
	]);
});

it('counts what cannot be interpreted, and cuts what is long', () => {
	const log = tally('consoleLog', [
		undefined,
		7,
		{ level: 'purple', message: 'x' },
		said(0, 'error', 'x '.repeat(200)),
	]);
	const findings = findingsOf([log], most);
	expect(findings).toMatchObject({ entries: 4, unrecognized: 3 });
	expect(findings.problems[0].message).toHaveLength(300);
});
