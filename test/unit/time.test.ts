import { readTime } from '../../nodes/Userplane/shared/time';
import { refusal } from './refusal';

const utc = (...parts: [number, number, number, number?, number?, number?, number?]) => Date.UTC(...parts);
const NOON = utc(2026, 6, 1, 12);

describe('a date field', () => {
	it.each([
		['a text with Z', '2026-07-01T12:00:00Z', NOON],
		['a text with milliseconds and Z', '2026-07-01T12:00:00.123Z', NOON + 123],
		['a text with an offset', '2026-07-01T14:00:00+02:00', NOON],
		['a text with an offset without a colon', '2026-07-01T14:00:00+0200', NOON],
		['a text with hours as offset', '2026-07-01 14:00:00+02', NOON],
		['the same with parts of a second, in white space', ' 2026-07-01T14:00:00.25+02 ', NOON + 250],
		['a text with a comma before parts of a second', '2026-07-01T12:00:00,5Z', NOON + 500],
		['small letters', '2026-07-01t12:00z', NOON],
		['the basic form', '20260701T120000Z', NOON],
		['the basic form with an offset', '20260701T140000+0200', NOON],
		['a number of ms as text', String(NOON), NOON],
		['white space and U+200B around it', ' \u200b2026-07-01T12:00:00Z\u00a0', NOON],
		['a number of ms', NOON, NOON],
		['a date', new Date(NOON), NOON],
		['what has the value of a number, as a DateTime of Luxon', { valueOf: () => NOON }, NOON],
	])('that holds %s has nothing to do with the zone', (_, value, expected) => {
		for (const zone of ['UTC', 'Europe/Berlin', 'Asia/Kolkata'])
			expect(readTime(value, 'When', zone)).toBe(expected);
	});

	it.each([
		['UTC', NOON],
		['Europe/Berlin', NOON - 2 * 3_600_000],
		['America/New_York', NOON + 4 * 3_600_000],
		['Asia/Kolkata', NOON - 5.5 * 3_600_000],
		['Pacific/Kiritimati', NOON - 14 * 3_600_000],
	])('without a zone is in that of the workflow: %s', (zone, expected) => {
		for (const text of ['2026-07-01T12:00:00', '2026-07-01T12:00', ' 2026-07-01 12:00:00 ']) {
			expect(readTime(text, 'When', zone)).toBe(expected);
		}
		expect(readTime('2026-07-01T12:00:00.250', 'When', zone)).toBe(expected + 250);
		expect(readTime('2026-07-01', 'When', zone)).toBe(expected - 12 * 3_600_000);
	});

	it.each([
		// On 29 March 02:00 becomes 03:00, on 25 October 03:00 becomes 02:00
		['2026-03-29T01:59:59', [utc(2026, 2, 29, 0, 59, 59)]],
		['2026-03-29T03:00:00', [utc(2026, 2, 29, 1)]],
		['2026-03-29T04:30:00', [utc(2026, 2, 29, 2, 30)]],
		['2026-10-25T01:30:00', [utc(2026, 9, 24, 23, 30)]],
		['2026-10-25T03:00:00', [utc(2026, 9, 25, 2)]],
		// What is not there, and what is there twice, may be either
		['2026-03-29T02:30:00', [utc(2026, 2, 29, 0, 30), utc(2026, 2, 29, 1, 30)]],
		['2026-10-25T02:30:00', [utc(2026, 9, 25, 0, 30), utc(2026, 9, 25, 1, 30)]],
	])('is right around a change of the clocks: %s', (text, expected) => {
		expect(expected).toContain(readTime(text, 'When', 'Europe/Berlin'));
	});

	it.each([
		['a word', 'tomorrow'],
		['nothing', ''],
		['white space', ' '],
		['a day that does not exist', '2026-13-41'],
		['a day that its month does not have', '2026-02-31'],
		['the 29th of February in another year', '2026-02-29'],
		['an hour that does not exist', '2026-07-01T24:30:00Z'],
		['a word and a number', 'ticket 12'],
		['a small number as text', '1'],
		['a year', '2026'],
		['day and month in either order', '05/06/2026'],
		['a text as mails have it', 'Wed, 01 Jul 2026 12:00:00 GMT'],
		['words for a day', 'July 1, 2026'],
		['seconds since 1970', 1_764_428_400],
		['seconds since 1970 as text', '1764428400'],
		['seconds since 1970 in a date', new Date(1_764_428_400)],
		['the same as text', '1970-01-21T10:07:08.400Z'],
		['the first year', '0001-01-01'],
		['a basic form without a time', '20260701'],
		['0', 0],
		['a negative number', -NOON],
		['microseconds since 1970', NOON * 1_000],
		['Infinity', Infinity],
		['what n8n writes for a DateTime that is none', 'Invalid DateTime'],
		['a date that is none', new Date(NaN)],
		['NaN', NaN],
		['true', true],
		['a list', []],
		['a list of a number', [5]],
		['an object', {}],
		['an object with a field of that name', { valueOf: 0, toString: 0 }],
		['null', null],
		['undefined', undefined],
	])('that holds %s is no date', (_, value) => {
		for (const zone of ['UTC', 'Europe/Berlin']) {
			const { message, remedy } = refusal(() => readTime(value, 'When', zone));
			expect(message).toMatch(
				/^When is not a date.*: use a form such as 2026-05-31 or 2026-05-31T14:00:00Z$/,
			);
			expect(remedy).toContain('milliseconds');
		}
	});

	it('shows what came, shortened, where it is a text or a number', () => {
		expect(refusal(() => readTime('ticket 12', 'When', 'UTC')).message).toContain('("ticket 12")');
		expect(refusal(() => readTime(7, 'When', 'UTC')).message).toContain('("7")');
		expect(refusal(() => readTime('x'.repeat(500), 'When', 'UTC')).message).toContain(
			`("${'x'.repeat(40)}…")`,
		);
		expect(refusal(() => readTime({}, 'When', 'UTC')).message).toMatch(/^When is not a date: /);
	});
});
