import type { Operation } from '../../runtime/operation';
import { SIMPLIFY } from '../../shared/fields';
import { locatorProperty, RECORDING, WORKSPACE } from '../../shared/locators';
import { recordingOutput, simpleRecording } from '../../shared/outputs';
import { recordingPath } from '../../shared/paths';
import { getOne } from '../single';

/**
 * GET .../recordings/{recordingId} (contract document 003, evidence grade B). That document is of the older form: whether
 * `meta` still wraps the details is not known, so both forms are read and the object is passed on as it comes.
 */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a recording',
		description:
			'Get the status, ticket and dashboard URL of a recording. Turn off Simplify for notes and metadata.',
	},
	properties: [locatorProperty(WORKSPACE), locatorProperty(RECORDING), SIMPLIFY],
	prepare(parameters) {
		const workspaceId = parameters.workspaceId();
		const path = recordingPath(workspaceId, parameters.id(RECORDING));
		const output = parameters.boolean(SIMPLIFY) ? simpleRecording : recordingOutput;
		return getOne(path, 'recording', (recording) => output(recording, workspaceId));
	},
};
