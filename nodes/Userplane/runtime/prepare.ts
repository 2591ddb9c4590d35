import type { IExecuteFunctions } from 'n8n-workflow';

import { systemClock } from '../transport/clock';
import type { Operation, Plan, Result } from './operation';
import { Parameters } from './parameters';

/** For how long (ms) items are read in one go. Then whatever else this process has to do comes in between. */
const SLICE_MS = 10;

/**
 * Makes the plan of each item; an item whose parameters cannot be sent gets its error as result. Ends early when the
 * execution is cancelled.
 */
export async function prepareAll(
	context: IExecuteFunctions,
	operation: Operation,
	results: Array<Result | undefined>,
): Promise<Array<Plan | undefined>> {
	const cancel = context.getExecutionCancelSignal();
	const plans: Array<Plan | undefined> = [];
	let since = systemClock.now();
	for (let item = 0; item < results.length && !cancel?.aborted; item++) {
		try {
			plans[item] = operation.prepare(new Parameters(context, item));
		} catch (error) {
			results[item] = { error };
			plans[item] = undefined;
		}
		if (systemClock.now() - since < SLICE_MS) continue;
		await systemClock.sleep(0, cancel);
		since = systemClock.now();
	}
	return plans;
}
