import type { Fact, RequestFact } from '../../nodes/Userplane/logs/facts';
import { EntryReader } from '../../nodes/Userplane/logs/entryReader';
import type { LogName } from '../../nodes/Userplane/shared/files';

export const URL = 'https://app.example/pay';

/** What each entry says, when these are all entries of a log. */
export function readAll(log: LogName, ...entries: object[]): Fact[][] {
	const reader = new EntryReader(log);
	return entries.map((entry) => reader.read(entry).facts);
}

/** What an entry says that is the only one of a log. */
export const read = (log: LogName, entry: object): Fact[] => readAll(log, entry)[0];

export const error = (text: string, url?: string): Fact => ({ kind: 'console', level: 'error', text, url });

export const request = (fields: Partial<RequestFact> = {}): Fact => ({
	...{ kind: 'request', outcome: 'failed' },
	...fields,
});

export const action = (text: string): Fact => ({ kind: 'action', text });
