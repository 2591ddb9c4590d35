import * as fc from 'fast-check';

import { LogEntries } from '../../nodes/Userplane/logs/entries';
import { FORMATS, type FormatName } from '../../nodes/Userplane/logs/formats';
import type { Piece } from '../../nodes/Userplane/logs/input';
import { readPieces } from '../../nodes/Userplane/logs/reader';
import { findingsOf, LogTally } from '../../nodes/Userplane/logs/report';
import { writeReport } from '../../nodes/Userplane/logs/text';
import { LogText } from '../../nodes/Userplane/logs/timeline';
import { type LogName, LOGS } from '../../nodes/Userplane/shared/files';
import { fill } from './readPieces';
import { nothing } from './recordingFacts';

const runs = { numRuns: Number(process.env.STREAM_RUNS ?? 200) };

const said = fc.oneof(
	fc.record({ level: fc.constantFrom('error', 'info', 3, 'purple'), message: fc.string() }),
	fc.record({ url: fc.webUrl(), status: fc.constantFrom(200, 500, 'failed', 'open', undefined) }),
	fc.record({
		type: fc.constantFrom('click', 'input', 'navigation', 'x'),
		target: fc.string(),
		url: fc.webUrl(),
	}),
	fc.jsonValue(),
);

const log = fc.oneof(
	fc.array(said).map((entries) => JSON.stringify(entries)),
	fc.array(said).map((entries) => JSON.stringify({ entries }, null, 2)),
	fc
		.array(
			fc.oneof(
				said.map((entry) => JSON.stringify(entry)),
				fc.string({ unit: 'binary' }),
			),
		)
		.map((lines) => lines.join('\n')),
);

it('has as many entries in the report, in the items and in the text, whatever the log', async () => {
	await fc.assert(
		fc.asyncProperty(fc.constantFrom<LogName>(...LOGS), log, async (name, text) => {
			const tally = await fill(new LogTally(name, false), text);
			const all = await fill(new LogEntries({ recordingId: 'r', log: name }, false), text);
			const problems = await fill(new LogEntries({ recordingId: 'r', log: name }, true), text);
			const lines = await fill(new LogText(name), text);
			let shown = '';
			for await (const chunk of LogText.merge([lines], () => Promise.resolve())) shown += chunk.toString();
			const { entries, unrecognized, consoleErrors, consoleWarnings, failedRequests } = findingsOf([tally], {
				maxProblems: 1,
				steps: 1,
			});
			expect(all.entries).toHaveLength(entries);
			expect(shown.split('\n')).toHaveLength(entries + 1);
			expect(problems.reading).toMatchObject({ entries, unrecognized });
			// Of what was interpreted, each entry is a problem or not
			expect(problems.entries.length).toBe(consoleErrors + consoleWarnings + failedRequests);
			expect(problems.entries.length + unrecognized).toBeLessThanOrEqual(entries);
		}),
		runs,
	);
});

it('lets others in after at most 100 entries, or the bytes of one that is as long as any', async () => {
	const pieces = fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 1, maxLength: 20 });
	await fc.assert(
		fc.asyncProperty(pieces, fc.constantFrom('\n', ',\n', ' '), async (lengths, between) => {
			const entries = lengths.map((length) => JSON.stringify({ level: 'info', message: '['.repeat(length) }));
			const bytes = Buffer.from(between === ',\n' ? `[${entries.join(between)}]` : entries.join(between));
			async function* chunks() {
				for (let at = 0; at < bytes.length; at += 65_536)
					yield await Promise.resolve(bytes.subarray(at, at + 65_536));
			}
			let since: Piece[] = [];
			const longest: number[] = [];
			const pause = async () => {
				longest.push(since.reduce((all, { size }) => all + size, 0));
				expect(since.length).toBeLessThanOrEqual(100);
				since = [];
				await Promise.resolve();
			};
			await readPieces(chunks(), { take: (piece) => void since.push(piece), pause });
			expect(Math.max(...longest)).toBeLessThanOrEqual(300_100 + 100_000);
		}),
		{ numRuns: 20 },
	);
});

it('shows no value of a name that means a secret, in no output of the report', async () => {
	const name = fc.constantFrom(
		...[
			'password',
			'apiKey',
			'access_token',
			'client-secret',
			'Authorization',
			'sessionId',
			'X-Api-Key',
			'pwd',
			'cookie',
		],
	);
	const wrap = fc.constantFrom<(name: string, value: string) => string>(
		(key, value) => `{"${key}":"${value}"}`,
		(key, value) => `{'${key}' => '${value}', n: 1}`,
		(key, value) => JSON.stringify({ a: JSON.stringify({ [key]: [value, { b: value }] }) }),
		(key, value) => `${key}=${value}&a=b`,
		(key, value) => `failed with ${key}: ${value}`,
		(key, value) => `<${key}>${value}</${key}>`,
		(key, value) => `${key}%3D${value}%26a`,
	);
	const value = fc.stringMatching(/^q[a-z\d]{7,30}z$/);
	await fc.assert(
		fc.asyncProperty(name, wrap, value, async (key, write, secret) => {
			const text = write(key, secret);
			const entries = [
				{ level: 'error', message: text, url: `https://a.example/?${key}=${secret}` },
				{ type: 'click', target: text },
				{ type: 'navigation', url: `https://a.example/x?${key}=${secret}#${secret}` },
				{ method: 'POST', url: `https://a.example/?${key}=${secret}`, error: text },
			];
			const logs = LOGS.map((log) => fill(new LogTally(log, false), JSON.stringify(entries)));
			const findings = findingsOf(await Promise.all(logs), { maxProblems: 20, steps: 20 });
			const texts = (Object.keys(FORMATS) as FormatName[]).map((format) =>
				writeReport(nothing, findings, format),
			);
			expect([JSON.stringify(findings), ...texts].join('\n')).not.toContain(secret);
			expect(findings.problems.length).toBeGreaterThan(0);
		}),
		runs,
	);
});
