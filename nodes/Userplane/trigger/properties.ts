import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

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
import { TICKET_SYSTEM_FILTER } from '../shared/linkFields';
import { locatorProperty, WORKSPACE } from '../shared/locators';

/** What an event watches. */
export interface Watched {
	list: 'links' | 'recordings';
	filters: INodeProperties[];
	/** Whether an event is told only when the upload is complete. */
	waitsForReady: boolean;
}

const RECORDING_FILTERS = [LINK_FILTER, PROJECT_FILTER, REQUESTED_BY_FILTER];

export const EVENTS: ReadonlyMap<string, Watched> = new Map(
	Object.entries({
		linkCreated: {
			list: 'links',
			filters: [CREATOR_FILTER, DOMAIN_FILTER, PROJECT_FILTER],
			waitsForReady: false,
		},
		recordingCreated: { list: 'recordings', filters: RECORDING_FILTERS, waitsForReady: false },
		recordingReady: { list: 'recordings', filters: RECORDING_FILTERS, waitsForReady: true },
	} satisfies Record<string, Watched>),
);

const EVENT_OPTIONS: INodePropertyOptions[] = [
	{
		name: 'Link Created',
		value: 'linkCreated',
		description: 'When anyone creates a recording link',
	},
	{
		name: 'Recording Created',
		value: 'recordingCreated',
		description: 'When a recording is listed. Its video and logs may not be available yet.',
	},
	{
		name: 'Recording Ready',
		value: 'recordingReady',
		description: 'When a recording is uploaded and its video and logs are available',
	},
];

/** Shows a field for the events of one list. */
function forEventsOf(list: Watched['list'], property: INodeProperties): INodeProperties {
	const events = [...EVENTS].filter(([, watched]) => watched.list === list).map(([name]) => name);
	return { ...property, displayOptions: { show: { event: events } } };
}

/** The events that have the same filters share one Filters collection. */
function filtersFor(list: Watched['list']): INodeProperties {
	const [filters] = [...EVENTS.values()]
		.filter((watched) => watched.list === list)
		.map((watched) => watched.filters);
	return forEventsOf(list, filtersProperty([...filters, TICKET_SYSTEM_FILTER]));
}

export const CATCH_UP: INodeProperties = {
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
		options: EVENT_OPTIONS,
		default: 'recordingReady',
	},
	filtersFor('recordings'),
	filtersFor('links'),
	forEventsOf('recordings', SIMPLIFY),
	optionsProperty([CATCH_UP, SKIP_DETAILS]),
];
