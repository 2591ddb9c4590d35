import type { LogName } from '../../shared/files';
import type { Client } from '../../transport/client';
import type { Transfer } from '../../transport/transfer';
import { transferOf } from './findFiles';
import type { FoundFile, RecordingIds } from './findFiles';

/** Reads a whole log as text. @param admit as a transfer's: throws when it is too large */
export async function readLogText(
	client: Client,
	recording: RecordingIds,
	file: FoundFile<LogName>,
	admit?: Transfer<unknown>['admit'],
): Promise<string> {
	return await client.file({
		...transferOf(client, recording, file),
		admit,
		async take({ body }) {
			const chunks: Buffer[] = [];
			for await (const chunk of body) chunks.push(chunk);
			return Buffer.concat(chunks).toString();
		},
	});
}
