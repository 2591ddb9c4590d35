import type { Piece } from '../../logs/input';
import { readPieces } from '../../logs/reader';
import type { LogName } from '../../shared/files';
import type { Client } from '../../transport/client';
import { inSlices } from '../../transport/clock';
import type { IncomingFile, Transfer } from '../../transport/transfer';
import { transferOf } from './findFiles';
import type { FoundFile, RecordingIds } from './findFiles';

/** What takes a log's pieces. */
interface Taker {
	add(piece: Piece): void;
}

/**
 * Reads a log of a recording.
 * @param begin makes what takes its pieces: anew for each try, so that nothing is taken twice when a transfer broke off
 * @param admit as a transfer's: throws when it is too large
 */
export async function readLog<T extends Taker>(
	client: Client,
	recording: RecordingIds,
	file: FoundFile<LogName>,
	begin: (body: IncomingFile['body']) => T,
	admit?: Transfer<T>['admit'],
): Promise<T> {
	return await client.file({
		...transferOf(client, recording, file),
		admit,
		async take({ body }) {
			const taker = begin(body);
			const take = (piece: Piece) => {
				taker.add(piece);
			};
			await readPieces(body, { take, pause: inSlices() });
			return taker;
		},
	});
}
