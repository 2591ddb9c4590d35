import type { IBinaryKeyData, IDataObject, INodeProperties } from 'n8n-workflow';

import type { BinaryStore } from '../../runtime/binaryStore';
import type { Operation } from '../../runtime/operation';
import { UserplaneError } from '../../shared/errors';
import { optionsProperty } from '../../shared/fields';
import type { FileName } from '../../shared/files';
import { fileNameOf, FILES, filesProperty, mimeTypeOf, SKIP_MISSING } from '../../shared/files';
import { locatorProperty, RECORDING, WORKSPACE } from '../../shared/locators';
import type { Client } from '../../transport/client';
import { findFiles, readRecordingFiles, transferOf } from './files';
import type { FoundFile, RecordingFiles } from './files';

const NAMES = Object.keys(FILES) as FileName[];

const RESOURCES = filesProperty(
	{
		displayName: 'Files',
		name: 'resources',
		default: ['video'],
		description: 'What to download. Each file goes to a binary field of its own, e.g. "video".',
	},
	NAMES,
);

const OUTPUT: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{ name: 'Files', value: 'binary', description: 'Download the files into binary fields' },
		{
			name: 'Temporary URLs',
			value: 'url',
			description: 'Return signed addresses that anyone can open until they expire',
		},
	],
	default: 'binary',
	description: 'Whether to download the files or to return their temporary addresses',
};

const MAXIMUM_SIZE: INodeProperties = {
	displayName: 'Maximum Size (MB)',
	name: 'maxSize',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	description: 'The largest file to download. 0 means no maximum.',
};

const MEGABYTE = 1_000_000;

/** GET .../recordings/{recordingId}/video, /thumbnail, ... and the signed addresses they give (API reference 1.17-1.21). */
export const download: Operation = {
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download files of a recording',
		description:
			"Download a recording's video, thumbnail or raw logs, or get temporary addresses of them. To read the logs, use Get Logs.",
	},
	properties: [
		locatorProperty(WORKSPACE),
		locatorProperty(RECORDING),
		RESOURCES,
		OUTPUT,
		optionsProperty([MAXIMUM_SIZE, SKIP_MISSING]),
	],
	prepare(parameters) {
		const options = parameters.collection('options');
		const files = readRecordingFiles(parameters, options, RESOURCES, NAMES);
		const maxBytes = (options.number(MAXIMUM_SIZE) || Infinity) * MEGABYTE;
		const asUrl = parameters.option(OUTPUT) === 'url';
		return {
			async run(client, store) {
				const found = await findFiles(client, files);
				const { recordingId } = files;
				if (asUrl) {
					return [{ json: { recordingId, ...byName(found, ({ resource }) => resource) } }];
				}
				const binary: IBinaryKeyData = {};
				for (const file of found) binary[file.name] = await transfer(client, store, files, file, maxBytes);
				const json = { recordingId, ...byName(found, withoutAddresses) };
				return [found.length > 0 ? { json, binary } : { json }];
			},
		};
	},
};

async function transfer(
	client: Client,
	store: BinaryStore,
	files: RecordingFiles<FileName>,
	file: FoundFile<FileName>,
	maxBytes: number,
) {
	const known = transferOf(client, files, file);
	return await client.file({
		...known,
		async admit(bytes, soFar) {
			checkSize(known.name, bytes, soFar, maxBytes);
			await store.admit(known.name, bytes);
		},
		async take({ body, contentType }) {
			const mimeType = mimeTypeOf(file.name, file.resource.type, contentType);
			return await store.store(body, fileNameOf(file.name, files.recordingId, mimeType), mimeType);
		},
	});
}

/** @throws UserplaneError when the file is too large: before the transfer when its size is known, else in the middle of it */
function checkSize(name: string, bytes: number, soFar: boolean, maxBytes: number): void {
	if (bytes <= maxBytes) return;
	const size = soFar
		? `more than ${megabytes(maxBytes)} MB`
		: `${megabytes(bytes)} of ${megabytes(maxBytes)} MB`;
	throw new UserplaneError(
		`The ${name} is larger than the maximum: ${size}`,
		`Raise ${MAXIMUM_SIZE.displayName} under Options, or choose Temporary URLs as output`,
	);
}

function megabytes(bytes: number): string {
	return (bytes / MEGABYTE).toFixed(1);
}

function byName(
	found: Array<FoundFile<FileName>>,
	shape: (file: FoundFile<FileName>) => IDataObject,
): IDataObject {
	return Object.fromEntries(found.map((file) => [file.name, shape(file)]));
}

/** A downloaded file's description: signed addresses are for those who ask for them. */
function withoutAddresses({ resource }: FoundFile<FileName>): IDataObject {
	const { url: _url, sources: _sources, ...rest } = resource;
	return rest;
}
