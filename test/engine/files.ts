import { createHash } from 'node:crypto';
import { inspect } from 'node:util';

import { stringify } from 'flatted';
import type { IBinaryData, IDataObject, INodeParameters } from 'n8n-workflow';

import { readBinary, recordLogs } from '../harness';
import type { RunNodeResult } from '../harness';
import type { FileContent, Recording, ResourceKind, Simulator } from '../simulator';
import { actionForms, consoleForms, networkForms } from '../unit/incident';
import type { World } from './support';
import { byId, read } from './support';

/** What only a signed address has in it. */
export const SIGNATURE = /X-Amz-/i;

/** Recording > Download of the seeded recording; of all files when `parameters` do not say which. */
export function download({ seed }: Simulator, parameters: INodeParameters = {}): INodeParameters {
	const own = { workspaceId: byId(seed.workspaceId), recordingId: byId(seed.recordingId) };
	return { resource: 'recording', operation: 'download', ...own, ...parameters };
}

/** The seeded recording as the service knows it. */
export function seeded({ store, seed }: Simulator): Recording {
	const recording = store.recordings.get(seed.recordingId);
	if (!recording) throw new Error('The seed has no recording');
	return recording;
}

/** Gives a file of the seeded recording another content; null = not there yet. */
export function replaceFile(simulator: Simulator, kind: ResourceKind, content: FileContent | null): void {
	seeded(simulator).resources[kind] = { captureEnabled: true, content };
}

/** Puts the incident into the logs of the seeded recording; `logs` are texts in its place. */
export function putIncident(simulator: Simulator, logs: Partial<Record<ResourceKind, string>> = {}): void {
	const texts = {
		consoleLog: consoleForms.pino.map((entry) => JSON.stringify(entry)).join('\n'),
		networkLog: JSON.stringify({ log: { entries: networkForms.HAR } }),
		action: JSON.stringify(actionForms['plain objects'], null, 2),
		...logs,
	};
	for (const [kind, text] of Object.entries(texts)) {
		replaceFile(simulator, kind as ResourceKind, { type: 'application/json', bytes: Buffer.from(text) });
	}
}

/** Recording > Get Logs of the seeded recording. */
export function getLogs(simulator: Simulator, parameters: INodeParameters = {}): INodeParameters {
	return { ...download(simulator), operation: 'getLogs', ...parameters };
}

/** Gives a log of the seeded recording this text and reads it. */
export async function readLog(
	world: World,
	kind: ResourceKind,
	text: string,
	type = 'application/json',
): Promise<IDataObject[]> {
	replaceFile(world.simulator, kind, { type, bytes: Buffer.from(text) });
	const name = kind === 'action' ? 'actions' : kind;
	const result = await world.run(getLogs(world.simulator, { logs: [name] }));
	expect(read(result)).toBe('');
	return result.items.map(({ json }) => json);
}

/** What entries have of their own, beside their recording, log and time. */
export function ownFields(entries: IDataObject[]): IDataObject[] {
	return entries.map(({ recordingId: _recordingId, log: _log, time: _time, ...rest }) => rest);
}

/** The paths of the requests that asked for a file's URL. */
export function urlsAskedFor({ requests }: Simulator): string[] {
	return requests.map(({ path }) => path).filter((path) => !/\/recordings\/[^/]*$/.test(path));
}

/** Lets the service state another size of a file than it has. */
export function stateSize({ faults }: Simulator, operationId: string, size: unknown): void {
	const body = ({ data }: { data: { resource: object } }) => ({
		data: { ...data, resource: { ...data.resource, size } },
	});
	faults.add({ match: { operationId }, fault: { kind: 'rewrite', body } });
}

/** SHA-256 of a stored file, hex. */
export async function checksumOf(binary: IBinaryData | undefined): Promise<string> {
	if (binary === undefined) throw new Error('There is no such file');
	return createHash('sha256')
		.update(await readBinary(binary))
		.digest('hex');
}

/**
 * Runs, and looks through everything that the run leaves behind: its data, the error with all that hangs on it, the log.
 * @returns beside the result, every piece of it that shows a signed address or the key
 */
export async function runAndSearch(
	world: World,
	parameters: INodeParameters,
	more: Parameters<World['run']>[1] = {},
): Promise<{ result: RunNodeResult; leaks: string[] }> {
	const logs = recordLogs();
	const result = await world.runWaiting(parameters, more);
	logs.stop();
	const { error } = result;
	const parts = [result, error, error?.stack, error?.cause, logs.entries];
	const texts = parts.flatMap((part) => [inspect(part, { depth: 30, showHidden: true }), stringify([part])]);
	const secret = new RegExp(`.{0,40}(${SIGNATURE.source}|${world.key}).{0,40}`, 'gi');
	return { result, leaks: texts.flatMap((text) => text.match(secret) ?? []) };
}
