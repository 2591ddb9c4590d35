import type { IBinaryData } from 'n8n-workflow';

import { Container, core } from './core';

/** `filesystem`: files below the engine's own folder, n8n's default. `memory`: base64 inside the item. */
export type BinaryMode = 'filesystem' | 'memory';

/** Sets where the engine stores binary data from now on. Call it before the run whose binaries it is for. */
export async function setBinaryMode(mode: BinaryMode): Promise<void> {
	Container.get(core.BinaryDataConfig).mode = mode === 'memory' ? 'default' : 'filesystem';
	await Container.get(core.BinaryDataService).init();
}

/** The bytes of a binary property, in either mode. */
export async function readBinary(binary: IBinaryData): Promise<Buffer> {
	return await Container.get(core.BinaryDataService).getAsBuffer(binary);
}

/** Where a stored binary lies on disk. @throws when it lives in memory. */
export function binaryPath(binary: IBinaryData): string {
	if (binary.id === undefined) throw new Error('This binary is not stored in a file');
	return Container.get(core.BinaryDataService).getPath(binary.id);
}
