import type { INodeProperties } from 'n8n-workflow';

import type { LogEntry } from '../../logs/entries';
import { byTime, parseLog } from '../../logs/entries';
import { ProblemFilter } from '../../logs/problems';
import type { Operation } from '../../runtime/operation';
import { optionsProperty } from '../../shared/fields';
import { filesProperty, LOGS, SKIP_MISSING } from '../../shared/files';
import { locatorProperty, RECORDING, WORKSPACE } from '../../shared/locators';
import { findFiles, readRecordingFiles } from './findFiles';
import { readLogText } from './logTexts';

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
	default: true,
	description: 'Whether to return the entries of all logs as one timeline, oldest first',
};

const ONLY_PROBLEMS: INodeProperties = {
	displayName: 'Only Problems',
	name: 'onlyProblems',
	type: 'boolean',
	default: true,
	description:
		'Whether to return only errors, warnings and failed requests. Entries that cannot be interpreted are left out and counted in a hint.',
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
		description:
			"Read what a recording's console, network and user actions show, entry by entry, to find out what went wrong",
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
				const filter = new ProblemFilter();
				const entries: LogEntry[] = [];
				for (const file of await findFiles(client, files)) {
					const log = file.name;
					const text = await readLogText(client, files, file);
					const picks = (value: unknown) => !onlyProblems || filter.picks(log, value);
					for (const entry of parseLog({ recordingId, log }, text, picks)) entries.push(entry);
				}
				tellOf(filter, recordingId, entries.length, tell);
				return (merge ? byTime(entries) : entries).map((json) => ({ json }));
			},
		};
	},
};

const NONE =
	'No errors, warnings or failed requests found in the logs of recording {}. Turn on Always Output Data in the settings to go on without any.';
const LEFT_OUT = `Log entries that could not be interpreted were left out: {}. Turn off ${ONLY_PROBLEMS.displayName} to see them.`;

/** Tells when there is no problem, and of how many entries nobody can say whether they are one. */
function tellOf(
	{ entries, unrecognized }: ProblemFilter,
	recordingId: string,
	picked: number,
	tell: (text: string, about: string) => void,
): void {
	if (entries > 0 && picked === 0) tell(NONE, recordingId);
	if (unrecognized > 0) tell(LEFT_OUT, `${unrecognized} of ${entries} of recording ${recordingId}`);
}
