import type { IDataObject, INodeProperties, INodePropertyOptions, IPollFunctions } from 'n8n-workflow';

import { ParameterError } from '../shared/errors';
import {
	CREATOR_FILTER,
	DOMAIN_FILTER,
	filtersProperty,
	LINK_FILTER,
	optionsProperty,
	PROJECT_FILTER,
	REQUESTED_BY_FILTER,
	SIMPLIFY,
} from '../shared/fields';
import { readFilters } from '../shared/filters';
import { readOptionalId } from '../shared/ids';
import { TICKET_SYSTEM_FILTER } from '../shared/linkFields';
import { locatorProperty, WORKSPACE } from '../shared/locators';
import { asText, isObject } from '../shared/objects';
import { linkOutput, recordingOutput, simpleRecording } from '../shared/outputs';
import { isBlank } from '../shared/texts';
import { DAY_MS } from '../shared/time';
import { onlyWorkspace } from '../transport/onlyWorkspace';
import type { PollClient } from '../transport/pollClient';

type List = 'links' | 'recordings';

const FILTERS: Record<List, INodeProperties[]> = {
	links: [CREATOR_FILTER, DOMAIN_FILTER, PROJECT_FILTER, TICKET_SYSTEM_FILTER],
	recordings: [LINK_FILTER, PROJECT_FILTER, REQUESTED_BY_FILTER, TICKET_SYSTEM_FILTER],
};

/** What starts a workflow; `waitsForReady`: only when the upload is complete. */
const EVENTS: Array<INodePropertyOptions & { list: List; waitsForReady?: boolean }> = [
	{
		name: 'Link Created',
		value: 'linkCreated',
		description: 'When anyone creates a recording link',
		list: 'links',
	},
	{
		name: 'Recording Created',
		value: 'recordingCreated',
		description: 'When a recording is listed. Its video and logs may not be available yet.',
		list: 'recordings',
	},
	{
		name: 'Recording Ready',
		value: 'recordingReady',
		description: 'When a recording is uploaded and its video and logs are available',
		list: 'recordings',
		waitsForReady: true,
	},
];

/** Shows a field for the events of one list. */
function forEventsOf(list: List, property: INodeProperties): INodeProperties {
	const events = EVENTS.filter((event) => event.list === list).map(({ value }) => value);
	return { ...property, displayOptions: { show: { event: events } } };
}

const CATCH_UP: INodeProperties = {
	displayName: 'Catch Up (Days)',
	name: 'catchUpDays',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 7,
	description:
		'How many days to go back after a pause. Older recordings are skipped. Set to 0 to skip everything missed.',
};

const SKIP_DETAILS: INodeProperties = {
	displayName: 'Skip Details',
	name: 'listRowOnly',
	type: 'boolean',
	default: true,
	description:
		'Whether to return only the fields of the recordings list. Saves one request per recording. Ignored with the filter Ticket System.',
	displayOptions: { show: { '/event': ['recordingCreated'] } },
};

export const triggerProperties: INodeProperties[] = [
	locatorProperty(WORKSPACE),
	{
		displayName: 'Trigger On',
		name: 'event',
		type: 'options',
		options: EVENTS.map(({ name, value, description }) => ({ name, value, description })),
		default: 'recordingReady',
	},
	forEventsOf('recordings', filtersProperty(FILTERS.recordings)),
	forEventsOf('links', filtersProperty(FILTERS.links)),
	forEventsOf('recordings', SIMPLIFY),
	optionsProperty([CATCH_UP, SKIP_DETAILS]),
];

/** What starts the workflow, and in which form it is told. */
export interface Filters {
	event: string;
	list: List;
	/** Whether it is told only when the upload is complete. */
	waitsForReady: boolean;
	workspaceId: string;
	/** The filters' values, as they are sent. */
	query: IDataObject;
	/** Only of this ticket system, where one is chosen: the service has no such filter. */
	ticketSystem?: string;
	/** The form in which something is told. */
	output: (object: IDataObject) => IDataObject;
	/** Whether what the list says is enough as output. */
	asTheyAre: boolean;
	/** How far (ms) the trigger goes back after a pause. */
	catchUpMs: number;
}

/** Reads the node's parameters. An empty Workspace is the only one of the key. @throws ParameterError for what cannot be watched */
export async function readParameters(context: IPollFunctions, client: PollClient): Promise<Filters> {
	const event = asText(context.getNodeParameter('event'));
	const watched = EVENTS.find(({ value }) => value === event);
	if (!watched) throw new ParameterError('Trigger On has an unknown event', 'Select one from the list');
	const parameter: unknown = context.getNodeParameter('options', {});
	const options = isObject(parameter) ? parameter : {};
	const { list, waitsForReady = false } = watched;
	const added = context.getNodeParameter('filters', {});
	const { linkProviderType: ticketSystem, ...query } = readFilters(added, FILTERS[list]);
	const isRow = event === 'recordingCreated' && options.listRowOnly === true && ticketSystem === undefined;
	const catchUpMs = readDays(options.catchUpDays) * DAY_MS;
	const chosen = readOptionalId(context.getNodeParameter(WORKSPACE.name), WORKSPACE);
	const workspaceId = chosen || (await onlyWorkspace(await client.connect()));
	const isSimple = !isRow && context.getNodeParameter(SIMPLIFY.name, true) !== false;
	const shape = list === 'links' ? linkOutput : isSimple ? simpleRecording : recordingOutput;
	return {
		...{ event, list, waitsForReady, workspaceId, query, ticketSystem, catchUpMs },
		asTheyAre: list === 'links' || isRow,
		output: (object) => shape(object, workspaceId),
	};
}

function readDays(value: unknown = CATCH_UP.default): number {
	const days = typeof value === 'string' && !isBlank(value) ? Number(value) : value;
	if (typeof days === 'number' && days >= 0) return days;
	throw new ParameterError(
		`${CATCH_UP.displayName} must be 0 or a positive number`,
		'Enter a number of days, e.g. 7 or 0.5. Set to 0 to skip everything missed',
	);
}
