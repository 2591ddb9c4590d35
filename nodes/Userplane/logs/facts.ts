/** What a report takes from a log's entries. Texts are as the page wrote them: secrets and markup are dealt with later. */

/** How bad it is what a console says. */
export type Level = 'error' | 'warning' | 'other';

export interface ConsoleFact {
	kind: 'console';
	level: Level;
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

export type Fact =
	| ConsoleFact
	| RequestFact
	| { kind: 'page'; url: string }
	| { kind: 'action'; text: string }
	/** Understood, and of no interest. */
	| { kind: 'other' };

/** Understood, and of no interest. */
export const OTHER: Fact[] = [{ kind: 'other' }];
