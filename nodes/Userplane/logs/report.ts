/** Takes from a recording's logs what its report tells: problems, steps and counts. */
import type { LogName } from '../shared/files';
import { defined } from '../shared/objects';
import { detached } from '../shared/texts';
import { type ProblemFact, type RequestFact, isProblem } from './facts';
import type { Piece } from './input';
import { bareUrl, mask, shownUrl } from './masks';
import { EntryReader } from './entryReader';
import { type Clock, isoOf, type Moment, placeOf } from './times';

/** When something was. */
interface Timed {
	/** ISO time of the first one; null when the log does not say. */
	time: string | null;
	/** From the first entry of all logs on, in ms; null when it cannot be told by the same clock. */
	offset: number | null;
}

/** What a user did. */
export interface Step extends Timed {
	step: string;
}

/** Something that went wrong, as often as it did. */
export interface Problem extends Timed {
	kind: 'error' | 'warning' | 'request';
	message: string;
	count: number;
	url?: string;
	status?: number;
	method?: string;
}

/** What a recording's logs come to. */
export interface Findings {
	consoleErrors: number;
	consoleWarnings: number;
	failedRequests: number;
	actions: number;
	entries: number;
	unrecognized: number;
	/** In order of time; and how many more there were than are told. */
	problems: Problem[];
	moreProblems: number;
	/** The last ones before the first error or failed request, else the last ones. */
	steps: Step[];
	areStepsBefore: boolean;
	pageUrl: string | null;
}

/** The longest text of a problem or step, in characters, and how much of what it stands for is told apart. */
export const LONGEST_TEXT = 300;
const LONGEST_KNOWN = 2_000;

/** The most different problems, and steps, that are kept until all logs are read. */
const MOST_KEPT = 2_000;

/** A problem, or a step with the page that it led to, by its moment. */
type Placed<T> = Omit<T, 'time' | 'offset'> & { at: Moment; count: number; url?: string };

/** What one log says. Read anew when its transfer broke off, so that nothing is counted twice. */
export class LogTally {
	readonly reading: EntryReader;
	readonly counts = { error: 0, warning: 0, request: 0, actions: 0, leftOut: 0 };
	readonly problems = new Map<string, Placed<Problem>>();
	steps: Array<Placed<Step>> = [];
	/** When its first entry was written, by each of its clocks, in ms. */
	readonly first: Partial<Record<Clock, number>> = {};

	/** The same by the beginnings of their texts as they stand: masking takes longer than all the rest. */
	private readonly known = new Map<string, Placed<Problem>>();

	constructor(
		log: LogName,
		private readonly showQueries: boolean,
	) {
		this.reading = new EntryReader(log);
	}

	add({ value }: Piece): void {
		const { facts, at } = this.reading.read(value);
		this.first[at.clock] = Math.min(this.first[at.clock] ?? Infinity, at.ms);
		for (const fact of facts)
			if (isProblem(fact)) this.addProblem(fact, at);
			else if (fact.kind === 'action') this.addStep(fact.text, at);
			else if (fact.kind === 'page') this.addStep(`Went to ${this.pathOf(fact.url)}`, at, fact.url);
	}

	/** Equal ones are one, with a count. */
	private addProblem(fact: ProblemFact, at: Moment): void {
		const kind = fact.kind === 'console' ? fact.level : 'request';
		const said = fact.kind === 'console' ? fact.text : this.describe(fact);
		const start = detached(`${kind} ${said.slice(0, LONGEST_KNOWN)}`);
		this.counts[kind]++;
		if (!this.known.has(start) && this.known.size < MOST_KEPT) {
			const shown = (text: string) => mask(text, LONGEST_TEXT, this.showQueries);
			// A status is none of the secrets that a path may name
			const message = fact.kind === 'console' ? shown(said) : this.describe(fact, shown);
			const { url, status, method } = { status: undefined, method: undefined, ...fact };
			const more = defined({ url: url && this.urlOf(url), status, method });
			const problem = this.problems.get(`${kind} ${message}`) ?? { kind, message, count: 0, at, ...more };
			this.problems.set(`${kind} ${message}`, problem);
			this.known.set(start, problem);
		}
		const problem = this.known.get(start);
		if (!problem) this.counts.leftOut++;
		else {
			problem.count++;
			if (placeOf(at) < placeOf(problem.at)) problem.at = at;
		}
	}

	/** What is done again and again, such as each keystroke, is one step. */
	private addStep(said: string, at: Moment, page?: string): void {
		const step = mask(said, LONGEST_TEXT, this.showQueries);
		const url = page && this.urlOf(page);
		const last = this.steps.at(-1);
		if (last?.step === step && last.url === url) {
			last.count++;
			return;
		}
		this.counts.actions++;
		this.steps.push({ step, at, count: 1, url });
		if (this.steps.length > 2 * MOST_KEPT) this.steps = this.steps.slice(-MOST_KEPT);
	}

	/** `POST https://app.example/api/pay: 500`. */
	private describe(
		{ method, url, status = NaN, failure }: RequestFact,
		shown = (text: string) => text,
	): string {
		const what = url === undefined ? 'A request' : bareUrl(url, this.showQueries);
		const outcome = status >= 400 ? status : (failure ?? (status <= 0 ? 'no answer' : 'failed'));
		return `${method === undefined ? '' : `${method} `}${shown(what)}: ${shown(String(outcome))}`;
	}

	private pathOf(url: string): string {
		return bareUrl(url, this.showQueries).replace(/^([a-z][a-z\d+.-]*:)?\/\/[^/?#]*/i, '') || '/';
	}

	private urlOf(url: string): string {
		return shownUrl(url, LONGEST_TEXT, this.showQueries);
	}
}

/** What all logs of a recording come to. */
export function findingsOf(tallies: LogTally[], most: { maxProblems: number; steps: number }): Findings {
	const sum = (numberOf: (tally: LogTally) => number) =>
		tallies.reduce((all, tally) => all + numberOf(tally), 0);
	// One line of time has one clock; what another one tells has no place on it
	const startOf = (one: Clock) => Math.min(...tallies.map(({ first }) => first[one] ?? Infinity));
	const clock = (['time', 'offset', 'monotonic'] as const).find((one) => startOf(one) < Infinity) ?? 'none';
	const msOf = ({ at }: { at: Moment }) => (at.clock === clock ? at.ms : Infinity);
	// Infinity - Infinity is NaN, which a sort takes for equal (ECMA-262, CompareArrayElements)
	const inOrder = <T extends { at: Moment }>(all: T[]) => all.sort((a, b) => msOf(a) - msOf(b));
	const timesOf = (told: { at: Moment }) => ({
		time: isoOf(told.at),
		offset: msOf(told) < Infinity ? Math.round(msOf(told) - startOf(clock)) : null,
	});
	const problems = inOrder(tallies.flatMap((tally) => [...tally.problems.values()]));
	const steps = inOrder(tallies.flatMap((tally) => tally.steps));
	const worst = problems.find(({ kind }) => kind !== 'warning');
	const before = steps.filter((step) => worst && msOf(step) <= msOf(worst) && msOf(step) < Infinity);
	const told = (before.length > 0 ? before : steps).slice(-most.steps || Infinity);
	const pages = (all: typeof steps) => all.flatMap(({ url }) => url ?? []);
	return {
		consoleErrors: sum(({ counts }) => counts.error),
		consoleWarnings: sum(({ counts }) => counts.warning),
		failedRequests: sum(({ counts }) => counts.request),
		actions: sum(({ counts }) => counts.actions),
		entries: sum(({ reading }) => reading.entries),
		unrecognized: sum(({ reading }) => reading.unrecognized),
		problems: problems
			.slice(0, most.maxProblems)
			.map(({ at, ...problem }) => ({ ...timesOf({ at }), ...problem })),
		moreProblems: Math.max(0, problems.length - most.maxProblems) + sum(({ counts }) => counts.leftOut),
		steps: told.map((step) => ({ ...timesOf(step), step: withCount(step) })),
		areStepsBefore: before.length > 0,
		pageUrl: pages(before).at(-1) ?? pages(steps).at(0) ?? null,
	};
}

/** Keystrokes are not counted. */
function withCount({ step, count }: Placed<Step>): string {
	return count > 1 && step.startsWith('Clicked') ? `${step} (${count} times)` : step;
}
