import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { CancelledError } from '../shared/errors';
import { Client } from '../transport/client';
import { toErrorItem, toNodeError } from './nodeErrors';
import { BinaryStore } from './binaryStore';
import type { Operation, Output, Plan } from './operation';
import { Parameters } from './parameters';
import { runPool } from './pool';

/** How many finished items the error of a stopped run names. */
const MOST_RECEIPTS = 20;

/** What became of one item. An item that was never begun has no result. */
type Result = { outputs: Output[] } | { error: unknown };

/**
 * Runs an operation for every input item and pairs each output with its item, in input order.
 * Every item's parameters are checked before the first request. In Stop mode the first failure ends the run: nothing new
 * is begun, what is under way is brought to its end, and the error says what has been done. Otherwise a failed item
 * becomes `{ error, message }`.
 * @throws NodeApiError or NodeOperationError, in Stop mode
 */
export async function runItems(
	context: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[]> {
	const results: Array<Result | undefined> = new Array<undefined>(context.getInputData().length).fill(
		undefined,
	);
	const stopMode = !context.continueOnFail();
	const plans = prepareAll(context, operation, results);
	if (!(stopMode && results.some(hasFailed))) await carryOut(context, plans, results, stopMode);
	if (stopMode) throwFirst(context, operation, results);
	return results.flatMap((result, item) => {
		if (!result) return [];
		if ('error' in result) return [toErrorItem(result.error, item)];
		return result.outputs.map((output) => ({ ...output, pairedItem: { item } }));
	});
}

/** Makes the plan of each item; an item whose parameters cannot be sent gets its error as result. */
function prepareAll(context: IExecuteFunctions, operation: Operation, results: Array<Result | undefined>) {
	return results.map((_, item): Plan | undefined => {
		try {
			return operation.prepare(new Parameters(context, item));
		} catch (error) {
			results[item] = { error };
			return undefined;
		}
	});
}

async function carryOut(
	context: IExecuteFunctions,
	plans: Array<Plan | undefined>,
	results: Array<Result | undefined>,
	stopMode: boolean,
): Promise<void> {
	const cancel = context.getExecutionCancelSignal();
	const failed = new AbortController();
	const files = new BinaryStore(context);
	const client = await attempt(async () => await Client.connect(context));
	const work = async (item: number) => {
		const plan = plans[item];
		if (!plan) return;
		// One for each item: Node warns of more than ten listeners on a signal
		const halt = AbortSignal.any(cancel ? [cancel, failed.signal] : [failed.signal]);
		const outcome =
			'error' in client
				? client
				: await attempt(async () => await plan.run(client.value.for({ cancel, halt }), files));
		if ('value' in outcome) results[item] = { outputs: outcome.value };
		else if (!(outcome.error instanceof CancelledError)) results[item] = outcome;
		if (stopMode && hasFailed(results[item])) failed.abort();
	};
	await runPool(
		plans.length,
		(item) => plans[item]?.writes,
		work,
		() => failed.signal.aborted || cancel?.aborted === true,
	);
	if ('value' in client) tellWaiting(context, client.value);
	if (cancel?.aborted) throw toNodeError(context.getNode(), new CancelledError());
}

/** Tells in the output panel how long the run waited for the rate limit, and why. */
function tellWaiting(context: IExecuteFunctions, { waiting }: Client): void {
	const seconds = Math.round(waiting.totalMs / 1_000);
	if (seconds === 0) return;
	const others =
		waiting.refusals > 2
			? `. Userplane refused ${waiting.refusals} requests and they were sent again: something else may use the same key's quota`
			: '';
	context.addExecutionHints({
		message: `This run waited ${seconds} seconds for Userplane's rate limit${others}`,
		location: 'outputPane',
	});
}

/** In Stop mode: ends the node with the first failed item's error, which also names the writes that were done. */
function throwFirst(
	context: IExecuteFunctions,
	operation: Operation,
	results: Array<Result | undefined>,
): void {
	const failed = results.findIndex(hasFailed);
	const result = results[failed];
	if (!result || !('error' in result)) return;
	throw toNodeError(context.getNode(), result.error, failed, receipts(operation, results));
}

function receipts(operation: Operation, results: Array<Result | undefined>): string {
	const { receipt } = operation;
	if (!receipt) return '';
	const done = results.flatMap((result, item) =>
		result && 'outputs' in result ? result.outputs.map(({ json }) => `item ${item} (${receipt(json)})`) : [],
	);
	if (done.length === 0) return '';
	const more = done.length > MOST_RECEIPTS ? ` and ${done.length - MOST_RECEIPTS} more` : '';
	return `Done before it stopped: ${done.slice(0, MOST_RECEIPTS).join(', ')}${more}. Running the workflow again would do them again`;
}

async function attempt<T>(work: () => Promise<T>): Promise<{ value: T } | { error: unknown }> {
	try {
		return { value: await work() };
	} catch (error) {
		return { error };
	}
}

function hasFailed(result: Result | undefined): boolean {
	return result !== undefined && 'error' in result;
}
