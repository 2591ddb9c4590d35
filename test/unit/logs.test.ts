import * as fc from 'fast-check';

import { LogEntries, type LogEntry } from '../../nodes/Userplane/logs/entries';
import { orderOf } from '../../nodes/Userplane/logs/order';
import { LOGS, type LogName } from '../../nodes/Userplane/shared/files';
import { fill } from './readPieces';

const recordingId = 'rec_1';
const entriesOf = async (text: string, log: LogName = 'actions') =>
	await fill(new LogEntries({ recordingId, log }, false), text);
const parse = async (text: string): Promise<LogEntry[]> => (await entriesOf(text)).entries;
const at = async (fields: object) => (await parse(JSON.stringify([fields])))[0].time;
const iso = '2026-03-01T10:00:00.000Z';
const ms = Date.parse(iso);

describe('the time of an entry', () => {
	it.each([
		['ISO', iso],
		['ISO with an offset', '2026-03-01T12:00:00+02:00'],
		['as mails have it', 'Sun, 01 Mar 2026 10:00:00 GMT'],
		['ms', ms],
		['ms as text', String(ms)],
		['seconds', ms / 1_000],
		['seconds as text', String(ms / 1_000)],
		['seconds with a fraction as text', `${ms / 1_000}.000`],
		['a browser has it', 'Sun Mar 01 2026 12:00:00 GMT+0200 (Eastern European Standard Time)'],
		['the beginning of what is long', `${iso}${' '.repeat(80)}x`],
		['microseconds', ms * 1_000],
		['nanoseconds', ms * 1_000_000],
	])('may be given as %s', async (_, timestamp) => {
		expect(await at({ timestamp })).toBe(iso);
	});

	it.each(
		'timestamp startedDateTime ts time createdAt occurredAt loggedAt date dateTime startTime startedAt eventTime logTime wallTime timeUnixNano observedTimeUnixNano at when @timestamp time-stamp'.split(
			' ',
		),
	)('may be called %s', async (name) => {
		expect(await at({ [name]: iso })).toBe(iso);
	});

	it.each([
		['absent', {}],
		['no time', { timestamp: 'soon' }],
		['a number of something', { timestamp: 'step 12' }],
		['an offset in ms', { timestamp: 1_500 }],
		['an offset in seconds', { time: '12.5' }],
		['negative', { timestamp: -5 }],
		['negative and long', { timestamp: -20_260_301 }],
		['blank', { timestamp: ' ' }],
		['beyond all dates', { timestamp: 1e30 }],
		['null', { timestamp: null }],
		['a list', { timestamp: [ms] }],
		['true', { timestamp: true }],
	])('is null when it is %s', async (_, fields) => {
		expect(await at(fields)).toBeNull();
	});

	it('is taken from the next name when the first has none', async () => {
		expect(await at({ timestamp: 'soon', ts: ms })).toBe(iso);
	});

	it('is rather a time than an offset', async () => {
		expect(await at({ timestamp: 1_500.5, wallTime: ms / 1_000 })).toBe(iso);
	});

	it.each(['2026-11-21 11:30:00+02', '2026-11-21T11:30:00.000+02', '2026-11-21 09:30:00'])(
		'is read with the hours of its zone, as databases write them: %s',
		async (timestamp) => {
			expect(await at({ timestamp })).toBe('2026-11-21T09:30:00.000Z');
		},
	);

	it.each([
		['a protocol event', { method: 'Runtime.consoleAPICalled', params: { timestamp: ms } }],
		['a protocol event that has both', { params: { timestamp: 12.5, wallTime: ms / 1_000 } }],
		['an entry in a protocol event', { method: 'Log.entryAdded', params: { entry: { timestamp: ms } } }],
		['an entry', { entry: { ts: iso } }],
		['an event', { event: { time: iso } }],
		['a request', { request: { startedDateTime: iso }, response: { date: '2020-01-01' } }],
		['anything deeper', { params: { request: { timestamp: ms } } }],
	])('is found below in %s', async (_, fields) => {
		expect(await at(fields)).toBe(iso);
	});

	it.each([
		['its own time', { timestamp: iso, params: { timestamp: ms + 1 } }, iso],
		['its own offset', { timestamp: 1_500, params: { timestamp: ms } }, null],
		[
			"a page's own data",
			{ args: [{ timestamp: ms }], data: { timestamp: ms }, message: { time: ms } },
			null,
		],
		['a list', { params: [{ timestamp: ms }] }, null],
		['a time of something else', { expiresAt: iso, responseTime: 9, headers: { date: iso } }, null],
	])('is not looked for below beside %s', async (_, fields, expected) => {
		expect(await at(fields)).toBe(expected);
	});

	it('is a time that can be read again, or null', async () => {
		await fc.assert(
			fc.asyncProperty(fc.jsonValue(), async (timestamp) => {
				const time = await at({ timestamp });
				expect(time === null || new Date(time).toISOString() === time).toBe(true);
			}),
		);
	});
});

describe('a log', () => {
	it('keeps every field of every entry', async () => {
		const key = fc.oneof(
			fc.constantFrom('recordingId', 'log', 'time'),
			fc.string().filter((name) => name !== '__proto__'),
		);
		const entry = fc.dictionary(key, fc.oneof(fc.constantFrom('rec_1', 'actions', iso), fc.jsonValue()));
		await fc.assert(
			fc.asyncProperty(fc.array(entry), async (entries) => {
				const lines = entries.map((one) => JSON.stringify(one)).join('\n');
				const found = await parse(lines);
				expect(found).toHaveLength(entries.length);
				entries.forEach((one, index) => {
					const own = JSON.parse(JSON.stringify(one)) as Record<string, unknown>;
					const { recordingId: ownId, log, time, ...rest } = own;
					const entry = found[index];
					expect(entry).toMatchObject({ ...rest, recordingId: 'rec_1', log: 'actions' });
					// What is shown as ours already is not kept twice
					const unless = (ours: unknown, kept: unknown) => (kept === ours ? undefined : kept);
					expect([entry.ownRecordingId, entry.ownLog, entry.ownTime]).toEqual([
						unless('rec_1', ownId),
						unless('actions', log),
						unless(entry.time, time),
					]);
				});
			}),
		);
	});

	it('has every line of a plain text, and says how much of it is left out', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.nat(400), { maxLength: 9 }), async (lengths) => {
				const lines = lengths.map((length, n) => `${'-'.repeat(n + 1)}${'🎬'.repeat(length)}`);
				const found = await parse(lines.join('\n'));
				expect(found).toHaveLength(lines.length);
				found.forEach(({ unreadable, charactersLeftOut = 0, line }, index) => {
					const shown = unreadable as string;
					expect([line, lines[index].startsWith(shown)]).toEqual([index + 1, true]);
					expect(shown.length + Number(charactersLeftOut)).toBe(lines[index].length);
				});
			}),
		);
	});

	it('has what is no object as a value, and the beginning of what is no JSON', async () => {
		const own = { recordingId, log: 'actions', time: null };
		expect(await parse('7\nx')).toEqual([
			{ ...own, value: 7 },
			{ ...own, line: 2, unreadable: 'x' },
		]);
		const [cut] = await parse('x'.repeat(600));
		expect(cut).toEqual({ ...own, line: 1, unreadable: 'x'.repeat(500), charactersLeftOut: 100 });
		const [long] = await parse('x'.repeat(1_100_000));
		expect(long).toMatchObject({ unreadable: 'x'.repeat(500), charactersLeftOut: 1_099_500 });
	});

	it('never throws, whatever its text', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
				for (const log of LOGS) expect(Array.isArray((await entriesOf(text, log)).entries)).toBe(true);
			}),
		);
	});

	it('may begin with a byte order mark', async () => {
		expect(await parse('\ufeff[{"n":1}]')).toEqual([{ recordingId, log: 'actions', time: null, n: 1 }]);
	});
});

describe('one timeline', () => {
	it('is in order, and stable', async () => {
		const places = fc.array(fc.oneof(fc.constant(Infinity), fc.nat(30)), { maxLength: 60 });
		// Sorted in pieces of 2,000, and merged
		const many = fc.array(fc.nat(3_000), { minLength: 4_100, maxLength: 7_000 });
		await fc.assert(
			fc.asyncProperty(
				fc.oneof({ weight: 9, arbitrary: places }, { weight: 1, arbitrary: many }),
				async (all) => {
					const order = await orderOf(all, () => Promise.resolve());
					expect([...order]).toEqual(
						[...all.keys()].sort((a, b) => (all[a] === all[b] ? a - b : all[a] - all[b])),
					);
				},
			),
		);
	});
});
