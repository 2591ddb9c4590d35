import { CREATOR_FILTER, DOMAIN_FILTER, PROJECT_FILTER } from '../../shared/fields';
import { getMany } from '../getMany';

/** GET .../links (API reference 1.10, evidence grade C: names from the vendor's own client). */
export const getAll = getMany({
	list: 'links',
	action: 'Get many links',
	description:
		'List the recording links of a workspace, e.g. to find the one of a ticket or to clean up old ones',
	filters: [CREATOR_FILTER, DOMAIN_FILTER, PROJECT_FILTER],
	sortBy: [
		{ name: 'Created At', value: 'created_at' },
		{ name: 'Link Title', value: 'link_title' },
	],
});
