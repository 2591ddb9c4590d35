import { createHash } from 'node:crypto';

/** Bytes behind a signed URL, sent without a type when that is '': given as they are, or made on the fly from a size so that nothing large is held in memory. */
export type FileContent =
	| { type: string; bytes: Buffer }
	/** `size` in bytes; `seed` makes two files of one size differ; `header` are the first bytes */
	| { type: string; size: number; seed: number; header?: Buffer };

const CHUNK_BYTES = 64 * 1024;
const GENERATOR_MULTIPLIER = 0x9e3779b1;

/** Size in bytes. */
export function sizeOf(content: FileContent): number {
	return 'bytes' in content ? content.bytes.length : content.size;
}

/** The content in chunks of at most 64 KiB; the same content always yields the same bytes. */
export function* chunksOf(content: FileContent): Generator<Buffer> {
	if ('bytes' in content) {
		for (let at = 0; at < content.bytes.length; at += CHUNK_BYTES)
			yield content.bytes.subarray(at, at + CHUNK_BYTES);
		return;
	}
	const pattern = Buffer.alloc(CHUNK_BYTES);
	for (let at = 0; at < CHUNK_BYTES; at += 4)
		pattern.writeUInt32LE(Math.imul(at + content.seed + 1, GENERATOR_MULTIPLIER) >>> 0, at);
	for (let at = 0; at < content.size; at += CHUNK_BYTES) {
		const chunk = Buffer.from(pattern.subarray(0, Math.min(CHUNK_BYTES, content.size - at)));
		// Each chunk differs, so that one lost or doubled changes the checksum
		if (chunk.length >= 4) chunk.writeUInt32LE(at / CHUNK_BYTES, 0);
		if (at === 0) content.header?.copy(chunk);
		yield chunk;
	}
}

/** SHA-256 of the content, hex. */
export function sha256Of(content: FileContent): string {
	const hash = createHash('sha256');
	for (const chunk of chunksOf(content)) hash.update(chunk);
	return hash.digest('hex');
}

/** First bytes of the container formats, enough for a reader that sniffs the type. */
const WEBM_HEADER = Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex');
const MP4_HEADER = Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex');
const PNG_PIXEL = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

/** A video of `size` bytes that is made while it is sent. */
export function videoContent(size: number, format: 'webm' | 'mp4' = 'webm', seed = 1): FileContent {
	const header = format === 'webm' ? WEBM_HEADER : MP4_HEADER;
	return { type: `video/${format}`, size, seed, header };
}

/** One PNG pixel. */
export function thumbnailContent(): FileContent {
	return { type: 'image/png', bytes: PNG_PIXEL };
}

/** Entries as NDJSON, one a line. */
export function ndjsonContent(entries: object[]): FileContent {
	const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
	return { type: 'application/x-ndjson', bytes: Buffer.from(text) };
}

/** Entries as one JSON array. */
export function jsonContent(entries: object[]): FileContent {
	return { type: 'application/json', bytes: Buffer.from(JSON.stringify(entries)) };
}
