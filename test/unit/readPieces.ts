import type { Piece } from '../../nodes/Userplane/logs/input';
import { readPieces } from '../../nodes/Userplane/logs/reader';

/** The pieces of a log that comes in chunks of these sizes, over and over; and how often others were let in. */
export async function piecesOf(
	log: string | Buffer,
	sizes: number[] = [65_536],
): Promise<{ pieces: Piece[]; pauses: number }> {
	const bytes = Buffer.from(log as string);
	const pieces: Piece[] = [];
	let pauses = 0;
	async function* chunks(): AsyncGenerator<Buffer> {
		for (let at = 0, n = 0; at < bytes.length; n++) {
			const size = sizes[n % sizes.length];
			yield await Promise.resolve(bytes.subarray(at, at + size));
			at += size;
		}
	}
	const pause = async () => {
		pauses++;
		await Promise.resolve();
	};
	const take = (piece: Piece) => {
		// One stands for the end
		if (pieces.push(piece) > bytes.length + 1) throw new Error('There are more pieces than bytes');
	};
	await readPieces(chunks(), { take, pause });
	return { pieces, pauses };
}

/** A piece of this value, as a log holds it. */
export const piece = (value: unknown): Piece => ({ value, text: 'broken', line: 1, leftOut: 0, size: 0 });

/** Puts a log of this text into what takes its pieces. */
export async function fill<T extends { add: (piece: Piece) => void }>(
	taker: T,
	log: string | Buffer,
): Promise<T> {
	for (const one of (await piecesOf(log)).pieces) taker.add(one);
	return taker;
}
