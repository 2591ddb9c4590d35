import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { UserplaneError } from '../shared/errors';

/** What n8n stores as a file: bytes, or a stream of them. */
type Body = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

const MEGABYTE = 1024 * 1024;

/** In memory n8n keeps a file as one base64 text, whose length the engine bounds: 384 MiB of file (n8n fact E.4, measured). */
const MEMORY_CEILING = 384 * MEGABYTE;

/** Puts files where n8n keeps binary data: on disk, in its database or store, or in memory. */
export class BinaryStore {
	constructor(private readonly context: IExecuteFunctions) {}

	/**
	 * Stores a file from its stream, without holding it in memory where n8n's binary mode allows that.
	 * @param size in bytes, when known: a file that cannot fit is refused before it is read
	 * @throws UserplaneError when n8n keeps files in memory and this one is too large for it
	 */
	async store(body: unknown, fileName: string, mimeType: string, size = 0): Promise<IBinaryData> {
		if (size > MEMORY_CEILING && (await this.isInMemory())) throw tooLargeForMemory(fileName);
		// Name and type are always given: n8n would else take them from the signed address
		const stored = await this.context.helpers
			.prepareBinaryData(body as Body, fileName, mimeType)
			.catch((error: unknown) => {
				throw isTooLong(error) ? tooLargeForMemory(fileName) : (error as Error);
			});
		const { directory: _address, ...binary } = stored;
		return binary;
	}

	/** An empty file shows the mode: outside memory n8n gives it an ID. */
	private async isInMemory(): Promise<boolean> {
		const probe = await this.context.helpers.prepareBinaryData(Buffer.alloc(0), 'probe', 'text/plain');
		return probe.id === undefined;
	}
}

function isTooLong(error: unknown): boolean {
	const { code, message } = error as { code?: unknown; message?: unknown };
	return (
		code === 'ERR_STRING_TOO_LONG' ||
		/Cannot create a (string|Buffer) larger|string longer than/.test(String(message))
	);
}

function tooLargeForMemory(fileName: string): UserplaneError {
	return new UserplaneError(
		`${fileName} is too large for n8n's in-memory binary data`,
		'This n8n keeps files in memory, which ends at about 400 MB. Set N8N_DEFAULT_BINARY_DATA_MODE to filesystem, or choose Temporary URLs as output',
	);
}
