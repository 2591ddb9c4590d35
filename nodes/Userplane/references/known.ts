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
import { Memory } from './memory';

/** What the protocol needs of the client. */
export type Caller = Pick<Client, 'request' | 'until'>;

/** Tells from when on (ms since 1970) a caller has to know all links, by the time of the newest one. */
export type Since = (newest: number) => number;

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
	/** Whether its time had come when it was read: no other one counts. */
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
 *     older                                               newer
 *     ··· never read ···|———————————— held ————————————|··· read each time
 *                   held.from                       held.to
 *
 * 1. A caller who looks back no further than to `held.from` reads down to `held.to`; another one reads as far as it looks back.
 * 2. A reference that was forgotten is read down to its time, which lies in what is held.
 * 3. A reading goes through so many links at most. Where that has ended one (`reach`), `held` begins, and nobody gets further.
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
		return this.held.from > since(this.held.to) ? this.reach : undefined;
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
		const { from, to } = this.held;
		const list = { path: linksPath(this.workspaceId), ...LISTS.links };
		const limit = this.limits.links;
		let end: number | undefined;
		const isPast = (row: IDataObject) => {
			const { createdAt, hasCome } = row as Row;
			if (hasCome) end ??= Math.min(...wanted.map((want) => this.endOf(want, createdAt)));
			return createdAt < (end ?? -Infinity);
		};
		const shape = (row: IDataObject, date?: number) => this.toRow(row, date);
		const read = await readList(caller, list, NEWEST_FIRST, { limit, shape, isPast });
		const isCut = read.rows.length >= limit && !read.rows.some(isPast);
		const rows = read.rows.reverse() as Row[];
		if (read.isWhole && end !== undefined) {
			const oldest = rows.find((row) => row.createdAt < Infinity)?.createdAt ?? end;
			if (isCut) this.reach = { links: rows.length, from: oldest };
			else if (end < from) this.reach = undefined;
			const newest = rows.reduce(
				(time, { hasCome, createdAt }) => (hasCome ? Math.max(time, createdAt) : time),
				to,
			);
			this.held = { from: isCut ? oldest + 1 : Math.min(from, end), to: newest };
		}
		const knownAt = this.clock.now();
		for (const { reference, linkId, createdAt, claim } of rows) {
			const link = { linkId: asText(linkId), createdAt, claim, isListed: true, knownAt };
			if (reference !== '' && link.linkId !== '') this.remember(reference, link);
		}
		this.makeRoom();
	}

	/** Down to which time (ms since 1970) is read for one caller. @param newest the time of the first row whose time has come */
	private endOf({ since, forgottenAt }: Want, newest: number): number {
		const lookBack = since(Math.max(newest, this.held.to));
		if (forgottenAt !== undefined) return Math.min(lookBack, forgottenAt);
		const furthest = this.reach ? this.reach.from + 1 : -Infinity;
		const isHeld = this.held.from <= Math.max(lookBack, furthest);
		return isHeld ? this.held.to : lookBack;
	}

	private toRow(row: IDataObject, date = NaN): Row {
		const { linkId, linkProviderReference, linkMeta } = row;
		const createdAt = timeOf(row);
		return {
			...{ linkId, createdAt, reference: identityOf(linkProviderReference) },
			claim: isObject(linkMeta) ? asText(linkMeta[CLAIM]) : '',
			hasCome: createdAt <= Math.min(date + CLOCK_STEP_MS - 1, this.today()),
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
