import { LogTally } from '../../nodes/Userplane/logs/report';
import type { LogName } from '../../nodes/Userplane/shared/files';
import { piece } from './readPieces';

/** When the logs of these tests begin, in ms since 1970. */
export const START = Date.UTC(2026, 10, 21, 9, 30);
export const most = { maxProblems: 10, steps: 10 };

/** What a report counts of one log with these entries. */
export function tally(log: LogName, entries: unknown[], showQueries = false): LogTally {
	const one = new LogTally(log, showQueries);
	for (const entry of entries) one.add(piece(entry));
	return one;
}

/** An entry of a console. */
export function said(seconds: number, level: string, message: string): object {
	return { timestamp: START + seconds * 1_000, level, message };
}
