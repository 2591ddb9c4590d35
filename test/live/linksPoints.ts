import { answers, errorOf, ignores, pagination, point, type Point, refusal, rename, rows } from './points';

/** Points in which a service may differ about the links. */
export const links: Point[] = [
	point('links.list', 'per_page', 'a page size that is ignored', ignores('links', 'per_page')),
	point('links.list', 'page', 'a page that is ignored', ignores('links', 'page')),
	point('links.list', 'sort_direction', 'a direction that is ignored', ignores('links', 'sort_direction')),
	point('links.list', 'sort_by', 'a sorting that is ignored', ignores('links', 'sort_by')),
	point('links.list', 'created_by', 'a filter by creator that is ignored', ignores('links', 'created_by')),
	point('links.list', 'project_id', 'a filter by project that is ignored', ignores('links', 'project_id')),
	point('links.list', 'domain_id', 'a filter by domain that is ignored', ignores('links', 'domain_id')),
	point(
		'links.list',
		'data.pagination.perPage',
		'other names in the pagination',
		pagination('links', (all) => rename(all, 'perPage', 'per_page')),
	),
	point(
		'links.list',
		'data.pagination.hasMore',
		'no page that has more',
		pagination('links', (all) => (all.hasMore = false)),
	),
	point(
		'links.list',
		'data.pagination.total',
		'a total of the page alone',
		pagination('links', (all, count) =>
			Object.assign(all, { total: count, totalPages: count > 0 ? 1 : 0, hasMore: false }),
		),
	),
	point(
		'links.list',
		'data.pagination.totalPages',
		'a page too many',
		pagination('links', (all) => (all.totalPages = Number(all.totalPages) + 1)),
	),
	point('links.list', 'status', 'a page that may be larger', {
		query: (query, path) =>
			path.endsWith('/links') && Number(query.get('per_page')) > 20 && query.set('per_page', '20'),
	}),
	point(
		'links.list',
		'data.links[].linkMeta.*',
		'metadata that is no text',
		rows('links', (row) => (row.linkMeta = { plan: 3 })),
	),
	point(
		'links.list',
		'data.links[].linkProviderReference',
		'another name',
		rows('links', (row) => rename(row, 'linkProviderReference', 'linkProviderRef')),
	),
	point(
		'links.list',
		'data.links[].createdAt',
		'a time with an offset',
		rows('links', (row) => (row.createdAt = String(row.createdAt).replace('Z', '+00:00'))),
	),
	point(
		'links.getById',
		'status',
		'an answer without a body',
		answers('link', (answer) => answer.status === 200 && Object.assign(answer, { status: 204, body: {} })),
	),
	point(
		'links.getById',
		'status',
		'an unknown link that is gone',
		refusal('link', 404, (answer) => errorOf(answer, 410, 'LINK_GONE')),
	),
	point(
		'links.getById',
		'the body',
		'an error page',
		refusal('link', 404, (answer) => (answer.text = '<h1>404</h1>')),
	),
];
