import type { INodeProperties } from 'n8n-workflow';

import { PROVIDERS } from './providers';

/** Longest texts that the contract documents allow, in characters; counted in UTF-16 units here, the strictest way. */
export const MAX_LENGTH = { title: 255, providerId: 255, reference: 2048, metaValue: 1024 } as const;

export const LINK_TITLE: INodeProperties = {
	displayName: 'Link Title',
	name: 'linkTitle',
	type: 'string',
	default: '',
	placeholder: 'e.g. Checkout button does nothing',
	description: 'The title that your team sees. At most 255 characters.',
};

export const LINK_REUSABLE: INodeProperties = {
	displayName: 'Link Reusable',
	name: 'linkReusable',
	type: 'boolean',
	default: false,
	description: 'Whether the link takes more than one recording',
};

export const LINK_PROVIDER_TYPE: INodeProperties = {
	displayName: 'Provider Type',
	name: 'linkProviderType',
	type: 'options',
	options: PROVIDERS,
	default: 'zendesk',
	description: 'The tool that the request came from',
};

export const LINK_PROVIDER_ID: INodeProperties = {
	displayName: 'Provider ID',
	name: 'linkProviderId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 35436',
	description: "The ticket's or conversation's ID in that tool. At most 255 characters.",
};

export const LINK_META: INodeProperties = {
	displayName: 'Link Metadata',
	name: 'linkMeta',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add Metadata Field',
	description: 'Names and values to keep with the link. Use either this or Link Metadata (JSON).',
	options: [
		{
			displayName: 'Entry',
			name: 'entry',
			values: [
				{
					displayName: 'Key',
					name: 'key',
					type: 'string',
					default: '',
					placeholder: 'e.g. ticketId',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. 35436',
					description: 'At most 1,024 characters',
				},
			],
		},
	],
};

export const LINK_META_JSON: INodeProperties = {
	displayName: 'Link Metadata (JSON)',
	name: 'linkMetaJson',
	type: 'json',
	default: '',
	placeholder: 'e.g. { "ticketId": "35436" }',
	description: 'One flat JSON object of texts to keep with the link. Use either this or Link Metadata.',
};

/** The reference under the name that one call has for it: `linkReference` when creating, `linkProviderRef` when updating. */
export function referenceProperty(name: 'linkReference' | 'linkProviderRef'): INodeProperties {
	return {
		displayName: 'Reference',
		name,
		type: 'string',
		default: '',
		placeholder: 'e.g. https://acme.zendesk.com/agent/tickets/35436',
		description: 'Your own reference, e.g. the address of the ticket. At most 2,048 characters.',
	};
}
