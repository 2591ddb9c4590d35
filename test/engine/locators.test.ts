import type { INodeParameters } from 'n8n-workflow';

import { runListSearch } from '../harness';
import { byId, locator, read, useWorld } from './support';

const world = useWorld();
const dashboard = 'https://dash.userplane.io/workspace';

/** The path that looking up the recording asks for. */
async function pathFor(parameters: INodeParameters): Promise<string | undefined> {
	const result = await world.run(world.recording(parameters));
	expect(read(result)).toBe('');
	return world.simulator.requests.at(-1)?.path;
}

describe('an ID', () => {
	const ways = (id: string, address: string): Array<[string, INodeParameters | string]> => [
		['from the list', { ...locator('list', id), cachedResultName: 'Its name' }],
		['by ID', byId(id)],
		['by ID with white space', byId(` ${id}\n`)],
		['as plain text', id],
		['as an expression', `={{ "${id}" }}`],
		['by ID as an expression', byId(`={{ "${id}" }}`)],
		['by URL', locator('url', address)],
		['by URL as an expression', locator('url', `={{ "${address}" }}`)],
		['as a URL among IDs', byId(address)],
		['by URL as an ID', locator('url', id)],
		['by URL without a scheme', locator('url', address.replace('https://', ''))],
	];
	const workspaceId = 'ws_000001';
	const recordingId = 'rec_000001';
	const address = `${dashboard}/${workspaceId}/recordings/${recordingId}`;
	const path = `/api/v1/public/workspace/${workspaceId}/recordings/${recordingId}`;

	it.each(ways(workspaceId, address))('of a workspace is taken %s', async (_, value) => {
		expect(await pathFor({ workspaceId: value })).toBe(path);
	});

	it.each(ways(recordingId, address))('of a recording is taken %s', async (_, value) => {
		expect(await pathFor({ recordingId: value })).toBe(path);
	});

	it.each(ways('lnk_000002', `${dashboard}/${workspaceId}/recordings?links=lnk_000002`))(
		'of a link is taken %s',
		async (_, value) => {
			const result = await world.run(world.update({ linkTitle: 'New' }, { linkId: value }));
			expect(read(result)).toBe('');
			expect(world.simulator.store.links.get('lnk_000002')?.linkTitle).toBe('New');
		},
	);

	it.each(['domainId', 'projectId'])('is taken from the list and by ID: %s', async (name) => {
		const id = name === 'domainId' ? world.simulator.seed.domainId : world.simulator.seed.secondProjectId;
		for (const value of [locator('list', id), byId(id), id]) {
			expect(read(await world.run(world.create({ [name]: value })))).toBe('');
		}
		const sent = world.bodies('POST') as Array<Record<string, unknown>>;
		expect(sent.map((body) => body[name])).toEqual([id, id, id]);
	});

	it('may be a number', async () => {
		const { store, seed } = world.simulator;
		store.addRecording({ recordingId: '77', linkId: seed.linkId });
		const own = `/api/v1/public/workspace/${seed.workspaceId}/recordings/77`;
		expect(await pathFor({ recordingId: byId('={{ 77 }}') })).toBe(own);
		expect(await pathFor({ recordingId: locator('list', 77) })).toBe(own);
	});

	it.each([
		["the link's own URL", 'https://acme.example/?userplane-token=t0ken', /customer's recording URL/],
		['a list of links', `${dashboard}/ws_000001/links`, /cannot be read from this URL/],
		['two links', `${dashboard}/ws_000001/recordings?links=lnk_000001,lnk_000002`, /more than one/],
		['a number that may have been another', Number('1234567890123456789'), /too large to be exact/],
	])('of a link is not taken from %s', async (_, given, reason) => {
		const parameters = world.update({ linkTitle: 'New' }, { linkId: locator('url', '={{ $json.given }}') });
		const text = read(await world.run(parameters, { items: [{ json: { given } }] }));
		expect(text).toMatch(/^Link .*\[item 0\]\n.+/);
		expect(text).toMatch(reason);
		expect(text).not.toContain('t0ken');
		expect(world.simulator.requests).toEqual([]);
	});

	it("of the link that was just made is not guessed from the link's own URL", async () => {
		const [{ json }] = (await world.run(world.create())).items;
		const parameters = world.update({ linkTitle: 'New' }, { linkId: locator('url', json.linkURL as string) });
		expect(read(await world.run(parameters))).toContain("customer's recording URL");
		expect(world.sent('PUT')).toEqual([]);
	});

	it('reaches one path segment whatever its letters', async () => {
		const { store, seed } = world.simulator;
		const id = "rec:é+&=;,@!$'()*~鍵";
		store.addRecording({ recordingId: id, linkId: seed.linkId });
		expect(decodeURIComponent((await pathFor({ recordingId: byId(id) })) ?? '')).toMatch(
			/\/recordings\/rec:é/,
		);
	});
});

describe('From List', () => {
	const search = async (
		method: string,
		more: { filter?: string; paginationToken?: string } = {},
		workspaceId?: string,
	) =>
		await runListSearch({
			method,
			parameters: { workspaceId: byId(workspaceId ?? world.simulator.seed.workspaceId) },
			credentials: world.credentials(),
			...more,
		});

	it('offers workspaces', async () => {
		const { seed } = world.simulator;
		const found = await search('searchWorkspaces');
		expect(found.results).toEqual([
			{ name: 'Acme Support', value: seed.workspaceId },
			{ name: 'Acme Labs', value: seed.otherWorkspaceId },
		]);
		expect(found.paginationToken).toBeUndefined();
		expect((await search('searchWorkspaces', { filter: ' LABS ' })).results).toHaveLength(1);
	});

	it('offers domains and says which cannot carry links', async () => {
		const { results } = await search('searchDomains');
		expect(results.map(({ value }) => value)).toEqual(['dom_000001', 'dom_000002', 'dom_000003']);
		expect(results.map(({ name }) => /cannot/.test(name))).toEqual([false, true, true]);
		expect((await search('searchDomains', { filter: 'NEW.' })).results.map(({ value }) => value)).toEqual([
			'dom_000002',
		]);
	});

	it('offers projects and says which is the default', async () => {
		const { results } = await search('searchProjects');
		const { projectId, secondProjectId } = world.simulator.seed;
		expect(results).toEqual([
			{ name: 'General (default)', value: projectId },
			{ name: 'Billing', value: secondProjectId },
		]);
	});

	it('offers all pages, one by one', async () => {
		const { store, seed } = world.simulator;
		const general = store.projects.get(seed.projectId);
		if (!general) throw new Error('There is no project');
		for (let n = 0; n < 20; n += 1) {
			const projectId = `prj_more_${n}`;
			store.projects.set(projectId, { ...general, projectId, projectTitle: `More ${n}`, isDefault: false });
		}
		const values: unknown[] = [];
		let paginationToken: string | undefined;
		do {
			const page = await search('searchProjects', { paginationToken });
			values.push(...page.results.map(({ value }) => value));
			paginationToken = page.paginationToken as string | undefined;
		} while (paginationToken !== undefined);
		expect(values).toHaveLength(22);
		expect(new Set(values).size).toBe(22);
		expect(world.simulator.requests).toHaveLength(3);
	});

	it('asks for the workspace first', async () => {
		await expect(search('searchDomains', {}, ' ')).rejects.toThrow('Select a workspace first');
		expect(world.simulator.requests.map(({ path }) => path)).toEqual(['/api/v1/public/workspaces']);
	});

	it('tells why it found nothing', async () => {
		await expect(search('searchDomains', {}, 'ws_none')).rejects.toThrow('The workspace was not found');
	});
});
