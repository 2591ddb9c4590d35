import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Collection, Parameters } from '../../runtime/parameters';
import { UserplaneError } from '../../shared/errors';
import type { FileName } from '../../shared/files';
import { FILES, isLog, readFileNames, readResource, SKIP_MISSING } from '../../shared/files';
import { RECORDING } from '../../shared/locators';
import { asText, readCount, readObject } from '../../shared/objects';
import { detailsOf } from '../../shared/outputs';
import { recordingPath } from '../../shared/paths';
import { parseTime } from '../../shared/time';
import type { Client, Reply } from '../../transport/client';
import { quoteOf, wordsIn } from '../../transport/errorBody';
import type { Transfer } from '../../transport/transfer';

export interface RecordingIds {
	workspaceId: string;
	recordingId: string;
}

/** Asks for a recording's details. @throws UserplaneError */
export async function getDetails(client: Client, { workspaceId, recordingId }: RecordingIds): Promise<Reply> {
	return await client.request({ method: 'GET', path: recordingPath(workspaceId, recordingId) });
}

/** Which files of which recording are asked for. */
export interface RecordingFiles<T extends FileName> extends RecordingIds {
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
		workspaceId: parameters.workspaceId(),
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
 * @throws UserplaneError that tells "not captured", "not ready" and "expired" apart for a file that is not there
 */
export async function findFiles<T extends FileName>(
	client: Client,
	files: RecordingFiles<T>,
): Promise<Array<FoundFile<T>>> {
	const found: Array<FoundFile<T>> = [];
	for (const name of files.names) {
		const resource = await describe(client, files, name).catch(async (error: unknown) => {
			const isGone = error instanceof UserplaneError && error.answer.status === 410;
			throw isGone ? await expiredOr(error, client, files, name) : (error as Error);
		});
		if (hasUrl(resource)) found.push({ name, resource });
		else if (!files.skipMissing) {
			const reason = missingFile(name, files.recordingId, resource);
			throw resource.captureEnabled === false ? reason : await expiredOr(reason, client, files, name);
		}
	}
	return found;
}

/** What a transfer needs to know of a found file. Its URL is the one that was found first, and a fresh one each time after. */
export function transferOf(
	client: Client,
	recording: RecordingIds,
	{ name, resource: found }: FoundFile<FileName>,
): Pick<Transfer<unknown>, 'name' | 'kind' | 'source'> {
	let known: IDataObject | undefined = found;
	return {
		name: FILES[name].noun,
		kind: isLog(name) ? 'log' : 'media',
		async source() {
			const resource = known ?? (await describe(client, recording, name));
			known = undefined;
			if (!hasUrl(resource)) throw missingFile(name, recording.recordingId, resource);
			return { url: resource.url, size: readCount(resource.size) };
		},
	};
}

function hasUrl(resource: IDataObject): resource is IDataObject & { url: string } {
	return typeof resource.url === 'string' && resource.url !== '';
}

async function describe(
	client: Client,
	{ workspaceId, recordingId }: RecordingIds,
	name: FileName,
): Promise<IDataObject> {
	const path = recordingPath(workspaceId, recordingId, FILES[name].path);
	const { data } = await client.request({ method: 'GET', path });
	return readResource(data);
}

/** What an expired recording's files answer is not documented: no URL, or 410. Only its details tell it from one that is pending or deleted. */
async function expiredOr(
	reason: UserplaneError,
	client: Client,
	ids: RecordingIds,
	name: FileName,
): Promise<UserplaneError> {
	const { recordingId } = ids;
	const reply = await getDetails(client, ids).catch(() => undefined);
	const recording = readObject(reply?.data ?? {}, 'recording');
	const { expiresAt: expires, status } = detailsOf(recording);
	const expiresAt = parseTime(asText(expires));
	if (!(expiresAt <= (reply?.date ?? Date.now()))) {
		const isUploaded = reason.answer.status === undefined && !['', 'pending'].includes(asText(status));
		return isUploaded ? notThere(name, recordingId) : reason;
	}
	const day = new Date(expiresAt).toISOString().slice(0, 10);
	return new UserplaneError(
		`The ${FILES[name].noun} of recording ${recordingId} expired on ${day}`,
		'Select another recording, or change the expiration of this one in the Userplane dashboard',
	);
}

/** The recording is complete, so waiting is no use. */
function notThere(file: FileName, recordingId: string): UserplaneError {
	return new UserplaneError(
		`There is no ${FILES[file].noun} for recording ${recordingId}`,
		'The recording is uploaded without this file. Select other files, or turn on Skip Missing',
	);
}

/** Says why there is no file: it was not captured, or it is not there yet. */
function missingFile(file: FileName, recordingId: string, resource: IDataObject): UserplaneError {
	const what = `The ${FILES[file].noun} of recording ${recordingId}`;
	const says = quoteOf(wordsIn(resource.message, ''));
	return resource.captureEnabled === false
		? new UserplaneError(
				`${what} was not captured`,
				`${says}Select other files, or turn on Skip Missing. You can turn on capturing in Userplane`,
			)
		: new UserplaneError(
				`${what} is not ready`,
				`${says}Wait until the recording is uploaded, e.g. with the trigger event Recording Ready, or turn on Skip Missing`,
			);
}
