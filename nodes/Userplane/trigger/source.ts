import type { IDataObject } from 'n8n-workflow';

import { UserplaneError } from '../shared/errors';
import { LISTS, NEWEST_FIRST } from '../shared/lists';
import { asText, isObject, readNamed } from '../shared/objects';
import { detailsOf } from '../shared/outputs';
import { listPath, recordingPath } from '../shared/paths';
import { getPage } from '../transport/pagination';
import { parseTime } from '../shared/time';
import type { Watched } from './events';
import type { CatchUp } from './pause';
import type { ListPage } from './read';
import type { Row } from './state';
import type { Visit } from './visit';

/** What a trigger watches, and in which form it tells it. */
export interface Watch extends Watched {
	event: string;
	workspaceId: string;
	/** The filters' values, as they are sent. */
	query: IDataObject;
	/** Only of this ticket system, where one is chosen: the service has no such filter. */
	ticketSystem?: string;
	/** The form in which something is told. */
	output: (object: IDataObject) => IDataObject;
	/** Whether what the list says is enough as output. */
	asTheyAre: boolean;
	catchUp: CatchUp;
}

/** What a recording or link is found to be when it is looked at; `unclear` when the service could not show it. */
export type Finding =
	| { kind: 'ready'; json: IDataObject }
	| { kind: 'pending' }
	| { kind: 'gone' }
	| { kind: 'unclear'; error: unknown };

/** A page of the list with the rows themselves by ID. */
export interface SourcePage extends ListPage {
	objects: Map<string, IDataObject>;
}

/** Gets one page of the watched list, newest first; undefined when the time does not allow it. */
export async function readPage(visit: Visit, watch: Watch, number: number): Promise<SourcePage | undefined> {
	const list = { path: listPath(watch.list, watch.workspaceId), ...LISTS[watch.list] };
	const query = { ...watch.query, ...NEWEST_FIRST };
	const page = await visit.inTime(async () => await getPage(visit, list, query, number));
	if (!page) return undefined;
	const objects = new Map(page.rows.map((row) => [asText(row[list.id]), row]));
	return { rows: toRows(objects), objects, hasMore: page.hasMore, total: page.total };
}

/** A row without a readable time is taken to be as old as the one before it: the list is in order. */
function toRows(objects: Map<string, IDataObject>): Row[] {
	const times = [...objects.values()].map(({ createdAt }) => parseTime(asText(createdAt)));
	let time = times.find(Number.isFinite) ?? NaN;
	if (objects.size > 0 && Number.isNaN(time))
		throw new UserplaneError(
			'Userplane sent an unexpected response: no entry of the list has a creation time',
			'Check the base URL in your Userplane API credential. If it is correct, update this package',
		);
	return [...objects.keys()].map((id, index) => {
		if (Number.isFinite(times[index])) time = times[index];
		return [id, time];
	});
}

/**
 * Looks at one recording: gets its details and tells whether it is ready. Ready means a status that is there and is not
 * `pending`: no other value is documented.
 * @returns undefined when the time does not allow it
 * @throws UserplaneError for what is no single recording's trouble: the key, the workspace, the rate limit
 */
export async function lookAt(visit: Visit, watch: Watch, id: string): Promise<Finding | undefined> {
	const path = recordingPath(watch.workspaceId, id);
	try {
		const reply = await visit.inTime(async () => await visit.request({ method: 'GET', path }));
		if (!reply) return undefined;
		const recording = readNamed(reply.data, 'recording');
		return watch.waitsForReady && !isReady(recording) ? { kind: 'pending' } : findingOf(watch, recording);
	} catch (error) {
		return findingOfError(error);
	}
}

/** What is to be told of an object that is there: nothing when it is another ticket system's. */
export function findingOf({ ticketSystem, output }: Watch, object: IDataObject): Finding {
	const { link, linkProviderType } = detailsOf(object);
	const type = linkProviderType ?? (isObject(link) ? link.providerType : undefined);
	if (ticketSystem !== undefined && type !== ticketSystem) return { kind: 'gone' };
	return { kind: 'ready', json: output(object) };
}

/** Deleted since it was listed: nothing to tell. Cannot be shown at present: others must not wait for it. */
function findingOfError(error: unknown): Finding {
	if (!(error instanceof UserplaneError)) throw error;
	const { status, code = '', isOwn } = error.answer;
	if (isOwn && code.startsWith('RECORDING') && status !== 500) return { kind: 'gone' };
	const isEveryones = status === 401 || status === 429 || /^(API_KEY|WORKSPACE|NOT_A_MEMBER)/.test(code);
	if (isEveryones) throw error;
	return { kind: 'unclear', error };
}

function isReady(recording: IDataObject): boolean {
	const { status } = detailsOf(recording);
	return typeof status === 'string' && status !== '' && status !== 'pending';
}
