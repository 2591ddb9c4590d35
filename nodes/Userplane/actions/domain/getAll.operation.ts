import { getMany } from '../getMany';

/** GET .../domains (API reference 1.7, evidence grade C: known from the vendor's own client alone). */
export const getAll = getMany({
	list: 'domains',
	action: 'Get many domains',
	description:
		'List the domains of a workspace with their status. Only verified ones can carry recording links.',
});
