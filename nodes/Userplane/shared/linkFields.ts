import type { INodeProperties } from 'n8n-workflow';

import { PROVIDERS } from './providers';

/** Longest texts that the contract documents allow, in characters; counted in UTF-16 units here, the strictest way. */
export const MAX_LENGTH = { providerId: 255, reference: 2048, metaValue: 1024 } as const;

export const LINK_TITLE: INodeProperties = {
	displayName: 'Title',
	name: 'linkTitle',
	type: 'string',
	default: '',
	placeholder: 'e.g. Checkout button does nothing',
	description: 'Shown to your team and found by Search. Titles over 255 characters are shortened.',
};

export const LINK_REUSABLE: INodeProperties = {
	displayName: 'Reusable',
	name: 'linkReusable',
	type: 'boolean',
	default: false,
	description: 'Whether customers can record more than once. If off, the link accepts one recording.',
};

export const LINK_PROVIDER_TYPE: INodeProperties = {
	displayName: 'Ticket System',
	name: 'linkProviderType',
	type: 'options',
	options: [{ name: '(Not Set)', value: '' }, ...PROVIDERS],
	default: '',
	description: 'The tool your ticket is in. Included in each recording as linkProviderType.',
};

/** The same as a filter, which has a value when it was added. */
export const TICKET_SYSTEM_FILTER: INodeProperties = {
	...LINK_PROVIDER_TYPE,
	options: PROVIDERS,
	default: 'zendesk',
	description: 'Only return items from this ticket system',
};

export const LINK_PROVIDER_ID: INodeProperties = {
	displayName: 'Ticket ID',
	name: 'linkProviderId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 35436',
	description: 'Included in each recording as linkProviderId, so you can match it to the ticket',
};

/**
 * A field for rows of names and values. Starts with one empty row: the editor drops an empty object as soon as another field
 * is added.
 */
export function metadataRows(
	own: Pick<INodeProperties, 'displayName' | 'name' | 'description'>,
	example: { key: string; value: string },
	aboutValue?: string,
): INodeProperties {
	const text = { type: 'string' as const, default: '' };
	const key = { displayName: 'Key', name: 'key', ...text, placeholder: `e.g. ${example.key}` };
	const value = { displayName: 'Value', name: 'value', ...text, placeholder: `e.g. ${example.value}` };
	const values = [key, aboutValue === undefined ? value : { ...value, description: aboutValue }];
	return {
		...own,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: { entry: [{ key: '', value: '' }] },
		placeholder: 'Add Metadata Field',
		options: [{ displayName: 'Entry', name: 'entry', values }],
	};
}

export const LINK_META = metadataRows(
	{
		displayName: 'Link Metadata',
		name: 'linkMeta',
		description: 'Names and values to save with the link. Use either this or Link Metadata (JSON).',
	},
	{ key: 'plan', value: 'enterprise' },
	'Maximum 1,024 characters',
);

export const LINK_META_JSON: INodeProperties = {
	displayName: 'Link Metadata (JSON)',
	name: 'linkMetaJson',
	type: 'json',
	default: '',
	placeholder: 'e.g. { "plan": "enterprise" }',
	description: 'A JSON object with text values to save with the link. Use either this or Link Metadata.',
};

/** The reference under the name that one call has for it: `linkReference` when creating, `linkProviderRef` when updating. */
export function referenceProperty(
	name: 'linkReference' | 'linkProviderRef' | 'linkProviderReference',
): INodeProperties {
	return {
		displayName: 'Reference',
		name,
		type: 'string',
		default: '',
		placeholder: 'e.g. https://acme.zendesk.com/agent/tickets/35436',
		description: 'Your own identifier for the link, e.g. the ticket URL. Included in each recording.',
	};
}
