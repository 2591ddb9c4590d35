import * as fc from 'fast-check';

import { parsePieces } from '../../nodes/Userplane/logs/entries';
import { readLog } from '../../nodes/Userplane/logs/stream';

/** Reads bytes that come in pieces of these sizes, over and over. @returns the values, and how often others were let in */
async function read(bytes: Buffer, sizes: number[]): Promise<{ values: unknown[]; pauses: number }> {
	const values: unknown[] = [];
	let pauses = 0;
	async function* chunks(): AsyncGenerator<Buffer> {
		for (let at = 0, n = 0; at < bytes.length; n++) {
			const size = sizes[n % sizes.length];
			yield await Promise.resolve(bytes.subarray(at, at + size));
			at += size;
		}
	}
	const sink = {
		take: (value: unknown) => void values.push(value),
		pause: async () => {
			pauses++;
			await Promise.resolve();
		},
	};
	await readLog(chunks(), sink);
	return { values, pauses };
}

const whole = (text: string): unknown[] =>
	parsePieces(text).map((piece) => ('value' in piece ? piece.value : undefined));

const line = fc.oneof(
	fc.json(),
	fc.constantFrom('broken {', 'Größe 鍵 🎬', '', '{"a":"🎬"}', '\uFEFF{}'),
	fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify({ text })),
);

const log = fc.oneof(
	fc.array(line, { minLength: 2 }).map((lines) => lines.join('\n')),
	fc.array(line, { minLength: 2 }).map((lines) => lines.join('\r\n')),
	fc.array(fc.jsonValue()).map((entries) => JSON.stringify(entries)),
	fc.array(fc.jsonValue()).map((entries) => JSON.stringify({ entries }, null, 2)),
);

it('gives what the whole log holds, however its bytes are cut', async () => {
	const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
	await fc.assert(
		fc.asyncProperty(fc.constantFrom('', '\uFEFF'), log, sizes, async (mark, lines, cuts) => {
			const text = `${mark}${lines}`;
			const toJson = (values: unknown[]) => values.map((value) => JSON.stringify(value));
			const { values } = await read(Buffer.from(text), cuts);
			expect(toJson(values)).toEqual(toJson(whole(Buffer.from(text).toString())));
		}),
		{ numRuns: Number(process.env.STREAM_RUNS ?? 300) },
	);
});

const long = JSON.stringify({ text: 'x'.repeat(1_000_000) });
const longText = 'x'.repeat(20_000_000);
const document = JSON.stringify(
	Array.from({ length: 17 }, () => 'x'.repeat(1_000_000)),
	null,
	1,
);

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
	['a text without a line break', longText, [undefined]],
	['a very long line at the end', `{"n":1}\n${longText}`, [{ n: 1 }, undefined]],
	['a long document', document, [undefined]],
	['a long document in one line', JSON.stringify(JSON.parse(document)), [undefined]],
	['a long document without an end', document.slice(0, -2), [undefined]],
])('counts as one entry what is too long, and goes on behind the line: %s', async (_, text, expected) => {
	for (const size of [65_536, 1_000_003])
		expect((await read(Buffer.from(text), [size])).values).toEqual(expected);
});

it.each([
	['a list in one line with blank lines behind it', '[1,2]\n\n \n', [1, 2]],
	['a list in several lines', '[\n1,\n2\n]', [1, 2]],
	['a text alone', '"a"', ['a']],
	['a number alone', '7', [7]],
	['null alone', 'null', [null]],
	['nothing but white space', ' \n\n ', []],
	['a mark at its beginning, and one that is none', '\uFEFF1\n{"a":"\uFEFF"}\n3', [1, { a: '\uFEFF' }, 3]],
	['none at its beginning', '1\n{"a":"\uFEFF"}\n3', [1, { a: '\uFEFF' }, 3]],
])('reads %s, however it comes', async (_, text, expected) => {
	for (const size of [1, 2, 100]) expect((await read(Buffer.from(text), [size])).values).toEqual(expected);
});

it('goes on behind a long line whose break comes with what is behind it', async () => {
	const text = `{"n":1}\n${long}\n{"n":2}\n`;
	const { values } = await read(Buffer.from(text), [text.indexOf('\n{"n":2}')]);
	expect(values).toEqual([{ n: 1 }, undefined, { n: 2 }]);
});

it('takes what stands behind a first line that is too long for lines, whatever it looks like', async () => {
	const text = `${longText}\n[\n1\n]`;
	expect((await read(Buffer.from(text), [65_536])).values).toEqual([undefined, undefined, 1, undefined]);
});

it.each(['', '1\n2\n'])('keeps nothing of what is too long, behind "%s"', async (begins) => {
	const chunk = Buffer.alloc(1_000_000, 'x');
	async function* chunks(): AsyncGenerator<Buffer> {
		yield await Promise.resolve(Buffer.from(begins));
		// More than one text can hold
		for (let n = 0; n < 600; n++) yield chunk;
	}
	const values: unknown[] = [];
	await readLog(chunks(), { take: (value) => void values.push(value), pause: () => Promise.resolve() });
	expect(values).toEqual(begins === '' ? [undefined] : [1, 2, undefined]);
});

it('reads the longest line and document', async () => {
	const line = JSON.stringify('x'.repeat(999_998));
	expect((await read(Buffer.from(`1\n${line}\n2`), [65_536])).values).toEqual([1, JSON.parse(line), 2]);
	const list = `[\n"${'x'.repeat(15_999_994)}"\n]`;
	expect((await read(Buffer.from(list), [65_536])).values).toEqual(JSON.parse(list));
});

it('lets others in while it reads', async () => {
	const { values, pauses } = await read(Buffer.from('{"n":1}\n'.repeat(1_000)), [65_536]);
	expect(values).toHaveLength(1_000);
	expect(pauses).toBe(10);
	const list = JSON.stringify(Array.from({ length: 1_000 }, (_, n) => n));
	expect((await read(Buffer.from(list), [65_536])).pauses).toBe(10);
});
