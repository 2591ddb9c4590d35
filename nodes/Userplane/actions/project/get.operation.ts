import type { Operation } from '../../runtime/operation';
import { locatorProperty, PROJECT, WORKSPACE } from '../../shared/locators';
import { workspacePath } from '../../shared/paths';
import { getOne } from '../single';

/** GET .../projects/{projectId} (API reference 1.6, evidence grade C: its body was not seen; `data.project` by analogy). */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a project',
		description: 'Get a project with its title and retention period',
	},
	properties: [locatorProperty(WORKSPACE), locatorProperty(PROJECT)],
	prepare(parameters) {
		return getOne(workspacePath(parameters.workspaceId(), 'projects', parameters.id(PROJECT)), 'project');
	},
};
