import type { IDataObject } from 'n8n-workflow';

import { CancelledError } from '../shared/errors';
import { LISTS, NEWEST_FIRST } from '../shared/lists';
import { asText, isObject } from '../shared/objects';
import { linksPath } from '../shared/paths';
import { parseTime } from '../shared/time';
import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { readList } from '../transport/pagination';
import { PerAccount } from '../transport/perAccount';
import { orAborted } from '../transport/signals';
import { Turns } from '../transport/turns';

/** What the protocol needs of the client. */
export type Caller = Pick<Client, 'request' | 'until'>;

/** The name of the metadata entry by which a caller knows its own link again. */
export const CLAIM = 'n8nClaim';
/** The most references that are remembered of a workspace, and the most links that one reading goes through. */
const MOST_REFERENCES = 10_000;
/** How long (ms) a reading waits for others to join while several calls are under way. */
const GATHER_MS = 100;

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
		this.links.set(
			reference,
			this.find(reference).filter((link) => link.linkId !== linkId),
		);
	}

	/**
	 * Reads what the list may have that is not known yet. One reading serves all who ask before it begins.
	 * @param lookBackMs how far back the first reading goes from the newest link
	 * @throws UserplaneError when the list cannot be read
	 */
	async look(caller: Caller, lookBackMs: number): Promise<void> {
		this.lookBackMs = Math.max(this.lookBackMs, lookBackMs);
		const joined = this.next;
		this.next ??= this.readNext(caller);
		await orAborted(this.next, caller.until).catch(async (error: unknown) => {
			// The execution that was reading for all was stopped: that is no reason for this one to end
			const isMine = !joined || !(error instanceof CancelledError) || caller.until?.aborted;
			if (isMine) throw error as Error;
			await this.look(caller, lookBackMs);
		});
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
			return time < (end ?? -Infinity);
		};
		const { rows, isWhole } = await readList(caller, list, NEWEST_FIRST, { limit: MOST_REFERENCES, isPast });
		for (const row of rows.reverse()) this.remember(row);
		if (!isWhole) return;
		const newest = Math.max(to, ...rows.map(timeOf).filter(Number.isFinite));
		this.seen = { from: Math.min(from, end ?? from), to: newest };
	}

	private remember(row: IDataObject): void {
		const reference = asText(row.linkProviderReference);
		const linkId = asText(row.linkId);
		if (reference === '' || linkId === '') return;
		const claim = isObject(row.linkMeta) ? asText(row.linkMeta[CLAIM]) : '';
		const link = { linkId, createdAt: timeOf(row), claim };
		this.forget(reference, linkId);
		const links = [...this.find(reference), link];
		links.sort((a, b) => a.createdAt - b.createdAt || (a.linkId < b.linkId ? -1 : 1));
		this.links.set(reference, links);
		const [first] = this.links.keys();
		if (this.links.size > MOST_REFERENCES) this.links.delete(first);
	}
}

function timeOf({ createdAt }: IDataObject): number {
	return parseTime(asText(createdAt));
}

const known = new PerAccount<KnownLinks>();

/** What this process knows of a workspace with the client's key. */
export function knownLinks(client: Client, workspaceId: string, clock: Clock): KnownLinks {
	return known.get(client, workspaceId) ?? known.set(client, workspaceId, new KnownLinks(workspaceId, clock));
}
