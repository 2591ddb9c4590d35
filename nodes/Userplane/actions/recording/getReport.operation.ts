import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { FormatName } from '../../logs/formats';
import { findingsOf, LogTally } from '../../logs/report';
import { writeReport } from '../../logs/text';
import type { Operation } from '../../runtime/operation';
import { optionsProperty } from '../../shared/fields';
import type { FileName } from '../../shared/files';
import { FILES, filesProperty, LOGS, readFileNames } from '../../shared/files';
import { locatorProperty, RECORDING, WORKSPACE } from '../../shared/locators';
import { readNamed } from '../../shared/objects';
import type { Client } from '../../transport/client';
import type { RecordingFiles } from './findFiles';
import { findFiles, getDetails } from './findFiles';
import { readLog } from './readLog';
import { factsOf } from './reportFacts';
import { storeFile } from './storeFiles';

type Log = (typeof LOGS)[number];

const FORMAT: INodeProperties = {
	displayName: 'Format',
	name: 'format',
	type: 'options',
	options: [
		{ name: 'HTML', value: 'html', description: 'For emails' },
		{ name: 'Markdown', value: 'markdown', description: 'For tickets and issues, e.g. in Linear or GitHub' },
		{ name: 'Plain Text', value: 'text' },
		{ name: 'Slack', value: 'slack', description: 'For Slack messages, maximum 3,000 characters' },
	],
	default: 'markdown',
	description: 'How to format the text',
};

const MAX_PROBLEMS = {
	displayName: 'Maximum Problems',
	name: 'maxProblems',
	type: 'number' as const,
	typeOptions: { minValue: 1 },
	default: 10,
	description: 'Maximum number of problems to list. Any others are counted.',
};

const STEPS = {
	displayName: 'Steps',
	name: 'steps',
	type: 'number' as const,
	typeOptions: { minValue: 1 },
	default: 10,
	description: 'Maximum number of steps to list before the first error',
};

const INCLUDE_LOGS = filesProperty(
	{
		displayName: 'Include Logs',
		name: 'includeLogs',
		default: ['consoleLog', 'networkLog', 'actions'],
		description: 'Logs to read. Each log takes one request.',
	},
	LOGS,
);

const INCLUDE_THUMBNAIL: INodeProperties = {
	displayName: 'Include Thumbnail',
	name: 'includeThumbnail',
	type: 'boolean',
	default: false,
	description:
		'Whether to put the picture of the recording into the binary field "thumbnail". Takes one request.',
};

const SHOW_QUERIES: INodeProperties = {
	displayName: 'Show Queries',
	name: 'showQueries',
	type: 'boolean',
	default: false,
	description: 'Whether to keep the query and fragment of URLs. They may contain personal data and secrets.',
};

/**
 * What a recording tells, as one item (design, 11). How log entries look is documented nowhere (evidence grade D): what cannot
 * be interpreted is counted in `unrecognized`. One request for the details, one for each log and one for the picture.
 */
export const getReport: Operation = {
	option: {
		name: 'Get Report',
		value: 'getReport',
		action: 'Get a report of a recording',
		description: 'Get what went wrong in a recording: errors, last steps and a text for a message or ticket',
	},
	properties: [
		locatorProperty(WORKSPACE),
		locatorProperty(RECORDING),
		FORMAT,
		optionsProperty([INCLUDE_LOGS, INCLUDE_THUMBNAIL, MAX_PROBLEMS, SHOW_QUERIES, STEPS]),
	],
	prepare(parameters) {
		const workspaceId = parameters.workspaceId();
		const recordingId = parameters.id(RECORDING);
		const format = parameters.option(FORMAT) as FormatName;
		const options = parameters.collection('options');
		const names = readFileNames(options.value(INCLUDE_LOGS.name) ?? LOGS, INCLUDE_LOGS.displayName, LOGS);
		const most = {
			maxProblems: options.number(MAX_PROBLEMS) ?? MAX_PROBLEMS.default,
			steps: options.number(STEPS) ?? STEPS.default,
		};
		const showQueries = options.boolean(SHOW_QUERIES) ?? false;
		const files = { workspaceId, recordingId, names, skipMissing: true };
		const thumbnails: FileName[] = options.boolean(INCLUDE_THUMBNAIL) === true ? ['thumbnail'] : [];
		return {
			async run(client, store) {
				const { data } = await getDetails(client, files);
				const recording = readNamed(data, 'recording');
				const { tallies, missingLogs } = await readTallies(client, files, showQueries);
				const found = findingsOf(tallies, most);
				const { moreProblems, pageUrl, areStepsBefore: _areStepsBefore, ...findings } = found;
				const known = factsOf(recording, workspaceId, showQueries);
				const facts = { ...known, pageUrl: pageUrl ?? known.pageUrl, missingLogs };
				const text = writeReport(facts, found, format);
				const { recordingId: id, title } = known;
				const first = { recordingId: id, title, text };
				const json = { ...first, ...facts, ...findings, moreProblems } as IDataObject;
				const picture = (await findFiles(client, { ...files, names: thumbnails })).at(0);
				if (!picture) return [{ json }];
				return [{ json, binary: { thumbnail: await storeFile(client, store, files, picture, Infinity) } }];
			},
		};
	},
};

/** Reads the logs that are there, and tells which are not. */
async function readTallies(
	client: Client,
	files: RecordingFiles<Log>,
	showQueries: boolean,
): Promise<{ tallies: LogTally[]; missingLogs: string[] }> {
	const found = await findFiles(client, files);
	const tallies: LogTally[] = [];
	for (const file of found)
		tallies.push(await readLog(client, files, file, () => new LogTally(file.name, showQueries)));
	const there = new Set<string>(found.map(({ name }) => name));
	const missing = files.names.filter((name) => !there.has(name));
	return { tallies, missingLogs: missing.map((name) => FILES[name].name.toLowerCase()) };
}
