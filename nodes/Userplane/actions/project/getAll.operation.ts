import { getMany } from '../getMany';

/** GET .../projects (API reference 1.5, evidence grade C). */
export const getAll = getMany({
	list: 'projects',
	action: 'Get many projects',
	description: 'Get many projects of a workspace',
});
