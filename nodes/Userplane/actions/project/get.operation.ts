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
		description: 'Get one project by its ID: title, retention and whether it is the default one',
	},
	properties: [locatorProperty(WORKSPACE), locatorProperty(PROJECT)],
	prepare(parameters) {
		return getOne(workspacePath(parameters.workspaceId(), 'projects', parameters.id(PROJECT)), 'project');
	},
};
