import type { IExecuteFunctions } from 'n8n-workflow';

import { inSlices } from '../transport/clock';
import type { Hint, Operation, Plan, Result } from './operation';
import { Parameters } from './parameters';

/** The plans of a run's items; an item whose parameters cannot be sent has none. */
export interface Prepared {
	plans: Array<Plan | undefined>;
	/** Whether an item's Workspace is empty: then its plan is no use before the only one was looked up. */
	lacksWorkspace: boolean;
	/** What the user is to be told of how the fields were read. */
	hints: Hint[];
}

/**
 * Makes the plan of each item; an item whose parameters cannot be sent gets its error as result. Ends early when the
 * execution is cancelled.
 * @param onlyWorkspace gives what an empty Workspace means, or throws why there is none; an empty text while it was not looked up
 */
export async function prepareAll(
	context: IExecuteFunctions,
	operation: Operation,
	results: Array<Result | undefined>,
	onlyWorkspace = () => '',
): Promise<Prepared> {
	const cancel = context.getExecutionCancelSignal();
	const prepared: Prepared = { plans: [], lacksWorkspace: false, hints: [] };
	const pause = inSlices();
	for (let item = 0; item < results.length && !cancel?.aborted; item++) {
		const parameters = new Parameters(context, item, onlyWorkspace);
		try {
			prepared.plans[item] = operation.prepare(parameters);
		} catch (error) {
			results[item] = { error };
			prepared.plans[item] = undefined;
		}
		prepared.hints.push(...[...parameters.hints].map((text) => ({ text })));
		prepared.lacksWorkspace ||= parameters.lacksWorkspace;
		await pause(cancel);
	}
	return prepared;
}
