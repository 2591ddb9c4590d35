import { type FormatName, FORMATS, webUrl } from '../../nodes/Userplane/logs/formats';
import { findingsOf } from '../../nodes/Userplane/logs/report';
import { type RecordingFacts, writeReport } from '../../nodes/Userplane/logs/text';
import { nothing } from './recordingFacts';

const findings = findingsOf([], { maxProblems: 10, steps: 10 });

/** The lines of what is known, without those that each report has. */
const linesOf = (facts: Partial<RecordingFacts>, format: FormatName): string[] =>
	writeReport({ ...nothing, ...facts }, findings, format)
		.split(format === 'html' ? '</p>' : '\n\n')[0]
		.split('\n')
		.slice(2);

const TICKET = { linkProviderType: 'zendesk', linkProviderId: '77' };
const ADDRESS = 'https://acme.zendesk.com/agent/tickets/77?a=1&b=2';

it.each<[FormatName, string]>([
	['slack', `• *Ticket*: <${ADDRESS.replace('&', '&amp;')}|Zendesk 77>`],
	['markdown', `- **Ticket**: [Zendesk 77](<${ADDRESS}>)`],
	['html', `• <strong>Ticket</strong>: <a href="${ADDRESS.replace('&', '&amp;')}">Zendesk 77</a>`],
	['text', `- Ticket: Zendesk 77: ${ADDRESS}`],
])('leads from the ticket to its address: %s', (format, line) => {
	expect(linesOf({ ...TICKET, linkProviderReference: ADDRESS }, format)).toEqual([line]);
});

it.each<[FormatName, string]>([
	['slack', '• *Reference*: <https://desk.example/7|https://desk.example/7>'],
	['markdown', '- **Reference**: [https\\:\\//desk.example/7](<https://desk.example/7>)'],
	['html', '• <strong>Reference</strong>: <a href="https://desk.example/7">https://desk.example/7</a>'],
	['text', '- Reference: https://desk.example/7'],
])('leads to a reference of a link without a ticket: %s', (format, line) => {
	const facts = { linkProviderType: 'others', linkProviderReference: 'https://desk.example/7' };
	expect(linesOf(facts, format)).toEqual([line]);
});

it('tells ticket and reference apart where each has an address', () => {
	const facts = { ...TICKET, linkProviderId: 'https://desk.example/1', linkProviderReference: ADDRESS };
	expect(linesOf(facts, 'markdown')).toEqual([
		'- **Ticket**: [Zendesk https\\:\\//desk.example/1](<https://desk.example/1>)',
		expect.stringContaining(`- **Reference**: [https\\:`),
	]);
});

it.each([
	'zendesk/78',
	'javascript:alert(1)',
	'https://a.example https://b.example',
	'ftp://a.example',
	'https://',
])('makes no link of the reference %s', (linkProviderReference) => {
	const lines = linesOf({ ...TICKET, linkProviderReference }, 'text');
	expect(lines).toEqual(['- Ticket: Zendesk 77', `- Reference: ${linkProviderReference}`]);
});

it.each([
	['https://a.example/x', 'https://a.example/x'],
	[' HTTP://A.example ', 'http://a.example/'],
	[
		'https://a.example/|>"<`\\x?q="|>`\\{}^#|>`',
		'https://a.example/%7C%3E%22%3C%60/x?q=%22%7C%3E%60%5C%7B%7D%5E#%7C%3E%60',
	],
	['https://a.example/\u202eexe', 'https://a.example/%E2%80%AEexe'],
	['https://a.example/@here', 'https://a.example/%40here'],
	['https://user:pass@a.example/', undefined],
	['https://acme.zendesk.com@evil.example/', undefined],
	[`https://a.example/${'x'.repeat(600)}`, undefined],
	['https://a.example/\nhttps://b.example', undefined],
	['', undefined],
	[null, undefined],
])('takes %j for the address %j', (text, url) => {
	expect(webUrl(text)).toBe(url);
});

it('keeps an address whole that looks as if it had an entity', () => {
	expect(FORMATS.markdown.link('x', 'https://a.example/?a=1&copy;=2&b=3')).toBe(
		'[x](<https://a.example/?a=1&amp;copy;=2&b=3>)',
	);
});

it.each<[FormatName, string]>([
	['slack', '• *Page*: `https://a.example/%40here/%60&lt;b&gt;&amp;_x_`'],
	['markdown', '- **Page**: `https://a.example/%40here/%60<b>&_x_`'],
	['html', '• <strong>Page</strong>: <code>https://a.example/@here/`&lt;b&gt;&amp;_x_</code>'],
	['text', '- Page: https://a.example/@here/`<b>&_x_'],
])('shows the page as code, to be copied: %s', (format, line) => {
	expect(linesOf({ pageUrl: 'https://a.example/@here/`<b>&_x_' }, format)).toEqual([line]);
});

it('leaves out the reference that the node made of the ticket', () => {
	const linesWith = (fields: object) => linesOf({ ...TICKET, ...fields }, 'text');
	for (const linkProviderReference of ['zendesk/77', 'zendesk/acme/77', 'zendesk/a%2Fb/77'])
		expect(linesWith({ linkProviderReference })).toEqual(['- Ticket: Zendesk 77']);
	expect(linesWith({ linkProviderId: '7/7', linkProviderReference: 'zendesk/7%2F7' })).toEqual([
		'- Ticket: Zendesk 7/7',
	]);
	for (const linkProviderReference of ['zendesk/78', 'intercom/77', 'zendesk/a/b/77', '77'])
		expect(linesWith({ linkProviderReference })).toContain(`- Reference: ${linkProviderReference}`);
});
