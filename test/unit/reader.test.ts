import * as fc from 'fast-check';

import { piecesOf } from './readPieces';

/** The values of a log's entries, undefined for what is no JSON, however its bytes are cut. */
async function valuesOf(text: string, sizes?: number[]): Promise<unknown[]> {
	return (await piecesOf(text, sizes)).pieces.map(({ value }) => value);
}

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

const long = JSON.stringify({ text: 'x'.repeat(1_000_000) });
const longText = 'x'.repeat(3_000_000);
const entry = (n: number) => ({ n, text: '"\\{['.repeat(400) });
const many = Array.from({ length: 1_000 }, (_, n) => entry(n));

it.each([
	['a long line', `{"n":1}\n${long}\n{"n":2}\n`, [{ n: 1 }, undefined, { n: 2 }]],
	[
		'a long line of other letters',
		`{"n":1}\n"${'鍵'.repeat(350_000)}"\n{"n":2}`,
		[{ n: 1 }, undefined, { n: 2 }],
	],
	['a long last line', `{"n":1}\n${long}`, [{ n: 1 }, undefined]],
	['a very long line', `{"n":1}\n${longText}\n{"n":2}\n`, [{ n: 1 }, undefined, { n: 2 }]],
	['a very long first line', `${longText}[\n{"n":1}\n{"n":2}\n`, [undefined, { n: 1 }, { n: 2 }]],
	['a long first line that is an entry', `${long}\n{"n":1}\n`, [undefined, { n: 1 }]],
	['a text without a line break', longText, [undefined]],
	['a long entry of a list', `[{"n":1},${long},{"n":2}]`, [{ n: 1 }, undefined, { n: 2 }]],
	['a long entry over lines', `[{"n":1},\n{"a":1,\n"b":${long}},\n{"n":2}]`, [{ n: 1 }, undefined, { n: 2 }]],
	['a long field in front of the list', `{"version":${long},"entries":[{"n":1}]}`, [undefined]],
	[
		'a long field behind the list',
		`{"entries":[{"n":1}],"version":${long},"v":${long}}`,
		[{ n: 1 }, undefined],
	],
	['a long entry that opens nothing', `[{"n":1},"${longText}",{"n":2}]`, [{ n: 1 }, undefined, { n: 2 }]],
	[
		'a bracket that is never closed',
		`{"n":1}\n{ a\n${`${'b'.repeat(999)}\n`.repeat(1_200)}`,
		[{ n: 1 }, ...new Array<undefined>(1_201)],
	],
])('goes on behind what is too long, which is one piece: %s', async (_, text, expected) => {
	for (const size of [65_536, 1_000_003]) expect(await valuesOf(text, [size])).toEqual(expected);
});

it.each<[what: string, text: string]>([
	['a list', JSON.stringify(many)],
	['a list over lines', JSON.stringify(many, null, 1)],
	['a wrapper', JSON.stringify({ version: 1, resource: { entries: [1] }, entries: many, total: 9 })],
	['HAR', JSON.stringify({ log: { version: '1.2', creator: { name: '[{"' }, pages: [{}], entries: many } })],
	[
		'OpenTelemetry',
		JSON.stringify({ resourceLogs: [{ resource: {}, scopeLogs: [{ scope: {}, logRecords: many }] }] }),
	],
	['a list with a byte order mark', `\uFEFF${JSON.stringify(many)}`],
	['one behind the other', many.map((one) => JSON.stringify(one)).join(' ')],
])('takes a document of more than a megabyte apart: %s', async (_, text) => {
	expect(text.length).toBeGreaterThan(1_500_000);
	for (const size of [1_000, 65_536, 10_000_000]) expect(await valuesOf(text, [size])).toEqual(many);
});

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
	['data beside something', '{"data":[{"a":1}],"id":1}', [{ data: [{ a: 1 }], id: 1 }]],
	['a list with what is about it', '{"meta":{},"events":[{"a":1}],"url":"/","startedAt":1}', [{ a: 1 }]],
	['a list that does not end, with what is about it', '{"id":1,"events":[{"a":1},', [{ a: 1 }, undefined]],
	['a key that is none', '{"\\x":1}\n\n{"n":2}', [undefined, { n: 2 }]],
])('reads %s, however it comes', async (_, text, expected) => {
	for (const size of [1, 2, 100]) expect(await valuesOf(text, [size])).toEqual(expected);
});

it('reads on as lines where a first line of a long log is broken', async () => {
	const lines = Array.from({ length: 3_000 }, (_, n) => `{"n":${n},"text":"${'x'.repeat(500)}"}`);
	for (const first of ['{"n":2,"tr', '{"n":2,"a":{', '[{"n":2', '[{"n":2,']) {
		const values = await valuesOf([first, ...lines].join('\n'));
		expect(values).toHaveLength(3_001);
		expect([values[0], values[1], values.at(-1)]).toMatchObject([undefined, { n: 0 }, { n: 2_999 }]);
	}
});

it('numbers lines, and says what is left out of one', async () => {
	const text = `\n{"n":1}\nbroken\n${'é'.repeat(600_000)}\n\nlast`;
	const { pieces } = await piecesOf(text, [65_536]);
	expect(pieces.map(({ line }) => line)).toEqual([2, 3, 4, 6]);
	expect(pieces[2]).toMatchObject({ text: 'é'.repeat(1_000), leftOut: 599_000 });
	const list = (await piecesOf(`[{"n":1},\n{"n":2},\n{"n":\n3`)).pieces;
	expect(list.at(-1)).toMatchObject({ text: '{"n":\n3', line: 3 });
	expect((await piecesOf('[{"n":1},')).pieces.at(-1)).toMatchObject({ text: '(the log breaks off here)' });
	const longEntry = (await piecesOf(`[{"n":1},${long}]`)).pieces[1];
	expect(longEntry).toMatchObject({ text: long.slice(0, 2_000), leftOut: long.length - 2_000 });
});

it('gives what is deeper than n8n can go as a line', async () => {
	const deep = (depth: number) => `{"n":${'['.repeat(depth)}${']'.repeat(depth)}}`;
	for (const text of [`1\n${deep(20_000)}\n2`, `[{"n":1},${deep(300_000)},{"n":2}]`, deep(100_000)]) {
		const values = await valuesOf(text);
		expect(values.filter((value) => value === undefined)).toHaveLength(1);
		expect(values).toHaveLength(text.startsWith('{') ? 1 : 3);
	}
	expect(await valuesOf(`1\n${deep(900)}`)).toEqual([1, JSON.parse(deep(900))]);
	expect(await valuesOf(`1\n${deep(1_100)}`)).toEqual([1, undefined]);
});

it('goes on behind a long line whose break comes with what is behind it', async () => {
	const text = `{"n":1}\n${long}\n{"n":2}\n`;
	expect(await valuesOf(text, [text.indexOf('\n{"n":2}')])).toEqual([{ n: 1 }, undefined, { n: 2 }]);
});

it('reads the longest line and entry', async () => {
	const line = JSON.stringify('x'.repeat(999_998));
	expect(await valuesOf(`1\n${line}\n2`)).toEqual([1, JSON.parse(line), 2]);
});

it('lets others in while it reads', async () => {
	const { pieces, pauses } = await piecesOf('{"n":1}\n'.repeat(1_000));
	expect(pieces).toHaveLength(1_000);
	// Every 100 entries, and behind what came at once
	expect(pauses).toBe(11);
	const list = JSON.stringify(Array.from({ length: 1_000 }, () => ({})));
	expect((await piecesOf(list)).pauses).toBe(11);
	// Every 100,000 bytes of entries
	expect((await piecesOf(`${JSON.stringify('x'.repeat(99_998))}\n`.repeat(4), [1_000_000])).pauses).toBe(5);
});
