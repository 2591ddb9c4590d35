import { errorKinds } from './index';
import type { Simulator } from './index';
import { callIn, codeOf } from './testClient';
import { useCheckedSimulator } from './useSimulator';

let simulator: Simulator;
useCheckedSimulator((started) => {
	simulator = started;
});

const create = (more: object = {}) =>
	callIn(simulator, 'POST', '/links', {
		body: { domainId: simulator.seed.domainId, linkReusable: false, ...more },
	});
const update = (linkId: string, body: object) => callIn(simulator, 'PUT', `/links/${linkId}`, { body });
const projectOf = (id: string) => {
	const project = simulator.store.projects.get(id);
	if (!project) throw new Error(`no project ${id}`);
	return project;
};

describe('create', () => {
	it('sets what was sent, and says so under the answer’s names', async () => {
		const { seed } = simulator;
		const sent = {
			projectId: seed.secondProjectId,
			linkReusable: true,
			linkReference: 'T-1',
			linkMeta: { a: 'b' },
		};
		const { status, body } = await create(sent);
		expect(status).toBe(200);
		expect(body.data.workspaceId).toBe(seed.workspaceId);
		expect(body.data.link).toMatchObject({
			linkReusable: true,
			linkProviderReference: 'T-1',
			linkMeta: { a: 'b' },
			project: { projectId: seed.secondProjectId, title: 'Billing' },
			creator: { workspaceMemberId: seed.memberId, name: 'Olivia Owner' },
			domain: { domainId: seed.domainId, url: 'app.acme.example', status: 'verified' },
		});
		const read = await callIn(simulator, 'GET', `/links/${body.data.link.linkId}`);
		expect(read.body.data).toEqual(body.data);
	});

	it('leaves the rest at the service’s defaults', async () => {
		const { body } = await create();
		expect(body.data.link).toMatchObject({
			linkTitle: null,
			linkType: 'recording',
			linkProviderType: 'others',
			linkProviderId: null,
			linkProviderReference: null,
			linkMeta: null,
			project: { projectId: simulator.seed.projectId },
		});
	});

	it('makes another link each time', async () => {
		const [first, second] = [await create(), await create()];
		expect(first.body.data.link.linkId).not.toBe(second.body.data.link.linkId);
		expect(simulator.store.links.size).toBe(6);
	});

	it.each([
		['the plan is full', 403, 'PLAN_LIMIT_EXCEEDED'],
		['there is no default project', 404, 'LINK_DEFAULT_PROJECT_NOT_FOUND'],
		['the default project is deleted', 404, 'LINK_DEFAULT_PROJECT_NOT_FOUND'],
		['the project is deleted', 410, 'LINK_PROJECT_DELETED'],
		['the project is unknown', 400, 'BAD_REQUEST'],
	])('fails when %s', async (when, status, code) => {
		const { seed, store } = simulator;
		const workspace = store.workspaces.get(seed.workspaceId);
		if (when === 'the plan is full' && workspace) workspace.planLimit = 3;
		if (when === 'there is no default project') projectOf(seed.projectId).isDefault = false;
		if (when === 'the default project is deleted') projectOf(seed.projectId).deletedAt = store.timestamp();
		const named: Record<string, string> = {
			'the project is deleted': seed.deletedProjectId,
			'the project is unknown': seed.otherProjectId,
		};
		const reply = await create(named[when] ? { projectId: named[when] } : {});
		expect({ status: reply.status, code: codeOf(reply) }).toEqual({ status, code });
		expect(simulator.store.links.size).toBe(4);
	});

	it('counts deleted links towards the plan, and allows up to the limit', async () => {
		const workspace = simulator.store.workspaces.get(simulator.seed.workspaceId);
		if (workspace) workspace.planLimit = 4;
		expect((await create()).status).toBe(200);
		expect(codeOf(await create())).toBe('PLAN_LIMIT_EXCEEDED');
	});
});

describe('a link’s URL', () => {
	const urlsOf = async (count: number): Promise<URL[]> => {
		const made = Array.from({ length: count }, () => create());
		return (await Promise.all(made)).map(({ body }) => new URL(body.data.link.linkURL));
	};

	it('is a page of the domain, and its token is not the link’s id', async () => {
		const { body } = await create();
		const { linkId, linkURL, domain } = body.data.link;
		expect(linkURL).toMatch(/^https:\/\/app\.acme\.example\/r\/[A-Za-z0-9]{8,}(\?|$)/);
		expect(new URL(linkURL).host).toBe(domain.url);
		expect(linkURL).not.toContain(linkId);
	});

	it('is its own, the same after each reset, and has a query on some links', async () => {
		const urls = await urlsOf(6);
		expect(new Set(urls.map(({ pathname }) => pathname)).size).toBe(6);
		const withQuery = urls.filter(({ search }) => search !== '');
		expect(withQuery).toHaveLength(3);
		simulator.reset();
		expect((await urlsOf(6)).map(String).sort()).toEqual(urls.map(String).sort());
	});
});

describe('update', () => {
	it('changes what is named and leaves the rest', async () => {
		const { linkId } = simulator.seed;
		const before = (await callIn(simulator, 'GET', `/links/${linkId}`)).body.data.link;
		const { body } = await update(linkId, { linkTitle: 'New' });
		expect(body.data.link).toEqual({ ...before, linkTitle: 'New' });
		expect((await update(linkId, {})).body.data.link).toEqual({ ...before, linkTitle: 'New' });
	});

	it('clears with null', async () => {
		const cleared = { linkTitle: null, linkProviderId: null };
		const { body } = await update(simulator.seed.linkId, { ...cleared, linkProviderRef: null });
		expect(body.data.link).toMatchObject({ ...cleared, linkProviderReference: null });
		expect(body.data.link).not.toHaveProperty('linkProviderRef');
	});

	it('sets every field, and replaces metadata', async () => {
		const { linkId } = simulator.seed;
		await update(linkId, { linkMeta: { a: '1', b: '2' } });
		const fields = { linkReusable: true, linkProviderType: 'intercom', linkProviderId: '7' };
		const { body } = await update(linkId, { ...fields, linkProviderRef: 'R', linkMeta: { b: '3' } });
		expect(body.data.link).toMatchObject({ ...fields, linkProviderReference: 'R' });
		expect(body.data.link.linkMeta).toEqual({ b: '3' });
	});

	it('adds to the metadata when told so', async () => {
		const { linkId } = simulator.seed;
		simulator.settings.linkMetaUpdate = 'merge';
		for (const linkMeta of [{ a: '1', b: '2' }, { b: '3' }]) await update(linkId, { linkMeta });
		const { body } = await update(linkId, { linkTitle: 'Other' });
		expect(body.data.link.linkMeta).toEqual({ a: '1', b: '3' });
		simulator.reset();
		expect(simulator.settings.linkMetaUpdate).toBe('replace');
	});
});

describe.each([
	['GET', undefined],
	['PUT', {}],
	['DELETE', undefined],
])('%s of one link', (method, body) => {
	it.each([
		['lnk_nobody', 404, 'LINK_NOT_FOUND'],
		['deletedLinkId', 410, 'LINK_GONE'],
		['otherLinkId', 403, 'LINK_WORKSPACE_MISMATCH'],
	] as const)('%s: %i %s', async (which, status, code) => {
		const id = which === 'lnk_nobody' ? which : simulator.seed[which];
		const reply = await callIn(simulator, method, `/links/${id}`, { body });
		expect(reply.status).toBe(status);
		expect(reply.body).toEqual({ defined: true, code, status, message: errorKinds[code].message });
	});
});

describe('delete', () => {
	it('is soft: the link is gone afterwards, from the list too', async () => {
		const { linkId, workspaceId } = simulator.seed;
		const reply = await callIn(simulator, 'DELETE', `/links/${linkId}`);
		expect(reply.body.data).toEqual({ workspaceId, linkId });
		expect(codeOf(await callIn(simulator, 'DELETE', `/links/${linkId}`))).toBe('LINK_GONE');
		const list = await callIn(simulator, 'GET', '/links');
		expect(list.body.data.links.map((link: { linkId: string }) => link.linkId)).not.toContain(linkId);
	});

	it('is for the creator, admins and owners', async () => {
		const { member, admin } = simulator.keys;
		const { linkId, memberLinkId } = simulator.seed;
		const remove = (id: string, key: string) => callIn(simulator, 'DELETE', `/links/${id}`, { key });
		const forbidden = await remove(linkId, member);
		expect({ status: forbidden.status, code: codeOf(forbidden) }).toEqual({
			status: 403,
			code: 'LINK_DELETE_FORBIDDEN',
		});
		expect((await remove(memberLinkId, member)).status).toBe(200);
		expect((await remove(linkId, admin)).status).toBe(200);
	});
});
