/** Tells when entries were written, each by its own clock: times since 1970, offsets from some start, or the protocol's seconds. */
import { asText } from '../shared/objects';
import { parseTime } from '../shared/time';
import type { Said } from './meaning';

/** Clocks that cannot be joined. */
export type Clock = 'time' | 'offset' | 'monotonic' | 'none';

/** When something was: in ms, since 1970 for the clock `time`, else since some start. Infinity when it is not known. */
export interface Moment {
	clock: Clock;
	ms: number;
}

/** From which number on a time is in which unit since 1970, by how many ms that has. Below: an offset, not a time. */
const UNITS = [
	[1e17, 1e-6],
	[1e14, 1e-3],
	[1e11, 1],
	[1e9, 1e3],
];

/** The first and the last time that an entry can have: 2001, below which a number is an offset, and the year 9999. */
const EARLIEST_MS = 1e12;
const LATEST_MS = 253_402_300_799_999;

/** How much of a text is looked at, in characters. */
const LONGEST = 100;

/** A moment's place in an order: those from some start before times, and those that are not known last. */
export function placeOf({ clock, ms }: Moment): number {
	return clock === 'time' ? ms : ms - 2 * LATEST_MS;
}

/** A moment as ISO text; null when it is not known, or only an offset. */
export function isoOf({ clock, ms }: Moment): string | null {
	return clock === 'time' ? new Date(ms).toISOString() : null;
}

/** When an entry says that it was written, rather by a time than by an offset. A time in a page's own data is not the entry's. */
export function momentOf(said: Said): Moment {
	const moments = said.likeliest('time', ({ key, word, value, data }) =>
		key === word && !data ? momentIn(value) : undefined,
	);
	return moments.find(({ clock }) => clock === 'time') ?? moments.at(0) ?? { clock: 'none', ms: Infinity };
}

/** The moment that a value stands for: a number in any unit, or a date. */
export function momentIn(value: unknown): Moment | undefined {
	const text = asText(value).slice(0, LONGEST).trim();
	const number = Number(text || NaN);
	const [, unit] = UNITS.find(([from]) => number >= from) ?? [0, 1];
	// Without a year it is no date, although the engine would make one of e.g. "step 3"
	const ms = Number.isNaN(number) && /\d{4}/.test(text) ? parseTime(text) : number * unit;
	if (!(ms >= 0 && ms <= LATEST_MS)) return undefined;
	return { clock: ms >= EARLIEST_MS ? 'time' : 'offset', ms };
}
