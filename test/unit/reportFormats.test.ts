import type { FormatName } from '../../nodes/Userplane/logs/formats';
import { findingsOf } from '../../nodes/Userplane/logs/report';
import { writeReport } from '../../nodes/Userplane/logs/text';
import { nothing, URL } from './recordingFacts';

/** Of a recording without any log. */
const findings = findingsOf([], { maxProblems: 10, steps: 10 });

it.each<[FormatName, string[]]>([
	[
		'markdown',
		[
			`**[\\&\\<\\>"' @·a /·/b www·.c \\*\\_\\~\\\`\\\\\\[\\]\\|\\#\\$](<${URL}>)**`,
			'- **Ticket**: 1\n\n**There are no log entries**\n\nNot captured or not uploaded yet: actions',
		],
	],
	[
		'slack',
		[
			`*<${URL}|&amp;&lt;&gt;"' @·a /·/b www·.c ·*··_··~··\`·\\[]|#$>*`,
			'• *Ticket*: 1\n\n*There are no log entries*\n\nNot captured or not uploaded yet: actions',
		],
	],
	[
		'html',
		[
			`<p><strong><a href="${URL}">&amp;&lt;&gt;&quot;&#39; @·a /·/b www·.c *_~\`\\[]|#$</a></strong><br>`,
			'• <strong>Ticket</strong>: 1</p>\n<p><strong>There are no log entries</strong></p>',
			'<p>Not captured or not uploaded yet: actions</p>',
		],
	],
	[
		'text',
		[
			`&<>"' @a //b www.c *_~\`\\[]|#$: ${URL}`,
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
		`Untitled recording: ${URL}\n\nThere are no log entries`,
	);
});

it.each([
	['zendesk', 'Ticket: Zendesk 4712'],
	['a tool of tomorrow', 'Ticket: a tool of tomorrow 4712'],
	[null, 'Ticket: 4712'],
])('names the ticket system %s as the node does', (linkProviderType, line) => {
	expect(writeReport({ ...nothing, linkProviderType, linkProviderId: '4712' }, findings, 'text')).toContain(
		line,
	);
});

it('keeps the link of a title as long as a title can be, whatever stands in it', () => {
	const facts = { ...nothing, title: '&'.repeat(600), notes: '&'.repeat(600) };
	const text = writeReport(facts, findings, 'slack');
	expect(text).toMatch(new RegExp(`^\\*<${URL}\\|(&amp;){254}…>\\*\n`));
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
