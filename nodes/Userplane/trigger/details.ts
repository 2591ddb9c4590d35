import type { IDataObject } from 'n8n-workflow';

import { UserplaneError } from '../shared/errors';
import { isObject, readNamed } from '../shared/objects';
import { detailsOf } from '../shared/outputs';
import { inParallel } from '../shared/parallel';
import { recordingPath } from '../shared/paths';
import type { PollClient } from './client';
import type { Filters } from './filters';

/** How many details are got at once. */
const CONCURRENCY = 8;

/** When the service could not show this many, the rest waits for the next poll. */
const MOST_UNCLEAR = 8;

/** What a recording or link is found to be when it is checked; `unclear` when the service could not show it. */
export type Finding =
	| { kind: 'ready'; json: IDataObject; hasNoStatus?: boolean }
	| { kind: 'pending' }
	| { kind: 'gone' }
	| { kind: 'unclear'; error: unknown };

/** What one poll has checked so far. */
export class Details {
	/** The findings by ID. */
	readonly findings = new Map<string, Finding>();

	/** What ended the checks, when it was no single recording's trouble. */
	failure?: unknown;

	constructor(
		private readonly client: PollClient,
		private readonly filters: Filters,
	) {}

	/** How many recordings the service could not show. */
	get unclear(): number {
		return [...this.findings.values()].filter(({ kind }) => kind === 'unclear').length;
	}

	/** How many recordings are told although they have no status. */
	get withoutStatus(): number {
		return [...this.findings.values()].filter((finding) => finding.kind === 'ready' && finding.hasNoStatus)
			.length;
	}

	/**
	 * Checks recordings in order, several at a time, until the time is over, the first failure, or when too many are
	 * unclear. There are findings of as many as were checked, from the first on.
	 * @returns whether all were checked
	 */
	async check(ids: readonly string[]): Promise<boolean> {
		let { unclear } = this;
		let goesOn = this.failure === undefined;
		const results = await inParallel(ids.length, CONCURRENCY, async (index) => {
			if (!goesOn || unclear >= MOST_UNCLEAR) return undefined;
			const finding = await this.attempt(async () => await check(this.client, this.filters, ids[index]));
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

	/** Takes what needs no check. */
	take(objects: ReadonlyArray<[id: string, json: IDataObject]>): void {
		for (const [id, json] of objects) this.findings.set(id, findingOf(this.filters, json));
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
}

/**
 * Checks one recording: gets its details and tells whether it is ready. Only the status `pending` is documented to mean that
 * it is not.
 * @returns undefined when the time does not allow it
 * @throws UserplaneError for what is no single recording's trouble: the key, the workspace, the rate limit
 */
export async function check(client: PollClient, filters: Filters, id: string): Promise<Finding | undefined> {
	const path = recordingPath(filters.workspaceId, id);
	try {
		const reply = await client.inTime(async () => await client.request({ method: 'GET', path }));
		if (!reply) return undefined;
		const recording = readNamed(reply.data, 'recording');
		const { status = null } = detailsOf(recording);
		if (filters.waitsForReady && status === 'pending') return { kind: 'pending' };
		const finding = findingOf(filters, recording);
		const hasNoStatus = filters.waitsForReady && (status === null || status === '');
		return hasNoStatus && finding.kind === 'ready' ? { ...finding, hasNoStatus } : finding;
	} catch (error) {
		return findingOfError(error);
	}
}

/** What is to be told of an object that is there: nothing when it is another ticket system's. */
export function findingOf({ ticketSystem, output }: Filters, object: IDataObject): Finding {
	const { link, linkProviderType } = detailsOf(object);
	const type = linkProviderType ?? (isObject(link) ? link.providerType : undefined);
	if (ticketSystem !== undefined && type !== ticketSystem) return { kind: 'gone' };
	return { kind: 'ready', json: output(object) };
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
