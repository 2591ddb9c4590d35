import { isDeepStrictEqual } from 'node:util';

import { piecesOf } from './readPieces';

/**
 * Where the values of a log's entries begin to be others than they should be, undefined for what is no JSON; nothing where they are the
 * same. A diff of what is that long would take minutes.
 */
async function differenceOf(
	text: string,
	expected: unknown[],
	sizes = [65_536],
): Promise<object | undefined> {
	const values = (await piecesOf(text, sizes)).pieces.map(({ value }) => value);
	const at = [...values, ...expected].findIndex((_, n) => !isDeepStrictEqual(values[n], expected[n]));
	const isSame = at < 0 && values.length === expected.length;
	const shown = (value: unknown) => JSON.stringify(value ?? null).slice(0, 100);
	return isSame ? undefined : { at, is: shown(values[at]), not: shown(expected[at]), length: values.length };
}

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
	[
		'a long line that begins with spaces',
		`{"n":1}\n${' '.repeat(1_100_000)}x\n{"n":2}`,
		[{ n: 1 }, undefined, { n: 2 }],
	],
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
	for (const size of [65_536, 1_000_003]) expect(await differenceOf(text, expected, [size])).toBeUndefined();
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
	for (const size of [1_000, 65_536, 10_000_000])
		expect(await differenceOf(text, many, [size])).toBeUndefined();
});

it('reads on as lines where a first line of a long log is broken', async () => {
	const lines = Array.from({ length: 3_000 }, (_, n) => `{"n":${n},"text":"${'x'.repeat(500)}"}`);
	for (const first of ['{"n":2,"tr', '{"n":2,"a":{', '[{"n":2', '[{"n":2,']) {
		const entries = [undefined, ...lines.map((line) => JSON.parse(line) as unknown)];
		expect(await differenceOf([first, ...lines].join('\n'), entries)).toBeUndefined();
	}
});

it('numbers lines, and says what is left out of one', async () => {
	const text = `\n{"n":1}\nbroken\n${'é'.repeat(600_000)}\n\nlast`;
	const { pieces } = await piecesOf(text, [65_536]);
	expect(pieces.map(({ line }) => line)).toEqual([2, 3, 4, 6]);
	expect([pieces[2].text === 'é'.repeat(1_000), pieces[2].leftOut]).toEqual([true, 599_000]);
	const longEntry = (await piecesOf(`[{"n":1},${long}]`)).pieces[1];
	expect([longEntry.text === long.slice(0, 2_000), longEntry.leftOut]).toEqual([true, long.length - 2_000]);
});

it('gives what is deeper than n8n can go as a line', async () => {
	const deep = (depth: number) => `{"n":${'['.repeat(depth)}${']'.repeat(depth)}}`;
	expect(await differenceOf(`1\n${deep(20_000)}\n2`, [1, undefined, 2])).toBeUndefined();
	expect(
		await differenceOf(`[{"n":1},${deep(300_000)},{"n":2}]`, [{ n: 1 }, undefined, { n: 2 }]),
	).toBeUndefined();
	expect(await differenceOf(deep(100_000), [undefined])).toBeUndefined();
	expect(await differenceOf(`1\n${deep(999)}`, [1, JSON.parse(deep(999))])).toBeUndefined();
	expect(await differenceOf(`1\n${deep(1_000)}`, [1, undefined])).toBeUndefined();
});

it('goes on behind a long line whose break comes with what is behind it', async () => {
	const text = `{"n":1}\n${long}\n{"n":2}\n`;
	const sizes = [text.indexOf('\n{"n":2}')];
	expect(await differenceOf(text, [{ n: 1 }, undefined, { n: 2 }], sizes)).toBeUndefined();
});

it('reads the longest line and entry', async () => {
	const line = JSON.stringify('x'.repeat(999_998));
	expect(await differenceOf(`1\n${line}\n2`, [1, JSON.parse(line), 2])).toBeUndefined();
});

it('lets others in while it reads', async () => {
	const { pieces, pauses } = await piecesOf('{"n":1}\n'.repeat(1_000));
	expect(pieces).toHaveLength(1_000);
	// Every 100 entries, and behind what came at once
	expect(pauses).toBe(11);
	const list = JSON.stringify(Array.from({ length: 1_000 }, () => ({})));
	expect((await piecesOf(list)).pauses).toBe(11);
	const pausesAt = async (bytes: number) =>
		(await piecesOf(`${JSON.stringify('x'.repeat(bytes - 2))}\n`.repeat(4), [1_000_000])).pauses;
	// Every 100,000 bytes of entries, and before each that is as large by itself
	expect([await pausesAt(99_999), await pausesAt(100_000)]).toEqual([3, 9]);
});
