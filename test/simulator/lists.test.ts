import type { Simulator } from './index';
import { call, callIn, codeOf } from './testClient';
import { useCheckedSimulator } from './useSimulator';

let simulator: Simulator;
useCheckedSimulator((started) => {
	simulator = started;
});

const titlesOf = (rows: Array<{ linkTitle: string }>): string[] => rows.map((row) => row.linkTitle);

describe('pagination', () => {
	const page = async (query: string) => (await callIn(simulator, 'GET', `/links?${query}`)).body.data;

	it('counts on and ends', async () => {
		for (let i = 0; i < 21; i++) simulator.store.addLink();
		const [first, second, third] = [
			await page(''),
			await page('page=2&per_page=20'),
			await page('page=3&per_page=20'),
		];
		expect(first.pagination).toEqual({ page: 1, perPage: 10, total: 23, totalPages: 3, hasMore: true });
		expect(first.links).toHaveLength(10);
		expect(second.pagination).toEqual({ page: 2, perPage: 20, total: 23, totalPages: 2, hasMore: false });
		expect(second.links).toHaveLength(3);
		expect(third).toMatchObject({ links: [], pagination: { page: 3, hasMore: false } });
	});

	it('ends exactly at a full page', async () => {
		expect((await page('per_page=2')).pagination).toMatchObject({ total: 2, hasMore: false });
		expect((await page('per_page=1')).pagination).toMatchObject({ totalPages: 2, hasMore: true });
	});

	it.each([
		['/recordings', 10],
		['/projects', 5],
		['/domains', 10],
		['/members', 10],
	])('%s has %i a page by default', async (path, perPage) => {
		const { body } = await callIn(simulator, 'GET', path);
		expect(body.data.pagination.perPage).toBe(perPage);
	});

	it('is empty, not missing, without rows', async () => {
		simulator.store.links.clear();
		expect(await page('')).toMatchObject({
			links: [],
			pagination: { total: 0, totalPages: 0, hasMore: false },
		});
	});
});

describe('user and workspaces', () => {
	it('counts what is the user’s and not deleted', async () => {
		const { body } = await call(simulator, 'GET', '/me');
		expect(body.data.user).toMatchObject({ name: 'Olivia Owner', email: 'olivia@acme.example', image: null });
		expect(body.data.stats).toEqual({ workspaces: 2, recordings: 3, links: 2 });
	});

	it('lists the user’s workspaces, with membership only when asked', async () => {
		const plain = await call(simulator, 'GET', '/workspaces');
		const { workspaceId, otherWorkspaceId, memberId } = simulator.seed;
		const ids = plain.body.data.workspaces.map((row: { workspaceId: string }) => row.workspaceId);
		expect(ids).toEqual([workspaceId, otherWorkspaceId]);
		expect(plain.body.data.total).toBe(2);
		expect(plain.body.data.workspaces[0]).not.toHaveProperty('workspaceMembership');
		const full = await call(simulator, 'GET', '/workspaces?include_workspace_membership=true');
		expect(full.body.data.workspaces[0].workspaceMembership).toMatchObject({
			workspaceMemberId: memberId,
			workspaceRole: 'owner',
		});
	});

	it.each(['per_page=21', 'include_workspace_membership=yes', 'sort_by=created_at'])(
		'refuses %s',
		async (query) => {
			expect(codeOf(await call(simulator, 'GET', `/workspaces?${query}`))).toBe('BAD_REQUEST');
		},
	);

	it('shows one workspace and its invite URL', async () => {
		const { workspaceId } = simulator.seed;
		expect((await callIn(simulator, 'GET', '')).body.data.workspace).toMatchObject({
			workspaceId,
			workspaceName: 'Acme Support',
		});
		expect((await callIn(simulator, 'GET', '/invite-url')).body.data).toEqual({
			workspaceId,
			inviteUrl: expect.stringMatching(/^https:/) as string,
		});
	});
});

describe('projects, domains and members', () => {
	it('lists projects that are not deleted', async () => {
		const { body } = await callIn(simulator, 'GET', '/projects');
		const { projectId, secondProjectId } = simulator.seed;
		expect(body.data.projects).toMatchObject([
			{ projectId, projectTitle: 'General', isDefault: true },
			{ projectId: secondProjectId, isDefault: false },
		]);
	});

	it.each([
		['prj_nobody', 404, 'PROJECT_NOT_FOUND'],
		['otherProjectId', 404, 'PROJECT_NOT_FOUND'],
		['deletedProjectId', 410, 'PROJECT_GONE'],
	] as const)('project %s: %i %s', async (which, status, code) => {
		const id = which === 'prj_nobody' ? which : simulator.seed[which];
		const reply = await callIn(simulator, 'GET', `/projects/${id}`);
		expect([reply.status, codeOf(reply)]).toEqual([status, code]);
	});

	it('shows one project', async () => {
		const { secondProjectId } = simulator.seed;
		const { body } = await callIn(simulator, 'GET', `/projects/${secondProjectId}`);
		expect(body.data.project).toMatchObject({ projectId: secondProjectId, recordingRetentionDays: 90 });
	});

	it('lists domains of every status', async () => {
		const { body } = await callIn(simulator, 'GET', '/domains');
		const statuses = body.data.domains.map((row: { domainStatus: string }) => row.domainStatus);
		expect(statuses).toEqual(['verified', 'pending', 'revoked']);
	});

	it('names a domain by its host alone', async () => {
		const { body } = await callIn(simulator, 'GET', '/domains');
		const hosts = body.data.domains.map((row: { domainUrl: string }) => row.domainUrl);
		expect(hosts).toEqual(['app.acme.example', 'new.acme.example', 'old.acme.example']);
	});

	it('lists members under workspaceMembers', async () => {
		const { body } = await callIn(simulator, 'GET', '/members');
		const roles = body.data.workspaceMembers.map((row: { workspaceRole: string }) => row.workspaceRole);
		expect(roles).toEqual(['owner', 'admin', 'member']);
	});
});

describe('search', () => {
	const search = (query: string) => callIn(simulator, 'GET', `/search?${query}`);
	const results = async (query: string) => (await search(query)).body.data.results;

	it('finds links by the beginnings of words, best first', async () => {
		const { store, seed } = simulator;
		store.addLink({ linkTitle: 'Checkouts are slow' });
		store.addLink({ linkTitle: 'A checkout that fails twice', deletedAt: store.timestamp() });
		store.addLink({ workspaceId: seed.otherWorkspaceId, linkTitle: 'Checkout elsewhere' });
		expect(titlesOf(await results('type=links&q=CHECKOUT'))).toEqual([
			'Checkout fails',
			'Checkouts are slow',
		]);
		expect(titlesOf(await results('type=links&q=fai+check'))).toEqual(['Checkout fails']);
		expect(titlesOf(await results('type=links&q=heckout'))).toEqual([]);
		expect(await results('type=links&q=!!')).toEqual([]);
	});

	it('finds links by their title alone: not by a reference, and none without a title', async () => {
		const { store } = simulator;
		store.addLink({ linkProviderReference: 'Untitled 99', linkProviderId: 'Untitled 99' });
		store.addLink({
			linkTitle: 'Titled',
			linkProviderReference: 'Reference 99',
			linkMeta: { a: 'metadata' },
		});
		for (const term of ['untitled', '99', 'reference', 'metadata', '4711', 'ticket'])
			expect([term, await results(`type=links&q=${term}`)]).toEqual([term, []]);
		expect(await results('type=links&q=titled')).toMatchObject([
			{ linkTitle: 'Titled', domainUrl: 'app.acme.example' },
		]);
	});

	it('finds members by name, projects by title, domains by URL', async () => {
		const { seed } = simulator;
		expect(await results('type=members&q=mia')).toMatchObject([{ workspaceMemberId: seed.plainMemberId }]);
		expect(await results('type=projects&q=BILL')).toMatchObject([{ projectId: seed.secondProjectId }]);
		expect(await results('type=projects&q=old')).toEqual([]);
		expect(await results('type=domains&q=new.acme')).toMatchObject([{ domainId: seed.pendingDomainId }]);
	});

	it('names its type, trims its term and stops at the limit', async () => {
		const { body } = await search('type=domains&q=%20acme%20&limit=2');
		expect(body.data).toMatchObject({ type: 'domains', results: [{}, {}] });
		for (let i = 0; i < 12; i++) simulator.store.addLink({ linkTitle: 'Many' });
		expect(await results('type=links&q=many')).toHaveLength(10);
		expect(await results('type=links&q=many&limit=12')).toHaveLength(12);
	});

	it.each([
		['type=links', 'WORKSPACE_SEARCH_TERM_REQUIRED'],
		['type=links&q=', 'WORKSPACE_SEARCH_TERM_REQUIRED'],
		['type=links&q=%20%20', 'WORKSPACE_SEARCH_TERM_REQUIRED'],
		['q=a', 'WORKSPACE_SEARCH_TYPE_INVALID'],
		['q=a&type=recordings', 'WORKSPACE_SEARCH_TYPE_INVALID'],
		[`type=links&q=${'x'.repeat(101)}`, 'BAD_REQUEST'],
	])('refuses %s with %s', async (query, code) => {
		const reply = await search(query);
		expect([reply.status, codeOf(reply)]).toEqual([400, code]);
	});

	it('takes a term of 100 characters', async () => {
		expect((await search(`type=links&q=${'x'.repeat(100)}`)).status).toBe(200);
	});
});
