import { getMany } from '../getMany';

/** GET /public/workspaces (API reference 1.2, evidence grade B). */
export const getAll = getMany({
	list: 'workspaces',
	action: 'Get many workspaces',
	description: 'List the workspaces that the API key can reach',
});
