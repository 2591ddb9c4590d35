import { search as searchFor } from '../search';

/** GET .../search?type=links (API reference 1.23, evidence grade B-; that it looks at titles alone is inferred, grade D). */
export const search = searchFor({
	type: 'links',
	action: 'Search links',
	description: 'Find recording links by words in their title. A link without a title is not found.',
});
