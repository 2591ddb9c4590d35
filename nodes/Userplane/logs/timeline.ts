/** Puts logs into one readable text, oldest first: a line for each entry with its time, its log, its kind and what it says. */
import type { LogName } from '../shared/files';
import { type Fact, isProblem } from './facts';
import { withoutSignatures } from './masks';
import { orderOf } from './order';
import type { Piece } from './input';
import { Recogniser } from './recogniser';
import { isoOf, LogClock, placeOf } from './times';

const LABELS: Record<LogName, string> = { actions: 'actions', consoleLog: 'console', networkLog: 'network' };

/** What stands in the place of a time, as wide as one. */
const NO_TIME = '-'.padEnd(new Date(0).toISOString().length);

const LINE_BREAKS = /[\r\n\u2028\u2029]+/;

/** How much of the text is kept in one piece, and given at once, in bytes. */
const BLOCK_BYTES = 1_000_000;
const GIVEN_AT_ONCE = 64_000;

/**
 * The lines of logs, as bytes, which take the least room. What cannot be interpreted stands as it is. Nothing is masked but what
 * opens a signed URL. Takes each log of its own, and anew when its transfer broke off.
 */
export class LogText {
	private readonly blocks: Buffer[] = [];
	private length = 0;
	private readonly ends: number[] = [];
	private readonly places: number[] = [];
	private readonly recogniser = new Recogniser();
	private readonly clock = new LogClock();

	constructor(private readonly log: LogName) {}

	add(piece: Piece): void {
		const said = this.recogniser.read(this.log, piece.value).map(wordsOf);
		const isKnown = said.length > 0 && said.every((words) => words !== undefined);
		const at = this.clock.momentOf(piece.value);
		const text = [
			isoOf(at) ?? NO_TIME,
			LABELS[this.log],
			isKnown ? said.join(' | ') : `- ${rawOf(piece)}`,
		].join(' ');
		const line = text
			.split(LINE_BREAKS)
			.map((part) => part.trim())
			.join(' ');
		this.keep(Buffer.from(`${withoutSignatures(line)}\n`));
		this.places.push(placeOf(at));
		this.ends.push(this.length);
	}

	/** The lines of several logs in order of time, in pieces. */
	static async *merge(logs: LogText[], pause: () => Promise<void>): AsyncGenerator<Buffer> {
		const starts = logs.map((_, n) => logs.slice(0, n).reduce((all, { places }) => all + places.length, 0));
		const order = await orderOf(
			logs.flatMap(({ places }) => places),
			pause,
		);
		let parts: Buffer[] = [];
		let bytes = 0;
		for (const number of order) {
			const log = starts.filter((start) => start <= number).length - 1;
			for (const part of logs[log].bytesOf(number - starts[log])) {
				parts.push(part);
				bytes += part.length;
				if (bytes < GIVEN_AT_ONCE) continue;
				yield Buffer.concat(parts);
				await pause();
				[parts, bytes] = [[], 0];
			}
		}
		yield Buffer.concat(parts);
	}

	private keep(bytes: Buffer): void {
		for (let from = 0; from < bytes.length;) {
			const inBlock = this.length % BLOCK_BYTES;
			if (inBlock === 0) this.blocks.push(Buffer.allocUnsafeSlow(BLOCK_BYTES));
			const copied = bytes.copy(this.blocks.at(-1) as Buffer, inBlock, from);
			from += copied;
			this.length += copied;
		}
	}

	private *bytesOf(line: number): Generator<Buffer> {
		const end = this.ends[line];
		for (let at = line === 0 ? 0 : this.ends[line - 1]; at < end;) {
			const inBlock = at % BLOCK_BYTES;
			const part = this.blocks[(at - inBlock) / BLOCK_BYTES].subarray(inBlock, inBlock + end - at);
			yield part;
			at += part.length;
		}
	}
}

function rawOf(piece: Piece): string {
	return piece.leftOut === 0 ? piece.text : `${piece.text}... (${piece.leftOut} characters left out)`;
}

function wordsOf(fact: Fact): string | undefined {
	switch (fact.kind) {
		case 'console':
			return `${fact.level === 'other' ? 'info' : fact.level} ${fact.text}`;
		case 'request': {
			const { outcome, method, url, status, failure } = fact;
			const kind = isProblem(fact) ? 'failed-request' : outcome === 'fine' ? 'request' : 'cancelled-request';
			return [kind, method, url, status, failure].filter((part) => part !== undefined).join(' ');
		}
		case 'page':
			return `page ${fact.url}`;
		case 'action':
			return `action ${fact.text}`;
		case 'other':
			return undefined;
	}
}
