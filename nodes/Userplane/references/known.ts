import type { IDataObject } from 'n8n-workflow';

import { CancelledError } from '../shared/errors';
import { identityOf } from '../shared/identity';
import { LISTS, NEWEST_FIRST } from '../shared/lists';
import { asText, isObject } from '../shared/objects';
import { linksPath } from '../shared/paths';
import { parseTime } from '../shared/time';
import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { readList } from '../transport/pagination';
import { PerAccount } from '../transport/perAccount';
import { orAborted } from '../transport/signals';
import type { Since } from './held';
import { Memory } from './memory';

/** What the protocol needs of the client. */
export type Caller = Pick<Client, 'request' | 'until'>;

/** The name of the metadata entry by which a caller knows its own link again. */
export const CLAIM = 'n8nClaim';
/** The most references that are remembered of a workspace, and the most links that one reading goes through. */
export const MOST = { references: 10_000, links: 50_000 };
/** How long (ms) a reading waits for others to join while several calls are under way. */
const GATHER_MS = 100;
/** The service tells its clock in whole seconds. */
const CLOCK_STEP_MS = 1_000;

/** A row of the list, as much of it as is needed. A type, since an interface is no IDataObject. */
type Row = {
	linkId: IDataObject[string];
	reference: string;
	/** In ms since 1970; Infinity where it cannot be read. */
	createdAt: number;
	claim: string;
	/** When it was read, by the clock that is behind: the service's or this machine's. NaN where the service did not say. */
	now: number;
	/** Whether its time had come then: no other one counts. */
	hasCome: boolean;
};

interface Want {
	since: Since;
	/** When what is looked for was made, where it was forgotten. */
	forgottenAt?: number;
}

/** Where its bound ended a reading: after how many links, and back to when (ms since 1970). */
export interface Reach {
	links: number;
	from: number;
}

/**
 * What this process knows of a workspace's links by their references. It is read from the list, which shows everything
 * that is older than some moment: what was read once is only read again where it may have grown, or was forgotten.
 *
 *     older                                                       newer
 *     ··· never read ···|—— held ——|··· never read ···|—— held ——|··· read each time
 *                                                 held.from    held.to
 *
 * 1. A caller who looks back to a time that is held reads down to the newest end of what is held there; another one as far as it
 *    looks back, and at least twice as far as what is held: many who look back further and further read everything once or twice.
 * 2. A reference that was forgotten is read down to its time, which lies in what is held.
 * 3. A reading goes through so many links at most. Where that has ended one (`reach`), nobody gets further.
 */
export class KnownLinks extends Memory {
	private wanted: Want[] = [];
	private reach?: Reach;
	private reading: Promise<unknown> = Promise.resolve();
	private next?: Promise<void>;

	constructor(
		private readonly workspaceId: string,
		private readonly clock: Clock,
		private readonly limits = MOST,
		/** This machine's date: a second witness, since the service's may be wrong. */
		private readonly today = () => Date.now(),
	) {
		super(limits.references);
	}

	/**
	 * Reads what the list may have of a reference that is not known yet. One reading serves all who ask before it begins.
	 * @throws UserplaneError when the list cannot be read
	 */
	async look(caller: Caller, since: Since, reference: string): Promise<void> {
		const joined = this.next;
		this.wanted.push({ since, forgottenAt: this.forgottenAt(reference) });
		this.next ??= this.readNext(caller);
		await orAborted(this.next, caller.until).catch(async (error: unknown) => {
			// The execution that was reading for all was stopped: that is no reason for this one to end
			const isMine = !joined || !(error instanceof CancelledError) || caller.until?.aborted;
			if (isMine) throw error as Error;
			await this.look(caller, since, reference);
		});
	}

	/** Where its bound ended a reading that was to go as far back as this caller looks. */
	reachFor(since: Since): Reach | undefined {
		const { to } = this.held;
		return this.reach && this.reach.from >= since(to, to) ? this.reach : undefined;
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
		const wanted = this.wanted.splice(0);
		const list = { path: linksPath(this.workspaceId), ...LISTS.links };
		const limit = this.limits.links;
		let end: number | undefined;
		const isPast = (row: IDataObject) => {
			const { createdAt, hasCome, now } = row as Row;
			if (hasCome) end ??= Math.min(...wanted.map((want) => this.endOf(want, createdAt, now)));
			return createdAt < (end ?? -Infinity);
		};
		const shape = (row: IDataObject, date?: number) => this.toRow(row, date);
		const read = await readList(caller, list, NEWEST_FIRST, { limit, shape, isPast });
		const isCut = read.rows.length >= limit && !read.rows.some(isPast);
		const rows = read.rows.reverse() as Row[];
		if (read.isWhole && end !== undefined) this.hold(rows, end, isCut);
		const knownAt = this.clock.now();
		for (const { reference, linkId, createdAt, claim } of rows) {
			const link = { linkId: asText(linkId), createdAt, claim, isListed: true, knownAt };
			if (reference !== '' && link.linkId !== '') this.remember(reference, link);
		}
		this.makeRoom();
	}

	/** Notes how far a reading that was to end at a time (ms since 1970) has gone. @param rows the oldest first */
	private hold(rows: Row[], end: number, isCut: boolean): void {
		const oldest = rows.find(({ createdAt }) => createdAt < Infinity)?.createdAt ?? end;
		if (isCut) this.reach = { links: rows.length, from: oldest };
		else if (this.reach && end <= this.reach.from) this.reach = undefined;
		const newest = rows.reduce(
			(time, { hasCome, createdAt }) => (hasCome ? Math.max(time, createdAt) : time),
			-Infinity,
		);
		// Whole pages were read; of what has the oldest time there may be more behind them
		this.held.add(isCut ? oldest + 1 : Math.min(end, oldest + 1), newest);
	}

	/**
	 * Down to which time (ms since 1970) is read for one caller.
	 * @param newest the time of the first row whose time has come, which was read at `now`
	 */
	private endOf({ since, forgottenAt }: Want, newest: number, now: number): number {
		const from = since(Math.max(newest, this.held.to), now);
		if (forgottenAt !== undefined) return Math.min(from, forgottenAt);
		const furthest = this.reach ? this.reach.from + 1 : -Infinity;
		const held = this.held.endOf(Math.max(from, furthest));
		if (held !== undefined) return held;
		const twice = newest - 2 * (newest - this.held.from);
		return from < this.held.from ? Math.min(from, twice) : from;
	}

	private toRow(row: IDataObject, date = NaN): Row {
		const { linkId, linkProviderReference, linkMeta } = row;
		const createdAt = timeOf(row);
		const now = Math.min(date + CLOCK_STEP_MS - 1, this.today());
		return {
			...{ linkId, createdAt, reference: identityOf(linkProviderReference), now, hasCome: createdAt <= now },
			claim: isObject(linkMeta) ? asText(linkMeta[CLAIM]) : '',
		};
	}
}

/** When a link was made, in ms since 1970; Infinity where that cannot be read: every other one is older. */
export function timeOf({ createdAt }: IDataObject): number {
	const time = parseTime(asText(createdAt));
	return Number.isFinite(time) ? time : Infinity;
}

const known = new PerAccount<KnownLinks>();

/** What this process knows of a workspace with the client's key. */
export function knownLinks(client: Client, workspaceId: string, clock: Clock): KnownLinks {
	return known.get(client, workspaceId) ?? known.set(client, workspaceId, new KnownLinks(workspaceId, clock));
}
