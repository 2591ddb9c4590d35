import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../runtime/operation';
import type { Parameters } from '../../runtime/parameters';
import { readChoices } from '../../shared/choices';
import { ParameterError } from '../../shared/errors';
import {
	LINK_META,
	LINK_META_JSON,
	LINK_PROVIDER_ID,
	LINK_REUSABLE,
	LINK_TITLE,
	MAX_LENGTH,
	referenceProperty,
} from '../../shared/linkFields';
import { LINK, locatorProperty, WORKSPACE } from '../../shared/locators';
import { asText, defined } from '../../shared/objects';
import { linkOutput } from '../../shared/outputs';
import { putLink } from '../../transport/putLink';
import { LABEL_FIELDS, readLabels, readMeta } from './body';

const REFERENCE = referenceProperty('linkProviderRef');

/** Whether the service keeps entries that an update does not list is not known. */
const CHANGED_META: INodeProperties = {
	...LINK_META,
	description: 'Names and values to save with the link. To keep other entries, use Link Metadata (JSON).',
	hint: 'May replace all metadata of the link',
};
const CHANGED_META_JSON: INodeProperties = {
	...LINK_META_JSON,
	description:
		"To keep the other entries, get the link first and enter {{ {...$json.linkMeta, plan: 'pro'} }}",
};

/** What the API can clear (contract document 004). */
const CLEARABLE = [REFERENCE, LINK_PROVIDER_ID, LINK_TITLE];

const CLEAR_FIELDS: INodeProperties = {
	displayName: 'Clear Fields',
	name: 'clearFields',
	type: 'multiOptions',
	options: CLEARABLE.map(({ displayName, name }) => ({ name: displayName, value: name })),
	default: [],
	description: 'Fields to clear. Empty fields above stay unchanged.',
};

/** PUT .../links/{linkId} (contract document 004): a partial update. Absent = unchanged; `null` empties a field. */
export const update: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a link',
		description: 'Update the title, reference, ticket or metadata of a recording link',
	},
	properties: [
		locatorProperty(WORKSPACE),
		locatorProperty(LINK),
		CHANGED_META,
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [CHANGED_META_JSON, REFERENCE, LINK_REUSABLE, ...LABEL_FIELDS],
		},
		CLEAR_FIELDS,
	],
	prepare(parameters) {
		const workspaceId = parameters.workspaceId();
		const linkId = parameters.id(LINK);
		const body = readBody(parameters);
		if (Object.keys(body).length === 0) {
			throw new ParameterError(
				'Nothing to update: Link Metadata, Update Fields and Clear Fields are empty',
				'Add at least one field. If you use an expression, check that it has a value',
			);
		}
		return {
			writes: `${workspaceId}/${linkId}`,
			async run(client) {
				const link = await putLink(client, workspaceId, linkId, body);
				return [{ json: linkOutput(link, workspaceId) }];
			},
		};
	},
	receipt: (link) => asText(link.linkId),
};

/** @throws ParameterError for a field that is to be set and cleared at once */
function readBody(parameters: Parameters): IDataObject {
	const fields = parameters.collection('updateFields');
	const set = defined({
		...readLabels(fields),
		linkReusable: fields.boolean(LINK_REUSABLE),
		linkProviderRef: fields.identifier(REFERENCE, MAX_LENGTH.reference),
		linkMeta: readMeta(parameters, fields),
	});
	const clear = readChoices(
		parameters.value(CLEAR_FIELDS.name),
		CLEAR_FIELDS.displayName,
		CLEARABLE.map(({ name }) => name),
	);
	const both = CLEARABLE.find(({ name }) => name in set && clear.includes(name));
	if (both !== undefined) {
		throw new ParameterError(
			`${both.displayName} is in both Update Fields and ${CLEAR_FIELDS.displayName}`,
			'Remove it from one of them',
		);
	}
	return { ...set, ...Object.fromEntries(clear.map((name) => [name, null])) };
}
