import { search as searchFor } from '../search';

/** GET .../search?type=domains (API reference 1.23, evidence grade B-). */
export const search = searchFor({
	type: 'domains',
	action: 'Search domains',
	description: 'Find domains by host name, e.g. app.example.com',
});
