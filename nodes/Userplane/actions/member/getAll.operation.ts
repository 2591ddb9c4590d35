import { getMany } from '../getMany';

/** GET .../members (API reference 1.9, evidence grade C: known from the vendor's own client alone). */
export const getAll = getMany({
	list: 'members',
	action: 'Get many members',
	description: 'Get many members, e.g. to filter links by creator',
});
