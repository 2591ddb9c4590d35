import * as fc from 'fast-check';

import { piecesOf } from './readPieces';

/** The values of a log's entries, undefined for what is no JSON, however its bytes are cut. */
async function valuesOf(text: string, sizes?: number[]): Promise<unknown[]> {
	return (await piecesOf(text, sizes)).pieces.map(({ value }) => value);
}

it.each<[what: string, text: string, expected: unknown[]]>([
	['a list in one line with blank lines behind it', '[{"n":1},2]\n\n \n', [{ n: 1 }, 2]],
	['a list in several lines', '[\n{"n":1},\n2\n]', [{ n: 1 }, 2]],
	['a list of numbers', '[1,2]', [[1, 2]]],
	['an empty list', '{"entries":[]}', []],
	['an entry that has a list', '{"level":"error","data":[{"n":1}]}', [{ level: 'error', data: [{ n: 1 }] }]],
	['a text alone', '"a"', ['a']],
	['a number alone', '7', [7]],
	['null alone', 'null', [null]],
	['nothing but white space', ' \n\n ', []],
	['a mark at its beginning, and one that is none', '\uFEFF1\n{"a":"\uFEFF"}\n3', [1, { a: '\uFEFF' }, 3]],
	['none at its beginning', '1\n{"a":"\uFEFF"}\n3', [1, { a: '\uFEFF' }, 3]],
	[
		'OpenTelemetry, small',
		'{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"n":1}]},{"logRecords":[{"n":2}]}]}]}',
		[{ n: 1 }, { n: 2 }],
	],
	['OpenTelemetry, by lines', '{"logRecords":[{"n":1}]}\n{"logRecords":[{"n":2}]}', [{ n: 1 }, { n: 2 }]],
	['lines with commas', '{"n":1},\n{"n":2},\n', [{ n: 1 }, { n: 2 }]],
	[
		'a line that is broken in the middle',
		'{"n":1}\n{"n":2,"tr\n{"n":3}\n4',
		[{ n: 1 }, undefined, { n: 3 }, 4],
	],
	['a list that ends early', '[{"n":1},{"n":2}', [{ n: 1 }, { n: 2 }, undefined]],
	['a list that ends in an entry', '[{"n":1},\n{"n":', [{ n: 1 }, undefined]],
	['an object that ends early', '{"entries":[{"n":1}', [{ n: 1 }, undefined]],
	['plain text in brackets', '[10:00:01] started\n[10:00:02] done', [undefined, undefined]],
	['numbers in brackets', '[1] started\n[2] done', [undefined, undefined]],
	['an object and more in its line', '{"n":1} x\n{"n":2}', [{ n: 1 }, undefined, { n: 2 }]],
	['a first line that is cut', '{"n":1,"tr\n{"n":2}\n{"n":3}', [undefined, { n: 2 }, { n: 3 }]],
	['a first line that is cut behind a comma', '{"n":1,\n{"n":2}\n{"n":3}', [undefined, { n: 2 }, { n: 3 }]],
	['a first line that is cut in a list', '[{"n":1\n{"n":2}\n{"n":3}', [undefined, { n: 2 }, { n: 3 }]],
	['a first line that is cut in an object', '{"a":{"n":1\n{"n":2}\n{"n":3}', [undefined, { n: 2 }, { n: 3 }]],
	['a bracket that closes nothing', '{"n":1]\n{"n":2}', [undefined, { n: 2 }]],
	['lists of an entry', '{"data":[{"a":1}],"level":"error"}\n2', [{ data: [{ a: 1 }], level: 'error' }, 2]],
	[
		'lists of a request',
		'{"status":500,"requests":[{"a":1}],"url":"/"}',
		[{ status: 500, requests: [{ a: 1 }], url: '/' }],
	],
	[
		'lists of a request, in other words',
		'{"http.status_code":500,"requests":[{"a":1}],"uri":"/"}',
		[{ 'http.status_code': 500, requests: [{ a: 1 }], uri: '/' }],
	],
	[
		'lists of an entry, with a prefix',
		'{"events":[{"a":1}],"log.level":"error"}',
		[{ events: [{ a: 1 }], 'log.level': 'error' }],
	],
	[
		'a list beside times and types of the log',
		'{"start_time":1,"logType":"a","events":[{"a":1}]}',
		[{ a: 1 }],
	],
	['data beside something', '{"data":[{"a":1}],"id":1}', [{ data: [{ a: 1 }], id: 1 }]],
	['a list with what is about it', '{"meta":{},"events":[{"a":1}],"url":"/","startedAt":1}', [{ a: 1 }]],
	['a list that does not end, with what is about it', '{"id":1,"events":[{"a":1},', [{ a: 1 }, undefined]],
	[
		'what says something under a key that is too long',
		`{"events":[{"a":1}],"${'x'.repeat(55)}.level":1}`,
		[{ a: 1 }],
	],
	[
		'an entry with the longest key',
		`{"events":[],"${'x'.repeat(54)}.level":1}`,
		[{ events: [], [`${'x'.repeat(54)}.level`]: 1 }],
	],
	['a list beside a status and a path', '{"status":1,"path":"/","events":[{"a":1}]}', [{ a: 1 }]],
	['a blank line between lines', 'broken\n \n7', [undefined, 7]],
	['data alone', '{"data":[{"a":1}]}', [{ a: 1 }]],
	[
		'lists of an entry, behind a space',
		' {"events":[{"a":1}],"level":1}',
		[{ events: [{ a: 1 }], level: 1 }],
	],
	['a list beside what says something deeper', '{"meta":{"level":1},"events":[{"a":1}]}', [{ a: 1 }]],
	['a list that is no list', '{"events":{"a":[1]}}', [{ events: { a: [1] } }]],
	['a bracket in a text', '[{"a":"\\"]"},{"b":"]"}]', [{ a: '"]' }, { b: ']' }]],
	[
		'no list below that of the log',
		'[{"logRecords":[{"n":1}]},{"entries":[2]}]',
		[{ logRecords: [{ n: 1 }] }, { entries: [2] }],
	],
	['a blank first line', '\nbroken\n7', [undefined, 7]],
	['HAR', '{"log":{"creator":{"entries":[1]},"pages":[{}],"entries":[{"a":1}]}}', [{ a: 1 }]],
	['no list of another field', '{"log":{"pages":[{"n":1}]}}', [{ log: { pages: [{ n: 1 }] } }]],
	['no list of another object', '{"har":{"entries":[{"n":1}]}}', [{ har: { entries: [{ n: 1 }] } }]],
	[
		'no list that stands deeper',
		'{"log":{"a":{"entries":[{"n":1}]}}}',
		[{ log: { a: { entries: [{ n: 1 }] } } }],
	],
	[
		'what lists entries in front of one that has a list',
		'{"events":[{"a":1}]}\n{"events":[{"b":1}],"level":1}',
		[{ a: 1 }, { events: [{ b: 1 }], level: 1 }],
	],
	[
		'an entry that has a list in front of what lists entries',
		'{"events":[{"b":1}],"level":1}\n{"events":[{"a":1}]}',
		[{ events: [{ b: 1 }], level: 1 }, { a: 1 }],
	],
	['a list in front of lines', '[{"n":1},{"n":\n{"a":1}\n{"b":2}', [{ n: 1 }, undefined, { a: 1 }, { b: 2 }]],
	[
		'a list in front of lines, the first of which is broken',
		'[{"n":1},{"n":\n{x\n{"a":1}',
		[{ n: 1 }, undefined, undefined, { a: 1 }],
	],
	['a list in front of no lines', '[{"n":1},{"n":\n{"a":1,', [{ n: 1 }, undefined]],
	['the line of what closes nothing', '{"n":1] x\n{"n":2}', [undefined, { n: 2 }]],
	['a key that is none', '{"\\x":1}\n\n{"n":2}', [undefined, { n: 2 }]],
])('reads %s, however it comes', async (_, text, expected) => {
	for (const size of [1, 2, 100]) expect(await valuesOf(text, [size])).toEqual(expected);
});

it.each(['entries', 'events', 'actions', 'requests', 'logs', 'data'])(
	'takes apart what lists %s',
	async (name) => {
		expect(await valuesOf(`{"${name}":[{"n":1}]}`)).toEqual([{ n: 1 }]);
	},
);

it.each([
	...['level', 'severity', 'lvl', 'message', 'msg', 'method', 'action', 'type', 'event'],
	...['timestamp', 'time', 'ts', 'data', 'log.level', '@timestamp', 'Level'],
])('takes for an entry what has a list, and %s', async (name) => {
	const list = name === 'data' ? 'id' : 'events';
	const entry = { [name]: [{ n: 1 }], [list]: [{ n: 1 }] };
	expect(await valuesOf(JSON.stringify(entry))).toEqual([entry]);
});

it.each([
	...[
		'entries',
		'events',
		'actions',
		'requests',
		'logs',
		'data',
		'logRecords',
		'log',
		'resourceLogs',
		'scopeLogs',
	],
	...['resource', 'scope', 'schemaUrl', 'version', 'schemaVersion', 'format', 'count', 'total'],
	...['recordingId', 'workspaceId', 'sessionId'],
])('takes apart what lists data, beside %s', async (name) => {
	expect(await valuesOf(`{"${name}":1,"data":[{"n":1}]}`)).toEqual([{ n: 1 }]);
});

it.each(['startedDateTime', 'status', 'url', 'sessionType', 'name'])(
	'takes apart what lists events, beside %s',
	async (name) => {
		expect(await valuesOf(`{"${name}":1,"events":[{"n":1}]}`)).toEqual([{ n: 1 }]);
	},
);

const line = fc.oneof(
	fc.json(),
	fc.constantFrom('broken {', '[1] a text', '{"n":2,"tr', 'Größe 鍵 🎬', '', '{"a":"🎬"}', '\uFEFF{}'),
	fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify({ text })),
);

const log = fc.oneof(
	fc.array(line, { minLength: 2 }).map((lines) => lines.join('\n')),
	fc.array(line, { minLength: 2 }).map((lines) => lines.join('\r\n')),
	fc.array(fc.jsonValue()).map((entries) => JSON.stringify(entries)),
	fc.array(fc.jsonValue()).map((entries) => JSON.stringify({ entries }, null, 2)),
);

it('gives the same pieces however the bytes are cut', async () => {
	const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
	await fc.assert(
		fc.asyncProperty(fc.constantFrom('', '\uFEFF'), log, sizes, async (mark, lines, cuts) => {
			const text = `${mark}${lines}`;
			expect((await piecesOf(text, cuts)).pieces).toEqual((await piecesOf(text)).pieces);
		}),
		{ numRuns: Number(process.env.STREAM_RUNS ?? 300) },
	);
});

it('gives each entry of a list, and each line, once', async () => {
	const entries = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 2 });
	await fc.assert(
		fc.asyncProperty(entries, async (all) => {
			const expected = JSON.parse(JSON.stringify(all)) as unknown[];
			const lines = all.map((entry) => JSON.stringify(entry));
			expect(await valuesOf(lines.join('\n'))).toEqual(expected);
			expect(await valuesOf(JSON.stringify(all, null, '\t'))).toEqual(expected);
			// Of what breaks off, each entry before that
			expect(await valuesOf(`[\n${lines.join(',\n')}`)).toEqual([...expected, undefined]);
		}),
		{ numRuns: Number(process.env.STREAM_RUNS ?? 300) },
	);
});

it('tells where a list breaks off', async () => {
	const list = (await piecesOf('[{"n":1},\n{"n":2},\n{"n":\n3')).pieces;
	expect(list.at(-1)).toMatchObject({ text: '{"n":\n3', line: 3 });
	const [, end, ...others] = (await piecesOf('[{"n":1},\n')).pieces;
	expect([end, others]).toMatchObject([{ text: '(the log breaks off here)', line: 1, value: undefined }, []]);
});
