/** Writes the report as a finished text. */
import { isTicketReference } from '../shared/identity';
import { UNTITLED } from '../shared/outputs';
import { providerName } from '../shared/providers';
import { minuteOf } from '../shared/time';
import { isMuchUnknown } from './facts';
import { type Format, type FormatName, FORMATS, webUrl } from './formats';
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
	const format: Format = FORMATS[name];
	const { escape, bold, link, item, paragraph, gap, longest } = format;
	const head = [
		bold(escape(fit(facts.title, LONGEST_TITLE) || UNTITLED)),
		item(link('Watch the recording', facts.dashboardUrl)),
	];
	const known = factsOf(facts, format);
	const problems = problemsOf(findings).map((line) => item(escape(line)));
	const steps = findings.steps.map(({ offset, step }) => item(escape(`${clock(offset)}${step}`)));
	for (let leftOut = 0; ; leftOut++) {
		const paragraphs = [
			[...head, ...known],
			[bold(escape(summaryOf(findings))), ...problems],
			steps.length > 0
				? [bold(findings.areStepsBefore ? 'Steps before the first error' : 'Last steps'), ...steps]
				: [],
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
function factsOf(facts: RecordingFacts, { escape, bold, item, link, code }: Format): string[] {
	const { linkProviderType, linkProviderId, linkProviderReference: reference } = facts;
	const words = (text: string | null) => escape(fit(text ?? '', LONGEST_FACT));
	const linked = (text: string | null, url?: string) =>
		text && url !== undefined ? link(words(text), url) : words(text);
	const system = linkProviderType === 'others' ? null : providerName(linkProviderType);
	const ticket = joined(' ', system, linkProviderId);
	const referenceUrl = webUrl(reference);
	const ticketUrl = webUrl(linkProviderId) ?? referenceUrl;
	// The node's own form of the ticket tells nobody more
	const isOwn = isTicketReference(reference, linkProviderType, linkProviderId);
	const isTold = ticket !== '' && (isOwn || (referenceUrl !== undefined && referenceUrl === ticketUrl));
	const page = fit(facts.pageUrl ?? '', LONGEST_FACT);
	const lines = {
		"Customer's notes": words(mask(facts.notes ?? '', LONGEST_FACT)),
		Page: page && code(page),
		Browser: words(joined(', ', facts.browser, facts.os)),
		Recorded: words(joined(', ', minuteOf(facts.createdAt), facts.duration)),
		Ticket: linked(ticket, ticketUrl),
		Reference: isTold ? '' : linked(reference, referenceUrl),
		'Requested by': words(facts.requestedBy),
	};
	return Object.entries(lines).flatMap(([label, shown]) =>
		shown === '' ? [] : [item(`${bold(label)}: ${shown}`)],
	);
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
	const lines = problems.map(({ offset, kind, message, count: times }) => {
		const often = times > 1 ? ` (${times} times)` : '';
		return `${clock(offset)}${kinds[kind]}: ${message}${often}`;
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
