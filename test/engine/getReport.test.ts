import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { consoleForms } from '../unit/incident';
import { download, putIncident, seeded } from './files';
import { items, read, useWorld } from './support';

const world = useWorld();
const report = (parameters: INodeParameters = {}): INodeParameters => {
	const { resources: _resources, ...base } = download(world.simulator);
	return { ...base, operation: 'getReport', ...parameters };
};

const record = (logs?: Parameters<typeof putIncident>[1]) => {
	putIncident(world.simulator, logs);
};

async function get(parameters: INodeParameters = {}): Promise<IDataObject> {
	const result = await world.run(report(parameters));
	expect(read(result)).toBe('');
	expect(result.items).toHaveLength(1);
	return result.items[0].json;
}

it('is one item with the facts, the problems, the steps and a text, for four requests', async () => {
	record();
	const { recordingId, workspaceId } = world.simulator.seed;
	const json = await get({ format: 'text' });
	expect(json).toMatchObject({
		recordingId,
		dashboardUrl: `https://dash.userplane.io/workspace/${workspaceId}/recordings/${recordingId}`,
		...{ consoleErrors: 2, consoleWarnings: 1, failedRequests: 1, actions: 4, entries: 10, unrecognized: 0 },
		...{ missingLogs: [], moreProblems: 0, pageUrl: 'https://app.acme.example/checkout' },
		problems: [{ kind: 'warning' }, { kind: 'request', status: 500 }, { kind: 'error', count: 2 }],
		steps: [{ step: 'Went to /checkout' }, {}, {}, { step: "Clicked 'Pay now'" }],
	});
	expect(Object.keys(json).slice(0, 4)).toEqual(['recordingId', 'title', 'text', 'dashboardUrl']);
	expect(json.text).toContain('What went wrong: 2 errors, 1 failed request, 1 warning');
	expect(world.simulator.requests).toHaveLength(4);
});

it('is as long as is wanted, and says what it leaves out', async () => {
	record();
	const json = await get({ format: 'text', options: { maxProblems: 1, steps: 2 } });
	expect(json).toMatchObject({ problems: [{ kind: 'warning' }], moreProblems: 2, consoleErrors: 2 });
	expect(json.steps).toHaveLength(2);
	expect(json.text).toContain('and 2 more');
});

it('takes the page from the details where the logs name none', async () => {
	record({ action: '[]', networkLog: '[]' });
	const details = seeded(world.simulator);
	details.systemMeta = { url: 'https://app.acme.example/orders?key=1' };
	expect(await get()).toMatchObject({ pageUrl: 'https://app.acme.example/orders' });
	const options = { showQueries: true };
	expect(await get({ options })).toMatchObject({ pageUrl: 'https://app.acme.example/orders?key=1' });
});

it('tells no steps when none are wanted', async () => {
	record();
	expect(await get({ options: { steps: 0 } })).toMatchObject({ actions: 4, steps: [] });
});

it('says which logs are not there, and reads only those that are asked for', async () => {
	record();
	const { store, seed } = world.simulator;
	const { resources } = store.recordings.get(seed.recordingId) ?? {};
	if (resources) resources.networkLog = { captureEnabled: false, content: null };
	const json = await get({ format: 'text', options: { includeLogs: ['consoleLog', 'networkLog'] } });
	expect(json).toMatchObject({ missingLogs: ['network log'], consoleErrors: 2, actions: 0 });
	expect(json.text).toContain('Not captured or not uploaded yet: network log');
});

it.each([
	['a line that is no JSON', 'It broke', 1],
	['a level that nobody knows', '{"level":"purple","message":"x"}', 1],
	['a number, a list and null', '7\n[1]\nnull', 3],
	['a line of two megabytes', `{"level":"error","message":"${'x'.repeat(2_000_000)}"}`, 1],
	[
		'what is deeper than any stack',
		`{"level":"error","message":${'['.repeat(99_999)}${']'.repeat(99_999)}}`,
		1,
	],
])('counts what it cannot interpret, and says so: %s', async (_, line, count) => {
	record({ consoleLog: `${consoleForms.pino.map((entry) => JSON.stringify(entry)).join('\n')}\n${line}\n` });
	const json = await get({ format: 'text' });
	expect(json).toMatchObject({ consoleErrors: 2, unrecognized: count, entries: 10 + count });
	expect(json.text).toMatch(
		count === 1 ? /\n1 entry of the logs could not / : /\n3 entries of the logs could not /,
	);
});

it.each([
	['a log of 20 MB without a line break', 'consoleLog', 'x'.repeat(20_000_000)],
	['a level on an unknown scale', 'consoleLog', '{"level":3,"message":"x"}'],
	['a request without an outcome', 'networkLog', '[{"method":"POST","url":"https://a.example"}]'],
] as const)('says first that it could not read %s', async (_, kind, text) => {
	record({ [kind]: text });
	const json = await get({ format: 'text', options: { includeLogs: [kind] } });
	expect(json).toMatchObject({ entries: 1, unrecognized: 1, problems: [] });
	expect(json.text).toContain('\n\nThe logs could not be interpreted\n\n');
	expect(json.text).toContain('1 entry of the logs could not be interpreted');
});

it.each([
	['a document of 20 MB', `[\n${'{"url":"/pay","status":500},\n'.repeat(700_000)}`],
	['one in one line', `[${'{"url":"/pay","status":500},'.repeat(700_000)}`],
])('reads all that there is of %s without an end', async (_, networkLog) => {
	record({ networkLog });
	const json = await get({ format: 'text', options: { includeLogs: ['networkLog'] } });
	expect(json).toMatchObject({ entries: 700_001, unrecognized: 1, failedRequests: 700_000 });
	expect(json.problems).toMatchObject([{ message: '/pay: 500', count: 700_000 }]);
});

it('counts no entry twice when a transfer breaks off, and is fetched anew', async () => {
	record();
	const operationId = 'files.get';
	world.simulator.faults.add({
		match: { operationId },
		times: 1,
		fault: { kind: 'truncate', afterBytes: 300 },
	});
	expect(await get()).toMatchObject({ consoleErrors: 2, actions: 4, entries: 10, unrecognized: 0 });
	expect(world.simulator.fileRequests).toHaveLength(4);
});

const secrets: Array<[what: string, text: string, hidden: string]> = [
	['a bearer token', 'Bearer abcdefghijk.lmnop', 'abcdefghijk'],
	['the body of a JWT', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def_ghi', 'eyJzdWIiOiIxIn0'],
	['the signature of a JWT', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def_ghi', 'abc-def_ghi'],
	['a hexadecimal one', 'd41d8cd98f00b204e9800998ecf8427e', 'd41d8cd98f00b204'],
	['one with a name', 'api_key=topsecretvalue', 'topsecretvalue'],
	['one in JSON', '"password":"hunter2222"', 'hunter2222'],
	['one in JSON that stands in a text', '{\\"token\\":\\"escapedvalue\\"}', 'escapedvalue'],
	['one of several words', '"secret": "correct horse battery"', 'horse'],
	['one of a list', '"tokens":["first11","second22"]', 'second22'],
	['one of several cookies', 'Cookie: a=b; theme=cookievalue', 'cookievalue'],
	['the query of a URL without a scheme', '(//cdn.example/x?q=relativevalue)', 'relativevalue'],
	['a key that shows what it is', 'sk_live_abcdefgh12345', 'abcdefgh12345'],
	['a long one', 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6', 'Zm9vYmFyYmF6'],
	['the query of a URL', 'https://a.example/x?q=queriedvalue', 'queriedvalue'],
	['the fragment of a URL', 'https://a.example/x#fragmentvalue', 'fragmentvalue'],
	['the password in a URL', 'https://bob:userpass99@a.example/', 'userpass99'],
];

describe.each(secrets)('does not show %s', (_, secret, hidden) => {
	it('of a message', async () => {
		const message = `Failed with ${secret} in it`;
		record({ consoleLog: JSON.stringify({ level: 'error', message, timestamp: 1 }) });
		const json = await get();
		expect(json.problems).toContainEqual(expect.objectContaining({ kind: 'error' }));
		expect(JSON.stringify(json)).not.toContain(hidden);
	});

	it('of a request', async () => {
		const url = `https://u:pw12345678@a.example/pay?${secret}#${secret}`;
		const rest = { headers: { authorization: secret }, body: secret, requestBody: secret };
		record({ networkLog: JSON.stringify([{ method: 'POST', status: 500, url, ...rest }]) });
		const json = await get();
		expect(json.problems).toContainEqual(expect.objectContaining({ kind: 'request' }));
		expect(JSON.stringify(json)).not.toContain(hidden);
		expect(JSON.stringify(json)).not.toContain('pw12345678');
	});

	it('of an action', async () => {
		record({ action: JSON.stringify([{ type: 'click', target: secret, timestamp: 1 }]) });
		const json = await get();
		expect(json.steps).toHaveLength(1);
		expect(JSON.stringify(json)).not.toContain(hidden);
	});
});

it('keeps queries when that is wanted', async () => {
	record();
	expect(JSON.stringify(await get({ options: { showQueries: true } }))).toContain('/checkout?cart=9');
});

it('is paired with its item, each of several', async () => {
	record();
	const result = await world.run(report(), { items: items(3) });
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
});
