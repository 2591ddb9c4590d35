import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

import { NodeApiError, NodeOperationError, type INodeParameters } from 'n8n-workflow';

import {
	binaryPath,
	cleanup,
	readBinary,
	recordLogs,
	runListSearch,
	runNode,
	runPoll,
	setBinaryMode,
	testCredential,
	type RunNodeOptions,
} from '.';
import { core, Logger, Container } from './core';
import { startMiniServer, type MiniServer } from './mini/server';

const packageDirectory = resolve(__dirname, 'mini');
let server: MiniServer;

beforeAll(async () => {
	server = await startMiniServer();
	await setBinaryMode('filesystem');
});

afterAll(async () => {
	await server.close();
	await cleanup();
});

const credentials = () => ({ miniApi: { apiKey: 'mini-key', baseUrl: server.baseUrl } });
const run = async (parameters: INodeParameters, more: Partial<RunNodeOptions> = {}) =>
	await runNode({ node: 'mini', parameters, credentials: credentials(), packageDirectory, ...more });

describe('runNode', () => {
	it('resolves expressions per item, signs requests and pairs items', async () => {
		const items = [{ json: { id: 'a' } }, { json: { id: 'b' } }];
		const result = await run({ path: '=/things/{{ $json.id }}' }, { items });
		expect(result).toMatchObject({ status: 'success', error: undefined, executions: 1 });
		expect(result.items.map(({ json, pairedItem }) => [json.path, pairedItem])).toEqual([
			['/things/a', { item: 0 }],
			['/things/b', { item: 1 }],
		]);
		expect(result.hints).toEqual([{ message: '2 asked' }]);
		expect(server.seen.at(-1)).toEqual({ path: '/things/b', authorization: 'Bearer mini-key' });
	});

	it('gives the very error that the node threw', async () => {
		const result = await run({ path: '/status/422' });
		expect(result.status).toBe('error');
		expect(result.error).toBeInstanceOf(NodeApiError);
		expect(result.error).toMatchObject({ httpCode: '422' });
		expect(result.outputs).toEqual([]);
	});

	it('continues on the success branch, and on the error branch when there is one', async () => {
		const parameters = { path: '/status/404' };
		const regular = await run(parameters, { onError: 'continueRegularOutput' });
		expect(regular.items[0]?.json).toHaveProperty('error');
		const branched = await run(parameters, { onError: 'continueErrorOutput', items: [{ json: { id: 7 } }] });
		expect(branched.items).toEqual([]);
		expect(branched.outputs[1]?.[0]?.json).toMatchObject({ id: 7, error: expect.any(String) as string });
	});

	it('runs the node again on Retry On Fail', async () => {
		const result = await run(
			{ path: '/status/500' },
			{ retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		);
		expect(result).toMatchObject({ status: 'error', executions: 2 });
	});

	it('cancels as the Stop button does, before and during a request', async () => {
		const before = await run({ path: '/things' }, { abortSignal: AbortSignal.abort() });
		expect(before.status).toBe('canceled');
		const controller = new AbortController();
		const running = run({ path: '/hang' }, { abortSignal: controller.signal });
		await server.arrival('/hang');
		controller.abort();
		expect(await running).toMatchObject({ status: 'canceled', executions: 1 });
	});

	it('keeps two executions at once apart', async () => {
		const others = { miniApi: { apiKey: 'other-key', baseUrl: server.baseUrl } };
		const [first, second] = await Promise.all([
			run({ path: '/first' }, { executionId: '11' }),
			run({ path: '/second' }, { executionId: '12', workflowId: 'workflow-2', credentials: others }),
		]);
		expect([first.items[0]?.json.path, second.items[0]?.json.path]).toEqual(['/first', '/second']);
		expect(server.seen).toContainEqual({ path: '/second', authorization: 'Bearer other-key' });
	});

	it('stores binary data in a file, or in memory', async () => {
		const stored = (await run({ binary: true, path: '/file' })).items[0]?.binary?.data;
		if (!stored) throw new Error('no binary');
		expect(existsSync(binaryPath(stored))).toBe(true);
		expect((await readBinary(stored)).toString()).toContain('/file');
		await setBinaryMode('memory');
		const held = (await run({ binary: true, path: '/held' })).items[0]?.binary?.data;
		await setBinaryMode('filesystem');
		if (!held) throw new Error('no binary');
		expect(() => binaryPath(held)).toThrow('not stored');
		expect(Buffer.from(held.data, 'base64').toString()).toContain('/held');
	});
});

const testMini = async (baseUrl: string) =>
	await testCredential({ apiKey: 'k', baseUrl }, { type: 'miniApi', packageDirectory });

describe('the other ways into a node', () => {
	it('searches a list with the panel, the filter, the page and the credential defaults', async () => {
		const found = await runListSearch({
			node: 'mini',
			method: 'searchThings',
			filter: 'abc',
			paginationToken: '2',
			parameters: { path: '/p' },
			credentials: credentials(),
			packageDirectory,
		});
		expect(found).toEqual({ results: [{ name: '/p abc 2 120', value: 'thing' }], paginationToken: 'next' });
	});

	// Cores before 2.3x drop the HTTP answer from the error, so that the server falls back on the error's own sentence
	it.each([
		['', 'OK', ['Connection successful!']],
		['/other', 'Error', ['Not the Mini API']],
		['/status/401', 'Error', ['Unauthorized', 'Authorization failed - please check your credentials']],
	])('tests a credential at %p', async (path, status, messages) => {
		const result = await testMini(`${server.baseUrl}${path}`);
		expect(result.status).toBe(status);
		expect(messages).toContain(result.message);
	});

	it('says which network fault a credential test met', async () => {
		const closed = await startMiniServer();
		await closed.close();
		const result = await testMini(closed.baseUrl);
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(/ECONNREFUSED|refused the connection/);
	});

	it('polls with the state of the poll before, and keeps it when a poll fails', async () => {
		const poll = async (staticData?: object, mode: 'trigger' | 'manual' = 'trigger') =>
			await runPoll({
				node: 'miniTrigger',
				parameters: { failAt: 3 },
				staticData: { ...staticData },
				mode,
				packageDirectory,
			});
		const first = await poll();
		expect(first).toEqual({ items: null, error: undefined, staticData: { count: 1 } });
		const second = await poll(first.staticData);
		expect(second.items).toEqual([{ json: { count: 2 } }]);
		const third = await poll(second.staticData);
		expect(third.error).toBeInstanceOf(NodeOperationError);
		expect(third.staticData).toEqual({ count: 3 });
		expect(await poll(first.staticData, 'manual')).toMatchObject({
			items: [{ json: { sample: true } }],
			staticData: { count: 1 },
		});
	});

	it('records what is logged, until told to stop', () => {
		const record = recordLogs();
		Container.get(Logger).warn('one', { detail: 1 });
		record.stop();
		Container.get(Logger).warn('two');
		expect(record.entries).toEqual([{ level: 'warn', message: 'one', metadata: { detail: 1 } }]);
	});
});

it('runs on the engine that ENGINE_DIR names', () => {
	const directory = process.env.ENGINE_DIR ?? resolve(__dirname, '..', '..');
	const own = require.resolve('n8n-core', { paths: [directory] });
	expect(jest.requireActual<object>(own)).toHaveProperty('WorkflowExecute', core.WorkflowExecute);
});

it('misses a value that is missing at the end of a list', () => {
	expect([1]).not.toEqual([1, undefined]);
	expect({ list: [[]] }).not.toMatchObject({ list: [[undefined]] });
	expect([{ a: 1, b: undefined }]).toEqual([{ a: 1 }]);
});
