import {
	CREATED_AFTER,
	CREATOR_FILTER,
	DOMAIN_FILTER,
	PROJECT_FILTER,
} from '../../nodes/Userplane/shared/fields';
import { readFilters } from '../../nodes/Userplane/shared/filters';
import { referenceProperty, TICKET_SYSTEM_FILTER } from '../../nodes/Userplane/shared/linkFields';
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

it('filters that were not added are not there', () => {
	expect(readFilters({}, filters)).toEqual({});
});

it.each([undefined, null, '', ' \u200b', [], [''], [null], ',', ' , ', '[]', { mode: 'list', value: '' }])(
	'a filter that was added and has no value is refused: %j',
	(value) => {
		const { message, remedy } = refusal(() => readFilters({ created_by: value }, filters));
		expect(message).toBe('The filter Creator Names or IDs is empty: enter a value, or remove the filter');
		expect(remedy).toContain('everything');
	},
);

it('what is no filter of this list is not sent: n8n has dropped it already', () => {
	expect(readFilters({ link_id: ['a'], page: 2, per_page: 1 }, filters)).toEqual({});
});

it('each kind of filter is read as what it is', () => {
	const fields = [referenceProperty('linkProviderReference'), TICKET_SYSTEM_FILTER, CREATED_AFTER];
	const given = {
		linkProviderReference: ' u\u0308 ',
		linkProviderType: ' zendesk ',
		createdAfter: '2026-07-01T12:00',
	};
	expect(readFilters(given, fields, 'Europe/Berlin')).toEqual({
		linkProviderReference: 'ü',
		linkProviderType: 'zendesk',
		createdAfter: Date.UTC(2026, 6, 1, 10),
	});
	const empty = (name: string, value: unknown) =>
		refusal(() => readFilters({ [name]: value }, fields)).message;
	for (const value of [undefined, null, '', ' '])
		for (const { name, displayName } of fields)
			expect(empty(name, value)).toMatch(new RegExp(`^The filter ${displayName} is empty`));
	for (const value of [NaN, true, {}, [], ['x']])
		for (const { name, displayName } of fields) expect(empty(name, value)).toContain(displayName);
});

it('a filter that cannot be sent is refused by its name', () => {
	const { message } = refusal(() => readFilters({ created_by: ['a'], domain_id: ['../x'] }, filters));
	expect(message).toContain('Domain Names or IDs');
});
