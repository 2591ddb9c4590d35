import type { IDataObject } from 'n8n-workflow';

import { CancelledError } from '../shared/errors';
import { LISTS } from '../shared/lists';
import { asText, isObject } from '../shared/objects';
import { linksPath } from '../shared/paths';
import { parseTime } from '../shared/time';
import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { listRows } from '../transport/pagination';
import { orAborted } from '../transport/signals';
import { Turns } from '../transport/turns';

/** What the protocol needs of the client. */
export type Caller = Pick<Client, 'request' | 'until'>;

/** The name of the metadata entry by which a caller knows its own link again. */
export const CLAIM = 'n8nClaim';

/** The most references that are remembered of a workspace, and the most links that one reading goes through. */
export const MOST_REFERENCES = 10_000;

/** How long (ms) a reading waits for others to join while several calls are under way. */
const GATHER_MS = 100;

const NEWEST_FIRST = { sort_by: 'created_at', sort_direction: 'desc' };

/** A link as the list shows it. */
export interface Listed {
	linkId: string;
	/** In ms since 1970, by the service's clock. */
	createdAt: number;
	/** Whose it is, where Create or Update made it. */
	claim: string;
}

/**
 * What this process knows of a workspace's links by their references. It is read from the list, which shows everything
 * that is older than some moment: what was read once is only read again where it may have grown.
 */
export class KnownLinks {
	private readonly links = new Map<string, Listed[]>();
	/** Calls for one reference wait for each other. */
	readonly turns = new Turns();
	/** All that was created in this time has been seen. */
	private seen = { from: Infinity, to: -Infinity };
	private lookBackMs = 0;
	private reading: Promise<unknown> = Promise.resolve();
	private next?: Promise<void>;

	constructor(
		private readonly workspaceId: string,
		private readonly clock: Clock,
	) {}

	/** The links with exactly this reference, the oldest first. */
	find(reference: string): Listed[] {
		return this.links.get(reference) ?? [];
	}

	forget(reference: string, linkId: string): void {
		const others = this.find(reference).filter((link) => link.linkId !== linkId);
		if (others.length > 0) this.links.set(reference, others);
		else this.links.delete(reference);
	}

	/**
	 * Reads what the list may have that is not known yet. One reading serves all who ask before it begins.
	 * @param lookBackMs how far back the first reading goes from the newest link
	 * @throws UserplaneError when the list cannot be read
	 */
	async look(caller: Caller, lookBackMs: number): Promise<void> {
		this.lookBackMs = Math.max(this.lookBackMs, lookBackMs);
		for (;;) {
			const isOthers = this.next !== undefined;
			this.next ??= this.readNext(caller);
			const reading = orAborted(this.next, caller.until);
			const error = await reading.then(
				() => undefined,
				(reason: unknown) => reason as Error,
			);
			if (!error) return;
			// The execution that was reading for all was stopped: that is no reason for this one to end
			if (!isOthers || !(error instanceof CancelledError) || caller.until?.aborted) throw error;
		}
	}

	private readNext(caller: Caller): Promise<void> {
		const next = (async () => {
			await this.reading;
			if (this.turns.size > 1) await this.clock.sleep(GATHER_MS, caller.until);
			this.next = undefined;
			await this.read(caller);
		})();
		this.reading = next.catch(() => undefined);
		return next;
	}

	private async read(caller: Caller): Promise<void> {
		const { from, to } = this.seen;
		let end = to - this.lookBackMs >= from ? to : undefined;
		const list = { path: linksPath(this.workspaceId), ...LISTS.links };
		const isPast = (row: IDataObject) => {
			const time = timeOf(row);
			end ??= Number.isFinite(time) ? time - this.lookBackMs : undefined;
			return end !== undefined && time < end;
		};
		const rows = await listRows(caller, list, NEWEST_FIRST, { limit: MOST_REFERENCES, isPast });
		for (const row of rows.reverse()) this.remember(row);
		const newest = Math.max(to, ...rows.slice(-1).map(timeOf).filter(Number.isFinite));
		this.seen = { from: Math.min(from, end ?? from), to: newest };
	}

	private remember(row: IDataObject): void {
		const reference = asText(row.linkProviderReference);
		const linkId = asText(row.linkId);
		if (reference === '' || linkId === '') return;
		const link = { linkId, createdAt: timeOf(row), claim: claimOf(row) };
		const others = this.find(reference).filter((other) => other.linkId !== linkId);
		this.links.set(reference, [...others, link].sort(byAge));
		if (this.links.size <= MOST_REFERENCES) return;
		const [first] = this.links.keys();
		this.links.delete(first);
	}
}

/** Whose claim a link carries; empty when it has none. */
function claimOf({ linkMeta }: IDataObject): string {
	return isObject(linkMeta) ? asText(linkMeta[CLAIM]) : '';
}

function timeOf({ createdAt }: IDataObject): number {
	return parseTime(asText(createdAt));
}

/** Of two links with one reference the older one counts. */
function byAge(a: Listed, b: Listed): number {
	return a.createdAt - b.createdAt || (a.linkId < b.linkId ? -1 : 1);
}

const accounts = new WeakMap<object, Map<string, KnownLinks>>();

/** What this process knows of a workspace with one key. */
export function knownLinks(account: object, workspaceId: string, clock: Clock): KnownLinks {
	const workspaces = accounts.get(account) ?? new Map<string, KnownLinks>();
	accounts.set(account, workspaces);
	const known = workspaces.get(workspaceId) ?? new KnownLinks(workspaceId, clock);
	workspaces.set(workspaceId, known);
	return known;
}
