/** Reads the entries of a log, whatever format they are in: what each says, and when it was written. */
import type { IDataObject } from 'n8n-workflow';

import type { LogName } from '../shared/files';
import { isObject } from '../shared/objects';
import { LISTS } from './documents';
import { type Fact, isProblem, OTHER } from './facts';
import { Said } from './meaning';
import { readPlain } from './plain';
import { ProtocolReader } from './protocol';
import { RrwebReader } from './rrweb';
import { type Moment, momentOf } from './times';

/** Reads the entries of one log in order, and counts those that it cannot interpret. */
export class EntryReader {
	entries = 0;
	/** They may be problems, and nobody knows. */
	unrecognized = 0;

	private readonly rrweb = new RrwebReader();
	private readonly protocol = new ProtocolReader();

	constructor(private readonly log: LogName) {}

	/**
	 * @param value an entry as it stands in the log; undefined for one that cannot be read
	 * @returns what it says, which is nothing when it cannot be interpreted; and when it was written
	 */
	read(value: unknown): { facts: Fact[]; at: Moment } {
		const entry = isObject(value) ? value : {};
		const said = new Said(entry);
		const ofFormat = this.rrweb.read(entry) ?? this.protocol.read(entry) ?? readTrace(entry);
		const facts = ofFormat ?? this.readPlain(entry, said);
		this.entries++;
		if (facts.length === 0) this.unrecognized++;
		return { facts, at: this.protocol.momentOf(entry) ?? momentOf(said) };
	}

	/** Nothing where it lists what would be problems as entries: nobody knows whether they are the log's, or a page's own. */
	private readPlain(entry: IDataObject, said: Said): Fact[] {
		const facts = readPlain(this.log, entry, said);
		return facts.some(isProblem) || !this.holdsProblems(entry) ? facts : [];
	}

	private holdsProblems(entry: IDataObject, depth = 2): boolean {
		return LISTS.some((name) => {
			const { [name]: inner } = entry;
			if (isObject(inner)) return depth > 1 && this.holdsProblems(inner, depth - 1);
			const listed = Array.isArray(inner) ? inner.slice(0, MOST_LISTED).filter(isObject) : [];
			return listed.some((one) => readPlain(this.log, one).some(isProblem));
		});
	}
}

/** How many of what an entry lists is looked at. */
const MOST_LISTED = 400;

/** Records of no interest in Playwright's traces: some of them only when they are about a call. */
const RECORDS: unknown[] = ['frame-snapshot', 'screencast-frame', 'context-options'];
const RECORDS_OF_CALLS: unknown[] = ['after', 'input', 'log'];

/** What a record of Playwright's traces says; undefined for what can be read as a plain entry. */
function readTrace({ type, callId, method, params }: IDataObject): Fact[] | undefined {
	const isOfCall = callId !== undefined;
	if (method === 'pageError' && isObject(params))
		return readPlain('consoleLog', { level: 'error', ...params });
	if (type === 'before' && isOfCall && isObject(params))
		return readPlain('actions', { action: method, ...params });
	return RECORDS.includes(type) || (isOfCall && RECORDS_OF_CALLS.includes(type)) ? OTHER : undefined;
}
