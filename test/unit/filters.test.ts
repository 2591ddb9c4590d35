import { CREATOR_FILTER, DOMAIN_FILTER, PROJECT_FILTER } from '../../nodes/Userplane/shared/fields';
import { readFilters } from '../../nodes/Userplane/shared/filters';
import { refusal } from './refusal';

const filters = [CREATOR_FILTER, DOMAIN_FILTER, PROJECT_FILTER];

it('filters are read under their own names, each as an array', () => {
	const given = { created_by: 'a, b', project_id: ['c'], domain_id: 7 };
	expect(readFilters(given, filters)).toEqual({
		created_by: ['a', 'b'],
		domain_id: ['7'],
		project_id: ['c'],
	});
});

it.each([
	['emptied', { created_by: [], domain_id: '', project_id: null }],
	['not added', {}],
	['an expression that gives nothing', undefined],
	['a text', 'created_by'],
	['a list', ['created_by']],
])('filters are not sent when they are %s', (_, given) => {
	expect(readFilters(given, filters)).toEqual({});
});

it('what is no filter of this list is not sent', () => {
	expect(readFilters({ link_id: ['a'], page: 2, per_page: 1 }, filters)).toEqual({});
});

it('a filter that cannot be sent is refused by its name', () => {
	const { message } = refusal(() => readFilters({ created_by: ['a'], domain_id: ['../x'] }, filters));
	expect(message).toContain('Domain Names or IDs');
});
