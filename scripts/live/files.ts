/** A recording's files behind their temporary URLs: type, size and lifetime by the first bytes, and of logs the names of keys. */
import axios from 'axios';
import type { Readable } from 'node:stream';

import { EntryReader } from '../../nodes/Userplane/logs/entryReader';
import { readPieces } from '../../nodes/Userplane/logs/reader';
import type { LogName } from '../../nodes/Userplane/shared/files';
import { isObject } from '../../nodes/Userplane/shared/objects';
import { kindOf } from './differences';
import { dataOf, type Visit } from './visit';

/** The five files by their operations; of logs with the node's name for them. */
export const RESOURCES: Array<{ operation: string; path: string; log?: LogName }> = [
	{ operation: 'recordings.getVideo', path: 'video' },
	{ operation: 'recordings.getThumbnail', path: 'thumbnail' },
	{ operation: 'recordings.getConsoleLog', path: 'console-log', log: 'consoleLog' },
	{ operation: 'recordings.getNetworkLog', path: 'network-log', log: 'networkLog' },
	{ operation: 'recordings.getAction', path: 'action', log: 'actions' },
];

/** How much is read: of a log enough to know its entries by. */
const MOST = { bytes: 64, logBytes: 5_000_000 };

/** How types begin that have a beginning of their own. */
const BEGINNINGS: Array<[type: string, at: number, bytes: string]> = [
	['video/webm', 0, '1a45dfa3'],
	['video/mp4', 4, '66747970'],
	['image/png', 0, '89504e47'],
	['image/jpeg', 0, 'ffd8ff'],
	['image/webp', 8, '57454250'],
];

/** The parameters of signed URLs that say for how long they are good, in seconds (S3) or until when (CloudFront, Google, Azure). */
const LIFETIMES = ['X-Amz-Expires', 'X-Goog-Expires', 'Expires', 'se'];

interface FileAnswer {
	status: number;
	headers: Record<string, string | undefined>;
	start: Buffer;
	/** Whether that is all of it. */
	isWhole: boolean;
}

/** Looks at the file that the last answer to this operation led to. */
export async function checkFile(
	visit: Visit,
	{ operation, path, log }: (typeof RESOURCES)[number],
	recordingId: string,
): Promise<void> {
	const known = visit.lastOf(operation);
	const data = known
		? dataOf(known)
		: await visit.data(operation, visit.path('recordings', recordingId, path));
	if (!isObject(data?.resource)) return;
	const { url, type, size, captureEnabled } = data.resource;
	if (typeof url !== 'string') {
		visit.findings.answer(`File of ${operation}`, `none (captureEnabled ${String(captureEnabled === true)})`);
		return;
	}
	const target = addressOf(url);
	if (!target) {
		visit.differs(operation, 'data.resource.url', 'a URL with https', kindOf(url));
		return;
	}
	visit.findings.answer(`URL of ${operation}`, lifetimeOf(target));
	const file = await fetchFile(target, log ? MOST.logBytes : MOST.bytes, visit.signal).catch(() => undefined);
	if (!file) {
		visit.differs(operation, 'the file', 'an answer', 'none');
		return;
	}
	if (![200, 206].includes(file.status)) {
		visit.differs(operation, 'the file', 'status 200 or 206', String(file.status));
		return;
	}
	holdType(visit, operation, type, file);
	holdSize(visit, operation, size, file);
	if (log && file.isWhole)
		visit.findings.answer(`Entries of ${log}`, await entriesOf(visit, log, file.start));
	else if (log) visit.findings.answer(`Entries of ${log}`, `not read: more than ${MOST.logBytes} bytes`);
}

function addressOf(text: string): URL | undefined {
	if (!URL.canParse(text)) return undefined;
	const url = new URL(text);
	return url.protocol === 'https:' || url.hostname === '127.0.0.1' ? url : undefined;
}

function lifetimeOf({ searchParams }: URL): string {
	const name = LIFETIMES.find((candidate) => searchParams.has(candidate));
	const value = name && searchParams.get(name);
	if (!name || !value) return 'does not say for how long it is good';
	if (name.startsWith('X-')) return `good for ${Number(value)} s (\`${name}\`)`;
	const until = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value);
	return `good for ${Math.round((until - Date.now()) / 1000)} s (\`${name}\`)`;
}

/** Without the key: it is no business of the storage's. */
async function fetchFile({ href }: URL, most: number, signal: AbortSignal): Promise<FileAnswer> {
	const { status, headers, data } = await axios.get<Readable>(href, {
		headers: { range: `bytes=0-${most - 1}` },
		...{ responseType: 'stream', validateStatus: () => true, timeout: 60_000, signal },
	});
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of data) {
		chunks.push(chunk as Buffer);
		bytes += (chunk as Buffer).length;
		if (bytes >= most) break;
	}
	data.destroy();
	const start = Buffer.concat(chunks);
	return {
		status,
		headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
		start,
		isWhole: bytes < most,
	};
}

function holdType(visit: Visit, operation: string, type: unknown, { headers, start }: FileAnswer): void {
	if (typeof type !== 'string') return;
	const isMime = /^(video|image|application|text)\/[\w.+-]+(\s*;.*)?$/.test(type);
	if (!isMime) {
		visit.differs(operation, 'data.resource.type', 'a MIME type', kindOf(type));
		return;
	}
	const sent = (headers['content-type'] ?? '').split(';')[0].trim();
	if (sent !== type.split(';')[0])
		visit.differs(
			operation,
			'Content-Type of the file',
			'the same as data.resource.type',
			sent === '' ? 'nothing' : 'another type',
		);
	const begins = BEGINNINGS.find(([, at, bytes]) =>
		start.subarray(at).toString('hex').startsWith(bytes),
	)?.[0];
	const isMedia = operation === 'recordings.getVideo' || operation === 'recordings.getThumbnail';
	if (isMedia && begins !== type.split(';')[0])
		visit.differs(
			operation,
			'first bytes of the file',
			'those of its type',
			begins === undefined ? 'of none that is known' : `those of ${begins}`,
		);
}

function holdSize(
	visit: Visit,
	operation: string,
	size: unknown,
	{ status, headers, start, isWhole }: FileAnswer,
): void {
	if (typeof size !== 'number') return;
	const range = /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1];
	const length = status === 206 ? range : headers['content-length'];
	const sent = length === undefined ? (isWhole ? start.length : undefined) : Number(length);
	if (sent !== undefined && sent !== size)
		visit.differs(operation, 'data.resource.size', `the file's size, ${sent}`, String(size));
}

/** Of a log's keys those that may be told, with how many entries have them; of the others how many there are. */
async function entriesOf({ words }: Visit, log: LogName, bytes: Buffer): Promise<string> {
	const reader = new EntryReader(log);
	const keys = new Map<string, number>();
	const others = new Set<string>();
	const take = ({ value }: { value?: unknown }) => {
		reader.read(value);
		for (const key of keysOf(value))
			if (key.split('.').every((part) => words.mayTell(part))) keys.set(key, (keys.get(key) ?? 0) + 1);
			else others.add(key);
	};
	await readPieces(oneChunk(bytes), { take, pause: async () => await Promise.resolve() });
	const told = [...keys].map(([key, count]) => `\`${key}\` ${count}`);
	const untold = others.size > 0 ? [`${others.size} keys whose names may be somebody's own`] : [];
	return `${reader.entries}, of which ${reader.unrecognized} could not be interpreted; ${[...told, ...untold].join(', ') || 'no keys'}`;
}

async function* oneChunk(bytes: Buffer): AsyncGenerator<Buffer> {
	yield await Promise.resolve(bytes);
}

/** What stands below these is a page's own. */
const OF_THE_PAGE =
	/header|cookie|body|arg|param|context|state|storage|meta|payload|data|value|content|query|props|user|extra|detail|custom|json|form|variables|tags/i;

/** The keys of an entry, and one level further down. */
function keysOf(value: unknown): string[] {
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([key, inner]) => [
		key,
		...(isObject(inner) && !OF_THE_PAGE.test(key) ? Object.keys(inner).map((name) => `${key}.${name}`) : []),
	]);
}
