import type { INodeProperties } from 'n8n-workflow';

import { filtersProperty, optionsProperty, SIMPLIFY } from '../shared/fields';
import { TICKET_SYSTEM_FILTER } from '../shared/linkFields';
import { locatorProperty, WORKSPACE } from '../shared/locators';
import type { Watched } from './events';
import { EVENT_OPTIONS, EVENTS } from './events';

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
