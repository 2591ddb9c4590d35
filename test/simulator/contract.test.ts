import type { OpenAPIBackend } from 'openapi-backend';
import { contractBreach, loadContract } from './contract';
import { startSimulator } from './index';
import type { Simulator } from './index';
import { callIn, call } from './testClient';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator();
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.stop());

describe('the contract file', () => {
	let contract: OpenAPIBackend;
	beforeAll(async () => {
		// Not quick: checks the document against the OpenAPI 3.1 schema and compiles every schema
		contract = await loadContract(false);
	});

	it('is a valid OpenAPI 3.1 document with the 22 operations that have evidence', () => {
		expect(contract.document.openapi).toMatch(/^3\.1/);
		expect(contract.router.getOperations()).toHaveLength(22);
	});

	it('names the grade and source of the evidence for every operation', () => {
		for (const operation of contract.router.getOperations())
			expect(operation).toMatchObject({
				'x-evidence': {
					grade: expect.stringMatching(/^[A-D]$/) as string,
					source: expect.any(String) as string,
				},
			});
	});

	it('refuses a status that an operation does not declare, an unknown key and a code of another status', () => {
		const forbidden = { defined: true, code: 'FORBIDDEN', status: 403, message: 'No' };
		expect(contractBreach(contract, 'me', 418, {})).toContain('418');
		expect(contractBreach(contract, 'projects.list', 403, forbidden)).toBeUndefined();
		expect(contractBreach(contract, 'links.list', 403, forbidden)).toBeDefined();
		expect(contractBreach(contract, 'me', 403, { ...forbidden, extra: 1 })).toBeDefined();
		expect(contractBreach(contract, 'links.getById', 200, { message: 'x', data: {} })).toBeDefined();
	});

	it('takes both error bodies, but not a mixture', () => {
		expect(contractBreach(contract, 'me', 429, { error: 'RATE_LIMITED', message: 'x' })).toBeUndefined();
		expect(contractBreach(contract, 'me', 429, { error: 'BAD_REQUEST', message: 'x' })).toBeDefined();
		const mixed = { error: 'RATE_LIMITED', code: 'RATE_LIMITED', message: 'x' };
		expect(contractBreach(contract, 'me', 429, mixed)).toBeDefined();
	});
});

it('answers every operation with 200, and no answer breaks the contract', async () => {
	const { seed } = simulator;
	const link = `/links/${seed.linkId}`;
	const recording = `/recordings/${seed.recordingId}`;
	const reads = [
		'',
		'/invite-url',
		'/projects',
		`/projects/${seed.projectId}`,
		'/domains',
		'/members',
		'/links',
	];
	const resources = ['/video', '/thumbnail', '/console-log', '/network-log', '/action'];
	const paths = [...reads, link, '/recordings', recording, ...resources.map((path) => recording + path)];
	const replies = [
		await call(simulator, 'GET', '/me'),
		await call(simulator, 'GET', '/workspaces?include_workspace_membership=true'),
		await callIn(simulator, 'POST', '/links', { body: { domainId: seed.domainId, linkReusable: true } }),
		await callIn(simulator, 'PUT', link, { body: { linkTitle: 'Renamed' } }),
		await callIn(simulator, 'GET', '/search?type=links&q=renamed'),
	];
	for (const path of paths) replies.push(await callIn(simulator, 'GET', path));
	replies.push(await callIn(simulator, 'DELETE', recording), await callIn(simulator, 'DELETE', link));
	expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
	expect(new Set(simulator.requests.map(({ operationId }) => operationId)).size).toBe(22);
	expect(simulator.contractBreaches).toEqual([]);
});

it('turns an answer of its own that breaks the contract into a loud 500', async () => {
	const link = simulator.store.addLink();
	Object.assign(link, { linkType: 'hologram' });
	const reply = await callIn(simulator, 'GET', `/links/${link.linkId}`);
	expect(reply.status).toBe(500);
	expect(reply.body.message).toContain('THE SIMULATOR BREAKS ITS CONTRACT');
	expect(simulator.contractBreaches).toEqual([expect.stringContaining('links.getById 200')]);
});

it('records a mistake in the store as a breach, not as a refusal', async () => {
	simulator.store.links.delete(simulator.seed.linkId);
	const reply = await callIn(simulator, 'GET', `/recordings/${simulator.seed.recordingId}`);
	expect(reply.status).toBe(500);
	expect(simulator.contractBreaches).toHaveLength(1);
});

it('knows no other path or method', async () => {
	const paths: Array<[string, string]> = [
		['GET', `/workspace/${simulator.seed.workspaceId}/domains/${simulator.seed.domainId}`],
		['PATCH', `/workspace/${simulator.seed.workspaceId}/links/${simulator.seed.linkId}`],
		['GET', '/me/'],
	];
	for (const [method, path] of paths) {
		const reply = await call(simulator, method, path);
		expect(reply.status).toBe(404);
		expect(reply.body).toMatchObject({ defined: false, code: 'NOT_FOUND' });
	}
});
