import type { INodeProperties } from 'n8n-workflow';

import type { LogEntry } from '../../logs/entries';
import { byTime, parseLog } from '../../logs/entries';
import type { Operation } from '../../runtime/operation';
import { optionsProperty } from '../../shared/fields';
import { filesProperty, LOGS, SKIP_MISSING } from '../../shared/files';
import { locatorProperty, RECORDING, WORKSPACE } from '../../shared/locators';
import type { IncomingFile } from '../../transport/transfer';
import { findFiles, readRecordingFiles, transferOf } from './files';

const LOGS_PROPERTY = filesProperty(
	{
		displayName: 'Logs',
		name: 'logs',
		default: ['consoleLog', 'networkLog', 'actions'],
		description: 'Which logs to read',
	},
	LOGS,
);

const MERGE_BY_TIME: INodeProperties = {
	displayName: 'Merge by Time',
	name: 'mergeByTime',
	type: 'boolean',
	default: false,
	description: 'Whether to return the entries of all logs as one timeline, oldest first',
};

/**
 * The logs of a recording as items, one for each entry (API reference 1.17-1.21). How an entry looks is not documented
 * (evidence grade D): its own fields are passed on as they are, beside `log` and `time`.
 */
export const getLogs: Operation = {
	option: {
		name: 'Get Logs',
		value: 'getLogs',
		action: 'Get logs of a recording',
		description:
			"Read what a recording's console, network and user actions show, entry by entry, to find out what went wrong",
	},
	properties: [
		locatorProperty(WORKSPACE),
		locatorProperty(RECORDING),
		LOGS_PROPERTY,
		optionsProperty([MERGE_BY_TIME, SKIP_MISSING]),
	],
	prepare(parameters) {
		const options = parameters.collection('options');
		const files = readRecordingFiles(parameters, options, LOGS_PROPERTY, LOGS);
		const merge = options.boolean(MERGE_BY_TIME) ?? false;
		return {
			async run(client) {
				const entries: LogEntry[] = [];
				for (const file of await findFiles(client, files)) {
					const take = async ({ body }: IncomingFile) => await readText(body);
					const text = await client.file({ ...transferOf(client, files, file), take });
					for (const entry of parseLog(file.name, text)) entries.push(entry);
				}
				return (merge ? byTime(entries) : entries).map((json) => ({ json }));
			},
		};
	},
};

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of body) chunks.push(chunk);
	return Buffer.concat(chunks).toString();
}
