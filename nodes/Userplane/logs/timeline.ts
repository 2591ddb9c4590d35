/** Puts logs into one readable text, oldest first: a line for each entry with its time, its log, its kind and what it says. */
import type { LogName } from '../shared/files';
import { type Fact, isProblem } from './facts';
import type { Piece } from './input';
import { withoutSignatures } from './masks';
import { orderOf } from './order';
import { EntryReader } from './entryReader';
import { placeOf } from './times';

const LABELS: Record<LogName, string> = { actions: 'actions', consoleLog: 'console', networkLog: 'network' };

/** What stands in the place of a time, as wide as one. */
const NO_TIME = '-'.padEnd(new Date(0).toISOString().length);

const LINE_BREAKS = /[\r\n\u2028\u2029]+/;

/** How much of the text is kept in one piece, and given at once, in bytes. */
const BLOCK_BYTES = 1_000_000;
const GIVEN_AT_ONCE = 64_000;

/** How many bytes stand in front of what a line says: its place in an order of time, as a number. */
const PLACE_BYTES = 8;

/**
 * What the lines of a log say, as bytes, which take the least room. What cannot be interpreted stands as it is. Nothing is masked
 * but what opens a signed URL. Takes each log of its own, and anew when its transfer broke off.
 */
export class LogText {
	private readonly blocks: Array<{ label: string; bytes: Buffer; used: number }> = [];
	private count = 0;
	private readonly reader: EntryReader;

	constructor(private readonly log: LogName) {
		this.reader = new EntryReader(log);
	}

	add(piece: Piece): void {
		const { facts, at } = this.reader.read(piece.value);
		const said = facts.map(wordsOf);
		const isKnown = said.length > 0 && said.every((words) => words !== undefined);
		const text = withoutSignatures(isKnown ? said.join(' | ') : `- ${rawOf(piece)}`);
		const parts = text.split(LINE_BREAKS).map((part) => part.trim());
		this.keep(`${parts.join(' ')}\n`, placeOf(at));
	}

	/** The lines of several logs in order of time, in pieces. */
	static async *merge(logs: LogText[], pause: () => Promise<void>): AsyncGenerator<Buffer> {
		const blocks = logs.flatMap((log) => log.blocks);
		const count = logs.reduce((all, log) => all + log.count, 0);
		const [places, starts, inBlock] = [
			new Float64Array(count),
			new Uint32Array(count),
			new Uint32Array(count),
		];
		let number = 0;
		for (const [index, { bytes, used }] of blocks.entries()) {
			for (let at = 0; at < used; at = bytes.indexOf('\n', at) + 1, number++) {
				places[number] = bytes.readDoubleLE(at);
				at += PLACE_BYTES;
				starts[number] = at;
				inBlock[number] = index;
			}
			await pause();
		}
		let out = Buffer.alloc(0);
		let size = 0;
		for (const line of await orderOf(places, pause)) {
			const { label, bytes } = blocks[inBlock[line]];
			const end = bytes.indexOf('\n', starts[line]) + 1;
			const head = `${timeAt(places[line])} ${label} `;
			const length = head.length + end - starts[line];
			if (size + length > out.length) {
				yield out.subarray(0, size);
				await pause();
				out = Buffer.allocUnsafeSlow(Math.max(length, GIVEN_AT_ONCE));
				size = 0;
			}
			size += out.write(head, size, 'latin1');
			size += bytes.copy(out, size, starts[line], end);
		}
		yield out.subarray(0, size);
	}

	private keep(line: string, place: number): void {
		const size = PLACE_BYTES + Buffer.byteLength(line);
		let block = this.blocks.at(-1);
		if (!block || block.used + size > block.bytes.length) {
			const bytes = Buffer.allocUnsafeSlow(Math.max(size, BLOCK_BYTES));
			block = { label: LABELS[this.log], bytes, used: 0 };
			this.blocks.push(block);
		}
		block.bytes.writeDoubleLE(place, block.used);
		block.bytes.write(line, block.used + PLACE_BYTES);
		block.used += size;
		this.count++;
	}
}

/** The time at a place, where that is one. */
function timeAt(place: number): string {
	return place > 0 && place < Infinity ? new Date(place).toISOString() : NO_TIME;
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
