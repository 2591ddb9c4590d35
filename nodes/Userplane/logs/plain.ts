/** Reads an entry of no format with rules of its own: what it is about tells what it says. */
import type { IDataObject } from 'n8n-workflow';

import type { LogName } from '../shared/files';
import { action } from './actions';
import { console } from './console';
import { type Fact, isProblem } from './facts';
import { Said, urlIn } from './meaning';
import { isRequest, request, statusIn } from './requests';

/** What an entry of a log says; nothing when it cannot be interpreted. */
export function readPlain(log: LogName, entry: IDataObject, said = new Said(entry)): Fact[] {
	if (log === 'networkLog' || isRequest(said)) return request(said);
	const words = log === 'consoleLog' ? console(said) : [];
	if (words.some(isProblem)) return words;
	const isAnswered = said.first('status', statusIn) !== undefined && said.first('url', urlIn) !== undefined;
	return action(said) ?? (isAnswered ? request(said) : words);
}
