import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../runtime/operation';
import type { Collection } from '../../runtime/parameters';
import { ParameterError } from '../../shared/errors';
import {
	LINK_META,
	LINK_META_JSON,
	LINK_PROVIDER_ID,
	LINK_PROVIDER_TYPE,
	LINK_REUSABLE,
	LINK_TITLE,
	MAX_LENGTH,
	referenceProperty,
} from '../../shared/linkFields';
import { LINK, locatorProperty, WORKSPACE } from '../../shared/locators';
import { readLinkMeta } from '../../shared/metadata';
import { asText, defined, readObject } from '../../shared/objects';
import { linkPath } from '../../shared/paths';
import { PROVIDER_VALUES } from '../../shared/providers';

const REFERENCE = referenceProperty('linkProviderRef');

/** PUT .../links/{linkId} (contract document 004): a partial update. Absent = unchanged; `null` empties a field. */
export const update: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a link',
		description: "Change a recording link's title, reference, provider or metadata",
	},
	properties: [
		locatorProperty(WORKSPACE),
		locatorProperty(LINK),
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				LINK_META,
				LINK_META_JSON,
				LINK_REUSABLE,
				emptyable(LINK_TITLE),
				emptyable(LINK_PROVIDER_ID),
				LINK_PROVIDER_TYPE,
				emptyable(REFERENCE),
			],
		},
	],
	prepare(parameters) {
		const workspaceId = parameters.id(WORKSPACE);
		const linkId = parameters.id(LINK);
		const body = readBody(parameters.collection('updateFields'));
		if (Object.keys(body).length === 0) {
			throw new ParameterError(
				'Update Fields is empty: there is nothing to update',
				'Add at least one field. A field whose expression gives nothing does not count',
			);
		}
		return {
			writes: `${workspaceId}/${linkId}`,
			async run(client) {
				const { data } = await client.request({ method: 'PUT', path: linkPath(workspaceId, linkId), body });
				return [{ json: readObject(data, 'link') }];
			},
		};
	},
	receipt: (link) => asText(link.linkId),
};

function readBody(fields: Collection): IDataObject {
	return defined({
		linkTitle: textOrNull(fields.text({ ...LINK_TITLE, maxLength: MAX_LENGTH.title })),
		linkReusable: fields.boolean(LINK_REUSABLE),
		linkProviderType: fields.option(LINK_PROVIDER_TYPE, PROVIDER_VALUES),
		linkProviderId: textOrNull(fields.text({ ...LINK_PROVIDER_ID, maxLength: MAX_LENGTH.providerId })),
		linkProviderRef: textOrNull(fields.text({ ...REFERENCE, maxLength: MAX_LENGTH.reference })),
		linkMeta: readLinkMeta(fields.value('linkMeta'), fields.value('linkMetaJson')),
	});
}

/** An emptied field is sent as `null`: the API has no other way to clear it. */
function textOrNull(text: string | undefined): string | null | undefined {
	return text === '' ? null : text;
}

function emptyable<T extends { description?: string }>(property: T): T {
	return {
		...property,
		description: `${property.description} Add the field and leave it empty to clear it.`,
	};
}
