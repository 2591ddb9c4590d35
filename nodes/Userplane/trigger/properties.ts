import type { INodeProperties, IPollFunctions } from 'n8n-workflow';

import { ParameterError } from '../shared/errors';
import { filtersProperty, optionsProperty, SIMPLIFY } from '../shared/fields';
import { readFilters } from '../shared/filters';
import { readOptionalId } from '../shared/ids';
import { TICKET_SYSTEM_FILTER } from '../shared/linkFields';
import { locatorProperty, WORKSPACE } from '../shared/locators';
import { asText, isObject } from '../shared/objects';
import { linkOutput, recordingOutput, simpleRecording } from '../shared/outputs';
import { isBlank } from '../shared/texts';
import { DAY_MS } from '../shared/time';
import { EVENT_OPTIONS, EVENTS } from './events';
import { longestInterval } from './pause';
import type { Watch } from './source';

/** Shows a field for the events of one list. */
function forEventsOf(list: Watch['list'], property: INodeProperties): INodeProperties {
	const events = [...EVENTS].filter(([, watched]) => watched.list === list).map(([name]) => name);
	return { ...property, displayOptions: { show: { event: events } } };
}

/** The events that have the same filters share one Filters collection. */
function filtersFor(list: Watch['list']): INodeProperties {
	const [filters] = [...EVENTS.values()]
		.filter((watched) => watched.list === list)
		.map((watched) => watched.filters);
	return forEventsOf(list, filtersProperty([...filters, TICKET_SYSTEM_FILTER]));
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
		options: EVENT_OPTIONS,
		default: 'recordingReady',
	},
	filtersFor('recordings'),
	filtersFor('links'),
	forEventsOf('recordings', SIMPLIFY),
	optionsProperty([CATCH_UP, SKIP_DETAILS]),
];

/**
 * Reads what the trigger watches.
 * @param onlyWorkspace gives what an empty Workspace means
 * @throws ParameterError for what cannot be watched
 */
export async function readWatch(
	context: IPollFunctions,
	onlyWorkspace: () => Promise<string>,
): Promise<Watch> {
	const event = asText(context.getNodeParameter('event'));
	const watched = EVENTS.get(event);
	if (!watched) throw new ParameterError('Trigger On has an unknown event', 'Select one from the list');
	const parameter: unknown = context.getNodeParameter('options', {});
	const options = isObject(parameter) ? parameter : {};
	const filters = [...watched.filters, TICKET_SYSTEM_FILTER];
	const { linkProviderType: ticketSystem, ...query } = readFilters(
		context.getNodeParameter('filters', {}),
		filters,
	);
	const isRow = event === 'recordingCreated' && options.listRowOnly === true && ticketSystem === undefined;
	const catchUp = {
		ms: readDays(options.catchUpDays) * DAY_MS,
		intervalMs: longestInterval(context.getNodeParameter('pollTimes', {})),
	};
	const chosen = readOptionalId(context.getNodeParameter(WORKSPACE.name), WORKSPACE);
	const workspaceId = chosen || (await onlyWorkspace());
	const isSimple = !isRow && context.getNodeParameter(SIMPLIFY.name, true) !== false;
	const shape = watched.list === 'links' ? linkOutput : isSimple ? simpleRecording : recordingOutput;
	return {
		...watched,
		...{ event, workspaceId, query, ticketSystem, catchUp },
		asTheyAre: watched.list === 'links' || isRow,
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
