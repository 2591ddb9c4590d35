import { search as searchFor } from '../search';

/** GET .../search?type=members (API reference 1.23, evidence grade B-). */
export const search = searchFor({
	type: 'members',
	action: 'Search members',
	description: 'Find members by name',
});
