import { request } from 'node:http';
import type { Simulator } from './index';
import { callIn, codeOf } from './testClient';
import { useCheckedSimulator } from './useSimulator';

let simulator: Simulator;
useCheckedSimulator((started) => {
	simulator = started;
});

const goodBody = () => ({ domainId: simulator.seed.domainId, linkReusable: false });
const create = (body: unknown, headers?: Record<string, string>) =>
	callIn(simulator, 'POST', '/links', { body, ...(headers && { headers }) });
const update = (body: unknown) => callIn(simulator, 'PUT', `/links/${simulator.seed.linkId}`, { body });
const text = (length: number): string => 'x'.repeat(length);

async function expectBadRequest(reply: ReturnType<typeof callIn>): Promise<void> {
	const { status, body } = await reply;
	expect({ status, code: body.code }).toEqual({ status: 400, code: 'BAD_REQUEST' });
}

describe('link create refuses', () => {
	const flaws: Array<[string, object]> = [
		['an unknown key', { linkTitle: 'x' }],
		['the older name of the metadata', { meta: {} }],
		['a null', { projectId: null }],
		['an empty id', { domainId: '' }],
		['a missing domain', { domainId: undefined }],
		['a missing linkReusable, which the document lists as required', { linkReusable: undefined }],
		['a flag as text', { linkReusable: 'false' }],
		['a reference that is too long', { linkReference: text(2049) }],
		['a metadata value that is too long', { linkMeta: { a: text(1025) } }],
		['a metadata value that is no text', { linkMeta: { a: 1 } }],
		['nested metadata', { linkMeta: { a: {} } }],
		['metadata null', { linkMeta: null }],
		['a list as metadata', { linkMeta: ['a'] }],
	];
	it.each(flaws)('%s', async (_name, flaw) => {
		await expectBadRequest(create({ ...goodBody(), ...flaw }));
		expect(simulator.store.links.size).toBe(4);
	});

	it.each(['dom_nobody', 'other', 'pending', 'revoked'])('a domain that is %s', async (which) => {
		const { seed } = simulator;
		const ids: Record<string, string> = { other: seed.otherDomainId, pending: seed.pendingDomainId };
		const domainId = ids[which] ?? (which === 'revoked' ? seed.revokedDomainId : which);
		await expectBadRequest(create({ ...goodBody(), domainId }));
	});

	it('takes every value at its limit', async () => {
		const linkMeta = { a: text(1024), ['__proto__x']: '' };
		const reply = await create({ ...goodBody(), linkReference: text(2048), linkMeta });
		expect(reply.status).toBe(200);
		expect(reply.body.data.link.linkMeta).toEqual(linkMeta);
	});
});

describe('link update refuses', () => {
	const flaws: Array<[string, object]> = [
		['the reference under its name of create', { linkReference: 'x' }],
		['a change of project', { projectId: 'prj_000002' }],
		['a title that is too long', { linkTitle: text(256) }],
		['a provider id that is too long', { linkProviderId: text(256) }],
		['a reference that is too long', { linkProviderRef: text(2049) }],
		['a provider that is not listed', { linkProviderType: 'Zendesk' }],
		['a null where none is allowed', { linkReusable: null }],
		['metadata null', { linkMeta: null }],
	];
	it.each(flaws)('%s', (_name, flaw) => expectBadRequest(update(flaw)));

	it('takes every value at its limit', async () => {
		const limits = { linkTitle: text(255), linkProviderId: text(255), linkProviderRef: text(2048) };
		expect((await update(limits)).status).toBe(200);
	});
});

describe('bodies', () => {
	it.each([
		['none', undefined, {}],
		['malformed', '{"domainId"', {}],
		['a list', '[]', {}],
		['null', 'null', {}],
		['text within JSON', '"{}"', {}],
		['another type', 'domainId=x', { 'Content-Type': 'application/x-www-form-urlencoded' }],
	])('of a create are refused: %s', async (_name, body, headers: Record<string, string>) => {
		await expectBadRequest(create(body, headers));
	});

	it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/vnd.api+json'])(
		'must be JSON by their type, not %s',
		async (type) => {
			await expectBadRequest(create(JSON.stringify(goodBody()), { 'Content-Type': type }));
		},
	);

	it('may name a charset', async () => {
		const headers = { 'Content-Type': 'application/json; charset=utf-8' };
		expect((await create(goodBody(), headers)).status).toBe(200);
	});

	it.each([
		['GET', '/links'],
		['DELETE', '/links/lnk_000001'],
	])('have no place on %s', async (method, path) => {
		await expectBadRequest(callIn(simulator, method, path, { body: {} }));
		expect((await callIn(simulator, method, path)).status).toBe(200);
	});

	it('have a size limit', async () => {
		const reply = await create({ ...goodBody(), linkReference: text(2_000_000) });
		expect(reply.status).toBe(413);
	});
});

describe('queries', () => {
	const refused = [
		'/links?unknown=1',
		'/links?page=0',
		'/links?page=-1',
		'/links?page=1.5',
		'/links?page=1e1',
		'/links?page=two',
		'/links?page=',
		'/links?per_page=0',
		'/links?per_page=21',
		'/recordings?per_page=21',
		'/projects?per_page=11',
		'/domains?per_page=11',
		'/members?per_page=11',
		'/links?created_by=a',
		'/links?created_by=a&created_by=b',
		'/links?created_by[]=a',
		'/links?created_by[0]=a&created_by[2]=b',
		'/links?created_by[x]=a',
		'/links?created_by[0]=',
		'/links?link_id[0]=lnk_000001',
		'/recordings?domain_id[0]=dom_000001',
		'/links?sort_by=recording_duration',
		'/recordings?sort_by=link_title',
		'/links?sort_direction=DESC',
		'/links?page=%zz',
		'/links/lnk_000001?page=1',
		'/search?type=links&q=a&limit=21',
		'/search?type=links&q=a&limit=0',
	];
	it.each(refused)('refuses %s', (path) => expectBadRequest(callIn(simulator, 'GET', path)));

	const taken = [
		'/links?page=1&per_page=20',
		'/recordings?per_page=20',
		'/projects?per_page=10',
		'/domains?per_page=10',
		'/members?per_page=10',
		'/links?created_by[0]=a&created_by[1]=b&project_id[0]=c&domain_id[0]=d',
		'/recordings?created_by%5B0%5D=a&project_id[0]=c&link_id[0]=d',
		'/links?sort_by=link_title&sort_direction=asc',
		'/recordings?sort_by=recording_duration&sort_direction=desc',
		'/search?type=links&q=a&limit=20',
	];
	it.each(taken)('takes %s', async (path) => {
		expect((await callIn(simulator, 'GET', path)).status).toBe(200);
	});

	it('refuses a path with a broken percent code', async () => {
		const reply = await callIn(simulator, 'GET', '/links/%zz');
		expect(codeOf(reply)).toBe('BAD_REQUEST');
	});

	it.each(['..', '%2e%2E'])(
		'resolves the dot segment %s, as servers do, and records the raw path',
		async (dots) => {
			const path = `/api/v1/public/workspace/${simulator.seed.workspaceId}/links/${dots}/members`;
			const { hostname, port } = new URL(simulator.baseUrl);
			const headers = { Authorization: `Bearer ${simulator.apiKey}` };
			// Straight from node:http, since other clients resolve the path themselves
			await new Promise<void>((resolve) => {
				request({ hostname, port, path, headers }, (response) => response.resume().on('end', resolve)).end();
			});
			expect(simulator.requests).toMatchObject([{ path, operationId: 'members.list', status: 200 }]);
		},
	);

	it('reads an encoded slash as part of the id', async () => {
		const reply = await callIn(simulator, 'GET', '/links/a%2Fb');
		expect(codeOf(reply)).toBe('LINK_NOT_FOUND');
		expect(simulator.requests.at(-1)?.path).toMatch(/\/links\/a%2Fb$/);
	});
});
