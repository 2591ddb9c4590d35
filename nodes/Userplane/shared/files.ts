import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { readChoices } from './choices';
import { ParameterError } from './errors';
import { asText, isObject } from './objects';

/** What belongs to a recording as a file: its label, its word in the API's path and how its file is named. */
interface FileKind {
	name: string;
	/** What messages call it, in the singular. */
	noun: string;
	/** The path's words differ from the menu's: `action` is singular (API reference 1.17-1.21). */
	path: string;
	fileName: string;
	/** MIME type when the service names none. */
	mimeType: string;
}

export const FILES = {
	actions: {
		name: 'Actions',
		noun: 'action log',
		path: 'action',
		fileName: 'actions',
		mimeType: 'application/json',
	},
	consoleLog: {
		name: 'Console Log',
		noun: 'console log',
		path: 'console-log',
		fileName: 'console-log',
		mimeType: 'application/x-ndjson',
	},
	networkLog: {
		name: 'Network Log',
		noun: 'network log',
		path: 'network-log',
		fileName: 'network-log',
		mimeType: 'application/json',
	},
	thumbnail: {
		name: 'Thumbnail',
		noun: 'thumbnail',
		path: 'thumbnail',
		fileName: 'thumbnail',
		mimeType: 'image/png',
	},
	video: { name: 'Video', noun: 'video', path: 'video', fileName: 'video', mimeType: 'video/webm' },
} satisfies Record<string, FileKind>;

export type FileName = keyof typeof FILES;

/** The files that are logs. */
export const LOGS = ['actions', 'consoleLog', 'networkLog'] as const satisfies readonly FileName[];

export type LogName = (typeof LOGS)[number];

/** Whether a file is a log. */
export function isLog(name: FileName): name is LogName {
	return LOGS.some((log) => log === name);
}

export const SKIP_MISSING: INodeProperties = {
	displayName: 'Skip Missing',
	name: 'skipMissing',
	type: 'boolean',
	default: true,
	description: 'Whether to skip files that are not available instead of failing',
};

/** A multi-select of files. */
export function filesProperty(
	base: Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'default'>,
	names: readonly FileName[],
): INodeProperties {
	return {
		...base,
		type: 'multiOptions',
		required: true,
		options: names.map((value) => ({ name: FILES[value].name, value })),
	};
}

/**
 * Reads a multi-select of files: an array, or a text that separates the names with commas; each once.
 * @throws ParameterError when it is empty or has a name that is not offered
 */
export function readFileNames<T extends FileName>(value: unknown, label: string, names: readonly T[]): T[] {
	const chosen = readChoices(value, label, names);
	if (chosen.length === 0) throw new ParameterError(`${label} is empty`, 'Select at least one');
	return chosen;
}

/** The file's description in an answer: `resource` with `url`, `type`, `size`, `captureEnabled` (API reference 1.17-1.21). */
export function readResource(data: IDataObject): IDataObject {
	return isObject(data.resource) ? data.resource : {};
}

/** The MIME type without parameters: what the service says, else the answer's header, else the usual one. */
export function mimeTypeOf(file: FileName, ...said: unknown[]): string {
	return said.map(readMimeType).find((type) => type !== undefined) ?? FILES[file].mimeType;
}

/** `octet-stream` says nothing: it is what a storage sends when it was told no type. */
function readMimeType(said: unknown): string | undefined {
	const found = /^\s*(\w+\/[\w.+-]+)/.exec(asText(said))?.[1].toLowerCase();
	return found?.endsWith('/octet-stream') ? undefined : found;
}

/** A name that tells what the file is and where it belongs, e.g. `rec_abc123-video.webm`. */
export function fileNameOf(file: FileName, recordingId: string, mimeType: string): string {
	const extension = EXTENSIONS[mimeType] ?? EXTENSIONS[FILES[file].mimeType];
	return nameOfRecording(recordingId, `${FILES[file].fileName}.${extension}`);
}

/** The name of a file that belongs to a recording. */
export function nameOfRecording(recordingId: string, fileName: string): string {
	return `${recordingId.replace(/[^\w.-]/g, '_')}-${fileName}`;
}

/** Extensions of the types that recordings have (docs, recording data reference). */
const EXTENSIONS: Record<string, string> = {
	'application/json': 'json',
	'application/ndjson': 'ndjson',
	'application/x-ndjson': 'ndjson',
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/webp': 'webp',
	'video/mp4': 'mp4',
	'video/webm': 'webm',
};
