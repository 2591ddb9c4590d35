/** What a run has made: nothing else may it change, and all of it it takes away again. */
import { setTimeout as sleep } from 'node:timers/promises';

import { asText, isObject } from '../../nodes/Userplane/shared/objects';
import type { Exchange, Request, Tap } from './tap';

const LINKS = /^\/public\/workspace\/[^/]+\/links$/;

/** How often a deletion is tried, and how long (ms) between two. */
const TRIES = 3;
const PAUSE_MS = 1_000;

export class Made {
	/** Paths of links that were made, and of those that are still there. */
	private readonly own = new Set<string>();
	private readonly links = new Set<string>();
	/** The list of links where a create was sent whose answer did not name its link. */
	private lostIn?: string;
	/** The same before the create that is under way. */
	private before?: string;

	/** @param mark begins the reference of each link of this run */
	constructor(
		readonly mark: string,
		private readonly isAllowed: boolean,
	) {}

	/** A create of a link, or a change of one that this run has made. */
	mayWrite({ method, path, body }: Request): boolean {
		if (!this.isAllowed) return false;
		if (method === 'POST') return LINKS.test(path) && String(body).includes(this.mark);
		return ['PUT', 'DELETE'].includes(method) && this.own.has(path);
	}

	/** A request is sent now: a create is lost until its answer names its link. */
	begin({ method, path }: Request): void {
		if (method !== 'POST') return;
		this.before = this.lostIn;
		this.lostIn = path;
	}

	/** Notes what a request has made or taken away. The tap tells of each. */
	hear({ method, path, status = NaN, json }: Exchange): void {
		if (method === 'GET' && path === this.lostIn) this.findLost(path, json);
		if (method === 'DELETE' && (status < 300 || status === 404 || status === 410)) this.links.delete(path);
		if (method === 'POST') this.hearCreate(path, status, json);
	}

	private hearCreate(path: string, status: number, json: unknown): void {
		const linkId = status < 300 ? idIn(json) : '';
		if (linkId !== '') this.add(path, linkId);
		if (linkId !== '' || (status >= 400 && status < 500 && status !== 408)) this.lostIn = this.before;
	}

	private add(list: string, linkId: string): void {
		const path = `${list}/${encodeURIComponent(linkId)}`;
		this.own.add(path);
		this.links.add(path);
	}

	/** What may still be there, in words for the person at the screen. */
	get left(): string[] {
		const lost =
			this.lostIn === undefined ? [] : [`perhaps a link with a reference that begins with ${this.mark}`];
		const ids = [...this.links].map((path) => decodeURIComponent(path.slice(path.lastIndexOf('/') + 1)));
		return [...lost, ...ids.map((linkId) => `the link ${linkId}`)];
	}

	/** Deletes what is there, as far as it can. @param signal aborting it gives up */
	async clean(tap: Tap, key: string, signal: AbortSignal): Promise<void> {
		// A create that is under way may yet make a link
		await tap.settled();
		const headers = { authorization: `Bearer ${key}`, accept: 'application/json' };
		const send = async (method: string, path: string, query = '') =>
			await tap.send({ method, path, query, headers }, true);
		if (this.lostIn !== undefined)
			await send('GET', this.lostIn, 'sort_by=created_at&sort_direction=desc&page=1&per_page=20');
		for (let tries = 1; tries <= TRIES && this.links.size > 0 && !signal.aborted; tries++) {
			if (tries > 1) await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
			for (const path of this.links) await send('DELETE', path);
		}
	}

	/** Looks for links of this run whose create was not answered as it should be. */
	private findLost(list: string, json: unknown): void {
		const rows: unknown = isObject(json) && isObject(json.data) ? json.data.links : undefined;
		const known: unknown[] = Array.isArray(rows) ? rows : [];
		const own = known
			.filter((row) => isObject(row))
			.filter((row) => asText(row.linkProviderReference).startsWith(this.mark));
		const ids = own
			.map(({ linkId }) => asText(linkId))
			.filter((linkId) => linkId !== '' && !this.own.has(`${list}/${encodeURIComponent(linkId)}`));
		for (const linkId of ids) this.add(list, linkId);
		if (ids.length > 0) this.lostIn = undefined;
	}
}

/** The ID of the link that an answer shows, or of one that it names alone. */
function idIn(json: unknown): string {
	const data = isObject(json) && isObject(json.data) ? json.data : {};
	return asText(isObject(data.link) ? data.link.linkId : data.linkId);
}
