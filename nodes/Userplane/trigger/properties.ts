import type { INodeProperties, IPollFunctions } from 'n8n-workflow';

import { ParameterError } from '../shared/errors';
import { filtersProperty, optionsProperty } from '../shared/fields';
import { readFilters } from '../shared/filters';
import { readId } from '../shared/ids';
import { locatorProperty, WORKSPACE } from '../shared/locators';
import { asText, isObject } from '../shared/objects';
import { EVENT_OPTIONS, EVENTS } from './events';
import type { Watch } from './source';

/** The events that have the same filters share one Filters collection. */
function filtersFor(list: Watch['list']): INodeProperties {
	const events = [...EVENTS].filter(([, watched]) => watched.list === list);
	return {
		...filtersProperty(events[0][1].filters),
		displayOptions: { show: { event: events.map(([name]) => name) } },
	};
}

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
	{
		...optionsProperty([
			{
				displayName: 'List Row Only',
				name: 'listRowOnly',
				type: 'boolean',
				default: false,
				description:
					'Whether to return what the list of recordings says instead of the details. Saves one request for each recording.',
			},
		]),
		displayOptions: { show: { event: ['recordingCreated'] } },
	},
];

/** Reads what the trigger watches. @throws ParameterError for what cannot be watched */
export function readWatch(context: IPollFunctions): Watch {
	const event = asText(context.getNodeParameter('event'));
	const watched = EVENTS.get(event);
	if (!watched)
		throw new ParameterError('Trigger On has an event that does not exist', 'Choose one from the list');
	const options: unknown = context.getNodeParameter('options', {});
	return {
		...watched,
		event,
		workspaceId: readId(context.getNodeParameter(WORKSPACE.name), WORKSPACE),
		query: readFilters(context.getNodeParameter('filters', {}), watched.filters),
		rowOnly: isObject(options) && options.listRowOnly === true,
	};
}
