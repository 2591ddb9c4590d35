import type { Operation } from '../../runtime/operation';
import { locatorProperty, WORKSPACE } from '../../shared/locators';
import { workspacePath } from '../../shared/paths';
import { getOne } from '../single';

/** GET .../workspace/{workspaceId}/invite-url (API reference 1.4, evidence grade B). Whoever has the address can join. */
export const getInviteUrl: Operation = {
	option: {
		name: 'Get Invite URL',
		value: 'getInviteUrl',
		action: 'Get the invite URL of a workspace',
		description: 'Get the URL to join a workspace. Anyone with the URL can join.',
	},
	properties: [locatorProperty(WORKSPACE)],
	prepare: (parameters) => getOne(workspacePath(parameters.workspaceId(), 'invite-url')),
};
