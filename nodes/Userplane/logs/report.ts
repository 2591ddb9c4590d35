import type { LogName } from '../shared/files';
import { defined } from '../shared/objects';
import { type Fact, Recogniser } from './facts';
import { isProblem, type ProblemFact } from './problems';
import { scrub, scrubUrl, shownUrl } from './scrub';
import { byMoment, isoOf, momentOf } from './times';

/** Something that went wrong, as often as it did. */
export interface Problem {
	/** ISO time of the first one; null when the log does not say. */
	time: string | null;
	/** From the first entry of all logs on, in ms. */
	offset: number | null;
	kind: 'error' | 'warning' | 'request';
	text: string;
	count: number;
	url?: string;
	status?: number;
	method?: string;
}

/** What a user did. */
export interface Step {
	time: string | null;
	offset: number | null;
	text: string;
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
	pageUrl: string | null;
}

/** How much of it is told. */
export interface ReportOptions {
	maxProblems: number;
	steps: number;
}

/** The longest text of a problem or step, in characters. */
const LONGEST_TEXT = 300;

/** The most different problems, and steps, that are kept until all logs are read. */
const MOST_KEPT = 2_000;

/** A problem or step by its moment in ms (times.ts), Infinity when that is not known. */
type Placed<T> = Omit<T, 'time' | 'offset'> & { at: number };

/** What one log says. Read anew when its transfer broke off, so that nothing is counted twice. */
export class LogTally {
	readonly counts = { error: 0, warning: 0, request: 0, actions: 0, entries: 0, unrecognized: 0, leftOut: 0 };
	readonly problems = new Map<string, Placed<Problem>>();
	steps: Array<Placed<Step>> = [];
	pages: Array<{ at: number; url: string }> = [];
	/** When its first entry was written, in ms. */
	first = Infinity;

	private readonly recogniser = new Recogniser();

	constructor(
		private readonly log: LogName,
		private readonly showQueries: boolean,
	) {}

	/** @param value an entry as it stands in the log; undefined for one that cannot be read */
	add(value: unknown): void {
		this.counts.entries++;
		const facts = this.recogniser.read(this.log, value);
		if (facts.length === 0) this.counts.unrecognized++;
		const at = momentOf(value) ?? Infinity;
		this.first = Math.min(this.first, at);
		for (const fact of facts) this.take(fact, at);
	}

	private take(fact: Fact, at: number): void {
		const { showQueries } = this;
		if (isProblem(fact)) this.addProblem(fact, at);
		else if (fact.kind === 'action') this.addStep(fact.text, at);
		else if (fact.kind === 'page') {
			this.addStep(`Went to ${pathOf(fact.url, showQueries)}`, at);
			this.pages.push({ at, url: shownUrl(fact.url, LONGEST_TEXT, showQueries) });
		}
	}

	/** Equal ones are one, with a count. */
	private addProblem(fact: ProblemFact, at: number): void {
		const { showQueries } = this;
		const [kind, said, more] =
			fact.kind === 'console'
				? ([fact.level, fact.text, {}] as const)
				: (['request', describe(fact, showQueries), { status: fact.status, method: fact.method }] as const);
		this.counts[kind]++;
		const text = scrub(said, LONGEST_TEXT, showQueries);
		const key = `${kind} ${text}`;
		const known = this.problems.get(key);
		if (known) {
			known.count++;
			known.at = Math.min(known.at, at);
		} else if (this.problems.size >= MOST_KEPT) {
			this.counts.leftOut++;
		} else {
			const url = fact.url === undefined ? undefined : shownUrl(fact.url, LONGEST_TEXT, showQueries);
			const given = defined({ url, ...more });
			this.problems.set(key, { kind, text, count: 1, at, ...given });
		}
	}

	private addStep(text: string, at: number): void {
		this.counts.actions++;
		this.steps.push({ text: scrub(text, LONGEST_TEXT, this.showQueries), at });
		if (this.steps.length > 2 * MOST_KEPT) this.steps = this.steps.slice(-MOST_KEPT);
		if (this.pages.length > 2 * MOST_KEPT) this.pages = this.pages.slice(-MOST_KEPT);
	}
}

/** What all logs of a recording come to. */
export function findingsOf(tallies: LogTally[], { maxProblems, steps: mostSteps }: ReportOptions): Findings {
	const sum = (name: keyof LogTally['counts']) => tallies.reduce((all, { counts }) => all + counts[name], 0);
	const first = Math.min(...tallies.map((tally) => tally.first));
	const problems = tallies.flatMap((tally) => [...tally.problems.values()]).sort(byMoment);
	const worst = problems.find(({ kind }) => kind !== 'warning');
	const steps = tallies.flatMap((tally) => tally.steps).sort(byMoment);
	const before = steps.filter(({ at }) => worst === undefined || at <= worst.at);
	const told = before.length > 0 ? before : steps;
	const pages = tallies.flatMap((tally) => tally.pages).sort(byMoment);
	const page = pages.filter(({ at }) => worst !== undefined && at <= worst.at).at(-1) ?? pages.at(0);
	return {
		...{ consoleErrors: sum('error'), consoleWarnings: sum('warning'), failedRequests: sum('request') },
		...{ actions: sum('actions'), entries: sum('entries'), unrecognized: sum('unrecognized') },
		problems: problems.slice(0, maxProblems).map((problem) => placed(problem, first)),
		moreProblems: Math.max(0, problems.length - maxProblems) + sum('leftOut'),
		steps: told.slice(Math.max(0, told.length - mostSteps)).map((step) => placed(step, first)),
		pageUrl: page?.url ?? null,
	};
}

function placed<T extends Step | Problem>({ at, ...thing }: Placed<T>, first: number): T {
	const isKnown = Number.isFinite(at);
	return {
		time: isKnown ? isoOf(at) : null,
		offset: isKnown ? Math.round(at - first) : null,
		...thing,
	} as unknown as T;
}

/** `POST https://app.example/api/pay: 500`. */
function describe(
	{ method, url, status, failure }: Extract<Fact, { kind: 'request' }>,
	showQueries: boolean,
): string {
	const what = [method, url === undefined ? 'A request' : scrubUrl(url, showQueries)]
		.filter(Boolean)
		.join(' ');
	const outcome = (status ?? 0) > 0 ? String(status) : (failure ?? 'no answer');
	return `${what}: ${outcome}`;
}

function pathOf(url: string, showQueries: boolean): string {
	const path = scrubUrl(url, showQueries).replace(/^([a-z][a-z\d+.-]*:)?\/\/[^/?#]*/i, '');
	return path === '' ? '/' : path;
}
