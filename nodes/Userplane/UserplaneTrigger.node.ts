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
import { DAY_MS } from './shared/time';
import { PollClient } from './transport/pollClient';
import { List } from './trigger/list';
import { PER_PAGE } from './trigger/pages';
import { readParameters, triggerProperties } from './trigger/parameters';
import type { PollResult } from './trigger/poll';
import { poll, sample } from './trigger/poll';
import { keyOf, readState, storeState } from './trigger/state';

/** The time (ms) for a poll where n8n gives no other: what its own scheduler gives (n8n fact E.5). */
const USUAL_BUDGET_MS = 300_000;

/** Newer versions of n8n say how long a poll may take (n8n fact E.5). */
type Budgeted = IPollFunctions & { getPollBudgetMs?: () => unknown };

/** The trigger: polls, because Userplane has no webhooks. */
export class UserplaneTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Userplane Trigger',
		name: 'userplaneTrigger',
		icon: { light: 'file:userplane.svg', dark: 'file:userplane.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description:
			'Create recording links, get recordings and their logs, and start workflows when a recording is ready',
		defaults: { name: 'Userplane Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'userplaneApi', required: true }],
		properties: triggerProperties,
	};

	methods = { listSearch, loadOptions };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const client = new PollClient(this, budgetOf(this));
		try {
			return this.getMode() === 'manual' ? await testRun(this, client) : await pollOnce(this, client);
		} catch (error) {
			throw toNodeError(this.getNode(), error instanceof CancelledError ? outOfTime(this, client) : error);
		} finally {
			client.end();
		}
	}
}

function budgetOf(context: Budgeted): number {
	const budget = context.getPollBudgetMs?.();
	return typeof budget === 'number' && budget > 0 ? budget : USUAL_BUDGET_MS;
}

/** Returns the newest object and leaves the state alone. */
async function testRun(context: IPollFunctions, client: PollClient): Promise<INodeExecutionData[][]> {
	const newest = await sample(new List(client, await readParameters(context, client)));
	if ('json' in newest) return [[{ json: newest.json }]];
	throw nothingYet(newest.hasMore);
}

/**
 * The triggers whose poll is under way. n8n begins the next poll whether or not the last one has ended; with durable
 * cursors it gives each a state of its own, and a poll that it has given up goes on unseen (n8n fact E.5).
 */
const underWay = new Set<unknown>();

/** Polls, unless a poll of this trigger is under way. */
async function pollOnce(context: IPollFunctions, client: PollClient): Promise<INodeExecutionData[][] | null> {
	const memory = context.getWorkflowStaticData('node');
	const { id, name } = context.getNode();
	const workflowId = context.getWorkflow().id;
	// A workflow without an ID is not saved: others without one are none of its business
	const trigger = workflowId ? JSON.stringify([workflowId, id || name]) : memory;
	if (underWay.has(trigger)) return null;
	underWay.add(trigger);
	try {
		return await pollWith(context, client, memory);
	} finally {
		underWay.delete(trigger);
	}
}

/** Polls, and stores the state last: a poll that fails, or that n8n may have given up, leaves it as it was. */
async function pollWith(
	context: IPollFunctions,
	client: PollClient,
	memory: IDataObject,
): Promise<INodeExecutionData[][] | null> {
	const filters = await readParameters(context, client);
	const key = keyOf(filters);
	const stored = readState(memory.cursor, key);
	const state = stored === 'damaged' ? undefined : stored;
	const result = await poll(new List(client, filters), key, state);
	if (!result && (!state || client.wasCut || client.trouble)) throw outOfTime(context, client);
	const warnings = client.isOver
		? ['this poll took too long, and the next one starts from the same place']
		: warningsOf(result);
	if (stored === 'damaged')
		warnings.push(
			'the state that n8n stored could not be read, so the trigger starts from now and skips what it had not told yet',
		);
	for (const warning of warnings) context.logger.warn(`Userplane Trigger: ${warning}`);
	if (!result || client.isOver) return null;
	memory.cursor = storeState(result.state);
	return result.found.length > 0 ? [result.found.map((json) => ({ json }))] : null;
}

/** What a user should find in the log. */
function warningsOf(result: PollResult | undefined): string[] {
	if (!result) return ['the rate limit left no time for this poll, and the next one tries again'];
	const { givenUp, unclear, withoutStatus, forgotten, passedOver } = result;
	const warnings = givenUp.map(
		([id, checks]) =>
			`recording ${id} was not ready, or could not be read, in ${checks} checks, so the trigger gives up on it`,
	);
	if (unclear > 0) warnings.push(`${unclear} recordings could not be read and will be checked again`);
	if (withoutStatus > 0)
		warnings.push(
			`Userplane does not say whether ${withoutStatus} recordings are ready, so they start the workflow although they may not be`,
		);
	if (forgotten > 0)
		warnings.push(`too many new items at once: late arrivals among ${forgotten} items may be missed`);
	if (passedOver && passedOver.count !== 0) {
		const { count, pauseMs } = passedOver;
		const items = Number.isNaN(count) ? 'an unknown number of' : count;
		const days = Math.round((pauseMs / DAY_MS) * 10) / 10;
		warnings.push(
			`${items} items were skipped after a pause of ${days} days, because they are older than Catch Up (Days)`,
		);
	}
	return warnings;
}

function nothingYet(hasMore: boolean): UserplaneError {
	const where = hasMore ? `among the newest ${PER_PAGE} items` : 'in Userplane';
	return new UserplaneError(
		'No data with the current filter could be found',
		`Nothing ${where} starts this trigger. Make a recording with a link, or change the filters`,
	);
}

/** Says what the time of a poll went for, as far as it is known. */
function outOfTime(context: IPollFunctions, { trouble, wasCut, wasAnswered }: PollClient): UserplaneError {
	// Nothing follows on a test run, nor on a first poll that fails: n8n leaves the workflow off
	const isOn = context.getMode() !== 'manual' && context.getWorkflowStaticData('node').cursor !== undefined;
	const goesOn = isOn ? 'Nothing is lost: the next poll tries again' : 'Try again in a few minutes';
	if (trouble) {
		const message = `The poll ran out of time: ${trouble.message}`;
		return new UserplaneError(message, `${goesOn}. ${trouble.remedy}`, trouble.answer);
	}
	if (wasAnswered && !wasCut)
		return new UserplaneError(
			'The poll ran out of time before it had read what is there',
			`${goesOn}. If this happens often, Userplane is slow, or other workflows use up the rate limit`,
		);
	return wasCut
		? new UserplaneError(
				'The poll ran out of time because Userplane did not answer',
				`${goesOn}. If this happens often, Userplane is slow`,
			)
		: new UserplaneError(
				'The poll ran out of time because other requests used up the rate limit',
				`${goesOn}. If this happens often, poll less often or send fewer requests from other workflows`,
			);
}
