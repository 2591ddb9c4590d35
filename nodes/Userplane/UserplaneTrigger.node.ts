import type {
	IDataObject,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { listSearch, loadOptions } from './methods/listSearch';
import { toNodeError } from './runtime/nodeErrors';
import { CancelledError, UserplaneError } from './shared/errors';
import { Client } from './transport/client';
import type { PollResult } from './trigger/poll';
import { poll, sample } from './trigger/poll';
import { readWatch, triggerProperties } from './trigger/properties';
import { keyOf, readState, storeState } from './trigger/state';

/** n8n gives a poll about five minutes (n8n fact E.5): whatever still waits then is ended (ms). */
const LONGEST_POLL_MS = 240_000;

/** The trigger: polls, because Userplane has no webhooks. */
export class UserplaneTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Userplane Trigger',
		name: 'userplaneTrigger',
		icon: { light: 'file:userplane.svg', dark: 'file:userplane.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] }}',
		description: 'Starts the workflow when a recording arrives or a recording link is created',
		defaults: { name: 'Userplane Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'userplaneApi', required: true }],
		properties: triggerProperties,
	};

	methods = { listSearch, loadOptions };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		try {
			return this.getMode() === 'manual' ? await testRun(this) : await pollOnce(this);
		} catch (error) {
			throw toNodeError(this.getNode(), error instanceof CancelledError ? tooLong() : error);
		}
	}
}

/** Returns the newest object and leaves the state alone. */
async function testRun(context: IPollFunctions): Promise<INodeExecutionData[][]> {
	const json = await sample(await connect(context), readWatch(context));
	if (json) return [[{ json }]];
	throw nothingYet();
}

/** The static data of the polls that are under way: n8n begins the next poll whether or not the last one has ended. */
const underWay = new WeakSet();

/** Polls, unless a poll of this trigger is under way. */
async function pollOnce(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const memory = context.getWorkflowStaticData('node');
	if (underWay.has(memory)) return null;
	underWay.add(memory);
	try {
		return await pollWith(context, memory);
	} finally {
		underWay.delete(memory);
	}
}

/** Polls, and stores the state last: a poll that fails or is cut short leaves it as it was. */
async function pollWith(
	context: IPollFunctions,
	memory: IDataObject,
): Promise<INodeExecutionData[][] | null> {
	const watch = readWatch(context);
	const key = keyOf([watch.workspaceId, watch.event, watch.query]);
	const result = await poll(await connect(context), watch, key, readState(memory.cursor, key));
	memory.cursor = storeState(result.state);
	for (const warning of warningsOf(result)) context.logger.warn(`Userplane Trigger: ${warning}`);
	return result.found.length > 0 ? [result.found.map((json) => ({ json }))] : null;
}

/** What a user should find in the log. */
function warningsOf({ givenUp, unclear, forgotten }: PollResult): string[] {
	const warnings = givenUp.map(
		({ id, checks }) => `recording ${id} was not ready after ${checks} looks and is not waited for`,
	);
	if (unclear > 0) warnings.push(`${unclear} recordings could not be read now and are looked at again`);
	if (forgotten > 0) warnings.push(`too many at once, late ones among ${forgotten} may go unnoticed`);
	return warnings;
}

function nothingYet(): UserplaneError {
	return new UserplaneError(
		'No data with the current filter could be found',
		'There is nothing in Userplane yet that this trigger would tell. Record something through a link, or change the filters',
	);
}

function tooLong(): UserplaneError {
	return new UserplaneError(
		'The poll took too long and was ended',
		'Nothing is lost: the next poll goes on. If it happens again and again, Userplane is slow or the rate limit is used up elsewhere',
	);
}

async function connect(context: IPollFunctions): Promise<Client> {
	const client = await Client.connect(context);
	return client.for({ cancel: AbortSignal.timeout(LONGEST_POLL_MS) });
}
