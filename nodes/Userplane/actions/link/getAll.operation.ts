import { CREATOR_FILTER, DOMAIN_FILTER, PROJECT_FILTER } from '../../shared/fields';
import { LINK_PROVIDER_ID, referenceProperty, TICKET_SYSTEM_FILTER } from '../../shared/linkFields';
import { linkOutput } from '../../shared/outputs';
import { getMany } from '../getMany';

/** GET .../links (API reference 1.10, evidence grade C: names from the vendor's own client). */
export const getAll = getMany({
	list: 'links',
	action: 'Get many links',
	description: 'Get many recording links, e.g. all links of a ticket',
	filters: [CREATOR_FILTER, DOMAIN_FILTER, PROJECT_FILTER],
	fields: [
		{ ...referenceProperty('linkProviderReference'), description: 'Only return links with this reference' },
		{ ...LINK_PROVIDER_ID, description: 'Only return links of this ticket' },
		TICKET_SYSTEM_FILTER,
	],
	output: linkOutput,
	sortBy: [
		{ name: 'Created At', value: 'created_at' },
		{ name: 'Link Title', value: 'link_title' },
	],
});
