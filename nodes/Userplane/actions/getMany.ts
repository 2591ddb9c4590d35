import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Operation } from '../runtime/operation';
import type { Parameters } from '../runtime/parameters';
import { filtersProperty, LIMIT_UNLESS_ALL, RETURN_ALL, sortProperty } from '../shared/fields';
import { readFilters } from '../shared/filters';
import type { ListName } from '../shared/lists';
import { LISTS } from '../shared/lists';
import { locatorProperty, WORKSPACE } from '../shared/locators';
import { defined } from '../shared/objects';
import { listPath } from '../shared/paths';
import { listRows } from '../transport/pagination';

/** What a Get Many has of its own. */
interface GetMany {
	list: ListName;
	action: string;
	description: string;
	filters?: INodeProperties[];
	sortBy?: INodePropertyOptions[];
}

/** A Get Many: Return All or Limit, filters and sorting, each row as one object. */
export function getMany({ list, action, description, filters = [], sortBy }: GetMany): Operation {
	const inWorkspace = list !== 'workspaces';
	return {
		option: { name: 'Get Many', value: 'getAll', action, description },
		properties: [
			...(inWorkspace ? [locatorProperty(WORKSPACE)] : []),
			RETURN_ALL,
			LIMIT_UNLESS_ALL,
			...(filters.length > 0 ? [filtersProperty(filters)] : []),
			...(sortBy ? [sortProperty(sortBy)] : []),
		],
		prepare(parameters) {
			const path = listPath(list, inWorkspace ? parameters.id(WORKSPACE) : undefined);
			const query = {
				...(filters.length > 0 ? readFilters(parameters.value('filters'), filters) : {}),
				...(sortBy ? readSort(parameters, sortBy) : {}),
			};
			const limit = parameters.boolean(RETURN_ALL) ? Infinity : parameters.limit();
			return {
				async run(client) {
					const rows = await listRows(client, { path, ...LISTS[list] }, query, limit);
					return rows.map((json) => ({ json }));
				},
			};
		},
	};
}

function readSort(parameters: Parameters, sortBy: INodePropertyOptions[]): IDataObject {
	const sort = parameters.collection('sort');
	const columns = new Set<unknown>(sortBy.map(({ value }) => value));
	return defined({
		sort_by: sort.option({ name: 'sort_by', displayName: 'Sort By' }, columns),
		sort_direction: sort.option(
			{ name: 'sort_direction', displayName: 'Sort Direction' },
			new Set(['asc', 'desc']),
		),
	});
}
