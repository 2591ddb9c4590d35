import { type Fact, Recogniser } from '../../nodes/Userplane/logs/facts';
import type { LogName } from '../../nodes/Userplane/shared/files';

export const URL = 'https://app.example/pay';

/** What each entry says, when these are all entries of a log. */
export function readAll(log: LogName, ...entries: object[]): Fact[][] {
	const recogniser = new Recogniser();
	return entries.map((entry) => recogniser.read(log, entry));
}

/** What an entry says that is the only one of a log. */
export const read = (log: LogName, entry: object): Fact[] => readAll(log, entry)[0];

export const error = (text: string, url?: string): Fact => ({ kind: 'console', level: 'error', text, url });

export const request = (fields: object = {}): Fact => ({ kind: 'request', ...fields });

export const action = (text: string): Fact => ({ kind: 'action', text });
