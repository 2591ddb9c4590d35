/** Reads the entries of a log, whatever format they are in: what each says, and when it was written. */
import type { LogName } from '../shared/files';
import { isObject } from '../shared/objects';
import type { Fact } from './facts';
import { Said } from './meaning';
import { readPlain } from './plain';
import { readTrace } from './playwright';
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
		const facts =
			this.rrweb.read(entry) ??
			this.protocol.read(entry) ??
			readTrace(entry) ??
			readPlain(this.log, entry, said);
		this.entries++;
		if (facts.length === 0) this.unrecognized++;
		return { facts, at: this.protocol.momentOf(entry) ?? momentOf(said) };
	}
}
