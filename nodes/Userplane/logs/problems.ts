import type { LogName } from '../shared/files';
import type { Fact } from './facts';
import { Recogniser } from './facts';

/** What an entry says when something went wrong. */
export type ProblemFact =
	(Extract<Fact, { kind: 'console' }> & { level: 'error' | 'warning' }) | Extract<Fact, { kind: 'request' }>;

/** Whether it is an error, a warning or a request that failed. */
export function isProblem(fact: Fact): fact is ProblemFact {
	if (fact.kind === 'console') return fact.level !== 'other';
	if (fact.kind !== 'request') return false;
	const { status, failure } = fact;
	return failure !== undefined || (status !== undefined && (status >= 400 || status <= 0));
}

/** Picks the problems out of a recording's logs, whose entries it is shown in order, and counts what it is shown. */
export class ProblemFilter {
	entries = 0;
	/** How many entries could not be interpreted: they may be problems, and are not picked. */
	unrecognized = 0;

	private readonly recogniser = new Recogniser();

	/** @param value an entry as it stands in the log; undefined for one that is no JSON */
	picks(log: LogName, value: unknown): boolean {
		const facts = this.recogniser.read(log, value);
		this.entries++;
		if (facts.length === 0) this.unrecognized++;
		return facts.some(isProblem);
	}
}
