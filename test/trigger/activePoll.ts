import type { IDataObject } from 'n8n-workflow';

import type { PollOptions } from '../harness';
import { pollStage } from '../harness';

/** A trigger of a workflow that stays active: all its polls share one context, as the scheduler of a server has it. */
export interface ActivePoll {
	/** One poll. @returns what it told; none when it had nothing to say. @throws what the trigger throws */
	poll: () => Promise<IDataObject[]>;
	/** What the workflow keeps for the trigger now. */
	staticData: () => IDataObject;
}

/** Puts the trigger in an active workflow, with what it had kept before. */
export async function activate(options: PollOptions): Promise<ActivePoll> {
	const { trigger, context, staticData } = await pollStage(options);
	return {
		poll: async () => ((await trigger.poll?.call(context)) ?? []).flat().map(({ json }) => json),
		staticData,
	};
}
