import type { IDataObject } from 'n8n-workflow';

import { inParallel } from '../shared/parallel';
import type { Finding, Watch } from './source';
import { findingOf, lookAt } from './source';
import type { Visit } from './visit';

/** How many details are got at once. */
const CONCURRENCY = 8;

/** When the service could not show this many, the rest waits for the next poll. */
const MOST_UNCLEAR = 8;

/** What one poll has looked at so far. */
export class Looks {
	/** The findings by ID. */
	readonly findings = new Map<string, Finding>();

	/** What ended the looking, when it was no single recording's trouble. */
	failure?: unknown;

	constructor(
		private readonly visit: Visit,
		private readonly watch: Watch,
	) {}

	/** How many recordings the service could not show. */
	get unclear(): number {
		return [...this.findings.values()].filter(({ kind }) => kind === 'unclear').length;
	}

	/**
	 * Looks at recordings in order, several at a time, until the time is over, the first failure, or when too many are
	 * unclear. There are findings of as many as were looked at, from the first on.
	 * @returns whether all were looked at
	 */
	async at(ids: readonly string[]): Promise<boolean> {
		let { unclear } = this;
		let goesOn = this.failure === undefined;
		const results = await inParallel(ids.length, CONCURRENCY, async (index) => {
			if (!goesOn || unclear >= MOST_UNCLEAR) return undefined;
			const finding = await this.attempt(async () => await lookAt(this.visit, this.watch, ids[index]));
			if (!finding) goesOn = false;
			if (finding?.kind === 'unclear') unclear++;
			return finding;
		});
		for (const [index, finding] of results.entries()) {
			if (!finding) return false;
			this.findings.set(ids[index], finding);
		}
		return true;
	}

	/** Takes what needs no look. */
	tell(objects: ReadonlyArray<[id: string, json: IDataObject]>): void {
		for (const [id, json] of objects) this.findings.set(id, findingOf(this.watch, json));
	}

	/** Does what may fail as a whole: then nothing more is looked at in this poll. */
	async attempt<T>(action: () => Promise<T | undefined>): Promise<T | undefined> {
		try {
			return await action();
		} catch (error) {
			this.failure ??= error;
			return undefined;
		}
	}
}
