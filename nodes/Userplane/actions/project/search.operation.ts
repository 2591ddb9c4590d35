import { search as searchFor } from '../search';

/** GET .../search?type=projects (API reference 1.23, evidence grade B-). */
export const search = searchFor({
	type: 'projects',
	action: 'Search projects',
	description: 'Find projects by title',
});
