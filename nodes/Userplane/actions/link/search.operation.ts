import { search as searchFor } from '../search';

/** GET .../search?type=links (API reference 1.23, evidence grade B-). */
export const search = searchFor({
	type: 'links',
	action: 'Search links',
	description: 'Find recording links by words of their title',
});
