import { answers, data, errorOf, ignores, inside, point, type Point, refusal, rename } from './points';

/** Points in which a service may differ about the key, its user and its workspaces. */
export const account: Point[] = [
	point(
		'me',
		'data.user.name',
		'a field that is missing',
		inside('me', 'user', (user) => Reflect.deleteProperty(user, 'name')),
	),
	point(
		'me',
		'data.user.emailVerified',
		'a text instead of true',
		inside('me', 'user', (user) => (user.emailVerified = 'true')),
	),
	point(
		'me',
		'data.user.createdAt',
		'a time in milliseconds',
		inside('me', 'user', (user) => (user.createdAt = 1_780_000_000_000)),
	),
	point(
		'me',
		'data.user.createdAt',
		'a time without T and Z',
		inside('me', 'user', (user) => (user.createdAt = '2026-05-31 14:00:00')),
	),
	point(
		'me',
		'data.stats.links',
		'a count as a text',
		inside('me', 'stats', (stats) => (stats.links = '3')),
	),
	point(
		'me',
		'status',
		'a wrong key that is answered 403',
		refusal('me', 401, (answer) => errorOf(answer, 403, 'API_KEY_DISABLED')),
	),
	point(
		'me',
		'message',
		'an error body without a message',
		refusal('me', 401, (answer) => Reflect.deleteProperty(answer.body, 'message')),
	),
	point(
		'me',
		'status',
		'no key that is answered as a wrong one',
		answers('me', (answer, { key }) => key === '' && errorOf(answer, 401, 'API_KEY_INVALID')),
	),
	point(
		'me',
		'Date',
		'no Date',
		answers('me', ({ headers }) => Reflect.deleteProperty(headers, 'date')),
	),
	point(
		'workspaces.list',
		'data.total',
		'no total',
		data('workspaces', (all) => Reflect.deleteProperty(all, 'total')),
	),
	point(
		'workspaces.list',
		'data.total',
		'another total',
		data('workspaces', (all) => (all.total = 7)),
	),
	point(
		'workspaces.list',
		'data.workspaces[].workspaceMembership',
		'memberships that are left out',
		ignores('workspaces', 'include_workspace_membership'),
	),
	point(
		'workspaces.getById',
		'data',
		'an envelope that is missing',
		answers('workspace', (answer) => answer.body.data && Object.assign(answer, { body: answer.body.data })),
	),
	point(
		'workspaces.getById',
		'status',
		'an unknown workspace that is answered 403',
		refusal('workspace', 404, (answer) => errorOf(answer, 403, 'NOT_A_MEMBER')),
	),
	point(
		'workspaces.getInviteUrl',
		'data.inviteUrl',
		'another name',
		data('inviteUrl', (all) => rename(all, 'inviteUrl', 'url')),
	),
];
