import type { INodeExecutionData } from 'n8n-workflow';

import { beforeEachRequest, fillLinks, getMany, pagesOf } from './lists';
import { read, useWorld } from './support';

const world = useWorld();
const all = () => getMany(world.simulator, 'link', { returnAll: true });
const idsOf = (found: INodeExecutionData[]) => found.map(({ json }) => json.linkId as string);
const twice = (ids: string[]) => ids.filter((id, index) => ids.indexOf(id) !== index);

describe('rows that arrive while the pages are read', () => {
	it.each([1, 3, 19, 20])('give none twice and none missing: %i before each request', async (count) => {
		const { simulator } = world;
		const ids = fillLinks(simulator, 200);
		beforeEachRequest(simulator, (request) => {
			if (request === 1 || request > 30) return;
			for (let n = 0; n < count; n += 1) simulator.store.addLink();
		});
		const result = await world.run(all());
		expect(read(result)).toBe('');
		const found = idsOf(result.items);
		expect(twice(found)).toEqual([]);
		expect(ids.filter((id) => !found.includes(id))).toEqual([]);
		expect(found.filter((id) => ids.includes(id))).toEqual(ids);
	});

	it('fill a Limit all the same', async () => {
		const { simulator } = world;
		const ids = fillLinks(simulator, 200);
		beforeEachRequest(simulator, (request) => {
			if (request > 1 && request < 10) for (let n = 0; n < 20; n += 1) simulator.store.addLink();
		});
		const result = await world.run(getMany(simulator, 'link', { limit: 60 }));
		expect(idsOf(result.items)).toEqual(ids.slice(0, 60));
	});

	it('are found when they come behind the last page that was promised', async () => {
		const { simulator } = world;
		fillLinks(simulator, 40);
		beforeEachRequest(simulator, (request) => {
			if (request === 2) for (let n = 0; n < 30; n += 1) simulator.store.addLink();
		});
		const result = await world.run(all());
		// 20 of the 30 pushed rows down that the first page had shown
		expect(new Set(idsOf(result.items)).size).toBe(result.items.length);
		expect(pagesOf(simulator.requests)).toEqual([1, 2, 3, 4]);
	});
});

describe('rows that are deleted while the pages are read', () => {
	/** Deletes `count` of the newest rows that are left, before these requests. */
	const deleteNewest = (ids: string[], count: number, requests: (request: number) => boolean) => {
		const { simulator } = world;
		const left = [...ids];
		beforeEachRequest(simulator, (request) => {
			if (!requests(request)) return;
			for (const id of left.splice(0, count)) simulator.store.links.delete(id);
		});
		return left;
	};

	it.each([1, 3, 20])('give none twice and none missing: %i of them, once', async (count) => {
		const ids = fillLinks(world.simulator, 200);
		const left = deleteNewest(ids, count, (request) => request === 4);
		const found = idsOf((await world.run(all())).items);
		expect(found).toEqual(left);
	});

	it('give none twice and none missing: one before each of the first requests', async () => {
		const ids = fillLinks(world.simulator, 200);
		const left = deleteNewest(ids, 1, (request) => request > 1 && request < 15);
		const found = idsOf((await world.run(all())).items);
		expect(found).toEqual(left);
	});

	it('give none twice and none missing: one before every request', async () => {
		const ids = fillLinks(world.simulator, 200);
		const left = deleteNewest(ids, 1, (request) => request > 1);
		const found = idsOf((await world.run(all())).items);
		expect(twice(found)).toEqual([]);
		expect(left.filter((id) => !found.includes(id))).toEqual([]);
	});

	it('ends, although the list never comes to rest', async () => {
		const { simulator } = world;
		const ids = fillLinks(simulator, 100);
		beforeEachRequest(simulator, (request) => {
			simulator.store.links.delete(ids[request]);
		});
		expect(read(await world.run(all()))).toBe('');
		expect(simulator.requests.length).toBeLessThanOrEqual(15);
	});
});

describe('a service that pages badly', () => {
	const row = (n: number) => ({ linkId: `lnk_${n}`, n });
	const serve = (data: object, times?: number) =>
		world.simulator.faults.add({
			match: { operationId: 'links.list' },
			times,
			fault: { kind: 'status', status: 200, body: { message: 'OK', data } },
		});
	const pagination = { page: 1, perPage: 20, total: 100, totalPages: 5, hasMore: true };
	const links = [row(1), row(2)];

	it('is not asked for ever when it repeats a page', async () => {
		serve({ links, pagination });
		const result = await world.run(all());
		expect(idsOf(result.items)).toEqual(['lnk_1', 'lnk_2']);
		expect(world.simulator.requests.length).toBeLessThanOrEqual(6);
	});

	it('is not asked for ever when it repeats a page and does not count', async () => {
		serve({ links, pagination: { hasMore: true } });
		expect(idsOf((await world.run(all())).items)).toEqual(['lnk_1', 'lnk_2']);
		expect(world.simulator.requests).toHaveLength(2);
	});

	it('is not asked for ever when its rows have no ID either', async () => {
		serve({ links: [{ linkTitle: 'A' }, { linkTitle: 'B' }], pagination: { hasMore: true } });
		expect((await world.run(all())).items.map(({ json }) => json.linkTitle)).toEqual(['A', 'B']);
		expect(world.simulator.requests).toHaveLength(2);
	});

	it.each([
		['says no more than whether there is more', { hasMore: true }, { hasMore: false }],
		['counts pages alone', { totalPages: 2 }, { totalPages: 2 }],
		['counts rows alone', { total: 2 }, { total: 2 }],
		['counts in texts', { totalPages: '2', hasMore: 'true' }, { totalPages: '2', hasMore: 'false' }],
	])('is read to its end when it %s', async (_, first, last) => {
		serve({ links: [row(1)], pagination: first }, 1);
		serve({ links: [row(2)], pagination: last });
		expect(idsOf((await world.run(all())).items)).toEqual(['lnk_1', 'lnk_2']);
		expect(pagesOf(world.simulator.requests)).toEqual([1, 2]);
	});

	type Answer = { data: { pagination: object } };
	it.each([
		['says nothing of pages', () => undefined, 50 + 1],
		[
			'counts in texts',
			(honest: object): unknown => JSON.parse(JSON.stringify(honest).replace(/(\w+)(?=[,}])/g, '"$1"')),
			50,
		],
		['counts pages without end', (honest: object) => ({ ...honest, totalPages: 1e9 }), 50 + 16],
		['always says that there is more', (honest: object) => ({ ...honest, hasMore: true }), 50 + 1],
	] as Array<[string, (honest: object) => unknown, number]>)(
		'is read whole when it %s, and no further than it must',
		async (_, say, requests) => {
			const ids = fillLinks(world.simulator, 1_000);
			const body = ({ data }: Answer) => ({ data: { ...data, pagination: say(data.pagination) } });
			world.simulator.faults.add({ match: { operationId: 'links.list' }, fault: { kind: 'rewrite', body } });
			const result = await world.run(all());
			expect(read(result)).toBe('');
			expect(idsOf(result.items)).toEqual(ids);
			expect(world.simulator.requests).toHaveLength(requests);
		},
	);

	it('is not asked for more when it says nothing of pages and one is not full', async () => {
		serve({ links });
		expect(idsOf((await world.run(all())).items)).toEqual(['lnk_1', 'lnk_2']);
		expect(world.simulator.requests).toHaveLength(1);
	});

	it.each([
		['no list', { pagination: { ...pagination, hasMore: false } }],
		['null as list', { links: null }],
		['a list of something else', { links: ['lnk_1', 'lnk_2'] }],
	])('is not taken to have no links when it sends %s', async (_, data) => {
		serve(data);
		const result = await world.run(all());
		expect(read(result)).toMatch(
			/^Userplane sent an unexpected response: .*"links".* \[item 0\]\n.*base URL/,
		);
		expect(world.simulator.requests).toHaveLength(1);
	});

	it('may leave out a list that it says is empty', async () => {
		serve({ pagination: { ...pagination, totalPages: 0, total: 0, hasMore: false } });
		expect(await world.run(all())).toMatchObject({ status: 'success', items: [] });
	});

	it('may give smaller pages than asked for', async () => {
		const smaller = { page: 1, perPage: 1, total: 3, totalPages: 3 };
		for (const n of [1, 2, 3])
			serve({ links: [row(n)], pagination: { ...smaller, page: n, hasMore: n < 3 } }, 1);
		const result = await world.run(getMany(world.simulator, 'link', { limit: 3 }));
		expect(idsOf(result.items)).toEqual(['lnk_1', 'lnk_2', 'lnk_3']);
		expect(pagesOf(world.simulator.requests)).toEqual([1, 2, 3]);
	});
});

describe('a page that fails', () => {
	it('is tried again, and the rows come in order', async () => {
		const ids = fillLinks(world.simulator, 200);
		const fault = { kind: 'status', status: 503 } as const;
		world.simulator.faults.add({ match: { operationId: 'links.list' }, probability: 0.3, seed: 5, fault });
		const result = await world.runWaiting(all());
		expect(read(result)).toBe('');
		expect(idsOf(result.items)).toEqual(ids);
		expect(world.simulator.faults.hits).toBeGreaterThan(0);
	});

	it('ends the item, with no part of its rows', async () => {
		fillLinks(world.simulator, 200);
		let served = 0;
		beforeEachRequest(world.simulator, (count) => {
			served = count;
			if (count === 4) {
				const fault = { kind: 'status', status: 403, code: 'NOT_A_MEMBER' } as const;
				world.simulator.faults.add({ match: { operationId: 'links.list' }, fault });
			}
		});
		const result = await world.run(all(), { onError: 'continueRegularOutput' });
		expect(result.items).toHaveLength(1);
		expect(result.items[0].json.message).toContain('NOT_A_MEMBER');
		expect(served).toBeLessThanOrEqual(10);
	});
});
