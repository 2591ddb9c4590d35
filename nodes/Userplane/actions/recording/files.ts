import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Collection, Parameters } from '../../runtime/parameters';
import { UserplaneError } from '../../shared/errors';
import type { FileName } from '../../shared/files';
import { FILES, readFileNames, readResource, SKIP_MISSING } from '../../shared/files';
import { RECORDING, WORKSPACE } from '../../shared/locators';
import { recordingPath } from '../../shared/paths';
import type { Client } from '../../transport/client';
import { redact } from '../../transport/redact';

/** Which files of which recording are asked for. */
export interface RecordingFiles<T extends FileName> {
	workspaceId: string;
	recordingId: string;
	names: T[];
	/** Whether a file that is not there is left out instead of ending the item. */
	skipMissing: boolean;
}

/** Reads which files an item asks for. @throws ParameterError */
export function readRecordingFiles<T extends FileName>(
	parameters: Parameters,
	options: Collection,
	property: INodeProperties,
	names: readonly T[],
): RecordingFiles<T> {
	return {
		workspaceId: parameters.id(WORKSPACE),
		recordingId: parameters.id(RECORDING),
		names: readFileNames(parameters.value(property.name), property.displayName, names),
		skipMissing: options.boolean(SKIP_MISSING) ?? false,
	};
}

/** A file that is there: its description, with a signed address. */
export interface FoundFile<T extends FileName> {
	name: T;
	resource: IDataObject;
}

/**
 * Asks for the files' descriptions, one after another.
 * @throws UserplaneError that tells "not captured" from "not ready" for a file that is not there
 */
export async function findFiles<T extends FileName>(
	client: Client,
	files: RecordingFiles<T>,
): Promise<Array<FoundFile<T>>> {
	const found: Array<FoundFile<T>> = [];
	for (const name of files.names) {
		const resource = await describe(client, files, name);
		if (typeof resource.url === 'string' && resource.url !== '') found.push({ name, resource });
		else if (!files.skipMissing) throw missingFile(name, files.recordingId, resource);
	}
	return found;
}

/** Gives the address that was found first, and a fresh one each time after. */
export function fileAddress<T extends FileName>(
	client: Client,
	files: RecordingFiles<T>,
	name: T,
	found: IDataObject,
): () => Promise<string> {
	let known: IDataObject | undefined = found;
	return async () => {
		const resource = known ?? (await describe(client, files, name));
		known = undefined;
		if (typeof resource.url === 'string' && resource.url !== '') return resource.url;
		throw missingFile(name, files.recordingId, resource);
	};
}

async function describe(
	client: Client,
	{ workspaceId, recordingId }: RecordingFiles<FileName>,
	name: FileName,
): Promise<IDataObject> {
	const path = recordingPath(workspaceId, recordingId, FILES[name].path);
	const { data } = await client.request({ method: 'GET', path });
	return readResource(data);
}

/** Says why there is no file: it was not captured, or it is not there yet. */
function missingFile(file: FileName, recordingId: string, resource: IDataObject): UserplaneError {
	const what = `The ${FILES[file].name.toLowerCase()} of recording ${recordingId}`;
	const text = typeof resource.message === 'string' ? redact(resource.message, '').replace(/\.$/, '') : '';
	const says = text === '' ? '' : `Userplane says: "${text}". `;
	return resource.captureEnabled === false
		? new UserplaneError(
				`${what} was not captured`,
				`${says}Choose other files, or turn on Skip Missing. Capturing is a setting in Userplane`,
			)
		: new UserplaneError(
				`${what} is not ready`,
				`${says}Wait until the recording is uploaded, e.g. with the Userplane Trigger's event Recording Ready, or turn on Skip Missing`,
			);
}
