import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { UnfinishedError, UserplaneError } from '../../nodes/Userplane/shared/errors';
import type { Caller } from '../../nodes/Userplane/references/known';
import { asText } from '../../nodes/Userplane/shared/objects';
import type { Reply } from '../../nodes/Userplane/transport/client';
import type { HttpRequest } from '../../nodes/Userplane/transport/http';
import type { VirtualClock } from './virtualClock';

/** What becomes of one request of a caller. Times in ms. */
export interface Fate {
	/** How long it takes to arrive, and the answer to come back. */
	there: number;
	back: number;
	/** How far the list that it reads is behind, and what it reads of one link. */
	lag: number;
	behind?: number;
	fault:
		| 'none'
		| 'unavailable'
		| 'lost before'
		| 'lost after'
		| 'lost, done late'
		| 'nameless'
		| 'crash before'
		| 'crash after';
}

interface Link {
	json: IDataObject;
	createdAt: number;
	/** What it says of that, in ms of the clock; NaN when that cannot be read. */
	dated: number;
	deletedAt: number;
	/** Who made it; undefined for those that were there before. */
	maker?: number;
}

/** The time of day at 0 of the clock. */
const BEGIN = Date.UTC(2026, 10, 1);

/** A workspace's links in memory, with a list that shows everything that is older than some moment. */
export class LinkService {
	readonly links: Link[] = [];
	/** Which caller deleted which caller's link. */
	readonly deletions: Array<{ by: number; maker?: number }> = [];
	/** How many requests each caller sent, by method. */
	readonly sent: Array<{ caller: number; method: string }> = [];

	/** What its answers say of the time of day, in ms since 1970: whole seconds, as HTTP has it. */
	date: () => number | undefined = () => Math.floor(this.today() / 1_000) * 1_000;

	constructor(
		private readonly clock: VirtualClock,
		private readonly perPage = 20,
	) {}

	/** The time of day, in ms since 1970. */
	readonly today = (): number => BEGIN + this.clock.now();

	/** Makes a link. @param off by how much (ms) its time is wrong; NaN when it cannot be read */
	add(
		reference: string,
		maker?: number,
		createdAt = this.clock.now(),
		linkMeta: IDataObject = {},
		off = 0,
	): Link {
		const dated = createdAt + off;
		const json = {
			linkId: `lnk_${randomUUID()}`,
			linkProviderReference: reference,
			createdAt: Number.isNaN(dated) ? null : new Date(BEGIN + dated).toISOString(),
			linkMeta,
		};
		const link = { json, createdAt, dated, deletedAt: Infinity, maker };
		this.links.push(link);
		return link;
	}

	alive(reference: string): Link[] {
		return this.links
			.filter(({ json, deletedAt }) => json.linkProviderReference === reference && deletedAt === Infinity)
			.sort((a, b) => a.createdAt - b.createdAt || (asText(a.json.linkId) < asText(b.json.linkId) ? -1 : 1));
	}

	/** A caller's client. @param nextFate what becomes of its next request */
	clientOf(caller: number, nextFate: (method: string) => Fate): Caller {
		const request = async (request: HttpRequest): Promise<Reply> => {
			this.sent.push({ caller, method: request.method });
			const { there, back, lag, behind, fault } = nextFate(request.method);
			await this.clock.sleep(there);
			if (fault === 'crash before') await new Promise(() => undefined);
			if (fault === 'unavailable')
				throw new UserplaneError('Userplane is not available', '', { status: 503 });
			const lost = () => new UnfinishedError('The link may have been created', '');
			if (request.method === 'POST' && fault === 'lost before') throw lost();
			if (request.method === 'POST' && fault === 'lost, done late') {
				void this.clock.sleep(4 * back).then(() => this.answer(caller, request, lag, behind));
				throw lost();
			}
			const data = this.answer(caller, request, lag, behind);
			if (fault === 'crash after') await new Promise(() => undefined);
			await this.clock.sleep(back);
			if (request.method === 'POST' && fault === 'lost after') throw lost();
			return { data: fault === 'nameless' ? {} : data, date: this.date() };
		};
		return { request, until: undefined };
	}

	private answer(
		caller: number,
		{ method, path, body, query = {} }: HttpRequest,
		lag: number,
		behind = 0,
	): IDataObject {
		const now = this.clock.now();
		const linkId = path.at(4);
		if (method === 'POST') {
			const { linkReference, linkMeta } = body as { linkReference: string; linkMeta: IDataObject };
			return { link: this.add(linkReference, caller, now, linkMeta).json };
		}
		if (linkId === undefined) return this.page(now - lag, Number(query.page));
		const link = this.links.find(({ json }) => json.linkId === linkId);
		const moment = method === 'GET' ? now - behind : now;
		if (!link || link.createdAt > moment)
			throw new UserplaneError('The link was not found', '', {
				status: 404,
				code: 'LINK_NOT_FOUND',
				isOwn: true,
			});
		if (link.deletedAt <= moment)
			throw new UserplaneError('The link has been deleted', '', {
				status: 410,
				code: 'LINK_GONE',
				isOwn: true,
			});
		if (method === 'DELETE') {
			link.deletedAt = now;
			this.deletions.push({ by: caller, maker: link.maker });
		}
		if (method === 'PUT') Object.assign(link.json, body);
		return { link: link.json };
	}

	private page(moment: number, page: number): IDataObject {
		const links = this.links
			.filter(({ createdAt, deletedAt }) => createdAt <= moment && deletedAt > moment)
			// As a database does: what has no time comes first
			.sort((a, b) => placeOf(b) - placeOf(a) || b.createdAt - a.createdAt)
			.map(({ json }) => json);
		const totalPages = Math.max(1, Math.ceil(links.length / this.perPage));
		return {
			links: links.slice((page - 1) * this.perPage, page * this.perPage),
			pagination: { total: links.length, totalPages, hasMore: page < totalPages },
		};
	}
}

function placeOf({ dated }: Link): number {
	return Number.isNaN(dated) ? Number.MAX_VALUE : dated;
}
