import type { Operation } from '../../runtime/operation';
import { getOne } from '../single';

/** GET /public/me (API reference 1.1, evidence grade B): `user` and `stats`, as the API gives them. */
export const getMe: Operation = {
	option: {
		name: 'Get Me',
		value: 'getMe',
		action: 'Get the current user',
		description: 'Get the owner of the API key, with counts of workspaces, links and recordings',
	},
	properties: [],
	prepare: () => getOne(['public', 'me']),
};
