import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { UserplaneError } from '../shared/errors';

/** What n8n stores as a file: bytes, or a stream of them. */
type Body = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

/** In memory n8n keeps a file as one base64 text, whose length the engine bounds: the bytes that fit (n8n fact E.4, measured). */
const MEMORY_CEILING = Math.floor((0x1fffffe8 / 4) * 3);

/** Puts files where n8n keeps binary data: on disk, in its database or store, or in memory. */
export class BinaryStore {
	private inMemory?: Promise<boolean>;

	constructor(private readonly context: IExecuteFunctions) {}

	/** Stores a file from its stream, without holding it in memory where n8n's binary mode allows that. */
	async store(body: unknown, fileName: string, mimeType: string): Promise<IBinaryData> {
		// Name and type are always given: n8n would else take them from the signed address
		const stored = await this.context.helpers.prepareBinaryData(body as Body, fileName, mimeType);
		const { directory: _address, ...binary } = stored;
		return binary;
	}

	/**
	 * Makes sure that a file of so many bytes can be stored, be they announced or what has come so far.
	 * @throws UserplaneError when n8n keeps files in memory and this one is too large for it
	 */
	async admit(name: string, bytes: number): Promise<void> {
		if (bytes <= MEMORY_CEILING) return;
		this.inMemory ??= this.isInMemory();
		if (!(await this.inMemory)) return;
		throw new UserplaneError(
			`The ${name} is too large for n8n's in-memory binary data`,
			'In-memory binary data is limited to about 400 MB. Set N8N_DEFAULT_BINARY_DATA_MODE to filesystem, or set Output to Temporary URLs',
		);
	}

	/** An empty file shows the mode: outside memory n8n gives it an ID. */
	private async isInMemory(): Promise<boolean> {
		const probe = await this.context.helpers.prepareBinaryData(Buffer.alloc(0), 'probe', 'text/plain');
		return probe.id === undefined;
	}
}
