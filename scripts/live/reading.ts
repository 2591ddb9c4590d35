/** Links, recordings and the trigger, read alone. */
import type { IDataObject } from 'n8n-workflow';

import { LISTS } from '../../nodes/Userplane/shared/lists';
import { asText, isObject } from '../../nodes/Userplane/shared/objects';
import { detailsOf } from '../../nodes/Userplane/shared/outputs';
import { runPoll } from '../../test/harness';
import { checkFile, RESOURCES } from './files';
import {
	checkFilter,
	checkOrder,
	checkSorting,
	getPage,
	inside,
	type List,
	NOBODY,
	type Page,
	rarest,
} from './lists';
import { byId, type Visit } from './visit';

/** How many requests a further report takes, with what follows it: its files, and the trigger. */
const AFTER_REPORT = 4 + 3 + 3;

/** The links: both lists and one of them. @returns a word of a title, to search for */
export async function checkLinks(visit: Visit): Promise<string | undefined> {
	const operation = 'links.list';
	const list: List = { operation, path: visit.path('links'), ...LISTS.links };
	const own = { resource: 'link', workspaceId: byId(visit.workspaceId) };
	const page = await readList(visit, list);
	await visit.node('Link > Get Many', { ...own, operation: 'getAll', limit: 20 });
	if (page) {
		const { rows } = page;
		await checkSorting(visit, list, 'link_title', 'linkTitle');
		const member = inside('creator', 'workspaceMemberId');
		const project = inside('project', 'projectId');
		const domain = inside('domain', 'domainId');
		await checkFilter(visit, list, page, { name: 'created_by', value: rarest(rows, member), of: member });
		await checkFilter(visit, list, page, { name: 'project_id', value: rarest(rows, project), of: project });
		await checkFilter(visit, list, page, { name: 'domain_id', value: rarest(rows, domain), of: domain });
	}
	await visit.refused(operation, '400 BAD_REQUEST', list.path, {
		per_page: visit.sizesOf(operation).largest + 1,
	});
	const linkId = page?.rows.at(0)?.linkId;
	if (typeof linkId === 'string')
		await visit.node('Link > Get', { ...own, operation: 'get', linkId: byId(linkId) });
	else visit.findings.notTried('links.getById', 'the workspace shows no link');
	await visit.refused('links.getById', '404 LINK_NOT_FOUND', visit.path('links', NOBODY));
	return page?.rows.map((row) => asText(row.linkTitle).split(/\s/)[0]).find((word) => word.length > 2);
}

/** The first page as the service gives it unasked, and the order. */
async function readList(visit: Visit, list: List): Promise<Page | undefined> {
	const page = await getPage(visit, list);
	if (!page) return undefined;
	const times = page.rows.map((row) => Date.parse(asText(row.createdAt)));
	const isNewestFirst = times.every((time, index) => index === 0 || times[index - 1] >= time);
	visit.findings.answer(
		`Order of ${list.operation} unasked`,
		times.length < 2 ? 'could not be told' : isNewestFirst ? 'newest first' : 'another',
	);
	await checkOrder(visit, list, page.total);
	return page;
}

/** The recordings: the list, and one of them with its files and logs. @param reserved how many requests others need after it */
export async function checkRecordings(visit: Visit, reserved: number): Promise<void> {
	const operation = 'recordings.list';
	const list: List = { operation, path: visit.path('recordings'), ...LISTS.recordings };
	const own = { resource: 'recording', workspaceId: byId(visit.workspaceId) };
	const page = await readList(visit, list);
	await visit.node('Recording > Get Many', { ...own, operation: 'getAll', limit: 20 });
	const chosen = page && (await choose(visit, page.rows));
	if (page && chosen) {
		const { rows } = page;
		await checkSorting(visit, list, 'recording_duration', 'recordingDurationMs');
		const member = inside('creator', 'workspaceMemberId');
		await checkFilter(visit, list, page, { name: 'created_by', value: rarest(rows, member), of: member });
		await checkFilter(visit, list, page, {
			name: 'project_id',
			value: inside('project', 'projectId')(chosen.details),
		});
		await checkFilter(visit, list, page, {
			name: 'link_id',
			value: inside('link', 'linkId')(chosen.details),
		});
	}
	await visit.refused('recordings.getById', '404 RECORDING_NOT_FOUND', visit.path('recordings', NOBODY));
	if (page && chosen)
		await checkRecording(visit, await findLogs(visit, chosen.recordingId, page.rows, reserved));
	else
		for (const name of ['recordings.getById', ...RESOURCES.map(({ operation: name }) => name)])
			visit.findings.notTried(name, 'the workspace shows no recording');
}

interface Chosen {
	recordingId: string;
	details: IDataObject;
}

/** The first recording whose upload is complete; else the last one that was looked at. */
async function choose(visit: Visit, rows: IDataObject[]): Promise<Chosen | undefined> {
	const own = { resource: 'recording', workspaceId: byId(visit.workspaceId) };
	const statuses: string[] = [];
	let chosen: Chosen | undefined;
	for (const { recordingId } of rows.slice(0, 3)) {
		if (typeof recordingId !== 'string') continue;
		await visit.node('Recording > Get', {
			...own,
			operation: 'get',
			recordingId: byId(recordingId),
			simplify: false,
		});
		const data = visit.lastData('recordings.getById');
		if (!isObject(data?.recording)) continue;
		const details = detailsOf(data.recording);
		chosen = { recordingId, details };
		noteDetails(visit, data.recording, details);
		statuses.push(visit.words.tell(asText(details.status)));
		if (details.status !== 'pending') break;
	}
	visit.findings.answer('Statuses of recordings', statuses.join(', ') || 'none seen');
	return chosen;
}

function noteDetails(
	{ findings, words }: Visit,
	recording: IDataObject,
	{ systemMeta, customMeta }: IDataObject,
): void {
	findings.answer(
		'Details of a recording',
		isObject(recording.meta) ? 'under `meta`' : 'in the recording itself',
	);
	const keys = isObject(systemMeta) ? Object.keys(systemMeta) : [];
	findings.answer('Keys of systemMeta', keys.map((key) => words.tell(key)).join(', ') || 'none');
	findings.answer(
		'Keys of customMeta',
		isObject(customMeta) ? String(Object.keys(customMeta).length) : 'none',
	);
}

/** Reports recordings until one has log entries, as long as there are requests for it. @returns the last one */
async function findLogs(
	visit: Visit,
	chosen: string,
	rows: IDataObject[],
	reserved: number,
): Promise<string> {
	const own = { resource: 'recording', operation: 'getReport', workspaceId: byId(visit.workspaceId) };
	const others = rows.map((row) => asText(row.recordingId)).filter((id) => id !== '' && id !== chosen);
	let recordingId = chosen;
	for (const id of [chosen, ...others.slice(0, 2)]) {
		if (id !== chosen && visit.tap.left < reserved + AFTER_REPORT) break;
		recordingId = id;
		const report = await visit.node('Recording > Get Report', { ...own, recordingId: byId(id) }, 4);
		const { entries, unrecognized } = report?.items.at(0)?.json ?? {};
		if (!report) break;
		const said = `${Number(entries)} log entries, of which ${Number(unrecognized)} could not be interpreted`;
		visit.findings.answer('Get Report', said);
		if (Number(entries) > 0) break;
	}
	return recordingId;
}

/** One recording, by the node; its files by their first bytes; its logs. */
async function checkRecording(visit: Visit, recordingId: string): Promise<void> {
	const own = { resource: 'recording', workspaceId: byId(visit.workspaceId), recordingId: byId(recordingId) };
	const media = { resources: ['video', 'thumbnail'], output: 'url', options: { skipMissing: true } };
	await visit.node('Recording > Download', { ...own, operation: 'download', ...media }, 3);
	for (const resource of RESOURCES) await checkFile(visit, resource, recordingId);
}

/** The trigger's first poll, which tells nothing, and a test run, which shows the newest. */
export async function checkTrigger(visit: Visit): Promise<void> {
	const parameters = { workspaceId: byId(visit.workspaceId), event: 'recordingReady' };
	const name = 'Trigger';
	const poll = async (mode: 'trigger' | 'manual') =>
		await visit.watch(
			name,
			async () => await runPoll({ parameters, credentials: visit.credentials(), mode }),
			3,
		);
	const first = await poll('trigger');
	if (first.error) return;
	if (first.items !== null) visit.differs(name, 'the first poll', 'no item', `${first.items.length} items`);
	const test = await visit.watch(
		'Trigger, test run',
		async () => {
			const result = await runPoll({ parameters, credentials: visit.credentials(), mode: 'manual' });
			// With nothing to show it fails with a message of its own, which is right
			const statuses = visit.findings.answers.get('Statuses of recordings') ?? '';
			const isEmpty = /^(none seen|pending(, pending)*)$/.test(statuses);
			return { items: result.items, error: isEmpty ? undefined : result.error };
		},
		5,
	);
	visit.findings.answer(
		'Test run of the trigger',
		test.items ? `${test.items.length} items` : 'nothing to show',
	);
}
