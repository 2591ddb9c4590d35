import { getMany } from '../getMany';

/** GET .../domains (API reference 1.7, evidence grade C: known from the vendor's own client alone). */
export const getAll = getMany({
	list: 'domains',
	action: 'Get many domains',
	description: 'Get many domains with their verification status',
});
