import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Operation } from '../runtime/operation';
import type { Parameters } from '../runtime/parameters';
import { readOption } from '../shared/choices';
import {
	CREATED_AFTER,
	CREATED_BEFORE,
	filtersProperty,
	LIMIT_UNLESS_ALL,
	RETURN_ALL,
	sortProperty,
} from '../shared/fields';
import type { FilterValues } from '../shared/filters';
import { identityOf } from '../shared/identity';
import type { ListName } from '../shared/lists';
import { LISTS, NEWEST_FIRST } from '../shared/lists';
import { locatorProperty, WORKSPACE } from '../shared/locators';
import { asText, defined } from '../shared/objects';
import { listPath } from '../shared/paths';
import { parseTime } from '../shared/time';
import type { Wanted } from '../transport/pagination';
import { listRows } from '../transport/pagination';

/** What a Get Many has of its own. */
interface GetMany {
	list: ListName;
	action: string;
	description: string;
	/** Filters that the service knows: IDs. */
	filters?: INodeProperties[];
	/** Filters that the node looks at, since the service has none: fields whose text has to be the same. */
	fields?: INodeProperties[];
	/** Lists that can be sorted can also be filtered by the time of creation. */
	sortBy?: INodePropertyOptions[];
	/** The form in which a row is given out. */
	output?: (row: IDataObject, workspaceId: string) => IDataObject;
}

/** A Get Many: Return All or Limit, filters and sorting, each row as one object. */
export function getMany(own: GetMany): Operation {
	const { list, action, description, filters = [], fields = [], sortBy, output = (row) => row } = own;
	const inWorkspace = list !== 'workspaces';
	const looked = sortBy ? [CREATED_AFTER, CREATED_BEFORE, ...fields] : [];
	const byLabel = (a: INodeProperties, b: INodeProperties) => a.displayName.localeCompare(b.displayName);
	const allFilters = [...filters, ...looked].sort(byLabel);
	return {
		option: { name: 'Get Many', value: 'getAll', action, description },
		properties: [
			...(inWorkspace ? [locatorProperty(WORKSPACE)] : []),
			RETURN_ALL,
			LIMIT_UNLESS_ALL,
			...(allFilters.length > 0 ? [filtersProperty(allFilters)] : []),
			...(sortBy ? [sortProperty(sortBy)] : []),
		],
		prepare(parameters) {
			const workspaceId = inWorkspace ? parameters.workspaceId() : undefined;
			const limit = parameters.boolean(RETURN_ALL) ? Infinity : parameters.limit();
			const chosen = allFilters.length > 0 ? parameters.filters(allFilters) : {};
			const sort = sortBy ? readSort(parameters, sortBy) : {};
			// Only a list whose order is known ends at the first older row
			const isByTime = (sort.sort_by ?? NEWEST_FIRST.sort_by) === NEWEST_FIRST.sort_by;
			const order = chosen.createdAfter !== undefined && isByTime ? { ...NEWEST_FIRST, ...sort } : sort;
			const query = { ...pick(chosen, filters), ...order };
			const texts = pick(chosen, fields);
			return {
				async run(client, _files, tell) {
					const path = listPath(list, workspaceId);
					// By their IDs, since a row may be looked at more than once
					const undated = new Set<unknown>();
					const isInTime = timeFilter(chosen, (row) => undated.add(row[LISTS[list].id]));
					const wanted = {
						limit,
						matches: (row: IDataObject) => isInTime(row) && hasTexts(row, texts),
						isPast: isNewestFirst(query) ? isBefore(chosen) : undefined,
					};
					const rows = await listRows(client, { path, ...LISTS[list] }, query, wanted);
					if (undated.size > 0)
						tell(
							'Left out because the creation time could not be read: {}',
							`${undated.size} in the list of ${list}`,
						);
					return rows.map((row) => ({ json: output(row, workspaceId ?? '') }));
				},
			};
		},
	};
}

/** The values of these filters alone. */
function pick(chosen: FilterValues, fields: INodeProperties[]): FilterValues {
	const names = new Set(fields.map(({ name }) => name));
	return Object.fromEntries(Object.entries(chosen).filter(([name]) => names.has(name)));
}

/** Whether a row was created in the time that is asked for. @param undated is called for one whose time cannot be read */
function timeFilter(
	{ createdAfter, createdBefore }: FilterValues,
	undated: (row: IDataObject) => unknown,
): (row: IDataObject) => boolean {
	if (createdAfter === undefined && createdBefore === undefined) return () => true;
	return (row) => {
		const time = parseTime(asText(row.createdAt));
		if (Number.isNaN(time)) undated(row);
		return time >= (createdAfter ?? -Infinity) && time < (createdBefore ?? Infinity);
	};
}

/** Whether a row is older than all that is asked for. */
function isBefore({ createdAfter }: FilterValues): Wanted['isPast'] {
	return createdAfter === undefined ? undefined : (row) => parseTime(asText(row.createdAt)) < createdAfter;
}

function hasTexts(row: IDataObject, texts: FilterValues): boolean {
	return Object.entries(texts).every(([name, text]) => identityOf(row[name]) === text);
}

function isNewestFirst({ sort_by: by, sort_direction: direction }: IDataObject): boolean {
	return by === NEWEST_FIRST.sort_by && direction === NEWEST_FIRST.sort_direction;
}

function readSort(parameters: Parameters, sortBy: INodePropertyOptions[]): IDataObject {
	const sort = parameters.collection('sort');
	const read = (field: { name: string; displayName: string }, values: string[]) =>
		field.name in sort.all ? readOption(sort.value(field.name), field, new Set(values)) : undefined;
	return defined({
		sort_by: read(
			{ name: 'sort_by', displayName: 'Sort By' },
			sortBy.map(({ value }) => String(value)),
		),
		sort_direction: read({ name: 'sort_direction', displayName: 'Sort Direction' }, ['asc', 'desc']),
	});
}
