import type { IDataObject, INode } from 'n8n-workflow';

import { loadPackage } from '../harness';
import type { PollOptions } from '../harness';
import { core } from '../harness/core';
import { credentialReferences } from '../harness/credentials';
import { buildStage, fullName } from '../harness/workflow';

/** A trigger of a workflow that stays active: all its polls share one context, as the scheduler of a server has it. */
export interface ActivePoll {
	/** One poll. @returns what it told; none when it had nothing to say. @throws what the trigger throws */
	poll: () => Promise<IDataObject[]>;
	/** What the workflow keeps for the trigger now. */
	staticData: () => IDataObject;
}

/** Puts the trigger in an active workflow, with what it had kept before. */
export async function activate({ parameters, credentials, staticData }: PollOptions): Promise<ActivePoll> {
	const pkg = await loadPackage();
	const node: INode = {
		id: 'node-1',
		name: 'Trigger',
		type: fullName(pkg, 'userplaneTrigger'),
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: credentialReferences(credentials ?? {}),
	};
	const kept = { 'node:Trigger': staticData ?? {} };
	const stage = buildStage({ pkg, nodes: [node], credentials, mode: 'trigger', staticData: kept });
	const own = stage.workflow.getNode('Trigger') ?? node;
	const context = new core.PollContext(stage.workflow, own, stage.additionalData, 'trigger', 'activate');
	const trigger = pkg.nodeType('userplaneTrigger');
	return {
		poll: async () => ((await trigger.poll?.call(context)) ?? []).flat().map(({ json }) => json),
		staticData: () => JSON.parse(JSON.stringify(context.getWorkflowStaticData('node'))) as IDataObject,
	};
}
