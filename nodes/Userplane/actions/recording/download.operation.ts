import type { IBinaryKeyData, IDataObject, INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../runtime/operation';
import { ParameterError } from '../../shared/errors';
import { optionsProperty } from '../../shared/fields';
import type { FileName, LogName } from '../../shared/files';
import { FILES, filesProperty, isLog, SKIP_MISSING } from '../../shared/files';
import { locatorProperty, RECORDING, WORKSPACE } from '../../shared/locators';
import { readObject } from '../../shared/objects';
import { simpleRecording } from '../../shared/outputs';
import { findFiles, getDetails, readRecordingFiles } from './findFiles';
import type { FoundFile } from './findFiles';
import { MAXIMUM_SIZE, MEGABYTE, storeFile, storeLogTexts } from './storeFiles';

const NAMES = Object.keys(FILES) as FileName[];

const RESOURCES = filesProperty(
	{
		displayName: 'Files',
		name: 'resources',
		default: ['video'],
		description: 'Files to download. Each file goes into its own binary field, e.g. video.',
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
			description: 'Return signed URLs that anyone can open until they expire',
		},
	],
	default: 'binary',
	description: 'How to return the files',
};

const LOGS_AS_TEXT: INodeProperties = {
	displayName: 'Logs as Text',
	name: 'logsAsText',
	type: 'boolean',
	default: true,
	description: 'Whether to combine the selected logs into one readable text file in the binary field logs',
};

/**
 * GET .../recordings/{recordingId}/video, /thumbnail, ... and the signed addresses they give (API reference 1.17-1.21). The
 * recording's details stand beside the files, so that what follows knows the ticket.
 */
export const download: Operation = {
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download files of a recording',
		description: 'Download the video, thumbnail or logs of a recording, or get temporary URLs',
	},
	properties: [
		locatorProperty(WORKSPACE),
		locatorProperty(RECORDING),
		RESOURCES,
		OUTPUT,
		optionsProperty([LOGS_AS_TEXT, MAXIMUM_SIZE, SKIP_MISSING]),
	],
	prepare(parameters) {
		const options = parameters.collection('options');
		const files = readRecordingFiles(parameters, options, RESOURCES, NAMES);
		const maxBytes = (options.number(MAXIMUM_SIZE) || Infinity) * MEGABYTE;
		const asUrl = parameters.option(OUTPUT) === 'url';
		const logsAsText = options.boolean(LOGS_AS_TEXT) ?? false;
		if (logsAsText) refuseWithoutLogs(files.names, asUrl);
		return {
			async run(client, store) {
				const { workspaceId, recordingId } = files;
				const { data } = await getDetails(client, files);
				// Which recording it is does not hang on what the details say
				const recording = { ...simpleRecording(readObject(data, 'recording'), workspaceId), recordingId };
				const found = await findFiles(client, files);
				if (asUrl) return [{ json: { ...recording, ...byName(found, ({ resource }) => resource) } }];
				const binary: IBinaryKeyData = {};
				const texts = found.filter(isLogFile);
				const others = logsAsText ? found.filter((file) => !isLogFile(file)) : found;
				for (const file of others) binary[file.name] = await storeFile(client, store, files, file, maxBytes);
				if (logsAsText && texts.length > 0)
					binary.logs = await storeLogTexts(client, store, files, texts, maxBytes);
				const json = { ...recording, ...byName(found, withoutAddresses) };
				return [found.length > 0 ? { json, binary } : { json }];
			},
		};
	},
};

/** @throws ParameterError when there is nothing that could become a text file */
function refuseWithoutLogs(names: FileName[], asUrl: boolean): void {
	const { displayName } = LOGS_AS_TEXT;
	if (asUrl)
		throw new ParameterError(
			`${displayName} does not work with temporary URLs`,
			`Set ${OUTPUT.displayName} to Files, or remove ${displayName} from Options`,
		);
	if (!names.some(isLog))
		throw new ParameterError(
			`${displayName} needs at least one log in ${RESOURCES.displayName}`,
			'Also select Console Log, Network Log or Actions',
		);
}

function isLogFile(file: FoundFile<FileName>): file is FoundFile<LogName> {
	return isLog(file.name);
}

function byName(
	found: Array<FoundFile<FileName>>,
	shape: (file: FoundFile<FileName>) => IDataObject,
): IDataObject {
	return Object.fromEntries(found.map((file) => [file.name, shape(file)]));
}

/** A downloaded file's description: signed addresses are for those who ask for them. That it is there goes without saying. */
function withoutAddresses({ resource }: FoundFile<FileName>): IDataObject {
	const { url: _url, sources: _sources, captureEnabled: _enabled, message: _message, ...rest } = resource;
	return rest;
}
