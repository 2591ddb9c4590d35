import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { CancelledError } from '../shared/errors';
import { Client } from '../transport/client';
import { onlyWorkspace } from '../transport/onlyWorkspace';
import { accountOf } from './account';
import { BinaryStore } from './binaryStore';
import { toMessages } from './hints';
import { toErrorItem, toNodeError } from './nodeErrors';
import type { Hint, Operation, Output, Plan, Result } from './operation';
import { runPool } from './pool';
import { prepareAll } from './prepare';

/**
 * Runs an operation for every input item and pairs each output with its item, in input order.
 * Every item's parameters are checked before the first request. In Stop mode the first failure ends the run: nothing new
 * is begun, writes that are under way are brought to their end, and the error says what has been done. Otherwise a failed
 * item becomes `{ error, message }`.
 * @throws NodeApiError or NodeOperationError, in Stop mode and when the execution is cancelled
 */
export async function runItems(
	context: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[]> {
	const results: Array<Result | undefined> = new Array<undefined>(context.getInputData().length).fill(
		undefined,
	);
	const stopMode = !context.continueOnFail();
	const { plans, lacksWorkspace, hints: ofFields } = await prepareAll(context, operation, results);
	if (!(stopMode && results.some(hasFailed))) {
		const client = await attempt(async () => await Client.connect(context));
		const ready = lacksWorkspace
			? await prepareAll(context, operation, results, await lookUpWorkspace(context, client))
			: { plans };
		if (!(stopMode && results.some(hasFailed))) await carryOut(context, ready.plans, results, client);
	}
	if (context.getExecutionCancelSignal()?.aborted) {
		throw toNodeError(context.getNode(), new CancelledError(), undefined, accountOf(operation, results));
	}
	if (stopMode) throwFirst(context, operation, results);
	const hints = results.flatMap((result) => (result && 'hints' in result ? result.hints : []));
	const messages = toMessages([...ofFields, ...hints]);
	for (const message of messages) context.addExecutionHints({ message, location: 'outputPane' });
	const items: INodeExecutionData[] = [];
	results.forEach((result, item) => {
		if (!result) return;
		if ('error' in result) items.push(toErrorItem(result.error, item));
		else addOutputs(items, result.outputs, item);
	});
	return items;
}

/** Without spreads and lists in between: there may be hundreds of thousands, and they take a multiple of the room. */
function addOutputs(items: INodeExecutionData[], outputs: Iterable<Output>, item: number): void {
	const pairedItem = { item };
	for (const { json, binary } of outputs)
		items.push(binary ? { json, binary, pairedItem } : { json, pairedItem });
}

type Attempt<T> = { value: T } | { error: unknown };

/** What an empty Workspace means in this run: asked for once, and told to each item that needs it. */
async function lookUpWorkspace(context: IExecuteFunctions, client: Attempt<Client>): Promise<() => string> {
	const cancel = context.getExecutionCancelSignal();
	const found = await attempt(async () => await onlyWorkspace(valueOf(client).for({ cancel })));
	return () => valueOf(found);
}

async function carryOut(
	context: IExecuteFunctions,
	plans: Array<Plan | undefined>,
	results: Array<Result | undefined>,
	client: Attempt<Client>,
): Promise<void> {
	const cancel = context.getExecutionCancelSignal();
	const stopMode = !context.continueOnFail();
	const failed = new AbortController();
	const files = new BinaryStore(context);
	const done = new Map<string, Iterable<Output>>();
	const work = async (item: number) => {
		const plan = plans[item];
		if (!plan) return;
		// One for each item: n8n's helper listens to it itself while a file comes, and Node warns of more than ten listeners
		const halt = AbortSignal.any(cancel ? [cancel, failed.signal] : [failed.signal]);
		const hints: Hint[] = [];
		const outcome = await attempt(async () => {
			const connected = valueOf(client);
			const before = plan.once === undefined ? undefined : done.get(plan.once);
			if (before) return Array.from(before, ({ json }) => ({ json: { ...json } }));
			return await plan.run(connected.for({ cancel, halt }), files, (text, about) => {
				hints.push({ text, about });
			});
		});
		if ('value' in outcome) {
			results[item] = { outputs: outcome.value, hints };
			if (plan.once !== undefined) done.set(plan.once, outcome.value);
		} else if (!(outcome.error instanceof CancelledError)) results[item] = outcome;
		if (stopMode && hasFailed(results[item])) failed.abort();
	};
	await runPool(
		plans.length,
		(item) => plans[item]?.writes,
		work,
		() => failed.signal.aborted || cancel?.aborted === true,
	);
	if ('value' in client) tellDelays(context, client.value);
}

/** Tells in the output panel how long the run waited for the rate limit, and why. */
function tellDelays(context: IExecuteFunctions, { delays }: Client): void {
	const seconds = Math.round(delays.totalMs / 1_000);
	if (seconds === 0) return;
	const others =
		delays.refusals > 2
			? `. Userplane refused ${delays.refusals} requests, and they were sent again. Something else may use the same API key`
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
	throw toNodeError(context.getNode(), result.error, failed, accountOf(operation, results, failed));
}

async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
	try {
		return { value: await work() };
	} catch (error) {
		return { error };
	}
}

function valueOf<T>(attempt: Attempt<T>): T {
	if ('error' in attempt) throw attempt.error as Error;
	return attempt.value;
}

function hasFailed(result: Result | undefined): boolean {
	return result !== undefined && 'error' in result;
}
