import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Collection, Parameters } from '../../runtime/parameters';
import { ticketReference } from '../../shared/identity';
import {
	LINK_PROVIDER_ID,
	LINK_PROVIDER_TYPE,
	LINK_TITLE,
	MAX_LENGTH,
	referenceProperty,
} from '../../shared/linkFields';
import { defined } from '../../shared/objects';
import { PROVIDERS } from '../../shared/providers';
import { readLabels } from './body';

const MATCH_BY: INodeProperties = {
	displayName: 'Match By',
	name: 'matchBy',
	type: 'options',
	// It decides which fields there are
	noDataExpression: true,
	options: [
		{
			name: 'Reference',
			value: 'reference',
			description: 'A unique identifier of your own, e.g. an order number',
		},
		{ name: 'Ticket', value: 'ticket', description: 'Ticket system and ticket ID' },
	],
	default: 'ticket',
	description: 'How to find an existing link. The same ticket or reference always gets the same link.',
};

const byTicket = { displayOptions: { show: { '/matchBy': ['ticket'] } } };
const byReference = { displayOptions: { show: { '/matchBy': ['reference'] } } };

const TICKET_SYSTEM: INodeProperties = {
	...LINK_PROVIDER_TYPE,
	...byTicket,
	options: PROVIDERS,
	required: true,
};

const TICKET_ID: INodeProperties = {
	...LINK_PROVIDER_ID,
	...byTicket,
	required: true,
	hint: 'Same ticket, same link',
};

const REFERENCE: INodeProperties = {
	...referenceProperty('linkReference'),
	...byReference,
	required: true,
	hint: 'Same reference, same link',
	description: 'Unique key, e.g. the ticket URL. An existing link with it is reused.',
};

const TICKET_ACCOUNT: INodeProperties = {
	displayName: 'Ticket Account',
	name: 'ticketAccount',
	type: 'string',
	default: '',
	placeholder: 'e.g. acme',
	description:
		'Your account or subdomain in the ticket system. Only needed if you have several accounts in one system.',
	...byTicket,
};

const TICKET_CREATED_AT: INodeProperties = {
	displayName: 'Ticket Created At',
	name: 'ticketCreatedAt',
	type: 'dateTime',
	default: '',
	description: 'When the ticket was created. Saves requests, as older links are not searched.',
};

/** The fields that say which link it is, above all others. */
export const MATCH_FIELDS = [MATCH_BY, TICKET_SYSTEM, TICKET_ID, REFERENCE];

/** The additional fields that belong to them, and the title, in the order of names. */
export const MATCH_DETAILS: INodeProperties[] = [
	TICKET_ACCOUNT,
	TICKET_CREATED_AT,
	{ ...LINK_PROVIDER_ID, ...byReference },
	{ ...LINK_PROVIDER_TYPE, ...byReference },
	LINK_TITLE,
];

/** Which link is wanted. */
interface Match {
	reference: string;
	/** What an update sets: the ticket, where it is known, and the title. */
	labels: IDataObject;
	/** Since when (ms since 1970) there can be a link. */
	ticketCreatedAt?: number;
}

/** @throws ParameterError when it is not clear which link is meant */
export function readMatch(parameters: Parameters, fields: Collection): Match {
	const ticketCreatedAt = fields.time(TICKET_CREATED_AT);
	if (parameters.option(MATCH_BY) === 'reference') {
		const reference = parameters.identifier(REFERENCE, MAX_LENGTH.reference);
		return { reference, labels: readLabels(fields), ticketCreatedAt };
	}
	const linkProviderType = parameters.option(TICKET_SYSTEM);
	const linkProviderId = parameters.identifier(TICKET_ID, MAX_LENGTH.providerId);
	const account = fields.addedIdentifier(TICKET_ACCOUNT, MAX_LENGTH.providerId);
	return {
		reference: ticketReference(linkProviderType, account, linkProviderId),
		labels: defined({ linkTitle: fields.title(LINK_TITLE), linkProviderType, linkProviderId }),
		ticketCreatedAt,
	};
}
