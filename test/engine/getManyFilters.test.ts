import { fillLinks, getMany, queriesOf } from './lists';
import { byId, items, read, readItem, useWorld } from './support';

const world = useWorld();

/** What was sent beside page and page size, by request. */
const sent = () =>
	queriesOf(world.simulator.requests).map((query) =>
		[...query].filter(([name]) => name !== 'page' && name !== 'per_page').map((entry) => entry.join('=')),
	);

async function linksWith(filters: object) {
	const result = await world.run(getMany(world.simulator, 'link', { filters: { ...filters } }));
	expect(read(result)).toBe('');
	return result.items.map(({ json }) => json.linkId);
}

describe('a filter', () => {
	it.each([
		['several values', ['wsm_000001', 'wsm_000003']],
		['a text with commas', 'wsm_000001, wsm_000003'],
		['an expression that gives an array', '={{ ["wsm_000001", "wsm_000003"] }}'],
		['an expression that gives a text with commas', '={{ "wsm_000001,wsm_000003" }}'],
		['an array as text, as an agent may give it', '["wsm_000001", "wsm_000003"]'],
		['the same value twice', ['wsm_000001', 'wsm_000003', ' wsm_000001 ']],
	])('takes %s', async (_, created_by) => {
		const { seed } = world.simulator;
		expect(await linksWith({ created_by })).toEqual([seed.memberLinkId, seed.linkId]);
		expect(sent()).toEqual([['created_by[0]=wsm_000001', 'created_by[1]=wsm_000003']]);
		expect(world.simulator.requests[0].query).toContain('created_by%5B1%5D=');
	});

	it.each([
		['one in an array', ['wsm_000003']],
		['one text', 'wsm_000003'],
		['one by expression', '={{ "wsm_000003" }}'],
	])('takes one value: %s', async (_, created_by) => {
		expect(await linksWith({ created_by })).toEqual([world.simulator.seed.memberLinkId]);
		expect(sent()).toEqual([['created_by[0]=wsm_000003']]);
	});

	it('may be a number', async () => {
		expect(await linksWith({ created_by: '={{ 42 }}' })).toEqual([]);
		expect(sent()).toEqual([['created_by[0]=42']]);
	});

	it.each([
		['an empty array', []],
		['an empty text', ''],
		['commas alone', ' , '],
		['an expression that gives nothing', '={{ $json.none }}'],
		['null', '={{ null }}'],
		['a list of nothing', '={{ [null] }}'],
		['a locator without a choice', '={{ { mode: "list", value: "" } }}'],
	])('is refused when it is %s, which would return everything', async (_, created_by) => {
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			const parameters = getMany(world.simulator, 'link', { filters: { created_by } });
			const result = await world.run(parameters, { onError });
			expect(read(result) || readItem(result.items[0])).toMatch(
				/^The filter Creator Names or IDs is empty: enter a value, or remove the filter \[item 0\]\n/,
			);
		}
		expect(world.simulator.requests).toEqual([]);
	});

	it.each([
		'a/b',
		'..',
		'a b',
		'={{ { id: "a" } }}',
		'={{ [["a"]] }}',
		'https://dash.userplane.io/workspace/w',
	])('is refused when it is no ID: %s', async (created_by) => {
		const filters = { created_by: [created_by] };
		const whole = { created_by };
		for (const value of [filters, whole]) {
			const result = await world.run(getMany(world.simulator, 'link', { filters: value }));
			expect(read(result)).toMatch(/^Creator Names or IDs .*\[item 0\]/);
		}
		expect(world.simulator.requests).toEqual([]);
	});

	it('is one for each item', async () => {
		const { seed } = world.simulator;
		const parameters = getMany(world.simulator, 'link', {
			filters: { created_by: '={{ [$json.n ? "wsm_000003" : "wsm_000001"] }}' },
		});
		const result = await world.run(parameters, { items: items(2) });
		expect(result.items.map(({ json, pairedItem }) => [json.linkId, pairedItem])).toEqual([
			[seed.linkId, { item: 0 }],
			[seed.memberLinkId, { item: 1 }],
		]);
	});
});

describe('the filters of links', () => {
	it.each([
		['project_id', 'secondProjectId', 'memberLinkId'],
		['created_by', 'plainMemberId', 'memberLinkId'],
	] as const)('find by %s', async (name, value, found) => {
		const { seed } = world.simulator;
		expect(await linksWith({ [name]: [seed[value]] })).toEqual([seed[found]]);
	});

	it('find by domain_id', async () => {
		const { seed, store } = world.simulator;
		const { linkId } = store.addLink({ domainId: seed.revokedDomainId });
		expect(await linksWith({ domain_id: [seed.revokedDomainId] })).toEqual([linkId]);
	});

	it('hold together', async () => {
		const { seed } = world.simulator;
		const filters = { created_by: [seed.memberId], project_id: [seed.secondProjectId] };
		expect(await linksWith(filters)).toEqual([]);
	});
});

it('recordings are filtered by link, project and who requested them, the creator of their link', async () => {
	const { seed } = world.simulator;
	const find = async (filters: object) => {
		const result = await world.run(getMany(world.simulator, 'recording', { filters: { ...filters } }));
		expect(read(result)).toBe('');
		return result.items.map(({ json }) => json.recordingId);
	};
	expect(await find({ link_id: [seed.memberLinkId] })).toEqual([seed.videoOnlyRecordingId]);
	expect(await find({ created_by: [seed.plainMemberId] })).toEqual([seed.videoOnlyRecordingId]);
	expect(await find({ project_id: [seed.projectId] })).toEqual([seed.pendingRecordingId, seed.recordingId]);
	expect(await find({ link_id: [seed.linkId, seed.memberLinkId], created_by: [seed.memberId] })).toHaveLength(
		2,
	);
});

it('the filter of who made the link is Requested By for recordings', async () => {
	const parameters = getMany(world.simulator, 'recording', { filters: { created_by: ['a/b'] } });
	expect(read(await world.run(parameters))).toMatch(/^Requested By Names or IDs .*\[item 0\]/);
});

describe('sorting', () => {
	const sortedBy = async (resource: string, sort: object, key: string) => {
		const result = await world.run(getMany(world.simulator, resource, { sort: { ...sort } }));
		expect(read(result)).toBe('');
		return result.items.map(({ json }) => json[key]);
	};

	it('is left to the service unless it is chosen', async () => {
		await sortedBy('link', {}, 'linkId');
		expect(sent()).toEqual([[]]);
	});

	it('goes both ways', async () => {
		expect(await sortedBy('link', { sort_by: 'link_title', sort_direction: 'asc' }, 'linkTitle')).toEqual([
			'Checkout fails',
			'Invoice is wrong',
		]);
		expect(await sortedBy('link', { sort_by: 'link_title', sort_direction: 'desc' }, 'linkTitle')).toEqual([
			'Invoice is wrong',
			'Checkout fails',
		]);
		expect(sent().at(-1)).toEqual(['sort_by=link_title', 'sort_direction=desc']);
	});

	it('may name the column or the direction alone', async () => {
		const { seed } = world.simulator;
		expect((await sortedBy('recording', { sort_direction: 'asc' }, 'recordingId'))[0]).toBe(seed.recordingId);
		await sortedBy('recording', { sort_by: 'recording_duration' }, 'recordingId');
		expect(sent()).toEqual([['sort_direction=asc'], ['sort_by=recording_duration']]);
	});

	it('holds on every page', async () => {
		const ids = fillLinks(world.simulator, 45).reverse();
		const sort = { sort_by: 'created_at', sort_direction: 'asc' };
		const parameters = getMany(world.simulator, 'link', { returnAll: true, sort });
		const result = await world.run(parameters);
		expect(result.items.map(({ json }) => json.linkId)).toEqual(ids);
		expect(sent()).toEqual(Array.from({ length: 3 }, () => ['sort_by=created_at', 'sort_direction=asc']));
	});

	it.each([
		[
			'link',
			{ sort_by: '={{ "recording_duration" }}' },
			/^Sort By has an unknown value.*created_at, link_title/s,
		],
		[
			'recording',
			{ sort_by: '={{ "link_title" }}' },
			/^Sort By has an unknown value.*created_at, recording_duration/s,
		],
		['link', { sort_direction: '={{ "up" }}' }, /^Sort Direction has an unknown value.*asc, desc/s],
	])('refuses what the service does not know: %s', async (resource, sort, reason) => {
		expect(read(await world.run(getMany(world.simulator, resource, { sort })))).toMatch(reason);
		expect(world.simulator.requests).toEqual([]);
	});
});

it('an unknown workspace is told once, and no second page is asked for', async () => {
	const parameters = getMany(world.simulator, 'link', { returnAll: true, workspaceId: byId('ws_none') });
	expect(read(await world.run(parameters))).toContain('WORKSPACE_NOT_FOUND, HTTP 404');
	expect(world.simulator.requests).toHaveLength(1);
});
