import type { FormatName } from '../../nodes/Userplane/logs/formats';
import { FORMATS } from '../../nodes/Userplane/logs/formats';
import { mask } from '../../nodes/Userplane/logs/masks';
import { findingsOf, LogTally } from '../../nodes/Userplane/logs/report';
import { writeReport } from '../../nodes/Userplane/logs/text';
import { CAUSES } from './causes';
import { piece } from './readPieces';
import { nothing } from './recordingFacts';
import { SECRETS } from './secrets';

const formats = Object.keys(FORMATS) as FormatName[];

/** All that a report says in which a page logged this text: as a message, as an element, in its address; and a customer wrote it. */
function reportOf(text: string, showQueries = false): Array<[where: string, text: string]> {
	const log = new LogTally('actions', showQueries);
	const console = new LogTally('consoleLog', showQueries);
	const path = /^\/\S*$/.test(text) ? text : `/?q=${text}#${text}`;
	log.add(piece({ type: 'navigation', url: `https://app.example${path.replace(/\s/g, '+')}`, timestamp: 1 }));
	log.add(piece({ type: 'click', target: text, timestamp: 2 }));
	console.add(
		piece({
			level: 'error',
			message: text,
			url: `https://app.example${path.replace(/\s/g, '+')}`,
			timestamp: 3,
		}),
	);
	const findings = findingsOf([log, console], { maxProblems: 10, steps: 10 });
	const { problems, steps, pageUrl } = findings;
	expect([problems.length, steps.length]).toEqual([1, 2]);
	return [
		['problems', JSON.stringify(problems)],
		['steps', JSON.stringify(steps)],
		['pageUrl', pageUrl ?? ''],
		...formats.map((format): [string, string] => [
			format,
			writeReport({ ...nothing, pageUrl, notes: text }, findings, format).replace(
				/\\(?=[\p{P}\p{S}])|\u200b/gu,
				'',
			),
		]),
	];
}

it('has tables that are long enough', () => {
	expect([SECRETS.length >= 60, CAUSES.length >= 60]).toEqual([true, true]);
});

it.each(SECRETS)('hides all of it: %s', (text, ...hidden) => {
	for (const [where, shown] of reportOf(text))
		for (const secret of hidden)
			for (let at = 0; at + 4 <= secret.length; at++)
				expect([where, shown]).not.toEqual([where, expect.stringContaining(secret.slice(at, at + 4))]);
});

it.each(CAUSES)('leaves it whole: %s', (text) => {
	expect(mask(text, 300)).toBe(text);
	const shown = Object.fromEntries(reportOf(text));
	expect(shown.text).toContain(text);
	expect(JSON.parse(shown.problems)).toMatchObject([{ message: text }]);
});
