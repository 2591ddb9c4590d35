import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { ResourceKind } from '../simulator';
import { getLogs, ownFields, readLog } from './files';
import { byId, items, read, useWorld } from './support';

const world = useWorld();
const readText = async (kind: ResourceKind, text: string, type?: string) =>
	await readLog(world, kind, text, type);
const logs = (parameters: INodeParameters = {}) => getLogs(world.simulator, parameters);
const day = '2026-03-01T10:00';

describe('the logs of a recording', () => {
	it('are the entries of all three, each paired with its item', async () => {
		const result = await world.run(logs(), { items: items(2) });
		expect(read(result)).toBe('');
		const seen = result.items.map(({ json, pairedItem }) => [
			json.log,
			json.type ?? json.level ?? json.method,
			pairedItem,
		]);
		const one = (item: number) =>
			[
				['actions', 'click'],
				['actions', 'click'],
				['consoleLog', 'info'],
				['consoleLog', 'warn'],
				['consoleLog', 'error'],
				['networkLog', 'GET'],
				['networkLog', 'POST'],
			].map((entry) => [...entry, { item }]);
		expect(seen).toEqual([...one(0), ...one(1)]);
		expect(world.simulator.fileRequests.every(({ headers }) => headers.authorization === undefined)).toBe(
			true,
		);
	});

	it('have their own fields beside the recording, the log and the time', async () => {
		const { items: found } = await world.run(logs({ logs: 'consoleLog' }));
		const { timestamp, ...entry } = found[2].json;
		expect(entry).toEqual({
			recordingId: world.simulator.seed.recordingId,
			log: 'consoleLog',
			time: new Date(Number(timestamp)).toISOString(),
			level: 'error',
			message: 'TypeError: can\'t access property "total", cart is null',
		});
	});

	it.each([
		['lines', '{"message":"x","id":1234567890123456789,"n":[-9007199254740993]}\n{"message":"y"}'],
		['one document', '[{"message":"x","id":1234567890123456789,"n":[-9007199254740993]},{"message":"y"}]'],
	])('keep numbers that are too large for JavaScript, as text: %s', async (_, text) => {
		const [entry] = ownFields(await readText('consoleLog', text));
		expect(entry).toEqual({ message: 'x', id: '1234567890123456789', n: ['-9007199254740993'] });
	});

	it('are one timeline when they are merged', async () => {
		const { items: found } = await world.run(logs({ options: { mergeByTime: true } }));
		expect(found.map(({ json }) => json.log)).toEqual([
			...['networkLog', 'consoleLog', 'actions', 'consoleLog', 'actions', 'networkLog', 'consoleLog'],
		]);
		const times = found.map(({ json }) => json.time as string);
		expect(times).toEqual([...times].sort());
	});

	it('are those that are chosen, each once', async () => {
		const { items: found } = await world.run(logs({ logs: '={{ "networkLog, networkLog" }}' }));
		expect(found.map(({ json }) => json.log)).toEqual(['networkLog', 'networkLog']);
		expect(world.simulator.requests).toHaveLength(1);
	});

	it.each([
		['none', '={{ [] }}', /^Logs is empty/],
		['a file that is no log', '={{ ["video"] }}', /^Logs has an unknown value.*consoleLog/s],
	])('are refused when they are %s', async (_, chosen, reason) => {
		expect(read(await world.run(logs({ logs: chosen })))).toMatch(reason);
		expect(world.simulator.requests).toEqual([]);
	});

	it('are told apart by item, also when one fails', async () => {
		const ids = ['none', world.simulator.seed.recordingId];
		const result = await world.run(logs({ recordingId: byId('={{ $json.id }}'), logs: ['actions'] }), {
			items: ids.map((id) => ({ json: { id } })),
			onError: 'continueErrorOutput',
		});
		expect(result.outputs.map((branch) => branch.map(({ pairedItem }) => pairedItem))).toEqual([
			[{ item: 1 }, { item: 1 }],
			[{ item: 0 }],
		]);
	});
});

describe('a log in the form', () => {
	it.each([
		['NDJSON', '{"n":1}\n{"n":2}\n', [1, 2]],
		['NDJSON without a last line break', '{"n":1}\n{"n":2}', [1, 2]],
		['NDJSON with CRLF', '{"n":1}\r\n{"n":2}\r\n', [1, 2]],
		['NDJSON with empty lines', '\n{"n":1}\n\n  \n{"n":2}\n\n', [1, 2]],
		['NDJSON with a byte order mark', '\ufeff{"n":1}\n{"n":2}\n', [1, 2]],
		['NDJSON of one line', '{"n":1}\n', [1]],
		['a JSON array', '[{"n":1},{"n":2}]', [1, 2]],
		['a JSON array over many lines', '[\n  {\n    "n": 1\n  },\n  { "n": 2 }\n]\n', [1, 2]],
		['a JSON array with a byte order mark', '\ufeff[{"n":1}]', [1]],
		['nothing', '', []],
		['white space', ' \r\n\t', []],
		['an empty array', '[]', []],
	])('%s is read, whichever log it is', async (_, text, expected) => {
		for (const kind of ['consoleLog', 'networkLog', 'action'] as const) {
			expect((await readText(kind, text)).map(({ n }) => n)).toEqual(expected);
		}
	});

	it.each([
		['an object with entries', '{"version":1,"entries":[{"n":1},{"n":2}]}'],
		['an object with events', '{"events":[{"n":1},{"n":2}]}'],
		['HAR', '{"log":{"version":"1.2","entries":[{"n":1},{"n":2}]}}'],
	])('%s is read', async (_, text) => {
		expect((await readText('networkLog', text)).map(({ n }) => n)).toEqual([1, 2]);
		expect((await readText('action', text)).map(({ n }) => n)).toEqual([1, 2]);
	});

	it('HAR has the time at which a request began, and keeps its duration', async () => {
		const entry = { startedDateTime: `${day}:01.5Z`, time: 84.5, request: { url: 'https://a.example' } };
		const found = await readText('networkLog', JSON.stringify({ log: { entries: [entry] } }));
		expect(found).toEqual([
			{
				recordingId: 'rec_000001',
				log: 'networkLog',
				time: `${day}:01.500Z`,
				startedDateTime: entry.startedDateTime,
				request: entry.request,
				ownTime: 84.5,
			},
		]);
	});

	it('a line whose own fields are called recordingId, log and time keeps them', async () => {
		const own = `{"recordingId":"mine","log":"Total is 3","time":"${day}:02+02:00"}`;
		const [entry] = await readText('consoleLog', `${own}\n`);
		expect(entry).toEqual({
			recordingId: 'rec_000001',
			ownRecordingId: 'mine',
			log: 'consoleLog',
			time: '2026-03-01T08:00:02.000Z',
			ownLog: 'Total is 3',
			ownTime: `${day}:02+02:00`,
		});
	});

	it.each([
		['a list of its own', '{"level":"error","data":[1,2]}'],
		['a list of objects', '{"type":"click","events":[{"n":1},{"n":2}]}'],
		['a time', '{"timestamp":1,"entries":[{"n":1}]}'],
		['a field called log', '{"level":"info","log":{"entries":[{"n":1}]}}'],
		['two lists', '{"requests":[1],"actions":[2]}'],
		['nothing', '{}'],
	])('one object with %s is one entry, with all of it', async (_, text) => {
		const { log, ...rest } = JSON.parse(text) as IDataObject;
		for (const kind of ['consoleLog', 'networkLog', 'action'] as const) {
			const expected = log === undefined ? rest : { ...rest, ownLog: log };
			expect(ownFields(await readText(kind, `${text}\n`))).toEqual([expected]);
		}
	});

	it.each([
		['a list alone', '{"data":[{"n":1},{"n":2}]}'],
		['a list and what is about it', '{"version":2,"recordingId":"rec_1","total":2,"logs":[{"n":1},{"n":2}]}'],
		['HAR', '{"log":{"version":"1.2","creator":{},"pages":[],"entries":[{"n":1},{"n":2}]}}'],
	])('one object with %s is taken apart, whichever log it is', async (_, text) => {
		for (const kind of ['consoleLog', 'networkLog', 'action'] as const) {
			expect(ownFields(await readText(kind, text))).toEqual([{ n: 1 }, { n: 2 }]);
		}
	});

	it('lines of values are an entry each', async () => {
		const text = '["a",{"b":1}]\n"text"\n3\nnull\n{"n":1}\n';
		expect(ownFields(await readText('consoleLog', text))).toEqual([
			{ value: ['a', { b: 1 }] },
			{ value: 'text' },
			{ value: 3 },
			{ value: null },
			{ n: 1 },
		]);
		expect(ownFields(await readText('consoleLog', '"one"\n["two"]'))).toEqual([
			{ value: 'one' },
			{ value: ['two'] },
		]);
	});

	it('lines of plain text are an entry each', async () => {
		const lines = [
			'[10:00:01] started',
			'TypeError: cart is null',
			'    at pay (app.js:12)',
			'',
			'<div> gone',
		];
		expect(ownFields(await readText('consoleLog', lines.join('\r\n'), 'text/plain'))).toEqual(
			[0, 1, 2, 4].map((index) => ({ line: index + 1, unreadable: lines[index] })),
		);
	});

	it('values that are no objects are entries too', async () => {
		expect(ownFields(await readText('action', '[{"n":1}, "click", 3, null]'))).toEqual([
			{ n: 1 },
			{ value: 'click' },
			{ value: 3 },
			{ value: null },
		]);
		// `[1] a text` is no list of entries
		expect(ownFields(await readText('action', '["click", 3]'))).toEqual([{ value: ['click', 3] }]);
	});

	it('UTF-8 of any language is read as it is', async () => {
		expect(ownFields(await readText('consoleLog', '{"m":"Größe 鍵 🎬 \\ud83d"}\n'))).toEqual([
			{ m: 'Größe 鍵 🎬 \ud83d' },
		]);
	});
});
