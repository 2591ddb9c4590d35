import type { Operation } from '../../runtime/operation';
import { locatorProperty, RECORDING, WORKSPACE } from '../../shared/locators';
import { asText } from '../../shared/objects';
import { recordingPath } from '../../shared/paths';
import { deleteOne, DELETED_AGAIN } from '../single';

/** DELETE .../recordings/{recordingId} (API reference 1.22, evidence grade B). A soft delete; there is no call to undo it. */
export const deleteRecording: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a recording',
		description: 'Delete a recording, including its video and logs',
	},
	properties: [locatorProperty(WORKSPACE), locatorProperty(RECORDING)],
	prepare(parameters) {
		const workspaceId = parameters.workspaceId();
		const recordingId = parameters.id(RECORDING);
		return deleteOne(recordingPath(workspaceId, recordingId), 'recording', recordingId);
	},
	receipt: ({ recordingId }) => asText(recordingId),
	again: DELETED_AGAIN,
};
