import type { INodeExecutionData } from 'n8n-workflow';

import { fillLinks, getMany, pagesOf, queriesOf } from './lists';
import { items, read, useWorld } from './support';

const world = useWorld();
const idsOf = (found: INodeExecutionData[], id = 'linkId') => found.map(({ json }) => json[id]);
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('Limit', () => {
	it.each([
		['its default of 50', 130, {}, 50, 3],
		['fewer than a page', 130, { limit: 3 }, 3, 1],
		['one', 130, { limit: 1 }, 1, 1],
		['exactly a page', 130, { limit: 20 }, 20, 1],
		['one more than a page', 130, { limit: 21 }, 21, 2],
		['an exact multiple of a page', 130, { limit: 60 }, 60, 3],
		['as many as there are', 60, { limit: 60 }, 60, 3],
		['more than there are', 45, { limit: 1_000 }, 45, 3],
		['more than there are, which fill their pages', 40, { limit: 1_000 }, 40, 2],
		['a text with a number', 130, { limit: '={{ "21" }}' }, 21, 2],
	])('takes %s: of %i rows', async (_, stored, parameters, expected, requests) => {
		const ids = fillLinks(world.simulator, stored);
		const result = await world.run(getMany(world.simulator, 'link', parameters));
		expect(read(result)).toBe('');
		expect(idsOf(result.items)).toEqual(ids.slice(0, expected));
		expect(pagesOf(world.simulator.requests)).toEqual(upTo(requests));
		expect(queriesOf(world.simulator.requests).every((query) => query.get('per_page') === '20')).toBe(true);
	});

	it('is one for each item', async () => {
		const ids = fillLinks(world.simulator, 30);
		const result = await world.run(getMany(world.simulator, 'link', { limit: '={{ $json.n * 12 + 1 }}' }), {
			items: items(3),
		});
		expect(idsOf(result.items)).toEqual([...ids.slice(0, 1), ...ids.slice(0, 13), ...ids.slice(0, 25)]);
		const counts = [0, 1, 2].map(
			(item) =>
				result.items.filter(({ pairedItem }) => JSON.stringify(pairedItem) === `{"item":${item}}`).length,
		);
		expect(counts).toEqual([1, 13, 25]);
	});

	it.each(['0', '-1', '1.5', '"many"', 'null', '""', '{}'])('is refused when it is %s', async (limit) => {
		const result = await world.run(getMany(world.simulator, 'link', { limit: `={{ ${limit} }}` }));
		expect(read(result)).toMatch(/^Limit is not a whole number above 0 \[item 0\]/);
		expect(world.simulator.requests).toEqual([]);
	});
});

describe('Return All', () => {
	it.each([0, 1, 20, 21, 40, 161])('gives all of %i rows, in the order of the list', async (count) => {
		const ids = fillLinks(world.simulator, count);
		const result = await world.run(getMany(world.simulator, 'link', { returnAll: true, limit: 5 }));
		expect(read(result)).toBe('');
		expect(idsOf(result.items)).toEqual(ids);
		expect(pagesOf(world.simulator.requests)).toEqual(upTo(Math.max(1, Math.ceil(count / 20))));
	});

	it('gives each of 1,000 links once in exactly 50 requests, with three filters on every page', async () => {
		const { simulator } = world;
		const { seed, store } = simulator;
		const ids = fillLinks(simulator, 1_000);
		// Rows that the filters leave out, spread over all pages
		for (const linkId of ids.filter((_, index) => index % 10 === 0)) {
			const createdAt = store.links.get(linkId)?.createdAt;
			store.addLink({ createdAt, projectId: seed.secondProjectId });
			store.addLink({ createdAt, createdBy: seed.adminMemberId });
		}
		const filters = {
			created_by: [seed.memberId],
			project_id: [seed.projectId],
			domain_id: [seed.domainId],
		};
		const result = await world.run(getMany(simulator, 'link', { returnAll: true, filters }));
		expect(read(result)).toBe('');
		expect(idsOf(result.items)).toEqual(ids);
		expect(pagesOf(simulator.requests)).toEqual(upTo(50));
		for (const query of queriesOf(simulator.requests)) {
			expect(query.get('created_by[0]')).toBe(seed.memberId);
			expect(query.get('project_id[0]')).toBe(seed.projectId);
			expect(query.get('domain_id[0]')).toBe(seed.domainId);
			expect(query.get('per_page')).toBe('20');
		}
	});

	it('may be an expression', async () => {
		const ids = fillLinks(world.simulator, 70);
		const parameters = getMany(world.simulator, 'link', { returnAll: '={{ $json.n === 1 }}', limit: 2 });
		const result = await world.run(parameters, { items: items(2) });
		expect(idsOf(result.items)).toEqual([...ids.slice(0, 2), ...ids]);
	});
});

describe('the largest page that an endpoint gives', () => {
	it('is asked for, and every row comes', async () => {
		const { seed, store } = world.simulator;
		const copies = <T>(table: Map<string, T>, row: T | undefined, idKey: string) => {
			for (let n = 0; n < 25; n += 1) table.set(`copy_${n}`, { ...row, [idKey]: `copy_${n}` } as T);
		};
		copies(store.projects, store.projects.get(seed.projectId), 'projectId');
		copies(store.domains, store.domains.get(seed.domainId), 'domainId');
		copies(store.members, store.members.get(seed.adminMemberId), 'workspaceMemberId');
		for (let n = 0; n < 25; n += 1) store.addRecording({ linkId: seed.linkId });
		const own = store.members.get(seed.memberId);
		const workspace = store.workspaces.get(seed.workspaceId);
		if (!own || !workspace) throw new Error('The seed lacks a member');
		for (let n = 0; n < 25; n += 1) {
			const workspaceId = `ws_copy_${n}`;
			store.workspaces.set(workspaceId, { ...workspace, workspaceId });
			store.members.set(workspaceId, { ...own, workspaceMemberId: workspaceId, workspaceId });
		}
		const expected: Array<[string, string, number, number]> = [
			['domain', 'domainId', 10, 28],
			['member', 'workspaceMemberId', 10, 28],
			['project', 'projectId', 10, 27],
			['recording', 'recordingId', 20, 28],
			['workspace', 'workspaceId', 20, 27],
		];
		for (const [resource, id, perPage, count] of expected) {
			world.simulator.clearRequests();
			const result = await world.run(getMany(world.simulator, resource, { returnAll: true }));
			expect(read(result)).toBe('');
			expect(new Set(idsOf(result.items, id)).size).toBe(count);
			expect(result.items).toHaveLength(count);
			const { requests } = world.simulator;
			expect(pagesOf(requests)).toEqual(upTo(Math.ceil(count / perPage)));
			expect(queriesOf(requests).every((query) => query.get('per_page') === String(perPage))).toBe(true);
		}
	});
});
