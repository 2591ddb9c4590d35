import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

export const SIMPLIFY: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export const RETURN_ALL: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const LIMIT: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
};

/** The Limit of a Get Many, which Return All makes pointless. */
export const LIMIT_UNLESS_ALL: INodeProperties = {
	...LIMIT,
	displayOptions: { show: { returnAll: [false] } },
};

export const CREATED_AFTER: INodeProperties = {
	displayName: 'Created After',
	name: 'createdAfter',
	type: 'dateTime',
	default: '',
	description: 'Only return items created at or after this time',
};

export const CREATED_BEFORE: INodeProperties = {
	displayName: 'Created Before',
	name: 'createdBefore',
	type: 'dateTime',
	default: '',
	description: 'Only return items created before this time',
};

/** A filter that takes several IDs: chosen from a list, or given by an expression as an array or separated by commas. */
export function idFilter(
	name: string,
	label: 'Creator' | 'Domain' | 'Link' | 'Project' | 'Requested By',
	loadOptionsMethod: string,
): INodeProperties {
	return {
		displayName: `${label} Names or IDs`,
		name,
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod, loadOptionsDependsOn: ['workspaceId.value'] },
		default: [],
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	};
}

export const CREATOR_FILTER = idFilter('created_by', 'Creator', 'getMembers');
/** Of recordings: the API's creator is who made the link, not the customer who recorded. */
export const REQUESTED_BY_FILTER: INodeProperties = {
	...idFilter('created_by', 'Requested By', 'getMembers'),
	hint: 'The team member who created the link, not the customer who recorded',
};
export const PROJECT_FILTER = idFilter('project_id', 'Project', 'getProjects');
export const DOMAIN_FILTER = idFilter('domain_id', 'Domain', 'getDomains');
export const LINK_FILTER = idFilter('link_id', 'Link', 'getLinks');

/** The Filters collection of a Get Many or of the trigger. */
export function filtersProperty(filters: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: filters,
	};
}

/** The Additional Fields collection of an operation that creates. */
export function additionalFieldsProperty(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options,
	};
}

/** The Options collection of an operation or of the trigger. */
export function optionsProperty(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
	};
}

/** The Sort collection of a Get Many. */
export function sortProperty(sortBy: INodePropertyOptions[]): INodeProperties {
	return {
		displayName: 'Sort',
		name: 'sort',
		type: 'collection',
		placeholder: 'Add Sort Field',
		default: {},
		options: [
			{
				displayName: 'Sort By',
				name: 'sort_by',
				type: 'options',
				options: sortBy,
				default: 'created_at',
			},
			{
				displayName: 'Sort Direction',
				name: 'sort_direction',
				type: 'options',
				options: [
					{ name: 'Ascending', value: 'asc' },
					{ name: 'Descending', value: 'desc' },
				],
				default: 'desc',
			},
		],
	};
}
