import { getMany } from '../getMany';

/** GET /public/workspaces (API reference 1.2, evidence grade B). */
export const getAll = getMany({
	list: 'workspaces',
	action: 'Get many workspaces',
	description: 'Get many workspaces your API key has access to',
});
