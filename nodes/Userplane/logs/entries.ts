/** Makes items of a log's entries: their own fields, beside which log they are from and when they were written. */
import type { IDataObject } from 'n8n-workflow';

import type { LogName } from '../shared/files';
import { isObject } from '../shared/objects';
import { withoutHalves } from '../shared/texts';
import { isProblem } from './facts';
import type { Piece } from './input';
import { EntryReader } from './entryReader';
import { isoOf, placeOf } from './times';

/** What is known of an entry beside its own fields. */
interface Known {
	recordingId: string;
	log: LogName;
	time: string | null;
}

/**
 * One entry of a log: which log it is from, when it was written (ISO time, null when it does not say) and its own fields.
 * Own fields of these names that say something else are kept as `ownRecordingId`, `ownLog` and `ownTime`. What is no object
 * stands in `value`. A line that is no JSON has `unreadable` (its text) and `line` (its number, from 1) instead, and
 * `charactersLeftOut` when its text is cut.
 */
export type LogEntry = IDataObject & Known;

/** The longest piece of an unreadable line that is passed on, in characters. */
const LONGEST_UNREADABLE = 500;

/** The entries of one log, or its problems alone. Taken anew when its transfer broke off. */
export class LogEntries {
	readonly reading: EntryReader;
	readonly entries: LogEntry[] = [];
	/** Where each stands in an order of time. */
	readonly places: number[] = [];

	constructor(
		private readonly source: Omit<Known, 'time'>,
		private readonly onlyProblems: boolean,
	) {
		this.reading = new EntryReader(source.log);
	}

	add(piece: Piece): void {
		const { value } = piece;
		const { facts, at } = this.reading.read(value);
		if (this.onlyProblems && !facts.some(isProblem)) return;
		const known = { ...this.source, time: isoOf(at) };
		this.entries.push(value === undefined ? unreadable(known, piece) : readable(known, value));
		this.places.push(placeOf(at));
	}
}

/** Under which names an entry's own fields are kept that say something else than ours. */
const OWN = { recordingId: 'ownRecordingId', log: 'ownLog', time: 'ownTime' } as const;

function readable(known: Known, value: unknown): LogEntry {
	const fields = isObject(value) ? value : { value: value as IDataObject['value'] };
	const { recordingId, log, time } = known;
	// Ours first, and by name: two spreads take twice the room
	const entry: IDataObject = { recordingId, log, time, ...fields };
	for (const name of Object.keys(OWN) as Array<keyof typeof OWN>) {
		if (entry[name] === known[name]) continue;
		entry[OWN[name]] = fields[name];
		entry[name] = known[name];
	}
	return entry as LogEntry;
}

function unreadable(known: Known, { text, line, leftOut }: Piece): LogEntry {
	const shown = withoutHalves(text.slice(0, LONGEST_UNREADABLE));
	const charactersLeftOut = text.length - shown.length + leftOut;
	return { ...known, line, unreadable: shown, ...(charactersLeftOut > 0 && { charactersLeftOut }) };
}
