import { providerName } from '../shared/providers';
import { minuteOf } from '../shared/time';
import { type Format, type FormatName, FORMATS } from './formats';
import type { Findings, Problem, Step } from './report';
import { scrub } from './scrub';

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

/** The longest text of a fact, in characters: a customer's notes may be of any length. */
const LONGEST_FACT = 600;

/** The longest title that the API takes, in characters (API reference). Escaped, it still leaves room for what went wrong. */
const LONGEST_TITLE = 255;

/** The report as a finished text. */
export function writeReport(facts: RecordingFacts, findings: Findings, name: FormatName): string {
	const format: Format = FORMATS[name];
	const { escape, bold, item } = format;
	const heading = bold(format.link(escape(scrub(facts.title, LONGEST_TITLE)), facts.dashboardUrl));
	const groups = [
		[heading, ...factLines(facts).map(([label, value]) => item(`${bold(label)}: ${escape(value)}`))],
		[bold(escape(summaryOf(findings))), ...problemLines(findings, format)],
		stepLines(findings, format),
		gapLines(facts, findings).map(escape),
	];
	return fit(
		groups.filter((lines) => lines.length > 0),
		format,
	);
}

function factLines(facts: RecordingFacts): Array<[label: string, value: string]> {
	const ticket =
		[providerName(facts.linkProviderType), facts.linkProviderId].filter(Boolean).join(' ') || null;
	const lines: Array<[string, string | null]> = [
		["Customer's notes", facts.notes],
		['Page', facts.pageUrl],
		['Browser', [facts.browser, facts.os].filter(Boolean).join(', ') || null],
		['Recorded', [minuteOf(facts.createdAt), facts.duration].filter(Boolean).join(', ') || null],
		['Ticket', ticket],
		['Reference', facts.linkProviderReference],
		['Requested by', facts.requestedBy],
	];
	return lines.flatMap(([label, value]): Array<[string, string]> => {
		const text = value === null ? '' : scrub(value, LONGEST_FACT);
		return text === '' ? [] : [[label, text]];
	});
}

function summaryOf({ consoleErrors, failedRequests, consoleWarnings, entries }: Findings): string {
	const counted = [
		count(consoleErrors, 'error'),
		count(failedRequests, 'failed request'),
		count(consoleWarnings, 'warning'),
	].filter(Boolean);
	if (counted.length > 0) return `What went wrong: ${counted.join(', ')}`;
	return entries === 0 ? 'There are no log entries' : 'No errors, warnings or failed requests in the logs';
}

function problemLines({ problems, moreProblems }: Findings, { item, escape }: Format): string[] {
	const lines = problems.map((problem) => item(escape(problemText(problem))));
	return moreProblems === 0 ? lines : [...lines, item(escape(`and ${count(moreProblems, 'more', 'more')}`))];
}

function problemText({ offset, kind, text, count: times }: Problem): string {
	const word = { error: 'Error', warning: 'Warning', request: 'Request failed' }[kind];
	return `${clock(offset)}${word}: ${text}${times > 1 ? ` (${times} times)` : ''}`;
}

function stepLines({ steps, problems }: Findings, { bold, item, escape }: Format): string[] {
	if (steps.length === 0) return [];
	const isBefore = problems.some(({ kind }) => kind !== 'warning');
	const lines = steps.map((step: Step) => item(escape(`${clock(step.offset)}${step.text}`)));
	return [bold(isBefore ? 'Steps before it' : 'Last steps'), ...lines];
}

/** What the report does not know. */
function gapLines({ missingLogs }: RecordingFacts, { unrecognized }: Findings): string[] {
	const entries = count(unrecognized, 'entry', 'entries');
	return [
		...(missingLogs.length > 0 ? [`Not captured or not uploaded yet: ${missingLogs.join(', ')}`] : []),
		...(unrecognized > 0 ? [`${entries} of the logs could not be interpreted`] : []),
	];
}

/** Cuts at a line where a service takes no more, and says how many lines are left out. What is not known stays. */
function fit(groups: string[][], format: Format): string {
	let leftOut = 0;
	for (;;) {
		const more = leftOut > 0 ? [[format.escape(`... ${count(leftOut, 'more line')}`)]] : [];
		const text = [...groups, ...more].map(format.paragraph).join(format.gap);
		const longest = groups.reduce((most, group) => (group.length > most.length ? group : most));
		if (text.length <= format.longest || longest.length === 1) return text;
		longest.pop();
		leftOut++;
	}
}

/** `0:14 `, from the first entry of the logs on. */
function clock(offset: number | null): string {
	if (offset === null) return '';
	const seconds = Math.floor(offset / 1_000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} `;
}

function count(number: number, one: string, many = `${one}s`): string {
	return number === 0 ? '' : `${number} ${number === 1 ? one : many}`;
}
