import type { Operation } from '../../runtime/operation';
import { LINK, locatorProperty, WORKSPACE } from '../../shared/locators';
import { linkOutput } from '../../shared/outputs';
import { linkPath } from '../../shared/paths';
import { getOne } from '../single';

/** GET .../links/{linkId} (API reference 1.12, evidence grade D+: linked from many pages, its own text was not seen). */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a link',
		description: 'Get a recording link with its URL, ticket and metadata',
	},
	properties: [locatorProperty(WORKSPACE), locatorProperty(LINK)],
	prepare(parameters) {
		const workspaceId = parameters.workspaceId();
		const path = linkPath(workspaceId, parameters.id(LINK));
		return getOne(path, 'link', (link) => linkOutput(link, workspaceId));
	},
};
