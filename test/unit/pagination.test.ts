import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { HttpRequest } from '../../nodes/Userplane/transport/http';
import { listRows } from '../../nodes/Userplane/transport/pagination';
import { count, ids, list, row, Things } from './things';

it('gives the first rows, asking only for the pages that they are on', async () => {
	await fc.assert(
		fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 70 }), async (total, limit) => {
			const things = new Things(count(total));
			expect(ids(await listRows(things, list, {}, { limit }))).toEqual(ids(count(Math.min(total, limit))));
			const pages = Math.max(1, Math.ceil(Math.min(total, limit) / list.perPage));
			expect(things.asked).toEqual(Array.from({ length: pages }, (_, page) => page + 1));
		}),
	);
});

it('gives all rows, each once, for a limit of Infinity', async () => {
	const things = new Things(count(61));
	expect(ids(await listRows(things, list, {}, { limit: Infinity }))).toEqual(ids(count(61)));
	expect(things.asked).toHaveLength(21);
});

it('asks for the first page alone, then for several at once, but not for all', async () => {
	const things = new Things(count(90));
	const seen: number[] = [];
	const watched = new Things(count(90), () => seen.push(watched.underWay));
	await listRows(watched, list, {}, { limit: Infinity });
	expect(seen.slice(0, 2)).toEqual([1, 1]);
	expect(watched.most).toBe(16);
	await listRows(things, list, {}, { limit: 4 });
	expect(things.most).toBe(1);
});

it('sends the filters and the page size with every page', async () => {
	const queries: unknown[] = [];
	const things = new Things(count(7));
	const client = {
		request: async (request: HttpRequest) => {
			queries.push(request.query);
			return await things.request(request);
		},
	};
	await listRows(client, list, { created_by: ['a', 'b'], sort_by: 'created_at' }, { limit: Infinity });
	expect(queries).toEqual(
		[1, 2, 3].map((page) => ({ created_by: ['a', 'b'], sort_by: 'created_at', page, per_page: 3 })),
	);
});

it('has no row twice and none missing, whatever arrives in between', async () => {
	await fc.assert(
		fc.asyncProperty(fc.nat(40), fc.array(fc.nat(3), { maxLength: 12 }), async (total, arrivals) => {
			const things = new Things(count(total), (request, rows) => {
				const arriving = request === 1 ? 0 : (arrivals[request - 2] ?? 0);
				for (let n = 0; n < arriving; n += 1) rows.unshift(row(1_000 + rows.length));
			});
			const found = ids(await listRows(things, list, {}, { limit: Infinity }));
			expect(new Set(found).size).toBe(found.length);
			expect(found.filter((id) => Number(id) < 1_000)).toEqual(ids(count(total)));
		}),
	);
});

it('has no row twice and none missing, whatever is deleted while the pages are read first', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 40 }),
			fc.array(fc.nat(3), { maxLength: 10 }),
			async (total, deletions) => {
				const firstPass = Math.ceil(total / list.perPage);
				const things = new Things(count(total), (request, rows) => {
					if (request > 1 && request <= firstPass) rows.splice(0, deletions[request - 2] ?? 0);
				});
				const found = ids(await listRows(things, list, {}, { limit: Infinity }));
				expect(new Set(found).size).toBe(found.length);
				expect(found).toEqual(expect.arrayContaining(ids(things.rows)));
			},
		),
	);
});

it('reads the list anew when a page was read before rows arrived that moved its neighbour', async () => {
	const things = new Things(count(9));
	let served = 0;
	const client = {
		request: async (request: HttpRequest) => {
			served += 1;
			if (served !== 2) return await things.request(request);
			// Page 2 is served last: meanwhile a row has arrived, which pushed the end of page 2 onto page 3
			await new Promise(setImmediate);
			things.rows.unshift(row(100));
			return await things.request(request);
		},
	};
	const found = ids(await listRows(client, list, {}, { limit: Infinity }));
	expect([...found].sort((a, b) => Number(a) - Number(b))).toEqual([...ids(count(9)), 100]);
	expect(found[0]).toBe(100);
});

it('does not read a list a fourth time that never comes to rest', async () => {
	const things = new Things(count(30), (_, rows) => rows.splice(0, 1));
	await listRows(things, list, {}, { limit: Infinity });
	expect(things.asked.filter((page) => page === 1)).toHaveLength(3);
});

describe('rows that are picked', () => {
	it('are the first that match, as many as are wanted, and are looked for no further than the list', async () => {
		const cases = fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 9 }));
		await fc.assert(
			fc.asyncProperty(cases, async ([total, limit, every]) => {
				const things = new Things(count(total));
				const matches = ({ id }: IDataObject) => Number(id) % every === every - 1;
				const wanted = ids(count(total).filter(matches).slice(0, limit));
				expect(ids(await listRows(things, list, {}, { limit, matches }))).toEqual(wanted);
				const last = wanted.length < limit ? total : Number(wanted.at(-1)) + 1;
				const needed = Math.max(1, Math.ceil(last / list.perPage));
				expect(things.asked.length).toBeGreaterThanOrEqual(needed);
				// Each round looks as far again as those before it, and one more when all but the last were found
				expect(things.asked.length).toBeLessThanOrEqual(2 * needed + Math.ceil(limit / list.perPage));
			}),
		);
	});

	it('are picked from each row once, also when rows arrive in between', async () => {
		const things = new Things(count(12), (request, rows) => {
			if (request === 2) rows.unshift(row(100), row(101), row(102));
		});
		const found = ids(
			await listRows(things, list, {}, { limit: 2, matches: ({ id }) => Number(id) % 5 === 4 }),
		);
		expect(found).toEqual([4, 9]);
	});
});

describe('a list that ends at the first row behind what is wanted', () => {
	const read = async (total: number, end: number, limit = Infinity) => {
		const things = new Things(count(total));
		const isPast = ({ id }: IDataObject) => Number(id) >= end;
		const found = ids(await listRows(things, list, {}, { limit, isPast, matches: (row) => !isPast(row) }));
		return { found, asked: things.asked };
	};

	it('is read that far, and no more than as far again', async () => {
		await fc.assert(
			fc.asyncProperty(fc.nat(60), fc.nat(70), async (total, end) => {
				const { found, asked } = await read(total, end);
				expect(found).toEqual(ids(count(Math.min(total, end))));
				const needed = Math.max(1, Math.ceil(Math.min(total, end + 1) / list.perPage));
				expect(asked.length).toBeGreaterThanOrEqual(needed);
				expect(asked.length).toBeLessThan(2 * needed);
			}),
		);
	});

	it('is read a page at first, then as many as were read', async () => {
		for (const [end, pages] of [
			[2, 1],
			[3, 2],
			[6, 4],
			[12, 8],
			[24, 16],
		]) {
			expect((await read(300, end)).asked).toHaveLength(pages);
		}
	});

	it('is read no further than the limit asks', async () => {
		expect(await read(300, 250, 4)).toEqual({ found: [0, 1, 2, 3], asked: [1, 2] });
	});
});
