import type { IDataObject } from 'n8n-workflow';

import { UserplaneError } from '../shared/errors';
import { LISTS, NEWEST_FIRST } from '../shared/lists';
import { asText } from '../shared/objects';
import { listPath } from '../shared/paths';
import { parseTime } from '../shared/time';
import { getPage } from '../transport/page';
import type { PollClient } from '../transport/pollClient';
import type { Page, Row } from './pages';
import type { Filters } from './parameters';

/** The same list the other way round: what is new comes at its end (evidence grade C). */
const OLDEST_FIRST = { ...NEWEST_FIRST, sort_direction: 'asc' };

/** The watched list, as far as one poll has read it. */
export class List {
	/** The rows themselves by ID. */
	readonly objects = new Map<string, IDataObject>();
	/** What the service's clock said last, in ms since 1970; undefined when it does not say. */
	date?: number;
	private last?: Page;

	constructor(
		readonly client: PollClient,
		readonly filters: Filters,
	) {}

	/** Gets a page, unless it is the one that was read last; undefined when the time does not allow it. */
	readonly get = async (number: number): Promise<Page | undefined> => {
		if (this.last?.number === number) return this.last;
		const page = await this.read(number, OLDEST_FIRST);
		this.last = page ?? this.last;
		return page;
	};

	/** Gets the newest rows, newest first. When there are no others, they are the first page. */
	async getNewest(): Promise<Page | undefined> {
		const page = await this.read(1, NEWEST_FIRST);
		if (page && !page.hasMore) this.last = { ...page, rows: [...page.rows].reverse() };
		return page;
	}

	/** @throws UserplaneError when the service did not keep the order that was asked for */
	private async read(number: number, order: typeof NEWEST_FIRST): Promise<Page | undefined> {
		const { list: name, workspaceId, query } = this.filters;
		const list = { path: listPath(name, workspaceId), ...LISTS[name] };
		const get = async () => await getPage(this.client, list, { ...query, ...order }, number);
		const page = await this.client.inTime(get);
		if (!page) return undefined;
		this.date = page.date ?? this.date;
		const objects = new Map(page.rows.map((row) => [asText(row[list.id]), row]));
		objects.forEach((object, id) => this.objects.set(id, object));
		const rows = toRows(objects);
		const sign = order === OLDEST_FIRST ? 1 : -1;
		if (rows.some(([, time], index) => index > 0 && sign * (time - rows[index - 1][1]) < 0))
			throw new UserplaneError(
				'Userplane did not keep the order that was asked for, so the trigger cannot tell which entries are new',
				'Update this package. If it is the newest version, report this to its maintainers',
			);
		return { number, rows, hasMore: page.hasMore, total: page.total };
	}
}

/** A row without a readable time is taken to be as old as the one before it: the list is in order. */
function toRows(objects: Map<string, IDataObject>): Row[] {
	const times = [...objects.values()].map(({ createdAt }) => parseTime(asText(createdAt)));
	let time = times.find(Number.isFinite) ?? NaN;
	if (objects.size > 0 && Number.isNaN(time))
		throw new UserplaneError(
			'Userplane sent an unexpected response: no entry of the list has a creation time',
			'Check the base URL in your Userplane API credential. If it is correct, update this package',
		);
	return [...objects.keys()].map((id, index) => {
		if (Number.isFinite(times[index])) time = times[index];
		return [id, time];
	});
}
