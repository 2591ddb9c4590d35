/** Writes the report as a finished text. */
import { UNTITLED } from '../shared/outputs';
import { providerName } from '../shared/providers';
import { minuteOf } from '../shared/time';
import { type Format, type FormatName, FORMATS, webUrl } from './formats';
import type { Findings, Problem } from './report';
import { fit, mask } from './masks';
import { isMuchUnknown } from './facts';

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
	const { escape, bold, item, link } = format;
	return shorten(
		{
			facts: [
				bold(escape(fit(facts.title, LONGEST_TITLE) || UNTITLED)),
				item(link('Watch the recording', facts.dashboardUrl)),
				...factLines(facts, format),
			],
			problems: [bold(escape(summaryOf(findings))), ...problemLines(findings, format)],
			steps: stepLines(findings, format),
			gaps: gapLines(facts, findings).map(escape),
		},
		format,
	);
}

/** What a page has logged is masked already; title, reference and ticket are the user's own. */
function factLines(facts: RecordingFacts, { escape, bold, item, link, code }: Format): string[] {
	const { linkProviderType, linkProviderId, linkProviderReference: reference } = facts;
	const words = (text: string | null) => escape(fit(text ?? '', LONGEST_FACT));
	const linked = (text: string | null, url: string | undefined) =>
		url !== undefined && text ? link(words(text), url) : words(text);
	const system = linkProviderType === 'others' ? null : providerName(linkProviderType);
	const ticket = [system, linkProviderId].filter(Boolean).join(' ');
	const referenceUrl = webUrl(reference);
	const ticketUrl = webUrl(linkProviderId) ?? referenceUrl;
	const isTold = ticket !== '' && referenceUrl !== undefined && referenceUrl === ticketUrl;
	const page = fit(facts.pageUrl ?? '', LONGEST_FACT);
	const lines: Array<[label: string, shown: string]> = [
		["Customer's notes", words(facts.notes && mask(facts.notes, LONGEST_FACT))],
		['Page', page && code(page)],
		['Browser', words([facts.browser, facts.os].filter(Boolean).join(', '))],
		['Recorded', words([minuteOf(facts.createdAt), facts.duration].filter(Boolean).join(', '))],
		['Ticket', linked(ticket, ticketUrl)],
		['Reference', isTold ? '' : linked(reference, referenceUrl)],
		['Requested by', words(facts.requestedBy)],
	];
	return lines.flatMap(([label, shown]) => (shown === '' ? [] : [item(`${bold(label)}: ${shown}`)]));
}

function summaryOf(findings: Findings): string {
	const { consoleErrors, failedRequests, consoleWarnings, entries, unrecognized } = findings;
	const counted = [
		count(consoleErrors, 'error'),
		count(failedRequests, 'failed request'),
		count(consoleWarnings, 'warning'),
	].filter(Boolean);
	const unknown = isMuchUnknown(findings)
		? `${unrecognized} of ${count(entries, 'log entry', 'log entries')} could not be interpreted`
		: '';
	if (counted.length > 0) return `What went wrong: ${[...counted, unknown].filter(Boolean).join(', ')}`;
	if (entries === 0) return 'There are no log entries';
	if (unknown === '') return 'No errors, warnings or failed requests in the logs';
	return unrecognized === entries
		? 'The logs could not be interpreted'
		: `${unknown}; the others tell of no errors`;
}

function problemLines({ problems, moreProblems }: Findings, { item, escape }: Format): string[] {
	const lines = problems.map((problem) => item(escape(problemText(problem))));
	return moreProblems === 0 ? lines : [...lines, item(escape(`and ${count(moreProblems, 'more', 'more')}`))];
}

function problemText({ offset, kind, message, count: times }: Problem): string {
	const word = { error: 'Error', warning: 'Warning', request: 'Request failed' }[kind];
	return `${clock(offset)}${word}: ${message}${times > 1 ? ` (${times} times)` : ''}`;
}

function stepLines({ steps, areStepsBefore }: Findings, { bold, item, escape }: Format): string[] {
	if (steps.length === 0) return [];
	const lines = steps.map(({ offset, step }) => item(escape(`${clock(offset)}${step}`)));
	return [bold(areStepsBefore ? 'Steps before it' : 'Last steps'), ...lines];
}

/** What the report does not know. */
function gapLines({ missingLogs }: RecordingFacts, { unrecognized }: Findings): string[] {
	const entries = count(unrecognized, 'entry', 'entries');
	return [
		...(missingLogs.length > 0 ? [`Not captured or not uploaded yet: ${missingLogs.join(', ')}`] : []),
		...(unrecognized > 0 ? [`${entries} of the logs could not be interpreted`] : []),
	];
}

/** From which length on a fact, in characters, is cut before a step is. */
const LONG_FACT = 200;

type Groups = Record<'facts' | 'problems' | 'steps' | 'gaps', string[]>;

/** Cuts at a line where a service takes no more, and says how many lines are left out: what went wrong last, what is not known never. */
function shorten(groups: Groups, format: Format): string {
	for (let leftOut = 0; ; leftOut++) {
		const more = leftOut > 0 ? [format.escape(`... ${count(leftOut, 'more line')}`)] : [];
		const { facts, problems, steps, gaps } = groups;
		const told = [facts, problems, steps.length > 1 ? steps : [], gaps, more];
		const text = told
			.filter((lines) => lines.length > 0)
			.map(format.paragraph)
			.join(format.gap);
		if (text.length <= format.longest || !cutOne(groups)) return text;
	}
}

/** Leaves out the line that is missed least. @returns whether there was one */
function cutOne({ facts, problems, steps }: Groups): boolean {
	const longest = facts.slice(2).reduce((most, line) => (line.length > most.length ? line : most), '');
	const cutFact = () => facts.splice(facts.lastIndexOf(longest), 1);
	if (longest.length > LONG_FACT) cutFact();
	// The oldest one, below the heading
	else if (steps.length > 1) steps.splice(1, 1);
	else if (longest !== '') cutFact();
	else if (problems.length > 1) problems.pop();
	else return false;
	return true;
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
