import type { IBinaryData, INodeProperties } from 'n8n-workflow';

import { LogText } from '../../logs/timeline';
import type { BinaryStore } from '../../runtime/binaryStore';
import { UserplaneError } from '../../shared/errors';
import type { FileName, LogName } from '../../shared/files';
import { fileNameOf, FILES, mimeTypeOf, nameOfRecording } from '../../shared/files';
import type { Client } from '../../transport/client';
import { inSlices } from '../../transport/clock';
import type { IncomingFile } from '../../transport/transfer';
import { transferOf } from './findFiles';
import type { FoundFile, RecordingIds } from './findFiles';
import { readLog } from './readLog';

export const MAXIMUM_SIZE: INodeProperties = {
	displayName: 'Maximum Size (MB)',
	name: 'maxSize',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	description: 'Largest file to download. Set to 0 for no maximum.',
};

export const MEGABYTE = 1_000_000;

/** Streams a file to where n8n keeps binary data. */
export async function storeFile(
	client: Client,
	store: BinaryStore,
	recording: RecordingIds,
	file: FoundFile<FileName>,
	maxBytes: number,
): Promise<IBinaryData> {
	const known = transferOf(client, recording, file);
	return await client.file({
		...known,
		async admit(bytes, soFar) {
			checkSize(known.name, bytes, soFar, maxBytes);
			await store.admit(known.name, bytes);
		},
		async take({ body, contentType }) {
			const mimeType = mimeTypeOf(file.name, file.resource.type, contentType);
			return await store.store(body, fileNameOf(file.name, recording.recordingId, mimeType), mimeType);
		},
	});
}

/** Puts logs into one readable text file (logs/timeline.ts). All their lines are held: a timeline needs all of them. */
export async function storeLogTexts(
	client: Client,
	store: BinaryStore,
	recording: RecordingIds,
	found: Array<FoundFile<LogName>>,
	maxBytes: number,
): Promise<IBinaryData> {
	const logs: LogText[] = [];
	let received: IncomingFile['body'] | undefined;
	for (const file of found) {
		const admit = (bytes: number, soFar: boolean) => {
			checkSize(FILES[file.name].noun, bytes, soFar, maxBytes);
		};
		const begin = (body: IncomingFile['body']) => {
			received = body;
			return new LogText(file.name);
		};
		logs.push(await readLog(client, recording, file, begin, admit));
	}
	const fileName = nameOfRecording(recording.recordingId, 'logs.txt');
	return await store.store(streamOf(LogText.merge(logs, inSlices()), received), fileName, 'text/plain');
}

/** Every class of streams has `from` of node:stream, which a verified node may not import. */
function streamOf(chunks: AsyncIterable<Buffer>, like: IncomingFile['body'] | undefined): unknown {
	const streams = like?.constructor as unknown as { from: (chunks: unknown, options: object) => unknown };
	return streams.from(chunks, { objectMode: false });
}

/** @throws UserplaneError when the file is too large: before the transfer when its size is known, else in the middle of it */
function checkSize(name: string, bytes: number, soFar: boolean, maxBytes: number): void {
	if (bytes <= maxBytes) return;
	const size = soFar
		? `more than ${megabytes(maxBytes)} MB`
		: `${megabytes(bytes)} of ${megabytes(maxBytes)} MB`;
	throw new UserplaneError(
		`The ${name} is larger than the maximum: ${size}`,
		`Raise ${MAXIMUM_SIZE.displayName} under Options, or set Output to Temporary URLs`,
	);
}

function megabytes(bytes: number): string {
	return (bytes / MEGABYTE).toFixed(1);
}
