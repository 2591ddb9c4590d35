/** Writes the report as a finished text. */
import { providerName } from '../shared/providers';
import { minuteOf } from '../shared/time';
import { isMuchUnknown } from './facts';
import { type Format, type FormatName, FORMATS } from './formats';
import { fit, mask } from './masks';
import type { Findings } from './report';

/** What is known of a recording beside its logs. What is absent is null, and leaves no line. */
export interface RecordingFacts {
	title: string;
	dashboardUrl: string;
	createdAt: string | null;
	duration: string | null;
	browser: string | null;
	os: string | null;
	pageUrl: string | null;
	requestedBy: string | null;
	linkProviderType: string | null;
	linkProviderId: string | null;
	linkProviderReference: string | null;
	notes: string | null;
	/** The logs that were asked for and are not there, by their names. */
	missingLogs: string[];
}

/** The longest title that the API takes (API reference), and of a fact, since a customer's notes may be of any length. In characters. */
const LONGEST_TITLE = 255;
const LONGEST_FACT = 600;

/** From which length on a fact is left out before a step is. */
const LONG_FACT = 200;

/** The report as a finished text, which says how many lines are left out where a service takes no more. */
export function writeReport(facts: RecordingFacts, findings: Findings, name: FormatName): string {
	const { escape, bold, link, item, paragraph, gap, longest }: Format = FORMATS[name];
	const known = factsOf(facts).map(([label, value]) => item(`${bold(label)}: ${escape(value)}`));
	const problems = problemsOf(findings).map((line) => item(escape(line)));
	const steps = findings.steps.map(({ offset, text }) => item(escape(`${clock(offset)}${text}`)));
	for (let leftOut = 0; ; leftOut++) {
		const paragraphs = [
			[bold(link(escape(fit(facts.title, LONGEST_TITLE)), facts.dashboardUrl)), ...known],
			[bold(escape(summaryOf(findings))), ...problems],
			steps.length > 0 ? [bold(findings.areStepsBefore ? 'Steps before it' : 'Last steps'), ...steps] : [],
			unknownOf(facts, findings).map(escape),
			leftOut > 0 ? [escape(`... ${count(leftOut, 'more line')}`)] : [],
		];
		const filled = paragraphs.filter((lines) => lines.length > 0);
		const text = filled.map(paragraph).join(gap);
		if (text.length <= longest || !leaveOutOne(known, steps, problems)) return text;
	}
}

/** Leaves out the line that is missed least: what went wrong is the last. @returns whether there was one */
function leaveOutOne(facts: string[], steps: string[], problems: string[]): boolean {
	const lengths = facts.map((line) => line.length);
	const longest = Math.max(0, ...lengths);
	if (longest > LONG_FACT || (longest > 0 && steps.length === 0)) facts.splice(lengths.indexOf(longest), 1);
	else if (steps.length > 0) steps.shift();
	else return problems.pop() !== undefined;
	return true;
}

/** What is known, without what is empty. What a page has logged is masked already; title, reference and ticket are the user's own. */
function factsOf(facts: RecordingFacts): Array<[label: string, value: string]> {
	const lines = {
		"Customer's notes": mask(facts.notes ?? '', LONGEST_FACT),
		Page: facts.pageUrl,
		Browser: joined(', ', facts.browser, facts.os),
		Recorded: joined(', ', minuteOf(facts.createdAt), facts.duration),
		Ticket: joined(' ', providerName(facts.linkProviderType), facts.linkProviderId),
		Reference: facts.linkProviderReference,
		'Requested by': facts.requestedBy,
	};
	return Object.entries(lines)
		.map(([label, value]): [string, string] => [label, fit(value ?? '', LONGEST_FACT)])
		.filter(([, value]) => value !== '');
}

function summaryOf(findings: Findings): string {
	const { consoleErrors, failedRequests, consoleWarnings, entries, unrecognized } = findings;
	const failed = count(failedRequests, 'failed request');
	const wrong = joined(', ', count(consoleErrors, 'error'), failed, count(consoleWarnings, 'warning'));
	const all = count(entries, 'log entry', 'log entries');
	const unknown = isMuchUnknown(findings) ? `${unrecognized} of ${all} could not be interpreted` : '';
	if (wrong !== '') return `What went wrong: ${joined(', ', wrong, unknown)}`;
	if (entries === 0) return 'There are no log entries';
	if (unknown === '') return 'No errors, warnings or failed requests in the logs';
	return unrecognized < entries
		? `${unknown}; the others tell of no errors`
		: 'The logs could not be interpreted';
}

function problemsOf({ problems, moreProblems }: Findings): string[] {
	const kinds = { error: 'Error', warning: 'Warning', request: 'Request failed' };
	const lines = problems.map(({ offset, kind, text, count: times }) => {
		const often = times > 1 ? ` (${times} times)` : '';
		return `${clock(offset)}${kinds[kind]}: ${text}${often}`;
	});
	return moreProblems > 0 ? [...lines, `and ${moreProblems} more`] : lines;
}

/** What the report does not know. */
function unknownOf({ missingLogs }: RecordingFacts, { unrecognized }: Findings): string[] {
	const missing = joined(', ', ...missingLogs);
	const unknown = count(unrecognized, 'entry', 'entries');
	return [
		...(missing === '' ? [] : [`Not captured or not uploaded yet: ${missing}`]),
		...(unknown === '' ? [] : [`${unknown} of the logs could not be interpreted`]),
	];
}

/** `0:14 `, from the first entry of the logs on. */
function clock(offset: number | null): string {
	if (offset === null) return '';
	const seconds = Math.floor(offset / 1_000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} `;
}

/** How many there are; nothing where there are none. */
function count(number: number, one: string, many = `${one}s`): string {
	return number === 0 ? '' : `${number} ${number === 1 ? one : many}`;
}

function joined(separator: string, ...texts: Array<string | null>): string {
	return texts.filter(Boolean).join(separator);
}
