import type { Operation } from '../../runtime/operation';
import { LINK, locatorProperty, WORKSPACE } from '../../shared/locators';
import { asText } from '../../shared/objects';
import { linkPath } from '../../shared/paths';
import { deleteOne, DELETED_AGAIN } from '../single';

/** DELETE .../links/{linkId} (API reference 1.14, evidence grade B). A soft delete; there is no call to undo it. */
export const deleteLink: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a link',
		description: 'Delete a recording link. Customers cannot use it after that.',
	},
	properties: [locatorProperty(WORKSPACE), locatorProperty(LINK)],
	prepare(parameters) {
		const workspaceId = parameters.workspaceId();
		const linkId = parameters.id(LINK);
		return deleteOne(linkPath(workspaceId, linkId), 'link', linkId);
	},
	receipt: ({ linkId }) => asText(linkId),
	again: DELETED_AGAIN,
};
