import * as fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import MarkdownIt from 'markdown-it';

import { FORMATS, type FormatName } from '../../nodes/Userplane/logs/formats';
import { findingsOf, LogTally } from '../../nodes/Userplane/logs/report';
import { type RecordingFacts, writeReport } from '../../nodes/Userplane/logs/text';
import { LOGS } from '../../nodes/Userplane/shared/files';
import { fill, piecesOf } from './readPieces';
import { nothing, URL } from './recordingFacts';

const formats = Object.keys(FORMATS) as FormatName[];

/** What a page or a customer could write to become more than a text. */
const tricks = [
	...[
		'<!channel>',
		'<@U123>',
		'@here',
		'@channel',
		'<https://evil.example|click>',
		'https://evil.example',
		'www.evil.example',
	],
	...[
		'<script>alert(1)</script>',
		'<img src=x onerror=alert(1)>',
		'</p><h1>',
		'&lt;b&gt;',
		'"><a href="//evil.example">x</a>',
	],
	...[
		'```\n# heading\n```',
		'[x](https://evil.example)',
		'![x](https://evil.example/p.png)',
		'<https://evil.example>',
		'**b**',
	],
	...[
		'\n\n- item',
		'# heading',
		'| a | b |',
		'~~~',
		'* * *',
		'a@evil.example',
		'\\',
		'\\[x](y)',
		'&#64;here',
	],
];

const words = fc.oneof(
	fc.constantFrom(...tricks),
	fc.string({ unit: 'binary' }),
	fc.array(fc.constantFrom(...tricks)).map((all) => all.join(' ')),
);

/** What a link is known by: an address of the helpdesk with anything in it, or what is none. */
const label = fc.oneof(
	words.map((text) => text.trim().replace(/^https?:/i, 'x:')),
	words.map((text) => `https://desk.example/${text.replace(/\s/g, '')}`),
);

const facts: fc.Arbitrary<RecordingFacts> = fc.record({
	...{
		title: words,
		dashboardUrl: fc.constant(URL),
		createdAt: fc.option(fc.oneof(words, fc.constant('2026-11-21T09:30:00.000Z'))),
		duration: fc.option(words),
	},
	...{
		browser: fc.option(words),
		os: fc.option(words),
		pageUrl: fc.option(words),
		requestedBy: fc.option(words),
	},
	...{
		linkProviderType: fc.option(words),
		linkProviderId: fc.option(label),
		linkProviderReference: fc.option(label),
	},
	...{ notes: fc.option(words), missingLogs: fc.subarray(['console log', 'actions']) },
});

/** Entries of any kind, and such as are understood and hold any text. */
const entry = fc.oneof(
	fc.json().map((text) => JSON.parse(text) as unknown),
	fc.record({ level: fc.constantFrom('error', 'warn', 'info'), message: words, timestamp: fc.nat() }),
	fc.record({ method: words, url: words, status: fc.integer({ min: 0, max: 599 }) }),
	fc.record({ type: fc.constantFrom('click', 'input', 'navigation'), target: words, url: words }),
);

const log = fc.oneof(
	fc.array(entry, { maxLength: 40 }).map((entries) => JSON.stringify(entries)),
	fc
		.array(
			fc.oneof(
				entry.map((value) => JSON.stringify(value)),
				words,
			),
			{ maxLength: 40 },
		)
		.map((lines) => lines.join('\n')),
);

async function tally(logs: readonly string[]): Promise<LogTally[]> {
	return await Promise.all(
		logs.map(async (text, index) => await fill(new LogTally(LOGS[index], false), text)),
	);
}

/** The links, images, headings, fences and tags that a Markdown reader finds. */
function markdownOf(text: string): { types: string[]; links: string[] } {
	const flat = new MarkdownIt({ html: true, linkify: true })
		.parse(text, {})
		.flatMap((token) => [token, ...(token.children ?? [])]);
	return {
		types: flat.map(({ type }) => type),
		links: flat.filter(({ type }) => type === 'link_open').map((token) => String(token.attrGet('href'))),
	};
}

/** The elements that an HTML reader finds, with the addresses of links. */
function htmlOf(text: string): string[] {
	const all = (node: object): string[] => {
		const { name, attribs, children } = node as {
			name?: string;
			attribs?: Record<string, string>;
			children?: object[];
		};
		const own = name === undefined ? [] : [[name, ...Object.entries(attribs ?? {}).flat()].join(' ')];
		return [...own, ...(children ?? []).flatMap(all)];
	};
	return [...new Set(all(parseDocument(text)))];
}

it('is well-formed in every format, whatever the logs and the customer say', async () => {
	await fc.assert(
		fc.asyncProperty(facts, fc.tuple(log, log, log), async (known, logs) => {
			const findings = findingsOf(await tally(logs), { maxProblems: 10, steps: 10 });
			const read = Object.fromEntries(
				formats.map((format) => [format, writeReport(known, findings, format)]),
			);
			const { types, links } = markdownOf(read.markdown);
			expect(links[0]).toBe(URL);
			expect(links.slice(1).filter((url) => !/^https:\/\/desk\.example\/\S*$/.test(url))).toEqual([]);
			expect(links.length).toBeLessThanOrEqual(3);
			expect(
				types.filter((type) => /heading|fence|code_block|html|image|hr|table|blockquote/.test(type)),
			).toEqual([]);
			expect(types.filter((type) => type === 'code_inline').length).toBeLessThanOrEqual(1);
			const allowed = /^(p|strong|br|code|a href https:\/\/(desk\.example\/|dash\.userplane\.io\/)\S*)$/;
			expect(htmlOf(read.html).filter((element) => !allowed.test(element))).toEqual([]);
			const tokens = read.slack.match(/<[^<>]*>/g) ?? [];
			expect(tokens[0]).toBe(`<${URL}|Watch the recording>`);
			expect(tokens.slice(1).filter((token) => !/^<https:\/\/desk\.example\/[^|\s]*\|/.test(token))).toEqual(
				[],
			);
			expect(read.slack.match(/[<>]/g)).toHaveLength(2 * tokens.length);
			expect(read.slack).not.toMatch(/(?<![\w.+-])@(here|channel|everyone)|&(?!amp;|lt;|gt;)/);
			expect(read.slack.length).toBeLessThanOrEqual(3_000);
			expect(Object.values(read).join('')).not.toMatch(/\p{Surrogate}/u);
		}),
		{ numRuns: Number(process.env.REPORT_RUNS ?? 300) },
	);
});

it('counts every entry, understood or not', async () => {
	await fc.assert(
		fc.asyncProperty(log, async (text) => {
			const [one] = await tally([text]);
			const { entries, unrecognized } = findingsOf([one], { maxProblems: 10, steps: 10 });
			expect(entries).toBe((await piecesOf(text)).pieces.length);
			expect(unrecognized).toBeLessThanOrEqual(entries);
		}),
	);
});

it('says how often a problem was, when it was more than once', async () => {
	const [, one] = await tally([
		'',
		['once', 'twice', 'twice'].map((message) => JSON.stringify({ level: 'error', message })).join('\n'),
	]);
	const text = writeReport(nothing, findingsOf([one], { maxProblems: 10, steps: 10 }), 'text');
	expect(text).toMatch(/Error: once\n.*Error: twice \(2 times\)$/);
});

it('keeps within what Slack takes, says how many lines are left out, and keeps what it does not know', async () => {
	const [, one] = await tally([
		'',
		Array.from({ length: 40 }, (_, n) =>
			JSON.stringify({ level: 'error', message: `${n} `.repeat(150), timestamp: n }),
		).join('\n'),
	]);
	const findings = { ...findingsOf([one], { maxProblems: 30, steps: 10 }), unrecognized: 12 };
	const text = writeReport({ ...nothing, notes: 'It broke' }, findings, 'slack');
	expect(text.length).toBeLessThanOrEqual(3_000);
	expect(text.length).toBeGreaterThan(2_500);
	expect(text).toMatch(/\d+ more lines$/);
	expect(text).toContain('12 entries of the logs could not be interpreted');
	expect(text).toContain('What went wrong: 40 errors');
	expect(writeReport(nothing, findings, 'markdown').length).toBeGreaterThan(3_000);
});
