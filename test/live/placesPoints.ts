import { answers, data, errorOf, point, type Point, refusal, rename, rows } from './points';

/** Points in which a service may differ about projects, domains, members and the search. */
export const places: Point[] = [
	point(
		'projects.list',
		'data.projects[].isDefault',
		'a number instead of true',
		rows('projects', (row) => (row.isDefault = 1)),
	),
	point('projects.list', 'data.pagination.perPage', 'another page size unasked', {
		query: (query, path) =>
			path.endsWith('/projects') && !query.has('per_page') && query.set('per_page', '10'),
	}),
	point(
		'projects.getById',
		'data.project',
		'an object that is not wrapped',
		data('project', (all) => Object.assign(all, all.project, { project: undefined })),
	),
	point(
		'domains.list',
		'data.domains[].domainUrl',
		'a URL instead of a host',
		rows('domains', (row) => (row.domainUrl = 'https://app.acme.example')),
	),
	point(
		'domains.list',
		'data.domains[].domainStatus',
		'another status',
		rows('domains', (row) => (row.domainStatus = row.domainStatus === 'verified' ? 'verified' : 'archived')),
	),
	point(
		'members.list',
		'data.workspaceMembers',
		'another name of the rows',
		data('members', (all) => rename(all, 'workspaceMembers', 'members')),
	),
	point(
		'members.list',
		'data.workspaceMembers[].workspaceRole',
		'another role',
		rows('members', (row) => (row.workspaceRole = 'viewer'), 'workspaceMembers'),
	),
	point(
		'members.list',
		'Content-Type',
		'another content type',
		answers('members', ({ headers }) => (headers['content-type'] = 'text/plain')),
	),
	point(
		'workspaces.search',
		'data.type',
		'results of another type',
		data('search', (all) => Object.assign(all, { type: 'links', results: [] })),
	),
	point('workspaces.search', 'q', 'a search that finds everything', {
		query: (query, path) =>
			path.endsWith('/search') &&
			query.get('type') === 'links' &&
			query.get('q')?.trim() &&
			query.set('q', 'Title'),
	}),
	point(
		'workspaces.search',
		'status',
		'another code for an empty search',
		refusal('search', 400, (answer) => errorOf(answer, 400, 'BAD_REQUEST')),
	),
];
