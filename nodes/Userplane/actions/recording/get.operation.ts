import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../runtime/operation';
import { SIMPLIFY } from '../../shared/fields';
import { locatorProperty, RECORDING, WORKSPACE } from '../../shared/locators';
import { isObject, readObject } from '../../shared/objects';
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
		description: "Get a recording's details: status, length, the link it came from and what was captured",
	},
	properties: [locatorProperty(WORKSPACE), locatorProperty(RECORDING), SIMPLIFY],
	prepare(parameters) {
		const path = recordingPath(parameters.id(WORKSPACE), parameters.id(RECORDING));
		return getOne(path, 'recording', parameters.boolean(SIMPLIFY) ? simplify : undefined);
	},
};

/** The ten fields that a message or a ticket needs, flat, under the names that a link has for them. */
function simplify(recording: IDataObject): IDataObject {
	const meta = readObject(recording, 'meta');
	const link = isObject(meta.link) ? meta.link : {};
	return {
		recordingId: recording.recordingId,
		status: meta.status ?? null,
		recordingDurationMs: recording.recordingDurationMs ?? null,
		createdAt: meta.createdAt ?? null,
		expiresAt: meta.expiresAt ?? null,
		linkId: link.linkId ?? null,
		linkTitle: link.title ?? null,
		linkProviderType: link.providerType ?? null,
		linkProviderId: link.providerId ?? null,
		linkProviderReference: link.providerRef ?? null,
	};
}
