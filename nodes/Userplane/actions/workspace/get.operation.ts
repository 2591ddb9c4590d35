import type { Operation } from '../../runtime/operation';
import { locatorProperty, WORKSPACE } from '../../shared/locators';
import { workspacePath } from '../../shared/paths';
import { getOne } from '../single';

/** GET .../workspace/{workspaceId} (API reference 1.3, evidence grade B). */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a workspace',
		description: 'Get the name and details of a workspace',
	},
	properties: [locatorProperty(WORKSPACE)],
	prepare: (parameters) => getOne(workspacePath(parameters.workspaceId()), 'workspace'),
};
