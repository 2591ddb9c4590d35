import type { IDataObject } from 'n8n-workflow';

import type { HttpRequest } from '../../nodes/Userplane/transport/http';
import { getPage, listRows } from '../../nodes/Userplane/transport/pagination';
import { count, ids, list, Things } from './things';

describe('a page', () => {
	const pageOf = async (data: IDataObject, page = 2) =>
		await getPage({ request: async () => await Promise.resolve({ data }) }, list, {}, page);

	it.each([
		[
			{ total: 7, totalPages: 3, hasMore: true },
			{ total: 7, totalPages: 3, hasMore: true },
		],
		[
			{ total: ' 7 ', totalPages: '3', hasMore: 'true' },
			{ total: 7, totalPages: 3, hasMore: true },
		],
		[
			{ total: '6', totalPages: '2', hasMore: 'false' },
			{ total: 6, totalPages: 2, hasMore: false },
		],
		[{ total: 7 }, { total: 7, totalPages: undefined, hasMore: true }],
		[{ total: 6 }, { total: 6, totalPages: undefined, hasMore: false }],
		[{ totalPages: 3 }, { total: undefined, totalPages: 3, hasMore: true }],
		[{ hasMore: true }, { total: undefined, totalPages: undefined, hasMore: true }],
		[
			{ total: -1, totalPages: '3.5', hasMore: 'yes' },
			{ total: undefined, totalPages: undefined, hasMore: false },
		],
		[
			{ total: NaN, totalPages: Infinity },
			{ total: undefined, totalPages: undefined, hasMore: false },
		],
		[undefined, { total: undefined, totalPages: undefined, hasMore: false }],
		[null, { total: undefined, totalPages: undefined, hasMore: false }],
	])('with the pagination %j says %j', async (pagination, expected) => {
		expect(await pageOf({ pagination, things: [] } as IDataObject)).toEqual({ rows: [], ...expected });
	});

	it.each([
		['full', 3, undefined, true],
		['more than full', 4, undefined, true],
		['not full', 2, undefined, false],
		['full', 3, { hasMore: false }, false],
		['as full as it says that pages are', 2, { perPage: 2 }, true],
		['not full, but said to be larger than asked for', 3, { perPage: 500 }, true],
	])('that is %s (%i rows) and says %j is followed by another: %s', async (_, rows, pagination, hasMore) => {
		expect((await pageOf({ things: count(rows), pagination } as IDataObject)).hasMore).toBe(hasMore);
	});

	it.each([
		[{ total: 0, totalPages: 0 }, true],
		[{ total: 2 }, true],
		[{ totalPages: 1 }, true],
		[{ total: 0, totalPages: 0, hasMore: false }, false],
	])('that is full itself shows %j to be false', async (pagination, hasMore) => {
		const page = await pageOf({ things: count(3), pagination });
		expect(page).toMatchObject({ total: undefined, totalPages: undefined, hasMore });
	});

	it.each([undefined, null])(
		'without a list (%j) is empty when it says that there is nothing',
		async (things) => {
			const page = await pageOf({ things, pagination: { total: '0' } } as unknown as IDataObject);
			expect(page).toMatchObject({ rows: [], hasMore: false });
		},
	);

	it.each([[undefined], [null], [{}], ['[]'], [['a', { id: 1 }]], [[null]], [[[{ id: 1 }]]]])(
		'that lists %j is not taken for an empty list',
		async (things) => {
			const page = pageOf({ things, pagination: { total: 3 } } as unknown as IDataObject);
			await expect(page).rejects.toThrow(/an unexpected response: it has no list "things"/);
			await expect(pageOf({ things } as unknown as IDataObject)).rejects.toThrow(/no list "things"/);
		},
	);
});

describe('a list whose service', () => {
	/** Serves `pagination`, made from the honest one, with the page, in pages of `perPage`. */
	const lying = (
		total: number,
		pagination: (honest: IDataObject, page: number, served: number) => unknown,
		perPage?: number,
	) => {
		const things = new Things(count(total));
		return {
			things,
			async request(request: HttpRequest) {
				const query = perPage === undefined ? request.query : { ...request.query, per_page: perPage };
				const { data } = await things.request({ ...request, query });
				const { page } = request.query as { page: number };
				const said = pagination(data.pagination as IDataObject, page, things.asked.length);
				return { data: { things: data.things, pagination: said } as IDataObject };
			},
		};
	};
	const text = (honest: IDataObject) =>
		Object.fromEntries(Object.entries(honest).map(([key, value]) => [key, String(value as number)]));

	it.each([
		['counts in texts', text, 21],
		['counts pages alone', ({ totalPages }: IDataObject) => ({ totalPages }), 21],
		['counts rows alone', ({ total }: IDataObject) => ({ total }), 21],
		['says alone whether there is more', ({ hasMore }: IDataObject) => ({ hasMore }), 21],
		['says nothing', () => undefined, 21],
		['counts too few pages', (honest: IDataObject) => ({ ...honest, totalPages: 1, hasMore: false }), 21],
		['counts no rows', () => ({ total: 0, totalPages: 0 }), 21],
		['counts pages without end', (honest: IDataObject) => ({ ...honest, totalPages: 1e9 }), 21 + 16],
		['counts pages without end, in texts', () => ({ totalPages: '1000000000' }), 21 + 16],
		['counts rows without end', () => ({ total: 1e12 }), 21 + 16],
		['always has more', () => ({ hasMore: true }), 21 + 1],
		['always has more and counts', (honest: IDataObject) => ({ ...honest, hasMore: true }), 21 + 1],
	])('%s is read whole, and no further than it must', async (_, pagination, requests) => {
		const service = lying(61, pagination);
		expect(ids(await listRows(service, list, {}, { limit: Infinity }))).toEqual(ids(count(61)));
		expect(service.things.asked).toHaveLength(requests);
	});

	it('counts more each time is read whole, within bounds', async () => {
		const service = lying(61, (honest, _, served) => ({ ...honest, total: 61 + served, totalPages: 1e9 }));
		expect(ids(await listRows(service, list, {}, { limit: Infinity }))).toEqual(ids(count(61)));
		expect(service.things.asked.length).toBeLessThanOrEqual(21 + 64);
	});

	it.each([
		['smaller pages than asked for', 2, 31],
		['larger pages than asked for', 5, 13],
		['all rows on one page', 100, 1],
	])('gives %s is read whole', async (_, perPage, pages) => {
		for (const pagination of [
			(honest: IDataObject) => honest,
			({ total }: IDataObject) => ({ total }),
			({ hasMore }: IDataObject) => ({ hasMore }),
		]) {
			const service = lying(61, pagination, perPage);
			expect(ids(await listRows(service, list, {}, { limit: Infinity }))).toEqual(ids(count(61)));
			expect(service.things.asked.length).toBeGreaterThanOrEqual(pages);
			expect(service.things.asked.length).toBeLessThanOrEqual(pages + 1);
		}
	});

	it('gives the same page whatever is asked for, and says nothing, is asked twice', async () => {
		const asked: unknown[] = [];
		const request = async ({ query }: HttpRequest) => {
			asked.push(query?.page);
			return await Promise.resolve({ data: { things: count(40) } as IDataObject });
		};
		expect(await listRows({ request }, list, {}, { limit: Infinity })).toHaveLength(40);
		expect(asked).toEqual([1, 2]);
	});
});
