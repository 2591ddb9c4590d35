/** Takes from a recording's logs what its report tells: problems, steps and counts. */
import type { LogName } from '../shared/files';
import { defined } from '../shared/objects';
import { type Fact, type ProblemFact, type RequestFact, isProblem } from './facts';
import { bareUrl, mask, shownUrl } from './masks';
import type { Piece } from './input';
import { Recogniser } from './recogniser';
import { byMoment, type Clock, isoOf, LogClock, type Moment } from './times';

/** Something that went wrong, as often as it did. */
export interface Problem {
	/** ISO time of the first one; null when the log does not say. */
	time: string | null;
	/** From the first entry of all logs on, in ms; null when it cannot be told by the same clock. */
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
	areStepsBefore: boolean;
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

/** A problem or step by its moment. */
type Placed<T> = Omit<T, 'time' | 'offset'> & { at: Moment };

/** What one log says. Read anew when its transfer broke off, so that nothing is counted twice. */
export class LogTally {
	readonly reading = new Recogniser();
	readonly counts = { error: 0, warning: 0, request: 0, actions: 0, leftOut: 0 };
	readonly problems = new Map<string, Placed<Problem>>();
	steps: Array<Placed<Step> & { times: number }> = [];
	pages: Array<{ at: Moment; url: string }> = [];
	/** When its first entry was written, by each of its clocks, in ms. */
	readonly first = new Map<Clock, number>();

	/** The texts of problems by what they were, where that is short. */
	private readonly masked = new Map<string, string>();
	private readonly clock = new LogClock();

	constructor(
		private readonly log: LogName,
		private readonly showQueries: boolean,
	) {}

	add(piece: Piece): void {
		const { value } = piece;
		const facts = this.reading.read(this.log, value);
		const at = this.clock.momentOf(value);
		this.first.set(at.clock, Math.min(this.first.get(at.clock) ?? Infinity, at.ms));
		for (const fact of facts) this.take(fact, at);
	}

	private take(fact: Fact, at: Moment): void {
		const { showQueries } = this;
		if (isProblem(fact)) this.addProblem(fact, at);
		else if (fact.kind === 'action') this.addStep(fact.text, at);
		else if (fact.kind === 'page') {
			this.addStep(`Went to ${pathOf(fact.url, showQueries)}`, at);
			this.pages.push({ at, url: shownUrl(fact.url, LONGEST_TEXT, showQueries) });
		}
	}

	/** Equal ones are one, with a count. */
	private addProblem(fact: ProblemFact, at: Moment): void {
		const { showQueries } = this;
		const isConsole = fact.kind === 'console';
		const kind = isConsole ? fact.level : 'request';
		const said = isConsole ? fact.text : describe(fact, showQueries);
		this.counts[kind]++;
		const text = this.textOf(kind, said);
		const known = this.problems.get(`${kind} ${text}`);
		if (known) {
			known.count++;
			if (byMoment({ at }, known) < 0) known.at = at;
		} else if (text === undefined || this.problems.size >= MOST_KEPT) this.counts.leftOut++;
		else {
			const url = fact.url === undefined ? undefined : shownUrl(fact.url, LONGEST_TEXT, showQueries);
			const more = isConsole ? { url } : { url, status: fact.status, method: fact.method };
			this.problems.set(`${kind} ${text}`, { kind, text, count: 1, at, ...defined(more) });
		}
	}

	/**
	 * A problem's text as it is shown. Masking takes longer than all the rest: not for what is known as it stands; undefined for
	 * what is new when there are too many.
	 */
	private textOf(kind: string, said: string): string | undefined {
		const isShort = said.length <= 2 * LONGEST_TEXT;
		const raw = `${kind} ${said}`;
		const known = isShort ? this.masked.get(raw) : undefined;
		if (known !== undefined || (isShort && this.masked.size >= MOST_KEPT)) return known;
		const text = mask(said, LONGEST_TEXT, this.showQueries);
		if (isShort) this.masked.set(raw, text);
		return text;
	}

	/** What is done again and again, such as each keystroke, is one step. */
	private addStep(said: string, at: Moment): void {
		const text = mask(said, LONGEST_TEXT, this.showQueries);
		const last = this.steps.at(-1);
		if (last?.text === text) {
			last.times++;
			return;
		}
		this.counts.actions++;
		this.steps.push({ text, at, times: 1 });
		if (this.steps.length > 2 * MOST_KEPT) this.steps = this.steps.slice(-MOST_KEPT);
		if (this.pages.length > 2 * MOST_KEPT) this.pages = this.pages.slice(-MOST_KEPT);
	}
}

/** What all logs of a recording come to. */
export function findingsOf(tallies: LogTally[], { maxProblems, steps: mostSteps }: ReportOptions): Findings {
	const sum = (name: keyof LogTally['counts']) => tallies.reduce((all, { counts }) => all + counts[name], 0);
	const read = (name: 'entries' | 'unrecognized') =>
		tallies.reduce((all, { reading }) => all + reading[name], 0);
	// One line of time has one clock; what another one tells has no place on it
	const clock = (['time', 'offset', 'monotonic'] as const).find((one) =>
		tallies.some(({ first }) => first.has(one)),
	);
	const first = Math.min(...tallies.map((tally) => tally.first.get(clock ?? 'none') ?? Infinity));
	const isPlaced = ({ at }: { at: Moment }) => at.clock === clock;
	const inOrder = <T extends { at: Moment }>(all: T[]) => [
		...all.filter(isPlaced).sort(byMoment),
		...all.filter((one) => !isPlaced(one)),
	];
	const problems = inOrder(tallies.flatMap((tally) => [...tally.problems.values()]));
	const worst = problems.find(({ kind }) => kind !== 'warning');
	const isBefore = (one: { at: Moment }) =>
		worst !== undefined && isPlaced(worst) && isPlaced(one) && one.at.ms <= worst.at.ms;
	const steps = inOrder(tallies.flatMap((tally) => tally.steps));
	const before = steps.filter(isBefore);
	const told = (before.length > 0 ? before : steps).slice(-mostSteps || Infinity);
	const pages = inOrder(tallies.flatMap((tally) => tally.pages));
	const place = <T extends { at: Moment }>({ at, ...thing }: T) => ({
		time: isoOf(at),
		offset: at.clock === clock ? Math.round(at.ms - first) : null,
		...thing,
	});
	return {
		...{ consoleErrors: sum('error'), consoleWarnings: sum('warning'), failedRequests: sum('request') },
		...{ actions: sum('actions'), entries: read('entries'), unrecognized: read('unrecognized') },
		problems: problems.slice(0, maxProblems).map(place),
		moreProblems: Math.max(0, problems.length - maxProblems) + sum('leftOut'),
		steps: told.map(({ times, text, ...step }) => place({ ...step, text: withTimes(text, times) })),
		areStepsBefore: before.length > 0,
		pageUrl: (pages.filter(isBefore).at(-1) ?? pages.at(0))?.url ?? null,
	};
}

/** Keystrokes are not counted. */
function withTimes(text: string, times: number): string {
	return times > 1 && text.startsWith('Clicked') ? `${text} (${times} times)` : text;
}

/** `POST https://app.example/api/pay: 500`. */
function describe({ method, url, status = NaN, failure }: RequestFact, showQueries: boolean): string {
	const what = [method, url === undefined ? 'A request' : bareUrl(url, showQueries)]
		.filter(Boolean)
		.join(' ');
	const outcome = status >= 400 ? String(status) : (failure ?? (status <= 0 ? 'no answer' : 'failed'));
	return `${what}: ${outcome}`;
}

function pathOf(url: string, showQueries: boolean): string {
	const path = bareUrl(url, showQueries).replace(/^([a-z][a-z\d+.-]*:)?\/\/[^/?#]*/i, '');
	return path === '' ? '/' : path;
}
