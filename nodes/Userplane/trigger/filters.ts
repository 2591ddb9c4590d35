import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { ParameterError } from '../shared/errors';
import { SIMPLIFY } from '../shared/fields';
import { readFilters } from '../shared/filters';
import { readOptionalId } from '../shared/ids';
import { TICKET_SYSTEM_FILTER } from '../shared/linkFields';
import { WORKSPACE } from '../shared/locators';
import { asText, isObject } from '../shared/objects';
import { linkOutput, recordingOutput, simpleRecording } from '../shared/outputs';
import { isBlank } from '../shared/texts';
import { DAY_MS } from '../shared/time';
import type { Watched } from './properties';
import { CATCH_UP, EVENTS } from './properties';

/** What starts the workflow, and in which form it is told. */
export interface Filters extends Watched {
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
	/** How far (ms) the trigger goes back after a pause. */
	catchUpMs: number;
}

/**
 * Reads the node's parameters.
 * @param onlyWorkspace gives what an empty Workspace means
 * @throws ParameterError for what cannot be watched
 */
export async function readParameters(
	context: IPollFunctions,
	onlyWorkspace: () => Promise<string>,
): Promise<Filters> {
	const event = asText(context.getNodeParameter('event'));
	const watched = EVENTS.get(event);
	if (!watched) throw new ParameterError('Trigger On has an unknown event', 'Select one from the list');
	const parameter: unknown = context.getNodeParameter('options', {});
	const options = isObject(parameter) ? parameter : {};
	const { linkProviderType: ticketSystem, ...query } = readFilters(context.getNodeParameter('filters', {}), [
		...watched.filters,
		TICKET_SYSTEM_FILTER,
	]);
	const isRow = event === 'recordingCreated' && options.listRowOnly === true && ticketSystem === undefined;
	const catchUpMs = readDays(options.catchUpDays) * DAY_MS;
	const chosen = readOptionalId(context.getNodeParameter(WORKSPACE.name), WORKSPACE);
	const workspaceId = chosen || (await onlyWorkspace());
	const isSimple = !isRow && context.getNodeParameter(SIMPLIFY.name, true) !== false;
	const shape = watched.list === 'links' ? linkOutput : isSimple ? simpleRecording : recordingOutput;
	return {
		...watched,
		...{ event, workspaceId, query, ticketSystem, catchUpMs },
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
