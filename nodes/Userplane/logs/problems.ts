/** Tells what went wrong from what did not: for the report, the readable text and Only Problems alike. */
import type { LogName } from '../shared/files';
import type { ConsoleFact, Fact, RequestFact } from './facts';
import { Recogniser } from './recogniser';

/** What an entry says when something went wrong. */
export type ProblemFact = (ConsoleFact & { level: 'error' | 'warning' }) | RequestFact;

/** Whether it is an error, a warning or a request that failed. */
export function isProblem(fact: Fact): fact is ProblemFact {
	return fact.kind === 'console'
		? fact.level !== 'other'
		: fact.kind === 'request' && fact.outcome === 'failed';
}

/** From which share of entries on that could not be interpreted nobody can say that nothing went wrong. */
const MUCH = 0.1;

/** Reads the entries of logs in order, and counts those that cannot be interpreted. */
export class LogReading {
	entries = 0;
	/** They may be problems, and nobody knows. */
	unrecognized = 0;

	private readonly recogniser = new Recogniser();

	/** @param value an entry as it stands in the log; undefined for one that is no JSON */
	read(log: LogName, value: unknown): Fact[] {
		const facts = this.recogniser.read(log, value);
		this.entries++;
		if (facts.length === 0) this.unrecognized++;
		return facts;
	}
}

/** Whether so much could not be interpreted that it has to be said first. */
export function isMuchUnknown({
	entries,
	unrecognized,
}: Pick<LogReading, 'entries' | 'unrecognized'>): boolean {
	return unrecognized > 0 && unrecognized >= entries * MUCH;
}
