import { type FormatName, FORMATS } from '../../nodes/Userplane/logs/formats';
import { type Findings, findingsOf, type Problem } from '../../nodes/Userplane/logs/report';
import { writeReport } from '../../nodes/Userplane/logs/text';
import { nothing, URL } from './recordingFacts';

/** Of a recording without any log. */
const findings = findingsOf([], { maxProblems: 10, steps: 10 });

it.each<[FormatName, string[]]>([
	[
		'markdown',
		[
			`**\\&\\<\\>"' @·a \\//b www\\.c \\*\\_\\~\\\`\\\\\\[\\]\\|\\#\\$**`,
			`- [Watch the recording](<${URL}>)`,
			'- **Ticket**: 1\n\n**There are no log entries**\n\nNot captured or not uploaded yet: actions',
		],
	],
	[
		'slack',
		[
			`*&amp;&lt;&gt;"' @·a //b www.c ·*·_~\`\\[]|#$*`,
			`• <${URL}|Watch the recording>`,
			'• *Ticket*: 1\n\n*There are no log entries*\n\nNot captured or not uploaded yet: actions',
		],
	],
	[
		'html',
		[
			`<p><strong>&amp;&lt;&gt;&quot;&#39; @a //b www.c *_~\`\\[]|#$</strong><br>`,
			`• <a href="${URL}">Watch the recording</a><br>`,
			'• <strong>Ticket</strong>: 1</p>\n<p><strong>There are no log entries</strong></p>',
			'<p>Not captured or not uploaded yet: actions</p>',
		],
	],
	[
		'text',
		[
			`&<>"' @a //b www.c *_~\`\\[]|#$`,
			`- Watch the recording: ${URL}`,
			'- Ticket: 1\n\nThere are no log entries\n\nNot captured or not uploaded yet: actions',
		],
	],
])('writes %s so that a title stays a text (a joiner is shown as a dot)', (format, lines) => {
	const title = `&<>"' @a //b www.c *_~\`\\[]|#$`;
	const facts = { ...nothing, title, linkProviderId: '1', missingLogs: ['actions'] };
	const text = writeReport(facts, findings, format);
	expect(text.replaceAll('\u200b', '·')).toBe(lines.join('\n'));
});

it('leaves no line for what is not known', () => {
	expect(writeReport(nothing, findings, 'text')).toBe(
		`Untitled recording\n- Watch the recording: ${URL}\n\nThere are no log entries`,
	);
});

it.each([
	['zendesk', 'Ticket: Zendesk 4712'],
	['a tool of tomorrow', 'Ticket: a tool of tomorrow 4712'],
	['others', 'Ticket: 4712'],
	[null, 'Ticket: 4712'],
])('names the ticket system %s as the node does', (linkProviderType, line) => {
	expect(writeReport({ ...nothing, linkProviderType, linkProviderId: '4712' }, findings, 'text')).toContain(
		line,
	);
});

it('keeps the link and a title as long as a title can be, whatever stands in it', () => {
	const facts = { ...nothing, title: '&'.repeat(600), notes: '&'.repeat(600) };
	const text = writeReport(facts, findings, 'slack');
	expect(text).toMatch(new RegExp(`^\\*(&amp;){254}…\\*\n• <${URL}\\|Watch the recording>\n`));
	expect(text).toMatch(/\n\n\*There are no log entries\*\n\n\.\.\. 1 more line$/);
	expect(text.length).toBeLessThanOrEqual(3_000);
});

it.each([
	[1, '1 entry of the logs could not be interpreted'],
	[2, '2 entries of the logs could not be interpreted'],
])('counts what could not be interpreted: %i', (unrecognized, line) => {
	const found = { ...findings, unrecognized };
	expect(writeReport(nothing, found, 'text')).toMatch(new RegExp(`\n\n${line}$`));
});

/** What went wrong: nothing but what is given. */
const found = (changes: Partial<Findings>) => writeReport(nothing, { ...findings, ...changes }, 'text');
const problem = (changes: Partial<Problem> = {}): Problem => ({
	...{ time: null, offset: null, kind: 'error', message: 'x', count: 1 },
	...changes,
});
const TITLE = `Untitled recording\n- Watch the recording: ${URL}`;

it('tells all that is known, in this order', () => {
	const facts = {
		...{
			title: 'Checkout fails',
			dashboardUrl: URL,
			createdAt: '2026-11-21T09:30:00.000Z',
			duration: '42 s',
		},
		...{ browser: 'Firefox 131', os: 'macOS', pageUrl: 'https://app.example/pay', requestedBy: 'Olivia' },
		...{ linkProviderType: 'zendesk', linkProviderId: '4711', linkProviderReference: 'Ticket 4711' },
		...{ notes: 'It broke', missingLogs: ['network log', 'actions'] },
	};
	const findings: Findings = {
		...{ consoleErrors: 3, consoleWarnings: 1, failedRequests: 2, actions: 2, entries: 21, unrecognized: 2 },
		problems: [
			problem({ offset: 4_999, kind: 'warning', message: 'Slow' }),
			problem({ offset: 65_000, kind: 'request', message: 'POST /pay: 500', count: 2 }),
			problem({ message: 'TypeError' }),
		],
		moreProblems: 1,
		steps: [
			{ time: null, offset: 0, step: 'Went to /pay' },
			{ time: null, offset: 600_000, step: "Clicked 'Pay'" },
		],
		areStepsBefore: true,
		pageUrl: null,
	};
	expect(writeReport(facts, findings, 'text').split('\n')).toEqual([
		...['Checkout fails', `- Watch the recording: ${URL}`, "- Customer's notes: It broke"],
		...['- Page: https://app.example/pay'],
		...['- Browser: Firefox 131, macOS', '- Recorded: 21 Nov 2026 09:30 UTC, 42 s', '- Ticket: Zendesk 4711'],
		...['- Reference: Ticket 4711', '- Requested by: Olivia', ''],
		'What went wrong: 3 errors, 2 failed requests, 1 warning',
		...['- 0:04 Warning: Slow', '- 1:05 Request failed: POST /pay: 500 (2 times)', '- Error: TypeError'],
		...['- and 1 more', '', 'Steps before the first error'],
		...['- 0:00 Went to /pay', "- 10:00 Clicked 'Pay'", ''],
		'Not captured or not uploaded yet: network log, actions',
		'2 entries of the logs could not be interpreted',
	]);
});

it('leaves out of what went wrong what there was not', () => {
	expect(found({ entries: 7 })).toBe(`${TITLE}\n\nNo errors, warnings or failed requests in the logs`);
	expect(found({ failedRequests: 1 })).toBe(`${TITLE}\n\nWhat went wrong: 1 failed request`);
	expect(found({ problems: [problem()], moreProblems: 2 })).toMatch(/\n- and 2 more$/);
	expect(found({ consoleWarnings: 2 })).toBe(`${TITLE}\n\nWhat went wrong: 2 warnings`);
});

it('calls steps those before it only where they are', () => {
	const steps = [{ time: null, offset: null, step: 'Went to /' }];
	expect(found({ steps })).toContain('\n\nLast steps\n- Went to /');
	expect(found({ steps, problems: [problem()] })).toContain('\n\nLast steps\n');
	const before = found({ steps, problems: [problem()], areStepsBefore: true });
	expect(before).toContain('\n\nSteps before the first error\n');
});

it.each<[counts: Partial<Findings>, heading: string]>([
	[{ entries: 10, unrecognized: 0 }, 'No errors, warnings or failed requests in the logs'],
	[{ entries: 11, unrecognized: 1 }, 'No errors, warnings or failed requests in the logs'],
	[
		{ entries: 10, unrecognized: 1 },
		'1 of 10 log entries could not be interpreted; the others tell of no errors',
	],
	[{ entries: 1, unrecognized: 1 }, 'The logs could not be interpreted'],
	[
		{ entries: 1, unrecognized: 1, consoleErrors: 1 },
		'What went wrong: 1 error, 1 of 1 log entry could not be interpreted',
	],
	[
		{ entries: 10, unrecognized: 4, consoleErrors: 1 },
		'What went wrong: 1 error, 4 of 10 log entries could not be interpreted',
	],
])('says first what could not be interpreted, where it is much: %j', (counts, heading) => {
	expect(found(counts).split('\n')[3]).toBe(heading);
});

it.each<[FormatName, string, string]>([
	[
		'slack',
		'https://a.example/x?user_id=1 www.a.example //b',
		'https://a.example/x?user_id=1 www.a.example //b',
	],
	['slack', 'user_id and __init__', 'user_id and ·_·_init_·_·'],
	['slack', 'a_b _c', 'a_b _c'],
	['slack', '*bold* `code` <!here>', '·*·bold·*· ·`·code·`· &lt;!here&gt;'],
	['slack', '@here ann@a.example', '@·here ann@a.example'],
	['html', '@here https://a.example', '@here https://a.example'],
	['markdown', 'a-@b.example', 'a-@·b.example'],
	['markdown', '@here ann@a.example', '@·here ann\\@a.example'],
	['markdown', 'https://a.example/user_id', 'https\\:\\//a.example/user\\_id'],
	['text', '@here *a*', '@here *a*'],
])('lets a reader of %s copy %s', (format, text, expected) => {
	expect(FORMATS[format].escape(text).replaceAll('\u200b', '·')).toBe(expected);
});

it('cuts steps before notes, notes that are long before steps, and what went wrong last', () => {
	const problems = Array.from({ length: 4 }, (_, n) => problem({ message: `${n} ${'x'.repeat(250)}` }));
	const steps = Array.from({ length: 10 }, (_, n) => ({
		time: null,
		offset: null,
		step: `Step ${n} ${'y'.repeat(100)}`,
	}));
	const some = { ...findings, problems, steps, consoleErrors: 4, entries: 4 };
	const long = writeReport({ ...nothing, notes: '&'.repeat(600) }, some, 'slack');
	expect(long).not.toContain('notes');
	expect(long).toMatch(/3 x.*Step 0.*Step 9.*\.\.\. 1 more line$/s);
	const short = writeReport(
		// A line of 200 characters is no long one
		{ ...nothing, notes: '&'.repeat(30), requestedBy: 'O'.repeat(182) },
		{ ...some, problems: [...problems, ...problems] },
		'slack',
	);
	expect(short).toContain('notes');
	expect(short).toContain(`\n• *Requested by*: ${'O'.repeat(182)}\n`);
	expect(short).not.toContain('Step 3 ');
	expect(short).toContain('Step 9');
	const many = writeReport(
		{ ...nothing, notes: 'It broke' },
		{ ...some, problems: [...problems, ...problems, ...problems] },
		'slack',
	);
	expect(many).not.toMatch(/Step|notes/);
	expect(many).toMatch(/more lines$/);
	expect(many.length).toBeGreaterThan(2_500);
});

it('stays below what Jira takes in every format', () => {
	const problems = Array.from({ length: 200 }, (_, n) => problem({ message: `${n} ${'&'.repeat(290)}` }));
	for (const format of ['markdown', 'html', 'text'] as const)
		expect(writeReport(nothing, { ...findings, problems }, format).length).toBeLessThanOrEqual(32_000);
});

it('leaves what people wrote themselves as it is, but for what steers how it is shown', () => {
	const facts = {
		...{ title: 'Key: wJalrXUtnFEMI of a title\u202e', linkProviderId: 'token=4711' },
		linkProviderReference: 'https://desk.example/?ticket=4711&view=7',
	};
	expect(writeReport({ ...nothing, ...facts }, findings, 'text').split('\n')).toEqual([
		'Key: wJalrXUtnFEMI of a title',
		`- Watch the recording: ${URL}`,
		...['- Ticket: token=4711: https://desk.example/?ticket=4711&view=7', ''],
		'There are no log entries',
	]);
});

it('fills what Slack takes to the last character', () => {
	const whole = (length: number) => {
		const lines = Array.from({ length: 4 }, () => problem({ message: 'x'.repeat(580) }));
		const rest = writeReport(
			nothing,
			{ ...findings, problems: [...lines, problem({ message: '' })] },
			'slack',
		);
		const last = problem({ message: 'y'.repeat(length - rest.length) });
		return writeReport(nothing, { ...findings, problems: [...lines, last] }, 'slack');
	};
	expect(whole(3_000)).toHaveLength(3_000);
	expect(whole(3_000)).toMatch(/y$/);
	expect(whole(3_001)).toMatch(/x\n\n\.\.\. 1 more line$/);
});
