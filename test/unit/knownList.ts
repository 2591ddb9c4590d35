import type { IDataObject } from 'n8n-workflow';

import type { Since } from '../../nodes/Userplane/references/held';
import { type Caller, KnownLinks, MOST } from '../../nodes/Userplane/references/known';
import { DAY_MS } from '../../nodes/Userplane/shared/time';
import { systemClock } from '../../nodes/Userplane/transport/clock';
import type { HttpRequest } from '../../nodes/Userplane/transport/http';

export const NOON = Date.UTC(2026, 10, 1, 12);

/** A row of the list; `day` 0 is the newest, and so many days before it. */
export const row = (
	linkId: string,
	linkProviderReference: string | null,
	day = 0,
	more: IDataObject = {},
): IDataObject => ({
	...{ linkId, linkProviderReference, linkMeta: {} },
	createdAt: new Date(NOON - day * DAY_MS).toISOString(),
	...more,
});

/** A list of links, newest first as the service gives it, and the pages that were asked of it. */
export function listOf(...rows: IDataObject[]): {
	caller: Caller;
	asked: unknown[];
	state: { rows: IDataObject[]; hold: Promise<void>; deletions: number; date: number | undefined };
} {
	const asked: unknown[] = [];
	const state = { rows, hold: Promise.resolve(), deletions: 0, date: (NOON + DAY_MS) as number | undefined };
	const caller: Caller = {
		until: undefined,
		async request({ query }: HttpRequest) {
			asked.push(query?.page);
			await state.hold;
			const [page, perPage] = [Number(query?.page), 20];
			const links = state.rows.slice((page - 1) * perPage, page * perPage);
			const hasMore = page * perPage < state.rows.length;
			const pagination = {
				page,
				perPage,
				total: state.rows.length - state.deletions * asked.length,
				hasMore,
			};
			return { data: { links, pagination } as IDataObject, date: state.date };
		},
	};
	return { caller, asked, state };
}

export const known = (limits = MOST, today = () => NOON + 2 * DAY_MS): KnownLinks =>
	new KnownLinks('ws_1', systemClock, limits, today);
/** Room for ten references. */
export const TEN = { references: 10, links: 50_000 };
export const many = (count: number, firstDay = 0): IDataObject[] =>
	Array.from({ length: count }, (_, n) => row(`l${n + firstDay}`, `R${n + firstDay}`, n + firstDay));
export const back =
	(ms: number): Since =>
	(newest: number) =>
		newest - ms;
export const idsOf = (links: Array<{ linkId: string }>): string[] => links.map(({ linkId }) => linkId);
