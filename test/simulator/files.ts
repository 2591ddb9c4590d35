import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import type { Fault, FileShape } from './faults';
import { chunksOf, sizeOf } from './fileContent';
import type { FileContent } from './fileContent';
import type { Settings } from './options';
import { resourceKinds } from './sampleFiles';
import type { ResourceKind, Store } from './store';

/** The contract's word for the signed files, for faults. */
export const filesOperation = 'files.get';

/** Makes and checks temporary URLs in the manner of S3: anyone may use one, without a key, until it expires. */
export class FileSigner {
	private readonly secret = randomBytes(32);

	/**
	 * @param origin of the file server, without a trailing slash
	 * @param ttlMs how long a URL works
	 */
	constructor(
		readonly origin: () => string,
		private readonly ttlMs: () => number,
		private readonly now: () => number,
	) {}

	/** A URL for one file of a recording. */
	sign(recordingId: string, kind: ResourceKind): string {
		const query = new URLSearchParams({
			'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
			'X-Amz-Date': new Date(this.now()).toISOString(),
			'X-Amz-Expires': String(this.ttlMs() / 1000),
		});
		const path = `/recordings/${encodeURIComponent(recordingId)}/${kind}`;
		query.set('X-Amz-Signature', this.signature(path, query));
		return `${this.origin()}${path}?${query.toString()}`;
	}

	/** Why a URL is refused, in the words of S3; undefined when it is good. */
	refusal(path: string, query: URLSearchParams): { code: string; message: string } | undefined {
		const given = query.get('X-Amz-Signature');
		if (given === null) return { code: 'AccessDenied', message: 'Access Denied' };
		const signed = new URLSearchParams(query);
		signed.delete('X-Amz-Signature');
		const expected = Buffer.from(this.signature(path, signed));
		const actual = Buffer.from(given);
		if (actual.length !== expected.length || !timingSafeEqual(actual, expected))
			return { code: 'SignatureDoesNotMatch', message: 'The request signature does not match' };
		const signedAt = Date.parse(query.get('X-Amz-Date') ?? '');
		const endsAt = signedAt + Number(query.get('X-Amz-Expires')) * 1000;
		return this.now() < endsAt ? undefined : { code: 'AccessDenied', message: 'Request has expired' };
	}

	private signature(path: string, query: URLSearchParams): string {
		return createHmac('sha256', this.secret).update(`${path}?${query.toString()}`).digest('hex');
	}
}

/** Answers an error as S3 does: XML. */
function sendXmlError(res: ServerResponse, status: number, code: string, message: string): void {
	const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
	res.writeHead(status, { 'Content-Type': 'application/xml', 'Content-Length': Buffer.byteLength(body) });
	res.end(body);
}

function findContent(store: Store, path: string): FileContent | null {
	const [, folder, recordingId = '', kind = ''] = path.split('/');
	const known = resourceKinds.find((candidate) => candidate === kind);
	if (folder !== 'recordings' || !known) return null;
	return store.recordings.get(decodeURIComponent(recordingId))?.resources[known].content ?? null;
}

/** What the storage knows and how it answers. */
interface Storage {
	store: Store;
	files: FileSigner;
	settings: Pick<Settings, 'staleUrlStatus'>;
}

/** Serves one file, streamed. Refuses a request that brings the API key along: S3 takes one way of authentication only. */
export async function serveFile(
	req: IncomingMessage,
	res: ServerResponse,
	{ store, files, settings }: Storage,
	fault?: Fault,
): Promise<void> {
	const { pathname, searchParams } = new URL(`http://127.0.0.1${req.url ?? '/'}`);
	const refuse = (status: number, code: string, message: string): void =>
		sendXmlError(res, status, code, message);
	const content = findContent(store, pathname);
	const refusal = files.refusal(pathname, searchParams);
	if (req.headers.authorization !== undefined)
		refuse(400, 'InvalidArgument', 'Only one auth mechanism allowed');
	else if (req.method !== 'GET') refuse(403, 'AccessDenied', 'Access Denied');
	else if (refusal) refuse(settings.staleUrlStatus, refusal.code, refusal.message);
	else if (!content) refuse(404, 'NoSuchKey', 'The specified key does not exist.');
	else if (fault?.kind === 'truncate') cut(res, content, fault);
	else await sendContent(res, content, fault?.kind === 'reshape' ? fault : {});
}

async function sendContent(
	res: ServerResponse,
	content: FileContent,
	{ bytes = sizeOf(content), framing = 'length', gzip = false }: FileShape,
): Promise<void> {
	if (content.type !== '') res.setHeader('Content-Type', content.type);
	if (gzip) {
		const packed = gzipSync(startOf(content, bytes));
		res.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': packed.length }).end(packed);
		return;
	}
	if (framing === 'length') res.setHeader('Content-Length', bytes);
	if (framing === 'close') {
		// As HTTP 1.0: neither a length nor chunks
		res.useChunkedEncodingByDefault = false;
		res.setHeader('Connection', 'close');
	}
	res.writeHead(200);
	await pipeline(Readable.from(firstOf(content, bytes)), res);
}

function* firstOf(content: FileContent, bytes: number): Generator<Buffer> {
	let left = bytes;
	for (const chunk of chunksOf(content)) {
		if (left <= 0) return;
		yield chunk.subarray(0, left);
		left -= chunk.length;
	}
}

function startOf(content: FileContent, bytes: number): Buffer {
	return Buffer.concat([...firstOf(content, bytes)]);
}

/** Announces the file and sends the start of it. */
function cut(
	res: ServerResponse,
	content: FileContent,
	{ afterBytes, stall = false }: Fault & { kind: 'truncate' },
): void {
	res.writeHead(200, { 'Content-Type': content.type, 'Content-Length': sizeOf(content) });
	// Cut only once the bytes are out, so that the client sees a body that stops short
	res.write(startOf(content, afterBytes), () => {
		if (!stall) res.destroy();
	});
}
