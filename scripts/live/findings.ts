/** What a run finds out: of each operation whether it is as documented, and answers to what no document says. */
import type { Difference } from './differences';

export type Verdict = 'as documented' | 'differs' | 'not tried';

interface Operation {
	isTried: boolean;
	/** Why it was not tried. */
	reason?: string;
	differences: Map<string, Difference & { times: number }>;
}

export class Findings {
	readonly operations = new Map<string, Operation>();
	readonly answers = new Map<string, string>();

	/** @param hear is told of each difference once, as it is found */
	constructor(private readonly hear: (operation: string, difference: Difference) => void) {}

	/** Names an operation, so that it is in the report whatever becomes of it. */
	expect(operation: string): Operation {
		const known = this.operations.get(operation) ?? { isTried: false, differences: new Map() };
		this.operations.set(operation, known);
		return known;
	}

	tried(operation: string): void {
		this.expect(operation).isTried = true;
	}

	/** Why it was not tried; the first reason counts. */
	notTried(operation: string, reason: string): void {
		this.expect(operation).reason ??= reason;
	}

	differs(operation: string, difference: Difference): void {
		const { differences } = this.expect(operation);
		const name = `${difference.at}: ${difference.expected}`;
		const known = differences.get(name);
		if (known) known.times++;
		else {
			differences.set(name, { ...difference, times: 1 });
			this.hear(operation, difference);
		}
	}

	answer(question: string, answer: string): void {
		this.answers.set(question, answer);
	}

	verdictOf(operation: string): Verdict {
		const { differences, isTried } = this.expect(operation);
		return differences.size > 0 ? 'differs' : isTried ? 'as documented' : 'not tried';
	}

	/** How many operations have this verdict. */
	count(verdict: Verdict): number {
		return [...this.operations.keys()].filter((name) => this.verdictOf(name) === verdict).length;
	}
}
