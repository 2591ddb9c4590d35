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
	fc.constantFrom('broken {', 'Größe 鍵 🎬', '', '{"a":"🎬"}'),
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

it('counts a line and a document that are too long as one entry each, and goes on behind the line', async () => {
	const long = JSON.stringify({ text: 'x'.repeat(1_000_001) });
	const { values } = await read(Buffer.from(`{"n":1}\n${long}\n{"n":2}\n`), [65_536]);
	expect(values).toEqual([{ n: 1 }, undefined, { n: 2 }]);
	const document = JSON.stringify(Array.from({ length: 17 }, () => 'x'.repeat(1_000_000)));
	expect((await read(Buffer.from(document), [65_536])).values).toEqual([undefined]);
});

it('lets others in while it reads', async () => {
	const { values, pauses } = await read(Buffer.from('{"n":1}\n'.repeat(1_000)), [65_536]);
	expect(values).toHaveLength(1_000);
	expect(pauses).toBe(10);
});
