import type { IDataObject } from 'n8n-workflow';

import { UserplaneError } from '../shared/errors';
import { isObject, readNamed } from '../shared/objects';
import { detailsOf } from '../shared/outputs';
import { inParallel } from '../shared/parallel';
import { recordingPath } from '../shared/paths';
import type { List } from './list';
import type { Filters } from './parameters';
import type { Pending } from './state';

/** How many details are got at once; and when the service could not show so many, the rest waits for the next poll. */
const [CONCURRENCY, MOST_UNCLEAR] = [8, 8];

/** What a recording or link is found to be when it is checked; `unclear` with the error when the service could not show it. */
export interface Finding {
	kind: 'ready' | 'pending' | 'gone' | 'unclear';
	json?: IDataObject;
	hasNoStatus?: boolean;
	error?: UserplaneError;
}

/** What one poll has checked so far. */
export class Details {
	/** The findings by ID. */
	readonly findings = new Map<string, Finding>();
	/** What ended the checks, when it was no single recording's trouble. */
	failure?: unknown;
	/** How many recordings the service could not show. */
	unclear = 0;

	constructor(private readonly list: List) {}

	/**
	 * Checks recordings in order, several at a time, until the time is over, the first failure, or when too many are
	 * unclear. There are findings of as many as were checked, from the first on.
	 * @returns whether all were checked
	 */
	async checkAll(pending: readonly Pending[]): Promise<boolean> {
		let goesOn = this.failure === undefined;
		const results = await inParallel(pending.length, CONCURRENCY, async (index) => {
			if (!goesOn || this.unclear >= MOST_UNCLEAR) return undefined;
			const finding = await this.attempt(async () => await this.check(pending[index][0]));
			if (!finding) goesOn = false;
			if (finding?.kind === 'unclear') this.unclear++;
			return finding;
		});
		for (const [index, finding] of results.entries()) {
			if (!finding) return false;
			this.findings.set(pending[index][0], finding);
		}
		return true;
	}

	/** Does what may fail as a whole: then nothing more is checked in this poll. */
	async attempt<T>(action: () => Promise<T | undefined>): Promise<T | undefined> {
		try {
			return await action();
		} catch (error) {
			this.failure ??= error;
			return undefined;
		}
	}

	/**
	 * Gets a recording's details, unless what the list said of it is enough, and tells whether it is ready.
	 * @returns undefined when the time does not allow it
	 * @throws UserplaneError for what is no single recording's trouble: the key, the workspace, the rate limit
	 */
	async check(id: string): Promise<Finding | undefined> {
		const { client, filters, objects } = this.list;
		const object = objects.get(id);
		if (object && filters.asTheyAre) return findingOf(filters, object);
		const path = recordingPath(filters.workspaceId, id);
		try {
			const reply = await client.inTime(async () => await client.request({ method: 'GET', path }));
			return reply && findingOf(filters, readNamed(reply.data, 'recording'));
		} catch (error) {
			return findingOfError(error);
		}
	}
}

/** Only the status `pending` is documented to mean that it is not ready. Another ticket system's is not told. */
function findingOf({ ticketSystem, waitsForReady, output }: Filters, object: IDataObject): Finding {
	const { link, linkProviderType, status = null } = detailsOf(object);
	if (waitsForReady && status === 'pending') return { kind: 'pending' };
	const type = linkProviderType ?? (isObject(link) ? link.providerType : undefined);
	if (ticketSystem !== undefined && type !== ticketSystem) return { kind: 'gone' };
	const hasNoStatus = waitsForReady && (status === null || status === '');
	return { kind: 'ready', json: output(object), hasNoStatus };
}

/** Deleted since it was listed: nothing to tell. Cannot be shown at present: others must not wait for it. */
function findingOfError(error: unknown): Finding {
	if (!(error instanceof UserplaneError)) throw error;
	const { status, code = '', isOwn } = error.answer;
	if (isOwn && code.startsWith('RECORDING') && status !== 500) return { kind: 'gone' };
	const isEveryones = status === 401 || status === 429 || /^(API_KEY|WORKSPACE|NOT_A_MEMBER)/.test(code);
	if (isEveryones) throw error;
	return { kind: 'unclear', error };
}
