/** What a log's entries come to, and which of it went wrong. Texts are as the page wrote them: secrets and markup are dealt with later. */

/** How bad it is what a console says. */
export type Level = 'error' | 'warning' | 'other';

interface ConsoleFact<L = Level> {
	kind: 'console';
	level: L;
	text: string;
	url?: string;
}

/** A request whose outcome is known; one of which it is not is no fact. */
export interface RequestFact {
	kind: 'request';
	outcome: 'fine' | 'failed' | 'cancelled';
	method?: string;
	url?: string;
	status?: number;
	failure?: string;
}

/** What an entry says when something went wrong. */
export type ProblemFact = ConsoleFact<'error' | 'warning'> | RequestFact;

/** What an entry says. `other` is understood, and of no interest. */
export type Fact =
	| ConsoleFact
	| RequestFact
	| { kind: 'page'; url: string }
	| { kind: 'action'; text: string }
	| { kind: 'other' };

export const OTHER: Fact[] = [{ kind: 'other' }];

/** Whether it is an error, a warning or a request that failed: for the report, the readable text and Only Problems alike. */
export function isProblem(fact: Fact): fact is ProblemFact {
	if (fact.kind === 'console') return fact.level !== 'other';
	return fact.kind === 'request' && fact.outcome === 'failed';
}

/** Whether so much could not be interpreted, a tenth, that nobody can say that nothing went wrong. */
export function isMuchUnknown({ entries, unrecognized }: { entries: number; unrecognized: number }): boolean {
	return unrecognized > 0 && unrecognized >= entries / 10;
}
