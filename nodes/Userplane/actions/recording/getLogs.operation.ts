import type { INodeProperties } from 'n8n-workflow';

import { LogEntries, type LogEntry } from '../../logs/entries';
import { orderOf } from '../../logs/order';
import { isMuchUnknown } from '../../logs/facts';
import type { Operation, Output } from '../../runtime/operation';
import { optionsProperty } from '../../shared/fields';
import { filesProperty, LOGS, SKIP_MISSING } from '../../shared/files';
import { locatorProperty, RECORDING, WORKSPACE } from '../../shared/locators';
import { inSlices } from '../../transport/clock';
import { findFiles, readRecordingFiles } from './findFiles';
import { readLog } from './readLog';

const LOGS_PROPERTY = filesProperty(
	{
		displayName: 'Logs',
		name: 'logs',
		default: ['consoleLog', 'networkLog', 'actions'],
		description: 'Logs to read',
	},
	LOGS,
);

const MERGE_BY_TIME: INodeProperties = {
	displayName: 'Merge by Time',
	name: 'mergeByTime',
	type: 'boolean',
	default: true,
	description: 'Whether to return the entries of all logs as one timeline, oldest first',
};

const ONLY_PROBLEMS: INodeProperties = {
	displayName: 'Only Problems',
	name: 'onlyProblems',
	type: 'boolean',
	default: true,
	description:
		'Whether to return only errors, warnings and failed requests. A hint counts entries that could not be interpreted.',
};

/**
 * The logs of a recording as items, one for each entry (API reference 1.17-1.21). How an entry looks is not documented
 * (evidence grade D): its own fields are passed on as they are, beside `recordingId`, `log` and `time`.
 */
export const getLogs: Operation = {
	option: {
		name: 'Get Logs',
		value: 'getLogs',
		action: 'Get logs of a recording',
		description: 'Get each entry of the console, network and action logs of a recording',
	},
	properties: [
		locatorProperty(WORKSPACE),
		locatorProperty(RECORDING),
		LOGS_PROPERTY,
		optionsProperty([MERGE_BY_TIME, ONLY_PROBLEMS, SKIP_MISSING]),
	],
	prepare(parameters) {
		const options = parameters.collection('options');
		const files = readRecordingFiles(parameters, options, LOGS_PROPERTY, LOGS);
		const merge = options.boolean(MERGE_BY_TIME) ?? false;
		const onlyProblems = options.boolean(ONLY_PROBLEMS) ?? false;
		return {
			async run(client, _files, tell) {
				const { recordingId } = files;
				const logs: LogEntries[] = [];
				for (const file of await findFiles(client, files)) {
					const begin = () => new LogEntries({ recordingId, log: file.name }, onlyProblems);
					logs.push(await readLog(client, files, file, begin));
				}
				const entries = ([] as LogEntry[]).concat(...logs.map((log) => log.entries));
				if (logs.length === 0) tell(NO_LOGS, recordingId);
				if (onlyProblems) tellOf(logs, recordingId, entries.length, tell);
				const places = logs.flatMap((log) => log.places);
				return outputsOf(entries, merge ? await orderOf(places, inSlices()) : undefined);
			},
		};
	},
};

const NO_LOGS = 'None of the selected logs were captured or uploaded for recording {}.';
const NONE =
	'No errors, warnings or failed requests found in the logs of recording {}. To continue anyway, turn on Always Output Data in the settings.';
const LEFT_OUT = `Log entries that could not be interpreted were left out: {}. Turn off ${ONLY_PROBLEMS.displayName} to see them.`;

/** One by one, since there may be hundreds of thousands: what is held are the items that are made of them. */
function outputsOf(entries: LogEntry[], order?: Uint32Array): Iterable<Output> {
	return {
		*[Symbol.iterator]() {
			for (const at of entries.keys()) yield { json: entries[order?.[at] ?? at] };
		},
	};
}

/** Tells when there is no problem, and of how many entries nobody can say whether they are one. */
function tellOf(
	logs: LogEntries[],
	recordingId: string,
	picked: number,
	tell: (text: string, about: string) => void,
): void {
	const sum = (name: 'entries' | 'unrecognized') => logs.reduce((all, { reading }) => all + reading[name], 0);
	const counts = { entries: sum('entries'), unrecognized: sum('unrecognized') };
	const { entries, unrecognized } = counts;
	if (entries > 0 && picked === 0 && !isMuchUnknown(counts)) tell(NONE, recordingId);
	if (unrecognized > 0) tell(LEFT_OUT, `${unrecognized} of ${entries} of recording ${recordingId}`);
}
