/** The report: names of keys, types, lengths and counts. */
import type { OpenAPIBackend } from 'openapi-backend';

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Findings } from './findings';
import type { Exchange } from './tap';
import type { Words } from './words';

const LIMIT_HEADER = /rate-?limit|retry-after|quota/i;

/** What the headers of all answers say: the service's clock and its limits. */
export function noteHeaders(findings: Findings, words: Words, exchanges: Exchange[]): void {
	const answered = exchanges.filter(({ status }) => status !== undefined);
	if (answered.length === 0) return;
	const dates = answered
		.map(({ answerHeaders, at }) => Date.parse(answerHeaders.date) - at)
		.filter((ms) => !Number.isNaN(ms));
	const off = Math.round(Math.max(0, ...dates.map(Math.abs)) / 1000);
	findings.answer(
		'Date',
		`in ${dates.length} of ${answered.length} answers, at most ${off} s from this machine's clock`,
	);
	const limits = new Set(
		answered.flatMap(({ answerHeaders }) =>
			Object.keys(answerHeaders).filter((name) => LIMIT_HEADER.test(name)),
		),
	);
	findings.answer('Rate limit headers', [...limits].map((name) => words.tell(name)).join(', ') || 'none');
	findings.answer(
		'Refused for the rate limit',
		`${answered.filter(({ status }) => status === 429).length} times`,
	);
}

interface About {
	mayWrite: boolean;
	requests: number;
	sentence: string;
}

/** The whole text, in Markdown. */
export function writeReport(
	contract: OpenAPIBackend,
	findings: Findings,
	{ mayWrite, requests, sentence }: About,
): string {
	const names = [...findings.operations.keys()];
	const evidenceOf = (name: string) => {
		const operation = contract.router.getOperation(name) as { 'x-evidence'?: { grade: string } } | undefined;
		return operation?.['x-evidence']?.grade;
	};
	const rows = (those: string[], isOfApi: boolean) =>
		those.flatMap((name) => {
			const verdict = findings.verdictOf(name);
			const lines = [...findings.expect(name).differences.values()].map(
				({ at, expected, came, times }) =>
					`\`${at}\`: expected ${expected}, came ${came}${times > 1 ? ` (${times} times)` : ''}`,
			);
			const what = verdict === 'not tried' ? (findings.expect(name).reason ?? '') : lines.join('<br>');
			return `| ${name} | ${isOfApi ? `${evidenceOf(name) ?? ''} | ` : ''}${verdict} | ${what.replaceAll('|', '\\|')} |`;
		});
	const ofApi = names.filter((name) => evidenceOf(name) !== undefined);
	const ofNode = names.filter((name) => evidenceOf(name) === undefined);
	return [
		'# What the real Userplane does',
		'',
		`${sentence}.`,
		'',
		`Written by \`npm run live${mayWrite ? ' -- --write' : ''}\` on ${new Date().toISOString().slice(0, 10)}, with ${requests} requests; version ${ownVersion()}.`,
		'It names keys, types, lengths and counts, and nothing of anybody. A name that may be somebody’s own is given by its length.',
		...[
			'',
			'## The API',
			'',
			'Each operation, with the grade of its evidence, against `test/simulator/contract`.',
			'',
		],
		...[
			'| operation | evidence | result | where, or why not |',
			'| --- | --- | --- | --- |',
			...rows(ofApi, true),
		],
		...[
			'',
			'## The node',
			'',
			'| what ran | result | where, or why not |',
			'| --- | --- | --- |',
			...rows(ofNode, false),
		],
		...['', '## What no document says', '', '| question | answer |', '| --- | --- |'],
		...[...findings.answers].map(
			([question, answer]) => `| ${question} | ${answer.replaceAll('|', '\\|')} |`,
		),
		'',
	].join('\n');
}

function ownVersion(): string {
	const manifest = readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8');
	return (JSON.parse(manifest) as { version: string }).version;
}
