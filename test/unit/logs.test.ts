import * as fc from 'fast-check';

import { byTime, type LogEntry, parseLog } from '../../nodes/Userplane/logs/entries';
import { LOGS } from '../../nodes/Userplane/shared/files';

const recordingId = 'rec_1';
const parse = (text: string): LogEntry[] => parseLog({ recordingId, log: 'actions' }, text);
const at = (fields: object) => parse(JSON.stringify([fields]))[0].time;
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
		['microseconds', ms * 1_000],
		['nanoseconds', ms * 1_000_000],
	])('may be given as %s', (_, timestamp) => {
		expect(at({ timestamp })).toBe(iso);
	});

	it.each(['timestamp', 'startedDateTime', 'ts', 'time', 'createdAt', 'date', 'startTime', 'wallTime'])(
		'may be called %s',
		(name) => {
			expect(at({ [name]: iso })).toBe(iso);
		},
	);

	it.each([
		['absent', {}],
		['no time', { timestamp: 'soon' }],
		['a number of something', { timestamp: 'step 12' }],
		['an offset in ms', { timestamp: 1_500 }],
		['an offset in seconds', { time: '12.5' }],
		['negative', { timestamp: -5 }],
		['beyond all dates', { timestamp: 1e30 }],
		['null', { timestamp: null }],
		['a list', { timestamp: [ms] }],
		['true', { timestamp: true }],
	])('is null when it is %s', (_, fields) => {
		expect(at(fields)).toBeNull();
	});

	it('is taken from the next name when the first has none', () => {
		expect(at({ timestamp: 'soon', ts: ms })).toBe(iso);
	});

	it('is rather a time than an offset', () => {
		expect(at({ timestamp: 1_500.5, wallTime: ms / 1_000 })).toBe(iso);
	});

	it.each(['2026-11-21 11:30:00+02', '2026-11-21T11:30:00.000+02', '2026-11-21 09:30:00'])(
		'is read with the hours of its zone, as databases write them: %s',
		(timestamp) => {
			expect(at({ timestamp })).toBe('2026-11-21T09:30:00.000Z');
		},
	);

	it.each([
		['a protocol event', { method: 'Runtime.consoleAPICalled', params: { timestamp: ms } }],
		['a protocol event that has both', { params: { timestamp: 12.5, wallTime: ms / 1_000 } }],
		['an entry in a protocol event', { method: 'Log.entryAdded', params: { entry: { timestamp: ms } } }],
		['an entry', { entry: { ts: iso } }],
		['an event', { event: { time: iso } }],
		['a request', { request: { startedDateTime: iso }, response: { date: '2020-01-01' } }],
	])('is found one level down in %s', (_, fields) => {
		expect(at(fields)).toBe(iso);
	});

	it.each([
		['its own time', { timestamp: iso, params: { timestamp: ms + 1 } }, iso],
		['its own offset', { timestamp: 1_500, params: { timestamp: ms } }, null],
		[
			"a page's own data",
			{ args: [{ timestamp: ms }], data: { timestamp: ms }, message: { time: ms } },
			null,
		],
		['anything deeper', { params: { request: { timestamp: ms } } }, null],
		['a list', { params: [{ timestamp: ms }] }, null],
	])('is not looked for one level down beside %s', (_, fields, expected) => {
		expect(at(fields)).toBe(expected);
	});

	it('is a time that can be read again, or null', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (timestamp) => {
				const time = at({ timestamp });
				expect(time === null || new Date(time).toISOString() === time).toBe(true);
			}),
		);
	});
});

describe('a log', () => {
	it('keeps every field of every entry', () => {
		const key = fc.oneof(
			fc.constantFrom('recordingId', 'log', 'time'),
			fc.string().filter((name) => name !== '__proto__'),
		);
		const entry = fc.dictionary(key, fc.oneof(fc.constantFrom('rec_1', 'actions', iso), fc.jsonValue()));
		fc.assert(
			fc.property(fc.array(entry), (entries) => {
				const lines = entries.map((one) => JSON.stringify(one)).join('\n');
				const found = parse(lines);
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

	it('has every line of a plain text, and says how much of it is left out', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(400), { maxLength: 9 }), (lengths) => {
				const lines = lengths.map((length, n) => `${'-'.repeat(n + 1)}${'🎬'.repeat(length)}`);
				const found = parse(lines.join('\n'));
				expect(found).toHaveLength(lines.length);
				found.forEach(({ unreadable, charactersLeftOut = 0, line }, index) => {
					const shown = unreadable as string;
					expect([line, lines[index].startsWith(shown)]).toEqual([index + 1, true]);
					expect(shown.length + Number(charactersLeftOut)).toBe(lines[index].length);
				});
			}),
		);
	});

	it('never throws, whatever its text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				for (const log of LOGS) expect(Array.isArray(parseLog({ recordingId, log }, text))).toBe(true);
			}),
		);
	});

	it('may begin with a byte order mark', () => {
		expect(parse('\ufeff[{"n":1}]')).toEqual([{ recordingId, log: 'actions', time: null, n: 1 }]);
	});
});

describe('one timeline', () => {
	it('is in order, and stable', () => {
		const times = fc.array(
			fc.oneof(
				fc.constant(undefined),
				fc.nat(3).map((n) => ms + n),
			),
		);
		fc.assert(
			fc.property(times, (timestamps) => {
				const rows = timestamps.map((timestamp, n) => ({ timestamp, n }));
				const entries = parse(JSON.stringify(rows));
				const order = byTime(entries).map(({ n, timestamp }) => [Number(timestamp ?? Infinity), Number(n)]);
				const sorted = [...order].sort(([a, i], [b, j]) => (a === b ? i - j : a - b));
				expect(order).toEqual(sorted);
			}),
		);
	});
});
